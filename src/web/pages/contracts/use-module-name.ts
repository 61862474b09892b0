// A module of the standard clauses by who sends to whom, in the words of the law.
import { useWords } from '../../text/use-text.ts';

const ENDS: Readonly<Record<number, readonly [string, string]>> = {
  1: ['controller', 'controller'],
  2: ['controller', 'processor'],
  3: ['processor', 'processor'],
  4: ['processor', 'controller'],
};

export function useModuleName(): (module: number) => string {
  const { term } = useWords();
  return (module) => (ENDS[module] ?? []).map((role) => term('roles', role)).join(' → ');
}
