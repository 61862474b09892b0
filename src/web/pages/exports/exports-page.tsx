// Exports: what shall leave, for whom, in which form and language, as it holds on which day.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { FormatList } from '../../../api/imports.ts';
import type { Problem } from '../../../api/problem.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../../core/flows/words.ts';
import { LANGUAGES } from '../../../core/law/law.ts';
import { readTypedDay } from '../../client/days.ts';
import { allRecordsQuery, groupQuery } from '../../client/queries.ts';
import { ofGroup } from '../../client/records.ts';
import { download } from '../../client/request.ts';
import { useGroup } from '../../client/use-group.ts';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { problemOf } from '../../parts/problem-of.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useExportsText } from '../../text/exports-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { TEXTS, useWords } from '../../text/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Checkbox, Choice } from '../../ui/choice.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Meter } from '../../ui/meter.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { Select } from '../../ui/select.tsx';
import { tell } from '../../ui/toast.tsx';
import './exports-page.css';

type FormatView = FormatList['formats'][number];

const WHATS = ['register', 'processing', 'lists'] as const;
const ROLES = ['any', 'controller', 'processor'] as const;
/** Formats that tell what Art. 30 asks and no more. */
const OF_PROCESSING = new Set([
  'record-of-processing-pdf',
  'record-of-processing-xlsx',
  'record-of-processing-docx',
  'dpv-jsonld',
  'cnil-xlsx',
  'ico-xlsx',
]);
const OF_LISTS = new Set(['xlsx', 'csv', 'json-lines', 'register-yaml', 'register-json']);
const ORDER = ['xlsx', 'record-of-processing-pdf', 'record-of-processing-docx', 'record-of-processing-xlsx'];

