// One field of a record to be filled in, whatever kind of thing stands in it; "none", "no" and "not known" are three answers.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { COUNTRIES, type RecordNoun } from '../../../core/flows/words.ts';
import { foldText } from '../../client/fold-text.ts';
import { groupQuery, libraryQuery } from '../../client/queries.ts';
import type { Fields } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Choice } from '../../ui/choice.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { WordField, type WordOption } from '../../ui/word-field.tsx';
import { type Field, isAskedFor } from './field.ts';
import { STANDING_FIELDS } from './record-fields.ts';
import { useRecordForm } from './record-form-context.ts';
import './record-input.css';
import { useRecordNames } from './use-record-names.ts';
import { PERIOD_UNITS, type PeriodUnit, takePeriodApart } from './write-period.ts';

interface Props {
  readonly noun: RecordNoun;
  readonly field: Field;
  readonly path: string;
  readonly value: unknown;
  /** `undefined` takes it away: not known. */
  readonly onChange: (value: unknown) => void;
}

export function RecordInput(props: Props) {
  const { field, noun, path, value, onChange } = props;
  const { label, help } = useFieldWords();
  const { faults } = useRecordForm();
  const name = label(noun, path);
  const about = { label: name, help: help(noun, path), fault: faults.get(path) };
  const { kind } = field;
  switch (kind.is) {
    case 'text':
      return (
        <TextField
          {...said(about)}
          value={writtenOf(value)}
          onChange={(text) => onChange(text === '' ? undefined : text)}
          lines={kind.lines ?? 1}
          type={kind.type ?? 'text'}
          isRequired={field.isRequired === true}
        />
      );
    case 'day':
      return <Day {...props} />;
    case 'number':
      return (
        <TextField
          {...said(about)}
          value={writtenOf(value)}
          onChange={(text) => onChange(readNumber(text))}
        />
      );
    case 'flag':
      return <Flag {...props} />;
    case 'word':
      return <Word {...props} terms={kind.terms} words={kind.words} />;
    case 'ownWord':
      return <Words {...props} terms={kind.terms} words={undefined} isOne />;
    case 'words':
      return <Words {...props} terms={kind.terms} words={kind.words} />;
    case 'record':
      return <RecordPicker {...props} of={kind.noun} isOne />;
    case 'records':
      return <RecordPicker {...props} of={kind.noun} />;
    case 'party':
      return <Party {...props} other={kind.may} />;
    case 'country':
      return <Countries {...props} isOne />;
    case 'countries':
      return <Countries {...props} />;
    case 'period':
      return <Period {...props} />;
    case 'numbers':
      return <Numbers {...props} of={kind.of} />;
    case 'standing':
      return <Standings {...props} />;
    case 'documents':
      return <Documents {...props} />;
    case 'map':
      return (
        <fieldset className="input-map">
          <legend className="field-label">{name}</legend>
          {about.help === undefined ? null : <p className="field-help">{about.help}</p>}
          <MapFields {...props} fields={kind.fields} />
          <Fault text={about.fault} />
        </fieldset>
      );
    case 'maps':
      return <Maps {...props} fields={kind.fields} />;
    default:
      return null;
  }
}

interface About {
  readonly label: string;
  readonly help: string | undefined;
  readonly fault: string | undefined;
}

/** What is not there is left out, as the building blocks want it. */
function said({ label, help, fault }: About) {
  return { label, fault, ...(help !== undefined && { help }) };
}

function useAbout({ noun, path }: Props): About {
  const { label, help } = useFieldWords();
  const { faults } = useRecordForm();
  return { label: label(noun, path), help: help(noun, path), fault: faults.get(path) };
}

