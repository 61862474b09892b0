// What a group of flows is called: its key in the words of the reader.
import { useMemo } from 'react';
import { nameFact } from '../../parts/missing-fact.tsx';
import { useTransfersText } from '../../text/transfers-text.ts';
import { useWords } from '../../text/use-text.ts';
import type { Grouping } from './choose-flows.ts';
import type { FlowColumns } from './flow-columns.ts';

export function useGroupName(columns: FlowColumns, groupBy: Grouping | null): (key: string) => string {
  const words = useWords();
  const text = useTransfersText();
  return useMemo(() => {
    const country = (code = ''): string =>
      code === '' ? words.text.table.unknownCountry : words.country(code);
    switch (groupBy) {
      case 'verdict':
        return (key) => words.term('verdicts', key);
      case 'law':
        return (key) => (key === '' ? text.group.noLaw : words.law(key));
      case 'pair':
        return (key) => {
          const [from, to] = key.split('>');
          return `${country(from)} → ${country(to)}`;
        };
      case 'origin':
      case 'destination':
        return country;
      case 'sender':
      case 'recipient': {
        const names = new Map(columns.ends.map((end) => [end.organisation, end.name]));
        return (key) => (key === '' ? words.text.table.person : (names.get(key) ?? key));
      }
      case 'activity': {
        const names = new Map(columns.activities.map((one) => [one.id, one.name]));
        return (key) => (key === '' ? text.group.noActivity : (names.get(key) ?? key));
      }
      case 'tool':
        return words.tool;
      case 'missing':
        return (key) => {
          if (key === '') return text.group.nothingMissing;
          const { what, of } = nameFact(key, words);
          return `${what}: ${of}`;
        };
      case null:
        return (key) => key;
    }
  }, [columns, groupBy, words, text]);
}
