// The step of columns: per sheet what a row is, per column what it means, how sure that is, and how its words are read.
import { useEffect, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { IMPORT_FIELDS } from '../../../api/import-fields.ts';
import type { ImportOnWire } from '../../../api/imports.ts';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useImportsText } from '../../text/imports-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import {
  type ColumnView,
  changeColumn,
  changeNoun,
  changeValue,
  type DayOrder,
  lettersOf,
  NOUNS,
  type SheetView,
  writeMapping,
} from './sheet-mapping.ts';

interface Props {
  readonly job: ImportOnWire;
  readonly sheets: readonly SheetView[];
  readonly hasFile: boolean;
  readonly onGoOn: () => void;
  readonly onAgain: (mapping: unknown) => void;
  readonly onFile: (file: File, mapping: unknown) => void;
}

export function MappingStep({ job, sheets: guessed, hasFile, onGoOn, onAgain, onFile }: Props) {
  const text = useImportsText();
  const [sheets, setSheets] = useState(guessed);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isChanged = sheets !== guessed;
  return (
    <>
      <div>
        <h2 ref={heading} tabIndex={-1}>
          {text.mapping.title}
        </h2>
        <p className="soft imports-words">{text.mapping.lead}</p>
      </div>
      {sheets.map((sheet, index) => (
        <SheetCard
          key={sheet.sheet}
          sheet={sheet}
          onChange={(next) => setSheets(sheets.map((one, at) => (at === index ? next : one)))}
        />
      ))}
      <div className="imports-row import-actions no-print">
        {isChanged ? <p role="status">{hasFile ? text.mapping.changed : text.mapping.needsFile}</p> : null}
        {!isChanged ? (
          <Button weight="strong" onPress={onGoOn}>
            {job.state === 'faulty' ? text.faults.title(job.faults.length, job.fileName) : text.mapping.goOn}
          </Button>
        ) : hasFile ? (
          <Button weight="strong" onPress={() => onAgain(writeMapping(sheets))}>
            {text.mapping.again}
          </Button>
        ) : (
          <FileTrigger onSelect={(files) => files?.[0] && onFile(files[0], writeMapping(sheets))}>
            <Button weight="strong">{text.choose}</Button>
          </FileTrigger>
        )}
      </div>
    </>
  );
}

