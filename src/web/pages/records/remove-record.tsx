// Removing a record: why, and where others still name it, who they are.
import { useState } from 'react';
import type { Problem } from '../../../api/problem.ts';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { ProblemFound } from '../../client/ask.ts';
import { queryClient, recordQuery, refreshGroup } from '../../client/queries.ts';
import { removeRecord, sendTo } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { useApprovalWanted } from '../../client/use-you.ts';
import { takeBack } from '../../parts/record/use-record-save.ts';
import { useGo } from '../../parts/use-go.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tell } from '../../ui/toast.tsx';
import { NamedBy } from './list-tools.tsx';

interface Props {
  readonly noun: RecordNoun;
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

export function RemoveRecord({ noun, id, name, onClose }: Props) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const go = useGo();
  const isApprovalWanted = useApprovalWanted(noun);
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    setSending(true);
    try {
      const { version } = await queryClient.fetchQuery(recordQuery(group, noun, id));
      if (isApprovalWanted) {
        const reason = why.trim() === '' ? {} : { why: why.trim() };
        const body = { of: { noun, id }, act: 'removal', base: version, state: 'proposed', ...reason };
        const { value } = await sendTo<{ id: string }>(group, ['changes'], body);
        tell({
          text: text.proposedRemoval(name),
          kind: 'done',
          action: { name: text.showChange, act: () => go('changes', {}, { change: value.id }) },
        });
        onClose();
      } else {
        const { entry } = await removeRecord(group, noun, id, why.trim(), version);
        tell({
          text: frame.removed(name),
          kind: 'done',
          ...(entry !== undefined && {
            action: {
              name: frame.undo,
              act: () => void takeBack(group, noun, id, entry, frame.undone, text.notUndone),
            },
          }),
        });
        go(noun);
      }
      await refreshGroup(group);
    } catch (error) {
      if (!(error instanceof ProblemFound)) throw error;
      setProblem(error.problem);
    } finally {
      setSending(false);
    }
  };
  return (
    <Dialog
      title={text.removeTitle(name)}
      closeLabel={frame.close}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{frame.cancel}</Button>
          <Button weight="strong" onPress={() => void send()} isDisabled={isSending}>
            {isApprovalWanted ? text.propose : text.list.remove}
          </Button>
        </>
      }
    >
      <div className="list-refused">
        <p>{text.removeLead}</p>
        {problem === null ? null : (
          <div className="form-faults" role="alert">
            <h2>{problem.namedBy === undefined ? problem.title : text.stillNamed}</h2>
            {problem.namedBy === undefined ? <p lang="en">{problem.detail}</p> : <p>{text.stillNamedLead}</p>}
            <NamedBy problem={problem} />
          </div>
        )}
        <TextField label={text.why} help={text.whyHelp} value={why} onChange={setWhy} />
      </div>
    </Dialog>
  );
}
