// What an import would change: counted by noun, listed one by one with what differs, what could not be carried over, and the deed.
import { useEffect, useRef, useState } from 'react';
import type { ImportOnWire } from '../../../api/imports.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../../core/flows/words.ts';
import { DifferencesTable } from '../../parts/record/differences-table.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useImportsText } from '../../text/imports-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { placeOf } from './fault-table.tsx';

interface Props {
  readonly job: ImportOnWire;
  readonly refusal: string | null;
  readonly onApply: () => void;
  /** Undefined where the page no longer has the file. */
  readonly onGone: ((gone: 'keep' | 'remove') => void) | undefined;
  readonly onGiveUp: () => void;
}

type What = 'added' | 'changed' | 'gone';
const KINDS: readonly What[] = ['added', 'changed', 'gone'];
const TONES: Record<What, BadgeTone> = { added: 'good', changed: 'accent', gone: 'bad' };
const AT_ONCE = 60;

export function PlanView({ job, refusal, onApply, onGone, onGiveUp }: Props) {
  const text = useImportsText();
  const frame = useFrameText();
  const { language } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const counts = job.counts ?? {};
  const nouns = RECORD_NOUNS.filter((noun) => counts[noun] !== undefined);
  const sum = (of: What | 'same'): number => nouns.reduce((all, noun) => all + (counts[noun]?.[of] ?? 0), 0);
  const gone = sum('gone');
  const isRemoving = job.gone === 'remove';
  const whole = sum('added') + sum('changed') + (isRemoving ? gone : 0);
  const write = (count: number): string => count.toLocaleString(language);
  return (
    <>
      <Card>
        <h2 ref={heading} tabIndex={-1}>
          {text.plan.title}: {job.fileName}
        </h2>
        {whole === 0 ? <p>{text.plan.none}</p> : null}
        <ScrollBox className="plan-box" label={text.plan.title}>
          <table className="plan-counts">
            <caption className="heard-only">{text.plan.title}</caption>
            <thead>
              <tr>
                <th scope="col">{text.plan.noun}</th>
                <th scope="col">{text.plan.added}</th>
                <th scope="col">{text.plan.changed}</th>
                <th scope="col">{text.plan.same}</th>
                <th scope="col">{text.plan.gone}</th>
              </tr>
            </thead>
            <tbody>
              {nouns.map((noun) => (
                <tr key={noun}>
                  <th scope="row">{frame.places[noun]}</th>
                  {(['added', 'changed', 'same', 'gone'] as const).map((of) => {
                    const count = counts[noun]?.[of] ?? 0;
                    return (
                      <td key={of} className={count === 0 || of === 'same' ? 'soft' : `plan-${of}`}>
                        {write(count)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
            {nouns.length > 1 ? (
              <tfoot>
                <tr>
                  <th scope="row">{text.plan.all}</th>
                  {(['added', 'changed', 'same', 'gone'] as const).map((of) => (
                    <td key={of}>{write(sum(of))}</td>
                  ))}
                </tr>
              </tfoot>
            ) : null}
          </table>
        </ScrollBox>
        {gone === 0 ? null : (
          <Choice
            label={text.plan.goneQuestion(gone)}
            value={job.gone}
            options={[
              { value: 'keep', name: text.plan.goneKeep },
              { value: 'remove', name: text.plan.goneRemove },
            ]}
            onChange={(value) => onGone?.(value)}
            isDisabled={onGone === undefined}
            help={text.plan.goneHelp}
          />
        )}
        <div className="imports-row import-actions no-print">
          <Button weight="strong" onPress={onApply} isDisabled={whole === 0 || refusal !== null}>
            {whole === 0 ? text.plan.applyNothing : text.plan.apply(whole)}
          </Button>
          <Button weight="quiet" onPress={onGiveUp}>
            {text.giveUp}
          </Button>
        </div>
        {isRemoving && gone > 0 ? (
          <p className="plan-removing">
            <Icon name="warning" />
            {text.plan.removing(gone)}
          </p>
        ) : null}
        {refusal === null ? null : (
          <p className="imports-refusal">
            <Icon name="info" />
            {refusal}
          </p>
        )}
      </Card>
      {job.notes.length === 0 ? null : (
        <Card>
          <Disclosure title={text.plan.notes(job.notes.length)}>
            {() => (
              <ul className="plan-notes">
                {job.notes.map((note, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: notes have no other name, and the list never moves.
                  <li key={index}>
                    <span className="soft small">{placeOf(note, text)}</span>
                    <span lang="en">{note.message}</span>
                  </li>
                ))}
              </ul>
            )}
          </Disclosure>
        </Card>
      )}
      <Changes job={job} isRemoving={isRemoving} />
    </>
  );
}

function Changes({ job, isRemoving }: { readonly job: ImportOnWire; readonly isRemoving: boolean }) {
  const text = useImportsText();
  const frame = useFrameText();
  const [wanted, setWanted] = useState<What | 'all'>('all');
  const [shown, setShown] = useState(AT_ONCE);
  const changes = job.changes.filter((one) => isRemoving || one.what !== 'gone');
  if (changes.length === 0)
    return job.more > 0 && job.changes.length === 0 ? <p className="soft">{text.plan.notListed}</p> : null;
  const kinds = KINDS.filter((kind) => changes.some((one) => one.what === kind));
  const chosen = changes.filter((one) => wanted === 'all' || one.what === wanted);
  return (
    <Card
      title={text.plan.changes}
      tools={
        kinds.length < 2 ? undefined : (
          <Choice
            label={text.plan.show}
            isLabelHidden
            value={wanted}
            options={[
              { value: 'all' as const, name: text.plan.all },
              ...kinds.map((kind) => ({ value: kind, name: text.plan[kind] })),
            ]}
            onChange={(value) => {
              setWanted(value);
              setShown(AT_ONCE);
            }}
          />
        )
      }
    >
      <ul className="plan-changes">
        {chosen.slice(0, shown).map((one) => (
          <li key={`${one.noun} ${one.id}`}>
            <ChangeRow change={one} label={frame.one[one.noun as RecordNoun] ?? one.noun} />
          </li>
        ))}
      </ul>
      {chosen.length > shown ? (
        <p>
          <Button onPress={() => setShown(shown + 200)}>
            {text.faults.more(Math.min(200, chosen.length - shown))}
          </Button>
        </p>
      ) : null}
      {job.more > 0 ? <p className="soft small">{text.plan.more(job.more)}</p> : null}
    </Card>
  );
}

function ChangeRow({
  change,
  label,
}: {
  readonly change: ImportOnWire['changes'][number];
  readonly label: string;
}) {
  const text = useImportsText();
  const { what, noun, id, differences } = change;
  const head = (
    <span className="plan-change">
      <Badge tone={TONES[what]}>{text.plan[what]}</Badge>
      <span className="soft small">{label}</span>
      <strong>{nameIn(differences) ?? id}</strong>
      {nameIn(differences) === undefined ? null : <code className="soft">{id}</code>}
    </span>
  );
  if (differences.length === 0) return head;
  return (
    <Disclosure title={head}>
      {() => (
        <DifferencesTable
          noun={noun as RecordNoun}
          differences={differences.map(({ path, before, after }) => ({ path, before, after }))}
          caption={`${label} ${id}`}
        />
      )}
    </Disclosure>
  );
}

/** What a new record will be called. */
function nameIn(differences: ImportOnWire['changes'][number]['differences']): string | undefined {
  const name = differences.find((one) => one.path === 'name')?.after;
  return typeof name === 'string' && name !== '' ? name : undefined;
}
