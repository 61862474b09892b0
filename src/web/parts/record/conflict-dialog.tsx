// Two people changed one record: what differs field by field, mine beside theirs, to be chosen one by one.
import { useState } from 'react';
import type { RecordNoun } from '../../../core/flows/words.ts';
import type { Fields } from '../../client/records.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import './conflict-dialog.css';
import { bringTogether } from './record-differences.ts';
import { fieldAt } from './record-fields.ts';
import { withKey } from './record-input.tsx';
import { RecordValue } from './record-value.tsx';

interface Props {
  readonly noun: RecordNoun;
  /** What both began from. */
  readonly base: Fields;
  readonly mine: Fields;
  readonly theirs: Fields;
  /** The record that came of the choices. */
  readonly onDecide: (record: Fields) => void;
  readonly onClose: () => void;
}

export function ConflictDialog({ noun, base, mine, theirs, onDecide, onClose }: Props) {
  const frame = useFrameText();
  const text = useRecordsText();
  const { label } = useFieldWords();
  const met = bringTogether(base, mine, theirs);
  const [choices, setChoices] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({});
  const decide = (): void => {
    let record = met.record;
    for (const clash of met.clashes)
      if (choices[clash.path] === 'theirs') record = withKey(record, clash.path, clash.theirs);
    onDecide(record);
  };
  return (
    <Dialog
      title={frame.conflict.title}
      closeLabel={frame.close}
      isOpen
      manner="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{text.conflict.back}</Button>
          <Button weight="strong" onPress={decide}>
            {text.conflict.save}
          </Button>
        </>
      }
    >
      <div className="conflict">
        <p>{frame.conflict.lead}</p>
        {met.clashes.map((clash) => (
          <section key={clash.path} className="conflict-field" aria-label={label(noun, clash.path)}>
            <Choice
              label={label(noun, clash.path)}
              manner="list"
              value={choices[clash.path] ?? 'mine'}
              onChange={(next) => setChoices({ ...choices, [clash.path]: next })}
              options={[
                {
                  value: 'mine',
                  name: frame.conflict.mine,
                  note: <Shown noun={noun} path={clash.path} value={clash.mine} />,
                },
                {
                  value: 'theirs',
                  name: frame.conflict.theirs,
                  note: <Shown noun={noun} path={clash.path} value={clash.theirs} />,
                },
              ]}
            />
          </section>
        ))}
        {met.theirs.length === 0 ? null : (
          <section className="conflict-field">
            <h3>{text.conflict.taken}</h3>
            <dl className="conflict-taken">
              {met.theirs.map((one) => (
                <div key={one.path}>
                  <dt>{label(noun, one.path)}</dt>
                  <dd>
                    <Shown noun={noun} path={one.path} value={one.after} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
        {met.clashes.length === 0 ? <p>{text.conflict.none}</p> : null}
      </div>
    </Dialog>
  );
}

function Shown({
  noun,
  path,
  value,
}: {
  readonly noun: RecordNoun;
  readonly path: string;
  readonly value: unknown;
}) {
  const field = fieldAt(noun, path);
  if (field === undefined) return <code>{JSON.stringify(value)}</code>;
  return <RecordValue noun={noun} path={path} kind={field.kind} value={value} />;
}
