// The engine of the page: codes a register once and answers day after day without asking the server. A worker of its own, so that whoever
// filters or sorts meanwhile does not wait for it.
import type { Verdict } from '../../../core/flows/answer.ts';
import { tableOf } from '../../../core/flows/flow-table.ts';
import type { FlowTable } from '../../../core/flows/flow-table-columns.ts';
import { GraphAnswers } from '../../../core/flows/graph-answers.ts';
import { parseRegister, REGISTER_FORMAT } from '../../../core/flows/parse-register.ts';
import { askAbout } from '../../../core/flows/question.ts';
import type { Instrument, Register } from '../../../core/flows/register.ts';
import { openRulebook, type Rulebook, type RulebookText } from '../../../core/law/rulebook.ts';
import type { CivilDate } from '../../../core/time/civil-date.ts';
import type { FlowEnding } from './choose-flows.ts';
import type { EngineAsk, EngineReply, EngineWorks } from './flow-engine-asks.ts';

type EngineAnswerer<N extends keyof EngineWorks> = (
  ask: EngineWorks[N]['ask'],
) => Promise<EngineWorks[N]['answer']> | EngineWorks[N]['answer'];

let graph: GraphAnswers | undefined;
let rulebook: Promise<Rulebook> | undefined;

const ENGINE_ANSWERERS: { readonly [N in keyof EngineWorks]: EngineAnswerer<N> } = {
  open: async ({ register, rulebookAddress }) => {
    graph = undefined;
    rulebook ??= readRulebook(rulebookAddress);
    const [law, plain] = await Promise.all([rulebook, readRegister(register)]);
    const parsed = parseRegister(plain);
    if (!parsed.ok) throw new Error('The register has faults.');
    graph = new GraphAnswers(parsed.value, law);
    // All days at once, so that each is looked up from then on.
    graph.prepare();
    return { flows: graph.count };
  },
  table: ({ asOf, without, leaving, added, language, isMoving }) => {
    const { opened, question } = ask({ asOf, without, leaving });
    return tableOf(opened, question, readAdded(added, opened.register), {
      language,
      withReasons: !isMoving,
    });
  },
  counts: ({ asOf }) => {
    const { opened } = ask({ asOf, without: [], leaving: [] });
    return opened.countsOn(asOf as CivilDate).all;
  },
  endings: ({ asOf, until }) => {
    const { opened } = ask({ asOf, without: [], leaving: [] });
    const found: [string, FlowEnding][] = [];
    let number = 0;
    for (const id of opened.register.flows.keys()) {
      const spans = opened.timelineOf(number);
      number += 1;
      const now = spans.find((one) => one.from <= asOf && (one.until === null || one.until > asOf));
      if (now === undefined || now.until === null || now.until >= until) continue;
      const on = now.until;
      const next: Verdict | null = spans.find((one) => one.from >= on && one.from < until)?.verdict ?? null;
      found.push([id, { on, next }]);
    }
    return found;
  },
};

addEventListener('message', (event: MessageEvent<EngineAsk>) => {
  void answer(event.data);
});

async function answer({ number, name, ask: asked }: EngineAsk): Promise<void> {
  try {
    const answered = await (ENGINE_ANSWERERS[name] as EngineAnswerer<typeof name>)(asked as never);
    const reply: EngineReply = { number, is: 'answered', answer: answered };
    postMessage(reply, { transfer: name === 'table' ? buffersOf(answered as FlowTable) : [] });
  } catch (error) {
    const reply: EngineReply = { number, is: 'failed', why: String(error) };
    postMessage(reply);
  }
}

function ask(words: Pick<EngineWorks['table']['ask'], 'asOf' | 'without' | 'leaving'>) {
  if (graph === undefined) throw new Error('No register is open.');
  const { asOf, ...change } = words;
  return { opened: graph, question: askAbout(graph.register, graph.rulebook, asOf as CivilDate, change) };
}

async function readRulebook(address: string): Promise<Rulebook> {
  const response = await fetch(address, { credentials: 'omit' });
  if (!response.ok) throw new Error('The rulebook is not there.');
  return openRulebook((await response.json()) as RulebookText);
}

async function readRegister(register: EngineWorks['open']['ask']['register']): Promise<unknown> {
  if ('plain' in register) return register.plain;
  const headers = register.key === null ? {} : { authorization: `Bearer ${register.key}` };
  const response = await fetch(register.address, { headers, cache: 'no-cache', credentials: 'omit' });
  if (!response.ok) throw new Error('The register is not there.');
  return response.json();
}

/** Instruments signed in thought, read among the organisations and activities of the register. */
function readAdded(instruments: readonly unknown[], register: Register): Instrument[] {
  if (instruments.length === 0) return [];
  const organisations = Array.from(register.organisations.keys(), (id) => ({ id }));
  const activities = Array.from(register.activities.keys(), (id) => ({ id }));
  const parsed = parseRegister({ format: REGISTER_FORMAT, organisations, activities, instruments });
  if (!parsed.ok) throw new Error('What was signed in thought has faults.');
  return [...parsed.value.instruments.values()];
}

function buffersOf(table: FlowTable): ArrayBuffer[] {
  return Object.values(table)
    .filter((one): one is Uint8Array<ArrayBuffer> => ArrayBuffer.isView(one))
    .map(({ buffer }) => buffer);
}
