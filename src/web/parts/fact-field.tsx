// A missing fact, entered where it is missed: the field, the writing with the version that was seen, and the way back.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import { problemOf } from '../client/ask.ts';
import { useDraft } from '../client/drafts.ts';
import { libraryQuery, recordQuery, refreshGroup } from '../client/queries.ts';
import { type Envelope, readRecord, stateRecord, undoEntry } from '../client/records.ts';
import { useFactText } from '../text/fact-text.ts';
import { useFrameText } from '../text/frame-text.ts';
import { useWords } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { tell } from '../ui/toast.tsx';
import { WordField } from '../ui/word-field.tsx';
import { COUNTRY_CODES, type Fact, type FactKind, factIn, withFact } from './fact-kinds.ts';
import './fact-field.css';
import { PlaceLink } from './place-link.tsx';

interface Props {
  readonly group: string;
  readonly noun: RecordNoun;
  readonly id: string;
  readonly keys: readonly string[];
  readonly kind: FactKind;
  readonly label: string;
  /** The record to begin with, where there is none yet. */
  readonly fresh?: Readonly<Record<string, unknown>>;
}

export function FactField({ group, noun, id, keys, kind, label, fresh }: Props) {
  const text = useFactText();
  const frame = useFrameText();
  const client = useQueryClient();
  const place = `${group}/${noun}/${id}/${keys.join('.')}`;
  const draft = useDraft<Fact | null>(place, null);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  /** What somebody else said meanwhile. */
  const [theirs, setTheirs] = useState<unknown>(undefined);
  const save = async (): Promise<void> => {
    if (draft.value === null) return;
    setSending(true);
    setProblem(null);
    try {
      const seen =
        fresh === undefined
          ? await client.fetchQuery({ ...recordQuery(group, noun, id), staleTime: 0 })
          : null;
      const there = seen === null ? undefined : factIn(seen.record, keys);
      // Nobody is overwritten unseen: the fact was missing when this field was shown.
      if (
        there !== undefined &&
        theirs === undefined &&
        JSON.stringify(there) !== JSON.stringify(draft.value)
      ) {
        setTheirs(there);
        return;
      }
      const record = withFact(seen?.record ?? fresh ?? {}, keys, draft.value);
      const kept = await stateRecord(group, noun, id, { record, why: text.why }, seen?.version ?? null);
      draft.forget();
      setTheirs(undefined);
      announce(kept);
      await refreshGroup(group);
    } catch (error) {
      const found = problemOf(error);
      if (found.status === 412) {
        const newest = await readRecord(group, noun, id, {});
        setTheirs(factIn(newest.record, keys) ?? null);
      } else setProblem(found);
    } finally {
      setSending(false);
    }
  };
  const announce = (kept: Envelope): void => {
    const { entry } = kept;
    tell({
      text: text.entered(label),
      kind: 'done',
      ...(entry !== undefined && {
        action: {
          name: frame.undo,
          act: () =>
            void undoEntry(group, noun, id, entry).then(
              () => {
                tell({ text: frame.undone });
                return refreshGroup(group);
              },
              (error: unknown) => tell({ text: problemOf(error).title || frame.lost, kind: 'fault' }),
            ),
        },
      }),
    });
  };
  const isEmpty = draft.value === null || (Array.isArray(draft.value) && draft.value.length === 0);
  return (
    <form
      className="fact-field no-print"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) void save();
      }}
    >
      <Input kind={kind} label={label} value={draft.value} onChange={draft.set} />
      <div className="fact-do">
        <Button type="submit" weight="strong" isDisabled={isEmpty || isSending}>
          {theirs === undefined ? text.enter : text.keepMine}
        </Button>
        {theirs === undefined ? null : (
          <Button
            onPress={() => {
              setTheirs(undefined);
              draft.forget();
              void refreshGroup(group);
            }}
          >
            {text.keepTheirs}
          </Button>
        )}
        {fresh === undefined ? (
          <PlaceLink to="record" parts={{ noun, id }}>
            {text.openRecord}
          </PlaceLink>
        ) : null}
      </div>
      {theirs === undefined ? null : (
        <p className="fact-note" role="alert">
          {text.conflict} <code>{theirs === null ? text.nothing : JSON.stringify(theirs)}</code>
        </p>
      )}
      {problem === null ? null : (
        <p className="field-fault" role="alert">
          {problem.type.endsWith('approval-wanted') ? text.approvalWanted : tellProblem(problem, frame.lost)}
        </p>
      )}
    </form>
  );
}

function tellProblem(problem: Problem, lost: string): string {
  if (problem.type === 'unreachable') return lost;
  return [problem.title, problem.detail, ...(problem.issues ?? []).map((one) => `${one.message} ${one.hint}`)]
    .filter(Boolean)
    .join(' ');
}

interface InputProps {
  readonly kind: FactKind;
  readonly label: string;
  readonly value: Fact | null;
  readonly onChange: (value: Fact | null) => void;
}

function Input({ kind, label, value, onChange }: InputProps) {
  const { term, country, sort } = useWords();
  const text = useFactText();
  const frame = useFrameText();
  const { data } = useTerms();
  const nameOf = (list: string | null, word: string): string =>
    list === null ? (text.words[word] ?? word) : term(list, word);
  switch (kind.is) {
    case 'yes-no':
      return (
        <Choice
          label={label}
          isLabelHidden
          value={value === true ? 'yes' : value === false ? 'no' : ''}
          options={[
            { value: 'yes', name: frame.yes },
            { value: 'no', name: frame.no },
          ]}
          onChange={(one) => onChange(one === 'yes')}
        />
      );
    case 'day':
      return (
        <TextField
          label={label}
          isLabelHidden
          value={typeof value === 'string' ? value : ''}
          placeholder="2026-01-31"
          onChange={(day) => onChange(day === '' ? null : day)}
        />
      );
    case 'country':
    case 'one-of': {
      const list = kind.is === 'country' ? null : kind.list;
      const words = kind.is === 'country' ? COUNTRY_CODES : kind.words;
      const options = words.map((word) => ({
        value: word,
        label: kind.is === 'country' ? country(word) : nameOf(list, word),
      }));
      if (kind.is === 'country') options.sort((a, b) => sort(a.label, b.label));
      return (
        <Select
          label={label}
          isLabelHidden
          value={typeof value === 'string' ? value : ''}
          options={[{ value: '', label: frame.notKnown }, ...options]}
          onChange={(one) => onChange(one === '' ? null : one)}
        />
      );
    }
    default: {
      const words = kind.is === 'words' ? Object.keys(data?.[kind.list ?? ''] ?? {}) : kind.words;
      const isNumbers = words[0] === '1';
      const chosen = Array.isArray(value) ? value.map(String) : [];
      return (
        <WordField
          label={label}
          value={chosen}
          isFree={kind.is === 'words'}
          find={(written) =>
            words
              .map((word) => ({ id: word, name: nameOf(kind.list, word) }))
              .filter((one) => `${one.id} ${one.name}`.toLowerCase().includes(written.toLowerCase()))
          }
          nameOf={(word) => nameOf(kind.list, word)}
          removeLabel={frame.words.remove}
          keepLabel={frame.words.keep}
          onChange={(next) => onChange(next.length === 0 ? null : isNumbers ? next.map(Number) : next)}
        />
      );
    }
  }
}

function useTerms() {
  return useQuery({ ...libraryQuery, select: (library) => library.terms });
}
