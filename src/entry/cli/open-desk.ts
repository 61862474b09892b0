// Opens the desk that a command works at: a server where one is named, else the store of this machine.
import type { Command } from 'commander';
import type { Register } from '../../core/flows/register.ts';
import type { Desk, DeskClocks } from './desk.ts';
import { badOption } from './faults.ts';
import { demandPlace, storePlace } from './store-place.ts';

export interface DeskOptions {
  readonly server?: string;
  readonly key?: string;
}

/** Adds --server and --key. */
export function withDesk(command: Command): Command {
  return command
    .option('--server <url>', 'work through a running server (default: SEKISHO_SERVER)')
    .option('--key <key>', 'the key that the server asks for (default: SEKISHO_KEY)');
}

/** The server that is named; undefined: the store of this machine. */
export function serverOf({ server }: DeskOptions): string | undefined {
  return server ?? (process.env['SEKISHO_SERVER'] || undefined);
}

/** Where SEKISHO_SERVER and SEKISHO_KEY, or the options, lead. `isMade`: a new store is made where there is none. */
async function openDesk(options: DeskOptions, { isMade = false } = {}): Promise<Desk> {
  if (serverOf(options) !== undefined) {
    const { openServerDesk } = await import('./client.ts');
    const { url, key } = serverAndKey(options);
    return openServerDesk(url, key);
  }
  if (options.key !== undefined)
    throw badOption('--key', 'A key is shown to a server, and none is named.', 'Add --server URL.');
  const place = isMade ? storePlace() : demandPlace();
  const { openLocalDesk } = await import('./local-desk.ts');
  return openLocalDesk(place);
}

/** The address of the server that is named, and the key for it. */
export function serverAndKey(options: DeskOptions): {
  readonly url: string;
  readonly key: string | undefined;
} {
  const key = options.key ?? (process.env['SEKISHO_KEY'] || undefined);
  return { url: readAddress(serverOf(options) ?? ''), key };
}

/** Opens a desk for one piece of work and closes it again, whatever comes. */
export async function atDesk<T>(
  options: DeskOptions,
  work: (desk: Desk) => Promise<T>,
  wish: { readonly isMade?: boolean } = {},
): Promise<T> {
  const desk = await openDesk(options, wish);
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}

function readAddress(server: string): string {
  const url = URL.canParse(server) ? new URL(server) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:'))
    return url.href.replace(/\/+$/, '');
  throw badOption(
    '--server',
    `'${server}' is no address of a server.`,
    'Write it as in http://localhost:4680.',
  );
}

const STORED = 'group:';

/** The id in `group:ID`; undefined where a file is named. */
export function storedGroup(register: string): string | undefined {
  return register.startsWith(STORED) ? register.slice(STORED.length) : undefined;
}

/** The register of a stored group, as it held on a day, with what was known at a moment. */
export function readStored(groupId: string, clocks: DeskClocks, options: DeskOptions): Promise<Register> {
  return atDesk(options, (desk) => desk.readRegister(groupId, clocks));
}
