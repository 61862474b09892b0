// Reads the documents of the server that belong to no group; whatever goes wrong comes back as a problem.
import { ENDPOINT_PATHS } from '../../api/paths.ts';
import type { Problem } from '../../api/problem.ts';

/** A problem on its way up to the face that shows it. */
export class ProblemFound extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** What was thrown, as a problem that can be shown. */
export function problemOf(error: unknown): Problem {
  return error instanceof ProblemFound ? error.problem : { type: 'page', title: String(error), status: 0 };
}

export type EndpointName = keyof typeof ENDPOINT_PATHS;

export async function read<T>(name: EndpointName, id?: string): Promise<T> {
  const response = await send(addressOf(name, id));
  return (await response.json()) as T;
}

function addressOf(name: EndpointName, id = ''): string {
  return ENDPOINT_PATHS[name].replace('{id}', encodeURIComponent(id));
}

async function send(address: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { cache: 'default', credentials: 'omit' });
  } catch {
    throw new ProblemFound({ type: 'unreachable', title: '', status: 0 });
  }
  if (response.ok) return response;
  throw new ProblemFound(await readProblem(response));
}

/** The problem document of a refusal; `unreachable` where something else answered. */
export async function readProblem(response: Response): Promise<Problem> {
  try {
    const problem = (await response.json()) as Problem;
    if (typeof problem.title === 'string') return problem;
  } catch {
    // No problem document: something between us and the server answered.
  }
  return { type: 'unreachable', title: '', status: response.status };
}
