// What can be done with the rows that are chosen: take them out as a file, or remove them together.
import { useState } from 'react';
import type { Problem } from '../../../api/problem.ts';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { ProblemFound } from '../../client/ask.ts';
import { refreshGroup } from '../../client/queries.ts';
import { sendTo, undoEntry } from '../../client/records.ts';
import { saveFile } from '../../client/save-file.ts';
import { useGroup } from '../../client/use-group.ts';
import { useApprovalWanted, useYou } from '../../client/use-you.ts';
import { RecordLink } from '../../parts/record/record-link.tsx';
import '../../parts/record/record-form.css';
import '../../parts/record/record-value.css';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { Button } from '../../ui/button.tsx';
import type { TableColumn } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tell } from '../../ui/toast.tsx';
import type { ListRow } from './list-columns.tsx';
import { writeRegisterPart, writeTable } from './list-files.ts';

interface Props {
  readonly noun: RecordNoun;
  readonly rows: readonly ListRow[];
  readonly columns: readonly TableColumn<ListRow>[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

export function ListTools({ noun, rows, columns, chosen, onChoose }: Props) {
  const frame = useFrameText();
  const text = useRecordsText();
  const { may } = useYou();
  const isApprovalWanted = useApprovalWanted(noun);
  const [isAsking, setAsking] = useState(false);
  const picked = rows.filter((row) => chosen.has(row.envelope.id));
  const shown = picked.length > 0 ? picked : rows;
  const refusal = !may('editor')
    ? text.refusals.reader
    : isApprovalWanted
      ? text.refusals.removeOneByOne
      : undefined;
  return (
    <div className="list-tools no-print">
      {picked.length === 0 ? null : (
        <>
          <Button weight="quiet" onPress={() => onChoose(new Set())}>
            {text.list.chooseNone}
          </Button>
          {refusal === undefined ? null : <span className="soft small">{refusal}</span>}
          <Button onPress={() => setAsking(true)} isDisabled={refusal !== undefined}>
            <Icon name="remove" />
            {text.list.remove}
          </Button>
        </>
      )}
      <Menu
        label={text.list.export}
        entries={[
          { id: 'csv', name: text.list.asTable, icon: 'exports' },
          { id: 'json', name: text.list.asRegister, icon: 'exports' },
        ]}
        onChoose={(id) => {
          const name = `${noun}-${new Date().toISOString().slice(0, 10)}`;
          const records = shown.map((row) => row.envelope.record);
          if (id === 'csv')
            saveFile(
              `${name}.csv`,
              'text/csv',
              writeTable(
                records,
                columns.map((one) => one.id),
              ),
            );
          else saveFile(`${name}.json`, 'application/json', writeRegisterPart(noun, records));
        }}
      >
        <Icon name="exports" />
        {text.list.export}
      </Menu>
      {isAsking ? (
        <RemoveDialog
          noun={noun}
          rows={picked}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onChoose(new Set());
          }}
        />
      ) : null}
      <span className="heard-only">{frame.table.keys}</span>
    </div>
  );
}

interface BulkResult {
  readonly rows: readonly { readonly id: string; readonly entry?: string; readonly problem?: Problem }[];
}

function RemoveDialog({
  noun,
  rows,
  onClose,
  onDone,
}: {
  readonly noun: RecordNoun;
  readonly rows: readonly ListRow[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const [why, setWhy] = useState('');
  const [isSending, setSending] = useState(false);
  const [refused, setRefused] = useState<BulkResult['rows'] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const remove = async (): Promise<void> => {
    setSending(true);
    try {
      const { value } = await sendTo<BulkResult>(group, ['bulk'], {
        atomic: true,
        rows: rows.map(({ envelope }) => ({
          act: 'remove',
          noun,
          id: envelope.id,
          version: envelope.version,
        })),
        ...(why.trim() !== '' && { why: why.trim() }),
      });
      await refreshGroup(group);
      tell({
        text: text.list.removedMany(rows.length),
        kind: 'done',
        action: {
          name: frame.undo,
          act: async () => {
            for (const { id, entry } of [...value.rows].reverse())
              if (entry !== undefined) await undoEntry(group, noun, id, entry);
            await refreshGroup(group);
            tell({ text: frame.undone, kind: 'done' });
          },
        },
      });
      onDone();
    } catch (error) {
      if (!(error instanceof ProblemFound)) throw error;
      const found = (error.problem.rows ?? []) as BulkResult['rows'];
      setRefused(found.filter((row) => row.problem !== undefined));
      setProblem(error.problem);
    } finally {
      setSending(false);
    }
  };
  return (
    <Dialog
      title={text.list.removeTitle(rows.length)}
      closeLabel={frame.close}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{frame.cancel}</Button>
          <Button weight="strong" onPress={() => void remove()} isDisabled={isSending}>
            {text.list.remove}
          </Button>
        </>
      }
    >
      <div className="list-refused">
        <p>{text.removeLead}</p>
        {problem === null ? null : (
          <div className="form-faults" role="alert">
            <h2>{text.stillNamed}</h2>
            {refused === null || refused.length === 0 ? (
              <p lang="en">{problem.detail ?? problem.title}</p>
            ) : null}
            <ul>
              {(refused ?? []).map((row) => (
                <li key={row.id}>
                  <RecordLink noun={noun} id={row.id} />
                  <NamedBy problem={row.problem} />
                </li>
              ))}
            </ul>
          </div>
        )}
        <TextField label={text.why} help={text.whyHelp} value={why} onChange={setWhy} />
      </div>
    </Dialog>
  );
}

/** Who names it, as links, so that one can go there and change that first. */
export function NamedBy({ problem }: { readonly problem: Problem | undefined }) {
  const frame = useFrameText();
  const named = problem?.namedBy ?? [];
  if (named.length === 0) return null;
  return (
    <ul className="value-links">
      {named.slice(0, 20).map((one) => (
        <li key={`${one.noun} ${one.id} ${one.path}`}>
          <span className="soft small">{frame.one[one.noun as RecordNoun] ?? one.noun} </span>
          <RecordLink noun={one.noun as RecordNoun} id={one.id} />
        </li>
      ))}
      {named.length > 20 ? <li className="soft">+ {named.length - 20}</li> : null}
    </ul>
  );
}
