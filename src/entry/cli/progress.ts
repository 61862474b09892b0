// How far long work has come, on one line of standard error, only where that is a terminal.
const REDRAW_MS = 200;
const SIGNS = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const ERASE = '\r\u001b[K';

export interface Progress {
  /** What is done now, as in `12,000 records`. */
  note(text: string): void;
  /** Clears the line, so that others can write; it comes back with the next turn. */
  pause(): void;
  end(): void;
}

const SILENT: Progress = { note: () => undefined, pause: () => undefined, end: () => undefined };

/** Shows `what` until the end, with the seconds that have gone by. */
export function startProgress(what: string): Progress {
  if (process.stderr.isTTY !== true || process.env['TERM'] === 'dumb') return SILENT;
  const startedAt = Date.now();
  let noted = '';
  let turn = 0;
  const draw = (): void => {
    const seconds = Math.floor((Date.now() - startedAt) / 1000);
    const sign = SIGNS[turn % SIGNS.length];
    turn += 1;
    const line = `${sign} ${what} …${noted === '' ? '' : ` ${noted}`}${seconds > 0 ? `, ${seconds} s` : ''}`;
    process.stderr.write(`${ERASE}${line.slice(0, (process.stderr.columns || 80) - 1)}`);
  };
  const timer = setInterval(draw, REDRAW_MS);
  timer.unref();
  return {
    note: (text) => {
      noted = text;
    },
    pause: () => {
      if (turn > 0) process.stderr.write(ERASE);
    },
    end: () => {
      clearInterval(timer);
      if (turn > 0) process.stderr.write(ERASE);
    },
  };
}
