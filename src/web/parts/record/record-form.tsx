// The form of a record: every field that is asked for, in sections; what is written is kept on this device until it is stored.
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { useDraft } from '../../client/drafts.ts';
import type { Envelope, Fields } from '../../client/records.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ProblemFace } from '../problem-face.tsx';
import { AskedBy } from './asked-by.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { isAskedFor } from './field.ts';
import { idFromName } from './id-from-name.ts';
import { isSame } from './record-differences.ts';
import { SECTIONS_OF } from './record-fields.ts';
import './record-form.css';
import { RecordFormContext } from './record-form-context.ts';
import { classOfField, RecordInput, withKey } from './record-input.tsx';
import { useRecordSave } from './use-record-save.ts';
import { useSurroundings } from './use-surroundings.ts';

interface Props {
  readonly noun: RecordNoun;
  /** What is kept; null for a new record. */
  readonly stored: Envelope | null;
  /** What the form begins with. */
  readonly start: Fields;
  /** The field to begin at. */
  readonly field?: string | undefined;
  readonly refusal?: string | undefined;
  readonly onDone: (id: string) => void;
  readonly onCancel: () => void;
}

/** What is kept on this device while somebody writes. */
interface Writing {
  readonly record: Fields;
  readonly base: Fields;
  readonly seen: number | null;
  readonly why: string;
  readonly validFrom: string;
  readonly validUntil: string;
}