function SheetCard({
  sheet,
  onChange,
}: {
  readonly sheet: SheetView;
  readonly onChange: (sheet: SheetView) => void;
}) {
  const text = useImportsText();
  const frame = useFrameText();
  const name = text.mapping.sheet(sheet.sheet);
  return (
    <Card
      title={name}
      level={3}
      tools={
        <Select
          label={text.mapping.noun}
          value={sheet.noun ?? ''}
          options={[
            { value: '', label: text.mapping.notRead },
            ...NOUNS.map((noun) => ({ value: noun, label: frame.one[noun] })),
          ]}
          onChange={(noun) =>
            onChange(changeNoun(sheet, noun === '' ? null : (noun as RecordNoun), IMPORT_FIELDS))
          }
        />
      }
    >
      {sheet.noun === null ? null : (
        <ul className="mapping" aria-label={name}>
          {sheet.columns.map((column) => (
            <ColumnRow
              key={column.column}
              noun={sheet.noun as RecordNoun}
              column={column}
              onChange={(change) => onChange(changeColumn(sheet, column.column, change))}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

function ColumnRow({
  noun,
  column,
  onChange,
}: {
  readonly noun: RecordNoun;
  readonly column: ColumnView;
  readonly onChange: (change: Partial<ColumnView>) => void;
}) {
  const text = useImportsText();
  const { sort } = useWords();
  const label = useFieldName();
  const heading = column.heading === '' ? lettersOf(column.column) : column.heading;
  const options = IMPORT_FIELDS[noun].map((path) => ({ value: path, label: label(noun, path) }));
  return (
    <li className={`mapping-row${column.field === null ? ' is-left' : ''}`}>
      <div className="mapping-heading">
        <span className="mapping-letter" aria-hidden="true">
          {lettersOf(column.column)}
        </span>
        <span>
          <strong>{heading}</strong>
          {column.samples.length === 0 ? null : (
            <span className="soft small mapping-samples">
              <span className="heard-only">{text.mapping.samples}: </span>
              {column.samples.slice(0, 3).join(' · ')}
            </span>
          )}
        </span>
      </div>
      <Select
        label={text.mapping.fieldOf(heading)}
        isLabelHidden
        value={column.field ?? ''}
        options={[
          { value: '', label: text.mapping.notRead },
          ...options.sort((a, b) => sort(a.label, b.label)),
        ]}
        onChange={(field) => onChange({ field: field === '' ? null : field, confidence: 1 })}
      />
      <Confidence column={column} />
      {column.field === null ? null : (
        <div className="mapping-more">
          <Disclosure title={text.mapping.values}>
            {() => <Values heading={heading} column={column} onChange={onChange} />}
          </Disclosure>
        </div>
      )}
    </li>
  );
}

function Confidence({ column }: { readonly column: ColumnView }) {
  const text = useImportsText();
  const { confidence, field } = column;
  const [word, tone]: [keyof typeof text.mapping.confidence, BadgeTone] =
    field === null
      ? ['none', 'plain']
      : confidence >= 0.85
        ? ['sure', 'good']
        : confidence >= 0.6
          ? ['likely', 'accent']
          : ['guess', 'care'];
  return (
    <span className="mapping-sure">
      <span className="heard-only">{text.mapping.sure}: </span>
      <Badge tone={tone}>{text.mapping.confidence[word]}</Badge>
    </span>
  );
}

const ORDERS = ['auto', 'day-first', 'month-first', 'year-first'] as const;
const LOOKS_LIKE_DAY = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/;

function Values({
  heading,
  column,
  onChange,
}: {
  readonly heading: string;
  readonly column: ColumnView;
  readonly onChange: (change: Partial<ColumnView>) => void;
}) {
  const text = useImportsText();
  const [own, setOwn] = useState<readonly string[]>([]);
  const [word, setWord] = useState('');
  const words = [...new Set([...Object.keys(column.values ?? {}), ...column.samples, ...own])];
  const isDay =
    column.dayOrder !== undefined || column.samples.some((one) => LOOKS_LIKE_DAY.test(one.trim()));
  return (
    <div className="mapping-values">
      <p className="soft small">{text.mapping.valuesLead}</p>
      <ul aria-label={text.mapping.valuesOf(heading)}>
        {words.map((from) => (
          <li key={from}>
            <span className="mapping-from">{from}</span>
            <TextField
              label={`${text.mapping.to}: ${from}`}
              isLabelHidden
              value={column.values?.[from] ?? ''}
              placeholder={from}
              onChange={(to) => onChange({ values: changeValue(column.values, from, to) })}
            />
          </li>
        ))}
      </ul>
      <div className="mapping-extras">
        <TextField label={text.mapping.from} value={word} onChange={setWord} />
        <Button
          isDisabled={word.trim() === ''}
          onPress={() => {
            setOwn([...own, word.trim()]);
            setWord('');
          }}
        >
          {text.mapping.addValue}
        </Button>
        <TextField
          label={text.mapping.separators}
          value={column.separators ?? ''}
          placeholder=";"
          onChange={(separators) => onChange({ separators })}
        />
        {isDay ? (
          <Select
            label={text.mapping.dayOrder}
            value={column.dayOrder ?? 'auto'}
            options={ORDERS.map((value) => ({ value, label: text.mapping.dayOrders[value] }))}
            onChange={(value) =>
              onChange({ dayOrder: value === 'auto' ? undefined : (value as DayOrder) } as never)
            }
          />
        ) : null}
      </div>
    </div>
  );
}

/** A place in a record with all its parts, as in `Data subjects – Who they are`. */
function useFieldName(): (noun: RecordNoun, path: string) => string {
  const { label } = useFieldWords();
  return (noun, path) => {
    const parts = path.split('.');
    const names = parts.map((_, at) => {
      const part = parts.slice(0, at + 1).join('.');
      const name = label(noun, part);
      return name === part ? (parts[at] ?? part) : name;
    });
    return names.join(' – ');
  };
}