export function ExportsPage() {
  const group = useGroup();
  const text = useExportsText();
  const frame = useFrameText();
  const { language, day, sort } = useWords();
  const [search, change] = usePlaceSearch();
  const formats = useQuery(groupQuery<{ formats: readonly FormatView[] }>(group.id, ['exports']));
  const organisations = useQuery({
    ...allRecordsQuery(group.id, 'organisations', {}, 'name,member'),
    select: (all) => all.filter((one) => one.record['member'] === true),
  });
  const [coming, setComing] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);
  const what = WHATS.find((one) => one === search['what']) ?? 'register';
  const fitting = (formats.data?.formats ?? [])
    .filter((one) => one.writes)
    .filter((one) =>
      what === 'processing'
        ? OF_PROCESSING.has(one.id)
        : what === 'lists'
          ? OF_LISTS.has(one.id)
          : !OF_PROCESSING.has(one.id),
    )
    .sort((a, b) => rankOf(a.id) - rankOf(b.id));
  const format = fitting.find((one) => one.id === search['format']) ?? fitting[0];
  const { organisation, asOf } = search;
  // What is half written stays here; the address says whole days only.
  const [writtenDay, setWrittenDay] = useState(asOf ?? '');
  const as = ROLES.find((one) => one === search['as']) ?? 'any';
  const inLanguage = LANGUAGES.find((one) => one === search['in']) ?? language;
  const nouns = RECORD_NOUNS.filter((one) => search['nouns']?.split(',').includes(one) === true);
  const isProcessing = what === 'processing';
  const isReady = format !== undefined && (what !== 'lists' || nouns.length > 0);
  const fileName = [
    isProcessing ? 'record-of-processing' : what === 'lists' && nouns.length === 1 ? nouns[0] : 'register',
    organisation ?? group.id,
    ...(isProcessing && as !== 'any' ? [as] : []),
    ...(asOf === undefined ? [] : [asOf]),
  ]
    .join('-')
    .concat(`.${format?.id === 'csv' && nouns.length !== 1 ? 'zip' : (format?.extensions[0] ?? '')}`);
  const fetchFile = async (): Promise<void> => {
    if (format === undefined) return;
    stop.current = new AbortController();
    setComing(0);
    setProblem(null);
    try {
      await download(
        ofGroup(group.id, 'exports', format.id),
        {
          asOf,
          language: inLanguage,
          organisation: isProcessing ? organisation : undefined,
          as: isProcessing && as !== 'any' ? as : undefined,
          nouns: what === 'lists' ? nouns.join(',') : undefined,
        },
        fileName,
        { onProgress: setComing, signal: stop.current.signal },
      );
      tell({ text: text.done(fileName), kind: 'done' });
    } catch (error) {
      if (!stop.current.signal.aborted) setProblem(problemOf(error));
    } finally {
      setComing(null);
    }
  };
  const toggle = (noun: RecordNoun, isChosen: boolean): void => {
    const next = RECORD_NOUNS.filter((one) => (one === noun ? isChosen : nouns.includes(one)));
    change({ nouns: next.join(',') }, 'move');
  };
  return (
    <>
      <PlaceHead title={frame.places.exports} lead={text.lead} />
      {formats.error !== null ? (
        <ProblemFace problem={problemOf(formats.error)} onRetry={() => void formats.refetch()} />
      ) : formats.data === undefined ? (
        <Waiting label={frame.loading} rows={10} />
      ) : (
        <div className="exports">
          <div className="exports-choices">
            <Card>
              <Choice
                label={text.what}
                manner="list"
                value={what}
                options={WHATS.map((value) => ({ value, name: text.whats[value], note: text.notes[value] }))}
                onChange={(value) => change({ what: value, format: undefined }, 'move')}
              />
              {what === 'lists' ? (
                <fieldset className="exports-lists">
                  <legend className="field-label">{text.lists}</legend>
                  {RECORD_NOUNS.map((noun) => (
                    <Checkbox
                      key={noun}
                      isChosen={nouns.includes(noun)}
                      onChange={(isChosen) => toggle(noun, isChosen)}
                    >
                      {frame.places[noun]}
                    </Checkbox>
                  ))}
                </fieldset>
              ) : null}
              {isProcessing ? (
                <div className="exports-whose">
                  <Select
                    label={text.whose}
                    value={organisation ?? ''}
                    options={[
                      { value: '', label: text.group },
                      ...(organisations.data ?? [])
                        .map((one) => ({ value: one.id, label: String(one.record['name'] ?? one.id) }))
                        .sort((a, b) => sort(a.label, b.label)),
                    ]}
                    onChange={(id) => change({ organisation: id }, 'move')}
                  />
                  <Choice
                    label={text.role}
                    value={as}
                    options={ROLES.map((value) => ({ value, name: text.roles[value] }))}
                    onChange={(value) => change({ as: value === 'any' ? undefined : value }, 'move')}
                  />
                </div>
              ) : null}
            </Card>
            <Card>
              <Choice
                label={text.format}
                manner="list"
                value={format?.id ?? ''}
                options={fitting.map((one) => ({
                  value: one.id,
                  name: (
                    <>
                      {one.name[language]} {one.reads ? <Badge>{text.back}</Badge> : null}
                    </>
                  ),
                  note: text.formats[one.id],
                }))}
                onChange={(value) => change({ format: value }, 'move')}
              />
            </Card>
          </div>
          <div className="exports-sum">
            <Card title={text.sum}>
              <Select
                label={text.language}
                value={inLanguage}
                options={LANGUAGES.map((value) => ({ value, label: TEXTS[value].name }))}
                onChange={(value) => change({ in: value }, 'move')}
              />
              <DayField
                label={text.day}
                value={writtenDay}
                help={text.dayHelp}
                onChange={(value) => {
                  setWrittenDay(value);
                  const whole = readTypedDay(value);
                  if (value === '' || whole !== undefined) change({ asOf: whole }, 'move');
                }}
              />
              <p className="exports-file">
                <Icon name="exports" />
                <span>
                  {fileName}
                  {asOf === undefined ? null : <span className="soft small exports-day">{day(asOf)}</span>}
                </span>
              </p>
              {problem === null ? null : <ProblemFace problem={problem} onRetry={() => void fetchFile()} />}
              {coming === null ? (
                <Button weight="strong" onPress={() => void fetchFile()} isDisabled={!isReady}>
                  {text.download}
                </Button>
              ) : (
                <>
                  <Meter
                    label={coming === 0 ? text.waiting : text.coming(sizeOf(coming, language))}
                    value={null}
                    shown=""
                    kind="work"
                  />
                  <Button onPress={() => stop.current?.abort()}>{text.stop}</Button>
                </>
              )}
            </Card>
          </div>
        </div>
      )}
    </>
  );
}

function rankOf(id: string): number {
  const at = ORDER.indexOf(id);
  return at === -1 ? ORDER.length : at;
}

function sizeOf(bytes: number, language: string): string {
  const isLarge = bytes >= 1_048_576;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: isLarge ? 1 : 0,
  }).format(bytes / (isLarge ? 1_048_576 : 1024));
}
