// Saving a record: kept, proposed where the group wants a second person, or refused with its faults at their fields; nothing written is lost.
import { useState } from 'react';
import type { Problem, WireIssue } from '../../../api/problem.ts';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { ProblemFound } from '../../client/ask.ts';
import { queryClient, recordQuery, refreshGroup } from '../../client/queries.ts';
import { type Fields, newEntry, sendTo, stateRecord, undoEntry } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { useApprovalWanted } from '../../client/use-you.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { tell } from '../../ui/toast.tsx';
import { useGo } from '../use-go.ts';

export interface Saving {
  readonly record: Fields;
  /** The version that the writer began from; null for a new record. */
  readonly seen: number | null;
  readonly why?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

export type Saved =
  | { readonly is: 'kept' }
  | { readonly is: 'proposed' }
  | { readonly is: 'refused' }
  | { readonly is: 'overtaken'; readonly theirs: Fields; readonly version: number };

export interface RecordSave {
  readonly save: (saving: Saving) => Promise<Saved>;
  readonly isSaving: boolean;
  readonly faults: ReadonlyMap<string, string>;
  /** Faults that lie at no field of the form, and refusals. */
  readonly problem: Problem | undefined;
  readonly isApprovalWanted: boolean;
  readonly clear: () => void;
}

const NONE: ReadonlyMap<string, string> = new Map();

export function useRecordSave(noun: RecordNoun): RecordSave {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const { text: fieldText } = useFieldWords();
  const isApprovalWanted = useApprovalWanted(noun);
  const go = useGo();
  const [isSaving, setSaving] = useState(false);
  const [faults, setFaults] = useState(NONE);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);

  const keep = async ({ record, seen, why, validFrom, validUntil }: Saving): Promise<Saved> => {
    const id = String(record['id']);
    const name = typeof record['name'] === 'string' ? record['name'] : id;
    const more = {
      ...(why !== undefined && why.trim() !== '' && { why: why.trim() }),
      ...(validFrom !== undefined && validFrom !== '' && { validFrom }),
      ...(validUntil !== undefined && validUntil !== '' && { validUntil }),
    };
    if (isApprovalWanted) {
      const body = {
        of: { noun, id },
        act: 'statement',
        record,
        base: seen ?? 0,
        state: 'proposed',
        ...more,
      };
      const { value } = await sendTo<{ id: string }>(group, ['changes'], body);
      await refreshGroup(group);
      tell({
        text: text.proposed(name),
        kind: 'done',
        action: { name: text.showChange, act: () => go('changes', {}, { change: value.id }) },
      });
      return { is: 'proposed' };
    }
    const kept = await stateRecord(group, noun, id, { record, ...more }, seen, newEntry());
    await refreshGroup(group);
    const { entry } = kept;
    tell({
      text: frame.saved(name),
      kind: 'done',
      about: `${noun}/${id}`,
      ...(entry !== undefined && {
        action: {
          name: frame.undo,
          act: () => void takeBack(group, noun, id, entry, frame.undone, text.notUndone),
        },
      }),
    });
    return { is: 'kept' };
  };

  const save = async (saving: Saving): Promise<Saved> => {
    setSaving(true);
    setFaults(NONE);
    setProblem(undefined);
    try {
      return await keep(saving);
    } catch (error) {
      if (!(error instanceof ProblemFound)) throw error;
      const { problem: found } = error;
      if (found.status === 412) {
        const query = recordQuery(group, noun, String(saving.record['id']));
        const now = await queryClient.fetchQuery({ ...query, staleTime: 0 });
        return { is: 'overtaken', theirs: now.record, version: now.version };
      }
      const placed = placeFaults(found.issues ?? [], fieldText.faults);
      setFaults(placed);
      setProblem(placed.size > 0 ? { ...found, issues: [] } : found);
      return { is: 'refused' };
    } finally {
      setSaving(false);
    }
  };

  const clear = (): void => {
    setFaults(NONE);
    setProblem(undefined);
  };
  return { save, isSaving, faults, problem, isApprovalWanted, clear };
}

/** Faults by path, in the reader's words where the form has them. */
function placeFaults(
  issues: readonly WireIssue[],
  wordings: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  return new Map(issues.map((one) => [one.path, wordings[one.code] ?? `${one.message} ${one.hint}`]));
}

/** Takes an entry back, and says so; a refusal is said too. */
export async function takeBack(
  group: string,
  noun: RecordNoun,
  id: string,
  entry: string,
  done: string,
  failed: string,
): Promise<void> {
  try {
    await undoEntry(group, noun, id, entry);
    tell({ text: done, kind: 'done', about: `${noun}/${id}` });
  } catch (error) {
    const problem = error instanceof ProblemFound ? error.problem : undefined;
    tell({ text: failed, kind: 'fault', ...(problem?.detail !== undefined && { detail: problem.detail }) });
  } finally {
    await refreshGroup(group);
  }
}