export function RecordForm({ noun, stored, start, field: first, refusal, onDone, onCancel }: Props) {
  const frame = useFrameText();
  const text = useRecordsText();
  const { text: fieldText, label } = useFieldWords();
  const { language } = useWords();
  const around = useSurroundings();
  const key = stored === null ? `${noun}/new` : `${noun}/${stored.id}`;
  const begin = useMemo(
    (): Writing => ({
      record: start,
      base: stored?.record ?? start,
      seen: stored?.version ?? null,
      why: '',
      validFrom: '',
      validUntil: '',
    }),
    [start, stored],
  );
  const draft = useDraft<Writing>(key, begin);
  const { value: writing } = draft;
  const { record } = writing;
  const saving = useRecordSave(noun);
  const [theirs, setTheirs] = useState<{ readonly record: Fields; readonly version: number } | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const [isIdOwn, setIdOwn] = useState(record['id'] !== undefined);
  const isChanged = stored === null || !isSame(record, writing.base);

  const put = (next: Fields): void => draft.set({ ...writing, record: next });
  const putField = (name: string, value: unknown): void => {
    let next = withKey(record, name, value);
    if (stored === null && name === 'name' && !isIdOwn) next = withKey(next, 'id', idFromName(value));
    put(next);
  };
  const send = async (sent: Fields, seen: number | null): Promise<void> => {
    const { why, validFrom, validUntil } = writing;
    const saved = await saving.save({ record: sent, seen, why, validFrom, validUntil });
    if (saved.is === 'overtaken') setTheirs({ record: saved.theirs, version: saved.version });
    else if (saved.is !== 'refused') {
      draft.forget();
      onDone(String(sent['id']));
    }
  };
  const save = (): void => void send(record, writing.seen);
  const press = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || !(event.key === 's' || event.key === 'Enter')) return;
    event.preventDefault();
    if (refusal === undefined && isChanged) save();
  };

  useEffect(() => {
    if (saving.faults.size > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [saving.faults]);
  useEffect(() => {
    const place =
      first === undefined ? null : form.current?.querySelector(`[data-field="${CSS.escape(first)}"]`);
    if (place === null || place === undefined) return;
    place.scrollIntoView({ block: 'center' });
    place.querySelector<HTMLElement>('input, textarea, select, button')?.focus({ preventScroll: true });
  }, [first]);

  const context = { noun, id: stored?.id ?? null, record, faults: saving.faults, around };
  return (
    <RecordFormContext value={context}>
      <form
        className="record-form"
        ref={form}
        noValidate
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={press}
      >
        {draft.keptAt === null ? null : (
          <p className="form-note" role="status">
            <Icon name="history" />
            <span>{text.draft.kept(new Date(draft.keptAt).toLocaleString(language))}</span>
            <Button weight="quiet" onPress={draft.forget}>
              {text.draft.forget}
            </Button>
          </p>
        )}
        {saving.faults.size === 0 ? null : (
          <div className="form-faults" role="alert">
            <h2>{text.faults(saving.faults.size)}</h2>
            <ul>
              {[...saving.faults].map(([path, fault]) => (
                <li key={path}>
                  {path === '' ? null : <strong>{label(noun, path)}: </strong>}
                  {fault}
                </li>
              ))}
            </ul>
          </div>
        )}
        {saving.problem === undefined || saving.faults.size > 0 ? null : (
          <ProblemFace problem={saving.problem} onRetry={save} />
        )}
        {SECTIONS_OF[noun].map((section, at) => (
          <Card key={section.id} title={fieldText.sections[section.id as keyof typeof fieldText.sections]}>
            <div className="input-fields">
              {at === 0 && stored === null ? (
                <div className="input-one" data-field="id" style={{ order: 1 }}>
                  <TextField
                    label={label(noun, 'id')}
                    help={fieldText.help['*.id']}
                    value={String(record['id'] ?? '')}
                    fault={saving.faults.get('id')}
                    onChange={(value) => {
                      setIdOwn(value !== '');
                      put(withKey(record, 'id', value === '' ? undefined : value));
                    }}
                    isRequired
                  />
                </div>
              ) : null}
              {section.fields
                .filter((field) => isAskedFor(field, record, around))
                .map((field) => (
                  <div
                    key={field.key}
                    className={classOfField(field)}
                    data-field={field.key}
                    style={{ order: field.key === 'name' ? 0 : 2 }}
                  >
                    <RecordInput
                      noun={noun}
                      field={field}
                      path={field.key}
                      value={record[field.key]}
                      onChange={(value) => putField(field.key, value)}
                    />
                    <AskedBy noun={noun} field={field.key} />
                  </div>
                ))}
            </div>
          </Card>
        ))}
        <footer className="form-foot">
          <div className="form-why">
            <TextField
              label={text.why}
              placeholder={text.whyHelp}
              value={writing.why}
              onChange={(why) => draft.set({ ...writing, why })}
            />
            <Disclosure title={text.holds.title}>
              {() => (
                <div className="input-fields">
                  <DayField
                    label={text.holds.from}
                    value={writing.validFrom}
                    onChange={(validFrom) => draft.set({ ...writing, validFrom })}
                    placeholder={fieldText.dayHint}
                    help={text.holds.help}
                  />
                  <DayField
                    label={text.holds.until}
                    value={writing.validUntil}
                    onChange={(validUntil) => draft.set({ ...writing, validUntil })}
                    placeholder={fieldText.dayHint}
                  />
                </div>
              )}
            </Disclosure>
          </div>
          <div className="form-buttons">
            {refusal !== undefined ? <span className="soft small">{refusal}</span> : null}
            {refusal === undefined && !isChanged ? (
              <span className="soft small">{text.unchanged}</span>
            ) : null}
            <Button
              onPress={() => {
                if (!isChanged) draft.forget();
                onCancel();
              }}
            >
              {frame.cancel}
            </Button>
            <Button
              weight="strong"
              onPress={save}
              isDisabled={saving.isSaving || refusal !== undefined || !isChanged}
              aria-keyshortcuts="Control+S"
            >
              {saving.isApprovalWanted ? text.propose : frame.save}
            </Button>
          </div>
        </footer>
      </form>
      {theirs === null ? null : (
        <ConflictDialog
          noun={noun}
          base={writing.base}
          mine={record}
          theirs={theirs.record}
          onClose={() => setTheirs(null)}
          onDecide={(decided) => {
            draft.set({ ...writing, record: decided, base: theirs.record, seen: theirs.version });
            setTheirs(null);
            void send(decided, theirs.version);
          }}
        />
      )}
    </RecordFormContext>
  );
}
