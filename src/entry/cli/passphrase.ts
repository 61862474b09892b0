// The passphrase of a backup: from SEKISHO_BACKUP_PASSPHRASE, or asked for at a terminal without showing it; never an argument.
import { badOption } from './faults.ts';

const VARIABLE = 'SEKISHO_BACKUP_PASSPHRASE';

/** For a new backup; undefined: it is to hold no master key. At a terminal it is asked for twice. */
export async function askNewPassphrase(): Promise<string | undefined> {
  const named = process.env[VARIABLE];
  if (named !== undefined) return named === '' ? undefined : named;
  if (!isTerminal()) return undefined;
  const first = await askHidden('Passphrase for the master key in the backup (empty: leave the key out): ');
  if (first === '') return undefined;
  if ((await askHidden('The same again: ')) === first) return first;
  throw badOption('passphrase', 'The two passphrases differ.', 'Call again; nothing was written.');
}

/** For a backup that holds a master key; undefined where none is given. */
export async function askPassphrase(): Promise<string | undefined> {
  const named = process.env[VARIABLE];
  if (named !== undefined) return named === '' ? undefined : named;
  if (!isTerminal()) return undefined;
  return (await askHidden('Passphrase of the backup: ')) || undefined;
}

function isTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

const ENTER = /[\r\n]/;
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const BACKSPACES = ['\u007f', '\b'];

function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  return new Promise((resolve) => {
    let typed = '';
    const finish = (): void => {
      stdin.off('data', take).setRawMode(false).pause();
      stderr.write('\n');
    };
    const take = (piece: string): void => {
      for (const sign of piece) {
        if (ENTER.test(sign) || sign === CTRL_D) {
          finish();
          resolve(typed);
          return;
        }
        if (sign === CTRL_C) {
          finish();
          process.kill(process.pid, 'SIGINT');
          return;
        }
        typed = BACKSPACES.includes(sign) ? [...typed].slice(0, -1).join('') : typed + sign;
      }
    };
    // Before the question: what is typed at once must not show, either.
    stdin.setRawMode(true).setEncoding('utf8').resume().on('data', take);
    stderr.write(question);
  });
}
