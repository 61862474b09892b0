// One field of a record that is kept, to be filled in right where it is missing; the rest of the record stays as it is.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { recordQuery } from '../../client/queries.ts';
import type { Fields } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { Button } from '../../ui/button.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { ProblemFace } from '../problem-face.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { fieldAt } from './record-fields.ts';
import { RecordFormContext } from './record-form-context.ts';
import { RecordInput, withKey } from './record-input.tsx';
import { useRecordSave } from './use-record-save.ts';
import { useSurroundings } from './use-surroundings.ts';
import './field-entry.css';

interface Props {
  readonly noun: RecordNoun;
  readonly id: string;
  /** The key of the field, or a path that begins with it. */
  readonly path: string;
  readonly onClose: () => void;
}

export function FieldEntry({ noun, id, path, onClose }: Props) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const { data: stored } = useQuery(recordQuery(group, noun, id));
  const around = useSurroundings();
  const saving = useRecordSave(noun);
  const [written, setWritten] = useState<{ readonly value: unknown } | null>(null);
  const [theirs, setTheirs] = useState<{ readonly record: Fields; readonly version: number } | null>(null);
  const field = fieldAt(noun, path);
  if (field === undefined) return null;
  if (stored === undefined) return <Waiting label={frame.loading} rows={2} />;
  const value = written === null ? stored.record[field.key] : written.value;
  const mine = withKey(stored.record, field.key, value);
  const send = async (record: Fields, seen: number): Promise<void> => {
    const saved = await saving.save({ record, seen });
    if (saved.is === 'overtaken') setTheirs({ record: saved.theirs, version: saved.version });
    else if (saved.is !== 'refused') onClose();
  };
  return (
    <RecordFormContext value={{ noun, id, record: mine, faults: saving.faults, around }}>
      <div className="field-entry">
        <RecordInput
          noun={noun}
          field={field}
          path={field.key}
          value={value}
          onChange={(next) => setWritten({ value: next })}
        />
        {saving.problem === undefined || saving.faults.size > 0 ? null : (
          <ProblemFace problem={saving.problem} onRetry={() => void send(mine, stored.version)} />
        )}
        <div className="input-row">
          <Button
            weight="strong"
            isDisabled={written === null || saving.isSaving}
            onPress={() => void send(mine, stored.version)}
          >
            {saving.isApprovalWanted ? text.propose : frame.save}
          </Button>
          <Button weight="quiet" onPress={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </div>
      {theirs === null ? null : (
        <ConflictDialog
          noun={noun}
          base={stored.record}
          mine={mine}
          theirs={theirs.record}
          onClose={() => setTheirs(null)}
          onDecide={(decided) => {
            setTheirs(null);
            void send(decided, theirs.version);
          }}
        />
      )}
    </RecordFormContext>
  );
}
