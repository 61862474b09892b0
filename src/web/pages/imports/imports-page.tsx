// Imports: a file is sent, its columns are given their meaning, what would change is looked at, and then it is taken in.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ImportOnWire } from '../../../api/imports.ts';
import type { Problem } from '../../../api/problem.ts';
import { groupQuery, keyOfGroup, queryClient } from '../../client/queries.ts';
import { ofGroup } from '../../client/records.ts';
import { download } from '../../client/request.ts';
import { type SendWish, sendFile } from '../../client/sent-files.ts';
import { useGroup } from '../../client/use-group.ts';
import { useYou } from '../../client/use-you.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { problemOf } from '../../parts/problem-of.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useImportsText } from '../../text/imports-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Meter } from '../../ui/meter.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { tell } from '../../ui/toast.tsx';
import { ImportView } from './import-view.tsx';
import './imports-page.css';

const STATE_TONES: Record<ImportOnWire['state'], BadgeTone> = {
  reading: 'accent',
  planned: 'care',
  faulty: 'bad',
  applying: 'accent',
  applied: 'good',
  cancelled: 'plain',
  failed: 'bad',
};

export function ImportsPage() {
  const group = useGroup();
  const text = useImportsText();
  const frame = useFrameText();
  const [search, change] = usePlaceSearch();
  const [sending, setSending] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [again, setAgain] = useState<(() => void) | null>(null);
  const { import: opened } = search;
  const send = async (file: File, wish: SendWish): Promise<void> => {
    setSending(file.name);
    setProblem(null);
    try {
      const job = await sendFile(group.id, file, wish);
      queryClient.setQueryData(keyOfGroup(group.id, 'imports', job.id), job);
      change({ import: job.id, step: wish.mapping === undefined ? undefined : 'preview' });
      void queryClient.invalidateQueries({ queryKey: keyOfGroup(group.id, 'imports', {}) });
    } catch (error) {
      setProblem(problemOf(error));
      setAgain(() => () => void send(file, wish));
    } finally {
      setSending(null);
    }
  };
  useEffect(() => {
    if (opened === undefined) setProblem(null);
  }, [opened]);
  return (
    <>
      <PlaceHead
        title={frame.places.imports}
        lead={text.lead}
        tools={
          opened === undefined ? undefined : (
            <Button onPress={() => change({ import: undefined, step: undefined })}>{text.another}</Button>
          )
        }
      />
      <div className="imports">
        {problem === null ? null : <ProblemFace problem={problem} onRetry={() => again?.()} />}
        {sending !== null ? (
          <Card>
            <Meter label={text.sending(sending)} value={null} shown="" kind="work" />
          </Card>
        ) : opened !== undefined ? (
          <ImportView key={opened} group={group.id} id={opened} onSend={send} />
        ) : (
          <Begin onFile={(file) => void send(file, { gone: 'keep' })} />
        )}
        {opened === undefined ? <Earlier group={group.id} /> : null}
      </div>
    </>
  );
}

function Begin({ onFile }: { readonly onFile: (file: File) => void }) {
  const group = useGroup();
  const text = useImportsText();
  const { language } = useWords();
  const you = useYou();
  const [isComing, setComing] = useState(false);
  const fetchSheet = async (): Promise<void> => {
    setComing(true);
    try {
      // With what was recorded before anything was: the sheets and their explanations, without rows.
      await download(
        ofGroup(group.id, 'exports', 'xlsx'),
        { knownAt: '1970-01-01T00:00:00Z', language },
        `sekisho-${language}.xlsx`,
      );
    } catch (error) {
      tell({ text: problemOf(error).title, kind: 'fault' });
    } finally {
      setComing(false);
    }
  };
  return (
    <>
      {you.may('editor') ? (
        <FileDrop label={text.drop} help={text.dropHelp} buttonLabel={text.choose} onFile={onFile} />
      ) : (
        <p className="imports-refusal">
          <Icon name="info" />
          {text.refusal}
        </p>
      )}
      <Card title={text.start.title}>
        <ul className="imports-ways">
          <li>
            <h3>
              <Icon name="exports" />
              {text.start.sheet}
            </h3>
            <p className="soft">{text.start.sheetLead}</p>
            <Button onPress={() => void fetchSheet()} isDisabled={isComing}>
              {text.start.download}
            </Button>
          </li>
          <li>
            <h3>
              <Icon name="register" />
              {text.start.own}
            </h3>
            <p className="soft">{text.start.ownLead}</p>
          </li>
          <li>
            <h3>
              <Icon name="ledger" />
              {text.start.file}
            </h3>
            <p className="soft">{text.start.fileLead}</p>
            <PlaceLink to="exports">{text.start.formats}</PlaceLink>
          </li>
        </ul>
      </Card>
    </>
  );
}

function Earlier({ group }: { readonly group: string }) {
  const text = useImportsText();
  const frame = useFrameText();
  const { language } = useWords();
  const list = useQuery(groupQuery<{ imports: readonly ImportOnWire[] }>(group, ['imports']));
  return (
    <Card title={text.earlier}>
      {list.error !== null ? (
        <ProblemFace problem={problemOf(list.error)} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Waiting label={frame.loading} rows={2} />
      ) : list.data.imports.length === 0 ? (
        <p className="soft">{text.earlierNone}</p>
      ) : (
        <ul className="imports-list">
          {list.data.imports.map((one) => (
            <li key={one.id}>
              <span>
                <PlaceLink to="imports" search={{ import: one.id }}>
                  {one.fileName}
                </PlaceLink>
                <span className="soft small imports-by">
                  {[text.by(one.by), ...(one.appliedBy === null ? [] : [text.appliedBy(one.appliedBy)])].join(
                    ' · ',
                  )}
                </span>
              </span>
              <time dateTime={one.startedAt} className="soft small">
                {new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
                  dateStyle: 'medium',
                  timeStyle: 'short',
                }).format(Date.parse(one.startedAt))}
              </time>
              <Badge tone={STATE_TONES[one.state]}>{text.states[one.state]}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
