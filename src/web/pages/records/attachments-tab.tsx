// Files that belong to a record: sent with their progress, listed with kind, size and hash, taken out, removed.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { groupQuery, refreshGroup } from '../../client/queries.ts';
import { newEntry, ofGroup } from '../../client/records.ts';
import { download, request } from '../../client/request.ts';
import { sendFile } from '../../client/send-file.ts';
import { useGroup } from '../../client/use-group.ts';
import { useYou } from '../../client/use-you.ts';
import { Moment } from '../../parts/record/moment.tsx';
import { PersonName } from '../../parts/record/person-name.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Meter } from '../../ui/meter.tsx';
import { tell } from '../../ui/toast.tsx';
import { tellProblem } from './comments-tab.tsx';

interface Attachment {
  readonly id: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly by: string;
  readonly recordedAt: string;
}

/** As the API takes them. */
const KINDS: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'text/plain': 'TXT',
  'text/csv': 'CSV',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
};
const MOST_BYTES = 25 * 1024 * 1024;

export function AttachmentsTab({ noun, id }: { readonly noun: RecordNoun; readonly id: string }) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const { language } = useWords();
  const { may } = useYou();
  const { data } = useQuery(
    groupQuery<{ readonly items: readonly Attachment[] }>(group, ['attachments'], { noun, id, limit: 500 }),
  );
  const [going, setGoing] = useState<{ readonly name: string; readonly share: number } | null>(null);
  const send = async (file: File): Promise<void> => {
    if (file.size > MOST_BYTES) {
      tell({ text: text.attachments.tooLarge(file.name), kind: 'fault' });
      return;
    }
    setGoing({ name: file.name, share: 0 });
    try {
      await sendFile(ofGroup(group, 'attachments'), { noun, id }, file, newEntry(), (share) =>
        setGoing({ name: file.name, share }),
      );
      await refreshGroup(group);
      tell({ text: text.attachments.kept(file.name), kind: 'done' });
    } catch (error) {
      tellProblem(error, frame.unreachable);
    } finally {
      setGoing(null);
    }
  };
  const remove = async (one: Attachment): Promise<void> => {
    try {
      await request(ofGroup(group, 'attachments', one.id), { method: 'DELETE', entry: newEntry() });
      await refreshGroup(group);
      tell({ text: frame.removed(one.fileName), kind: 'done' });
    } catch (error) {
      tellProblem(error, frame.unreachable);
    }
  };
  const take = async (one: Attachment): Promise<void> => {
    try {
      await download(ofGroup(group, 'attachments', one.id, 'content'), {}, one.fileName);
    } catch (error) {
      tellProblem(error, frame.unreachable);
    }
  };
  if (data === undefined) return <Waiting label={frame.loading} rows={4} />;
  return (
    <div className="beside-tab">
      <ul className="attachments">
        {data.items.map((one) => (
          <li key={one.id} className="attachment">
            <Icon name="attach" />
            <div className="attachment-words">
              <strong>{one.fileName}</strong>
              <span className="soft small">
                {KINDS[one.mediaType] ?? one.mediaType} · {writeSize(one.size, language)} ·{' '}
                <PersonName id={one.by} /> · <Moment at={one.recordedAt} />
              </span>
              <span className="soft small">
                SHA-256 <code className="hash">{one.sha256}</code>
              </span>
            </div>
            <div className="attachment-tools no-print">
              <Button onPress={() => void take(one)}>{text.attachments.take}</Button>
              <IconButton
                icon="remove"
                label={may('editor') ? text.attachments.remove(one.fileName) : text.refusals.reader}
                isDisabled={!may('editor')}
                onPress={() => void remove(one)}
              />
            </div>
          </li>
        ))}
      </ul>
      {data.items.length === 0 ? <p className="soft">{text.attachments.none}</p> : null}
      {going === null ? null : (
        <Meter
          label={text.attachments.going(going.name)}
          value={going.share}
          shown={going.share.toLocaleString(language, { style: 'percent' })}
          kind="work"
        />
      )}
      {may('editor') ? (
        <div className="no-print">
          <FileDrop
            label={text.attachments.drop}
            help={text.attachments.help(Object.values(KINDS).join(', '))}
            buttonLabel={text.attachments.choose}
            accepts={Object.keys(KINDS)}
            onFile={(file) => void send(file)}
          />
        </div>
      ) : (
        <p className="soft">{text.refusals.reader}</p>
      )}
    </div>
  );
}

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

function writeSize(bytes: number, language: string): string {
  const step = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step],
    unitDisplay: 'short',
    maximumFractionDigits: step === 2 ? 1 : 0,
  }).format(bytes / 1024 ** step);
}
