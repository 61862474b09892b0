// What is assumed, one chip each, with undo and redo; it stands on the page and in the drawer.
import { useQuery } from '@tanstack/react-query';
import { libraryQuery } from '../../client/queries.ts';
import { useTransfersText } from '../../text/transfers-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Chips } from '../../ui/chips.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ALL_MEMBERS, keyOfSigning, type Signing } from './signing.ts';
import type { RegisterLists } from './transfers-asks.ts';
import type { Assumptions } from './use-assumptions.ts';
import './what-if-chips.css';

interface Props {
  readonly assumptions: Assumptions;
  readonly lists: RegisterLists | undefined;
  readonly asOf: string;
}

export function WhatIfChips({ assumptions, lists, asOf }: Props) {
  const words = useWords();
  const text = useTransfersText();
  const { data: library } = useQuery(libraryQuery);
  const day = words.day(asOf, 'short');
  const nameOf = (id: string): { name: string; isLaw: boolean } => {
    const law = library?.laws.laws.find((one) => one.id === id);
    if (law !== undefined) return { name: law.title[words.language], isLaw: true };
    const own = lists?.instruments.find((one) => one.id === id);
    return { name: String(own?.['name'] ?? id), isLaw: false };
  };
  const chips = [
    ...assumptions.without.map((id) => {
      const { name, isLaw } = nameOf(id);
      return { id, name, note: isLaw ? text.whatIf.struckFrom(day) : text.whatIf.endedOn(day) };
    }),
    ...assumptions.leaving.map((code) => ({
      id: code,
      name: words.country(code),
      note: text.whatIf.leavesOn(day),
    })),
    ...gatherSignings(assumptions.signed).map(({ key, kind, signings }) => ({
      id: key,
      name:
        signings.length === 1
          ? nameSigning(signings[0] as Signing, lists, words.term, text.whatIf.allMembers)
          : text.whatIf.many(words.term('instrument-kinds', kind), signings.length),
      note: text.whatIf.signedOn(day),
      isAdded: true,
    })),
  ].map((chip) => ({ ...chip, remove: text.whatIf.putBack(chip.name) }));
  return (
    <div className="what-if-chips">
      {chips.length === 0 ? (
        <p className="soft small">{text.whatIf.nothing}</p>
      ) : (
        <Chips label={text.whatIf.chips} chips={chips} onRemove={assumptions.drop} />
      )}
      <div className="what-if-steps no-print">
        <Button weight="quiet" isDisabled={!assumptions.mayUndo} onPress={assumptions.undo}>
          <Icon name="undo" /> {text.whatIf.undo}
        </Button>
        <Button weight="quiet" isDisabled={!assumptions.mayRedo} onPress={assumptions.redo}>
          <Icon name="redo" /> {text.whatIf.redo}
        </Button>
        {assumptions.isAny ? (
          <Button weight="quiet" onPress={assumptions.clear}>
            {text.whatIf.clear}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

interface Gathered {
  readonly key: string;
  readonly kind: Signing['kind'];
  readonly signings: readonly Signing[];
}

/** So many of a kind stand one by one; more are one chip. */
const ONE_BY_ONE = 3;

function gatherSignings(signed: readonly Signing[]): Gathered[] {
  const kinds = [...new Set(signed.map((one) => one.kind))];
  return kinds.flatMap((kind): Gathered[] => {
    const signings = signed.filter((one) => one.kind === kind);
    return signings.length > ONE_BY_ONE
      ? [{ key: `${kind}(all)`, kind, signings }]
      : signings.map((one) => ({ key: keyOfSigning(one), kind, signings: [one] }));
  });
}

function nameSigning(
  { kind, parties }: Signing,
  lists: RegisterLists | undefined,
  term: (list: string, word: string) => string,
  allMembers: string,
): string {
  const name = (id: string): string =>
    String(lists?.organisations.find((one) => one.id === id)?.['name'] ?? id);
  const who = parties[0] === ALL_MEMBERS ? allMembers : parties.map(name).join(' → ');
  return `${term('instrument-kinds', kind)}: ${who}`;
}
