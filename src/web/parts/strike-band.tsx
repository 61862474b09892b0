// Strikes law or contracts in thought: a searchable list of what can fall, chips of what has fallen, undo and redo.
import { useMemo } from 'react';
import type { LawList } from '../../api/laws.ts';
import type { RegisterView } from '../client/register-view.ts';
import { useWords, type Words } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Chips } from '../ui/chips.tsx';
import { ComboBox, type ComboItem, type ComboSection } from '../ui/combo-box.tsx';
import './strike-band.css';

interface Props {
  readonly laws: LawList;
  readonly register: RegisterView | undefined;
  readonly asOf: string;
  readonly without: readonly string[];
  readonly mayUndo: boolean;
  readonly mayRedo: boolean;
  readonly onStrike: (id: string) => void;
  readonly onRestore: (id: string) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** Shown of each list at most; a few letters more find the rest. */
const SHOWN = 60;

export function StrikeBand(props: Props) {
  const words = useWords();
  const { text, day } = words;
  const { law, own } = useMemo(
    () => listStrikeable(props.laws, props.register, words),
    [props.laws, props.register, words],
  );
  const find = (typed: string): ComboSection[] => {
    const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (item: ComboItem): boolean => {
      const hay = `${item.name} ${item.id} ${item.note}`.toLowerCase();
      return !props.without.includes(item.id) && wanted.every((word) => hay.includes(word));
    };
    return [
      { id: 'law', name: text.strike.law, items: law.filter(fits).slice(0, SHOWN) },
      { id: 'own', name: text.strike.own, items: own.filter(fits).slice(0, SHOWN) },
    ].filter((section) => section.items.length > 0);
  };
  const nameOf = (id: string): string => [...law, ...own].find((item) => item.id === id)?.name ?? id;
  return (
    <section className="strike-band" aria-labelledby="strike-title">
      <div className="strike-head no-print">
        <ComboBox
          label={text.strike.label}
          placeholder={text.strike.placeholder}
          nothing={text.strike.nothingFound}
          find={find}
          onChoose={props.onStrike}
        />
      </div>
      <div className="strike-body">
        <h2 id="strike-title">{text.strike.title}</h2>
        {props.without.length === 0 ? (
          <p className="soft small">{text.strike.none}</p>
        ) : (
          <Chips
            label={text.strike.chips}
            chips={props.without.map((id) => ({
              id,
              name: nameOf(id),
              note: text.strike.since(day(props.asOf, 'short')),
              remove: text.strike.remove(nameOf(id)),
            }))}
            onRemove={props.onRestore}
          />
        )}
      </div>
      <div className={`strike-steps no-print${props.mayUndo || props.mayRedo ? '' : ' is-idle'}`}>
        <Button weight="quiet" isDisabled={!props.mayUndo} onPress={props.onUndo}>
          <span aria-hidden="true">↶</span> {text.strike.undo}
        </Button>
        <Button weight="quiet" isDisabled={!props.mayRedo} onPress={props.onRedo}>
          <span aria-hidden="true">↷</span> {text.strike.redo}
        </Button>
      </div>
    </section>
  );
}

/** Law files that offer a tool, and every instrument of the register. Decisions come first: they are what falls. */
function listStrikeable(
  laws: LawList,
  register: RegisterView | undefined,
  words: Words,
): { law: ComboItem[]; own: ComboItem[] } {
  const { language, term, day } = words;
  const span = (time: { from?: string | undefined; until?: string | undefined }): string =>
    [time.from && day(time.from, 'short'), time.until && day(time.until, 'short')]
      .filter(Boolean)
      .join(' – ');
  const law = laws.laws
    .filter((one) => one.tiers.length > 0)
    .map((one) => ({
      id: one.id,
      name: one.title[language],
      note: `${one.id}  ${span(one)}`,
      rank: one.tiers.includes('adequacy') ? 0 : one.tiers.includes('safeguard') ? 1 : 2,
    }))
    .sort((a, b) => a.rank - b.rank || words.sort(a.name, b.name));
  const own = (register?.instruments ?? []).map((one) => ({
    id: one.id,
    name: one.name ?? one.id,
    note: `${term('instrument-kinds', one.kind)}  ${span(one)}`,
  }));
  return { law, own };
}
