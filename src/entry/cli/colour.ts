// Colour, only where standard output is a terminal and nobody asked for none.
import { styleText } from 'node:util';

const wanted =
  process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined && process.env['TERM'] !== 'dumb';

type Style = Parameters<typeof styleText>[0];

function paint(style: Style): (text: string) => string {
  return (text) => (wanted ? styleText(style, text) : text);
}

export const bold = paint('bold');
export const dim = paint('dim');
export const red = paint('red');
export const green = paint('green');
export const yellow = paint('yellow');
export const cyan = paint('cyan');
