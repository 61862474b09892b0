// Which article asks for which field: read once, then looked up by noun and field.
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { AskedFieldList } from '../../api/laws.ts';
import { read } from './ask.ts';

export type AskingRule = AskedFieldList['rules'][number];

const askedFieldsQuery = queryOptions({
  queryKey: ['asked-fields'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async () => (await read<AskedFieldList>('askedFields')).rules,
});

const NONE: readonly AskingRule[] = [];

/** The rules that ask for something, in force on the day. */
export function useAskedFields(day: string): readonly AskingRule[] {
  const { data } = useQuery({
    ...askedFieldsQuery,
    select: (rules) => rules.filter((rule) => isBetween(day, rule)),
  });
  return data ?? NONE;
}

function isBetween(day: string, { from, until }: AskingRule): boolean {
  return (from === undefined || from <= day) && (until === undefined || day < until);
}

/** Those that ask for a field of a noun, or for something in it; demands first, then the law `nearest` to the reader. */
export function rulesAsking(
  rules: readonly AskingRule[],
  noun: string,
  key: string,
  nearest: string,
): readonly AskingRule[] {
  const rank = (rule: AskingRule): number =>
    (rule.strength === 'should' ? 2 : 0) + (rule.laws.includes(nearest) ? 0 : 1);
  return rules
    .filter(
      (rule) => rule.of === noun && rule.fields.some((field) => field === key || field.startsWith(`${key}.`)),
    )
    .sort((a, b) => rank(a) - rank(b));
}