function Fault({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : (
    <p className="field-fault" role="alert">
      {text}
    </p>
  );
}

function Day(props: Props) {
  const { text } = useFieldWords();
  return (
    <DayField
      {...said(useAbout(props))}
      value={writtenOf(props.value)}
      onChange={(day) => props.onChange(day === '' ? undefined : day)}
      placeholder={text.dayHint}
      isRequired={props.field.isRequired === true}
    />
  );
}

function Flag(props: Props) {
  const frame = useFrameText();
  const value = props.value === true ? 'yes' : props.value === false ? 'no' : 'unknown';
  return (
    <Choice
      {...said(useAbout(props))}
      value={value}
      onChange={(next) => props.onChange(next === 'unknown' ? undefined : next === 'yes')}
      options={[
        { value: 'yes', name: frame.yes },
        { value: 'no', name: frame.no },
        { value: 'unknown', name: frame.notKnown },
      ]}
    />
  );
}

function Word(props: Props & { readonly terms: string; readonly words: readonly string[] }) {
  const { text, word } = useFieldWords();
  return (
    <Select
      {...said(useAbout(props))}
      value={writtenOf(props.value)}
      onChange={(next) => props.onChange(next === '' ? undefined : next)}
      options={[
        { value: '', label: text.choose },
        ...props.words.map((one) => ({ value: one, label: word(props.terms, one) })),
      ]}
    />
  );
}

interface WordsProps extends Props {
  readonly terms: string | undefined;
  readonly words: readonly string[] | undefined;
  readonly isOne?: boolean;
}

function Words(props: WordsProps) {
  const { terms, words, isOne = false } = props;
  const { data: library } = useQuery(libraryQuery);
  const { word } = useFieldWords();
  const list = useMemo(
    () =>
      words ?? (terms === 'languages' ? COMMON_LANGUAGES : Object.keys(library?.terms[terms ?? ''] ?? {})),
    [words, terms, library],
  );
  return (
    <Chosen
      {...props}
      isOne={isOne}
      isFree={words === undefined}
      options={list.map((id) => ({ id, name: terms === undefined ? id : word(terms, id) }))}
      nameOf={(id) => (terms === undefined ? id : word(terms, id))}
    />
  );
}

const COMMON_LANGUAGES = [
  'en',
  'ja',
  'de',
  'fr',
  'nl',
  'it',
  'es',
  'pt',
  'zh',
  'ko',
  'th',
  'hi',
  'tl',
  'pl',
  'sv',
];

function Countries(props: Props & { readonly isOne?: boolean }) {
  const { country, sort, language } = useWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: names and their order follow the language.
  const options = useMemo(
    () =>
      [...COUNTRIES].map((id) => ({ id, name: country(id), note: id })).sort((a, b) => sort(a.name, b.name)),
    [language],
  );
  return <Chosen {...props} isOne={props.isOne === true} isFree={false} options={options} nameOf={country} />;
}

function RecordPicker(
  props: Props & { readonly of: RecordNoun; readonly isOne?: boolean; readonly name?: string },
) {
  const { of } = props;
  const { id: own, noun } = useRecordForm();
  const { ids, nameOf } = useRecordNames(of);
  const { sort } = useWords();
  const options = ids
    .filter((id) => !(of === noun && id === own))
    .map((id) => ({ id, name: nameOf(id), ...(nameOf(id) !== id && { note: id }) }))
    .sort((a, b) => sort(a.name, b.name));
  return <Chosen {...props} isOne={props.isOne === true} isFree={false} options={options} nameOf={nameOf} />;
}

interface ChosenProps extends Props {
  /** Where the label of the field stands elsewhere already. */
  readonly name?: string;
  readonly isOne: boolean;
  readonly isFree: boolean;
  readonly options: readonly WordOption[];
  readonly nameOf: (id: string) => string;
}

/** Words or ids chosen from options: one of them, or a list that may be known to be empty. */
function Chosen(props: ChosenProps) {
  const { value, onChange, isOne, isFree, options, nameOf, field } = props;
  const frame = useFrameText();
  const { text } = useFieldWords();
  const about = useAbout(props);
  const { faults } = useRecordForm();
  const chosen = isOne ? (typeof value === 'string' ? [value] : []) : listOf(value);
  const find = (wanted: string): readonly WordOption[] => {
    const folded = foldText(wanted.trim());
    if (folded === '') return options;
    return options.filter((one) => foldText(`${one.name} ${one.id}`).includes(folded));
  };
  // A fault may lie at one entry of the list.
  const fault = about.fault ?? chosen.map((_, at) => faults.get(`${props.path}[${at}]`)).find(Boolean);
  return (
    <div className="input-chosen">
      <WordField
        label={`${props.name ?? about.label}${field.isRequired === true ? ' *' : ''}`}
        {...(about.help !== undefined && { help: about.help })}
        fault={fault}
        value={chosen}
        onChange={(next) => {
          if (isOne) onChange(next.at(-1));
          else onChange(next.length === 0 ? undefined : next);
        }}
        find={find}
        nameOf={nameOf}
        isFree={isFree}
        {...(isOne && { most: 1 })}
        removeLabel={frame.words.remove}
        keepLabel={frame.words.keep}
      />
      {isOne || chosen.length > 0 ? null : (
        <Checkbox isChosen={Array.isArray(value)} onChange={(isNone) => onChange(isNone ? [] : undefined)}>
          {text.noneKnown}
        </Checkbox>
      )}
    </div>
  );
}

function Party(props: Props & { readonly other: 'data-subject' | 'staff' }) {
  const { value, onChange, other } = props;
  const { text, label } = useFieldWords();
  const about = useAbout(props);
  const written = writtenOf(value);
  const kind =
    written === 'data-subject' ? 'data-subject' : written.startsWith('staff:') ? 'staff' : 'organisation';
  const id = kind === 'data-subject' ? undefined : written.replace(/^staff:/, '') || undefined;
  const write = (next: string, organisation: string | undefined): unknown => {
    if (next === 'data-subject') return 'data-subject';
    if (next === 'staff') return `staff:${organisation ?? ''}`;
    return organisation;
  };
  return (
    <div className="input-party">
      <Choice
        label={about.label}
        value={kind}
        onChange={(next) => onChange(write(next, id))}
        options={(['organisation', other] as const).map((one) => ({ value: one, name: text.fromWhom[one] }))}
      />
      {kind === 'data-subject' ? null : (
        <RecordPicker
          {...props}
          name={label(props.noun, 'organisation')}
          of="organisations"
          isOne
          value={id}
          onChange={(next) => onChange(write(kind, next as string | undefined))}
        />
      )}
    </div>
  );
}

function Period(props: Props) {
  const { value, onChange } = props;
  const about = useAbout(props);
  const written = writtenOf(value);
  const parts = written === '' ? { count: '', unit: 'Y' as PeriodUnit } : takePeriodApart(written);
  if (parts === undefined) {
    // Several units, or a number that is none: as it is written.
    const bare = /^P?(.*?)([YMWD])?$/.exec(written);
    const isOwn = !/^P(\d+[YMWD])+$/.test(written);
    if (!isOwn || bare === null)
      return (
        <TextField
          {...said(about)}
          value={written}
          onChange={(next) => onChange(next === '' ? undefined : next)}
        />
      );
    return (
      <PeriodParts {...props} about={about} count={bare[1] ?? ''} unit={(bare[2] ?? 'Y') as PeriodUnit} />
    );
  }
  return <PeriodParts {...props} about={about} count={parts.count} unit={parts.unit} />;
}

function PeriodParts({
  about,
  count,
  unit,
  onChange,
}: Props & { readonly about: About; readonly count: string; readonly unit: PeriodUnit }) {
  const { text } = useFieldWords();
  const write = (number: string, next: PeriodUnit): void =>
    onChange(number.trim() === '' ? undefined : `P${number.normalize('NFKC').trim()}${next}`);
  return (
    <div className="input-period">
      <TextField {...said(about)} value={count} onChange={(next) => write(next, unit)} />
      <Select
        label={`${about.label}: ${text.unit}`}
        isLabelHidden
        value={unit}
        onChange={(next) => write(count, next as PeriodUnit)}
        options={PERIOD_UNITS.map((one) => ({ value: one, label: text.units[one] }))}
      />
    </div>
  );
}

function Numbers(props: Props & { readonly of: readonly number[] }) {
  const { text } = useFieldWords();
  const about = useAbout(props);
  const chosen = Array.isArray(props.value) ? (props.value as readonly number[]) : [];
  return (
    <fieldset className="input-map">
      <legend className="field-label">{about.label}</legend>
      <div className="input-row">
        {props.of.map((one) => (
          <Checkbox
            key={one}
            isChosen={chosen.includes(one)}
            onChange={(isChosen) => {
              const next = props.of.filter((other) => (other === one ? isChosen : chosen.includes(other)));
              props.onChange(next.length === 0 ? undefined : next);
            }}
          >
            {text.module(one)}
          </Checkbox>
        ))}
      </div>
      {about.help === undefined ? null : <p className="field-help">{about.help}</p>}
      <Fault text={about.fault} />
    </fieldset>
  );
}

/** Each standing is yes, no, or for a time; those that nobody has spoken of are offered below. */
function Standings(props: Props) {
  const { value, onChange } = props;
  const about = useAbout(props);
  const frame = useFrameText();
  const { text } = useFieldWords();
  const { data: library } = useQuery(libraryQuery);
  const { term } = useWords();
  const given = (value ?? {}) as Fields;
  const others = Object.keys(library?.terms['standings'] ?? {}).filter(
    (key) => given[key] === undefined && key !== 'io',
  );
  const put = (key: string, next: unknown): void => onChange(withKey(given, key, next));
  return (
    <fieldset className="input-map">
      <legend className="field-label">{about.label}</legend>
      {about.help === undefined ? null : <p className="field-help">{about.help}</p>}
      {Object.entries(given).map(([key, one]) =>
        key === 'io' ? null : (
          <div key={key} className="input-entry">
            <Choice
              label={term('standings', key)}
              value={one === true ? 'yes' : one === false ? 'no' : 'time'}
              onChange={(next) =>
                put(key, next === 'unknown' ? undefined : next === 'time' ? {} : next === 'yes')
              }
              options={[
                { value: 'yes', name: frame.yes },
                { value: 'no', name: frame.no },
                { value: 'time', name: text.forTime },
                { value: 'unknown', name: frame.notKnown },
              ]}
            />
            {typeof one === 'object' && one !== null ? (
              <MapFields
                {...props}
                fields={STANDING_FIELDS}
                path={`${props.path}.${key}`}
                value={one}
                onChange={(next) => put(key, next ?? {})}
              />
            ) : null}
          </div>
        ),
      )}
      {others.length === 0 ? null : (
        <Select
          label={text.add(about.label)}
          value=""
          onChange={(key) => key !== '' && put(key, true)}
          options={[
            { value: '', label: '–' },
            ...others.map((key) => ({ value: key, label: term('standings', key) })),
          ]}
        />
      )}
      <Fault text={about.fault} />
    </fieldset>
  );
}

interface Attached {
  readonly items: readonly { readonly id: string; readonly fileName: string }[];
}

function Documents(props: Props) {
  const { id: group } = useGroup();
  const { noun, id } = useRecordForm();
  const about = useAbout(props);
  const frame = useFrameText();
  const { data } = useQuery({
    ...groupQuery<Attached>(group, ['attachments'], { noun, id: id ?? '' }),
    enabled: id !== null,
  });
  const chosen = listOf(props.value);
  const files = data?.items ?? [];
  return (
    <fieldset className="input-map">
      <legend className="field-label">{about.label}</legend>
      {files.length === 0 && chosen.length === 0 ? <p className="soft">{frame.none}</p> : null}
      {[
        ...files.map((file) => file.id),
        ...chosen.filter((one) => !files.some((file) => file.id === one)),
      ].map((one) => (
        <Checkbox
          key={one}
          isChosen={chosen.includes(one)}
          onChange={(isChosen) => {
            const next = isChosen ? [...chosen, one] : chosen.filter((other) => other !== one);
            props.onChange(next.length === 0 ? undefined : next);
          }}
        >
          {files.find((file) => file.id === one)?.fileName ?? one}
        </Checkbox>
      ))}
      {about.help === undefined ? null : <p className="field-help">{about.help}</p>}
      <Fault text={about.fault} />
    </fieldset>
  );
}

/** The fields of a map, each where it is asked for. */
function MapFields(props: Props & { readonly fields: readonly Field[] }) {
  const { noun, fields, path, value, onChange } = props;
  const { around } = useRecordForm();
  const given = (typeof value === 'object' && value !== null ? value : {}) as Fields;
  return (
    <div className="input-fields">
      {fields
        .filter((field) => isAskedFor(field, given, around))
        .map((field) => (
          <div key={field.key} className={classOfField(field)}>
            <RecordInput
              noun={noun}
              field={field}
              path={`${path}.${field.key}`}
              value={given[field.key]}
              onChange={(next) => {
                const changed = withKey(given, field.key, next);
                onChange(Object.keys(changed).length === 0 ? undefined : changed);
              }}
            />
          </div>
        ))}
    </div>
  );
}

function Maps(props: Props & { readonly fields: readonly Field[] }) {
  const { path, value, onChange } = props;
  const { text } = useFieldWords();
  const about = useAbout(props);
  const entries = Array.isArray(value) ? (value as readonly Fields[]) : [];
  const put = (next: readonly unknown[]): void => onChange(next.length === 0 ? undefined : next);
  return (
    <fieldset className="input-map">
      <legend className="field-label">{about.label}</legend>
      {about.help === undefined ? null : <p className="field-help">{about.help}</p>}
      {entries.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries of a list have no other name.
        <div key={at} className="input-entry" role="group" aria-label={`${about.label} ${at + 1}`}>
          <MapFields
            {...props}
            path={`${path}[${at}]`}
            value={one}
            onChange={(next) => put(entries.map((other, index) => (index === at ? (next ?? {}) : other)))}
          />
          <div className="input-entry-tools">
            <IconButton
              icon="remove"
              label={text.remove(`${about.label} ${at + 1}`)}
              onPress={() => put(entries.filter((_, index) => index !== at))}
            />
          </div>
        </div>
      ))}
      <div className="input-row">
        <Button onPress={() => put([...entries, {}])}>
          <Icon name="plus" />
          {text.add(about.label)}
        </Button>
        {entries.length > 0 ? null : (
          <Checkbox isChosen={Array.isArray(value)} onChange={(isNone) => onChange(isNone ? [] : undefined)}>
            {text.noneKnown}
          </Checkbox>
        )}
      </div>
      <Fault text={about.fault} />
    </fieldset>
  );
}

/** Large things take the whole line. */
export function classOfField({ kind }: Field): string {
  const isWide =
    kind.is === 'map' ||
    kind.is === 'maps' ||
    kind.is === 'standing' ||
    kind.is === 'party' ||
    (kind.is === 'text' && (kind.lines ?? 1) > 1);
  return isWide ? 'input-wide' : 'input-one';
}

/** A map with another value under the key; `undefined` takes the key away. */
export function withKey(map: Fields, key: string, value: unknown): Fields {
  if (value !== undefined) return { ...map, [key]: value };
  const { [key]: _gone, ...rest } = map;
  return rest;
}

function writtenOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** What is no number stays as it was written, so that nothing is lost; the server says what is wrong with it. */
function readNumber(text: string): unknown {
  const plain = text.normalize('NFKC').replace(/[\s,._'’]/g, '');
  if (plain === '') return undefined;
  return /^\d+$/.test(plain) ? Number(plain) : text;
}
