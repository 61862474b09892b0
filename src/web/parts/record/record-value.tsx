// What stands in a field, as a person reads it: names as links, words by their labels, days written out, "no" and "not known" apart.
import type { ReactNode } from 'react';
import type { ChangedNoun } from '../../../api/changes.ts';
import type { Fields } from '../../client/records.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useWords } from '../../text/use-text.ts';
import { type Field, type FieldKind, isKnown } from './field.ts';
import { STANDING_FIELDS } from './record-fields.ts';
import { RecordLink } from './record-link.tsx';
import './record-value.css';
import { writeAddress } from './write-address.ts';
import { writePeriod } from './write-period.ts';

interface Props {
  readonly noun: ChangedNoun;
  /** Where in the record it stands. */
  readonly path: string;
  readonly kind: FieldKind;
  readonly value: unknown;
}

export function RecordValue({ noun, path, kind, value }: Props) {
  const frame = useFrameText();
  const words = useWords();
  const { text, word, label } = useFieldWords();
  if (!isKnown(value)) return <span className="value-open">{frame.notKnown}</span>;
  if (Array.isArray(value) && value.length === 0) return <span>{frame.none}</span>;
  switch (kind.is) {
    case 'flag':
      return <Flag value={value} />;
    case 'day':
      return <time dateTime={String(value)}>{isDay(value) ? words.day(value, 'short') : String(value)}</time>;
    case 'country':
      return <>{words.country(String(value))}</>;
    case 'countries':
      return <>{words.list(listOf(value).map(words.country))}</>;
    case 'period':
      return <>{writePeriod(String(value), text)}</>;
    case 'number':
      return <>{typeof value === 'number' ? value.toLocaleString(words.language) : String(value)}</>;
    case 'numbers':
      return <>{words.list((value as readonly number[]).map(text.module))}</>;
    case 'word':
      return <>{word(kind.terms, String(value))}</>;
    case 'ownWord':
      return <>{word(kind.terms, String(value))}</>;
    case 'words':
      return kind.terms === undefined ? (
        <ul className="value-list">
          {listOf(value).map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      ) : (
        <span className="value-words">
          {listOf(value).map((one) => (
            <span key={one} className="value-word">
              {word(kind.terms ?? '', one)}
            </span>
          ))}
        </span>
      );
    case 'record':
      return <RecordLink noun={kind.noun} id={String(value)} />;
    case 'records':
      return (
        <ul className="value-links">
          {listOf(value).map((id) => (
            <li key={id}>
              <RecordLink noun={kind.noun} id={id} />
            </li>
          ))}
        </ul>
      );
    case 'party':
      return <Party value={String(value)} />;
    case 'text':
      return <WrittenText type={kind.type} value={String(value)} />;
    case 'documents':
      return <code className="small">{words.list(listOf(value))}</code>;
    case 'standing':
      return <Standing noun={noun} path={path} value={value as Fields} />;
    case 'map':
      if (path === 'address') return <Address value={value as Fields} />;
      return <MapValue noun={noun} path={path} fields={kind.fields} value={value as Fields} />;
    case 'maps':
      return (
        <ul className="value-maps" aria-label={label(noun, path)}>
          {(value as readonly Fields[]).map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries of a list have no other name.
            <li key={index}>
              <MapValue noun={noun} path={path} fields={kind.fields} value={one} />
            </li>
          ))}
        </ul>
      );
    default:
      return null;
  }
}

function Flag({ value }: { readonly value: unknown }) {
  const frame = useFrameText();
  return <>{value === true ? frame.yes : value === false ? frame.no : String(value)}</>;
}

function Party({ value }: { readonly value: string }) {
  const { text } = useFieldWords();
  if (value === 'data-subject') return <>{text.person}</>;
  const id = value.replace(/^staff:/, '');
  const link = <RecordLink noun="organisations" id={id} />;
  if (id === value) return link;
  const [before = '', after = ''] = text.staff('\n').split('\n');
  return (
    <>
      {before}
      {link}
      {after}
    </>
  );
}

/** Addresses become links only where they lead by mail, telephone, or http(s). */
function WrittenText({ type, value }: { readonly type: string | undefined; readonly value: string }) {
  if (type === 'email' && /^[^\s@]+@[^\s@]+$/.test(value)) return <a href={`mailto:${value}`}>{value}</a>;
  if (type === 'tel') return <a href={`tel:${value.replace(/[^\d+]/g, '')}`}>{value}</a>;
  if (type === 'url' && /^https?:\/\//.test(value))
    return (
      <a href={value} target="_blank" rel="noreferrer noopener">
        {value}
      </a>
    );
  return <span className="value-text">{value}</span>;
}

/** As on an envelope. */
function Address({ value }: { readonly value: Fields }) {
  const { country, language } = useWords();
  const code = value['country'];
  const lines = writeAddress(value, typeof code === 'string' ? country(code) : undefined, language);
  return (
    <address className="value-address">
      {lines.map((one) => (
        <span key={one}>{one}</span>
      ))}
      {typeof value['region'] === 'string' ? <span className="soft small">{value['region']}</span> : null}
      {typeof value['note'] === 'string' ? <span className="soft small">{value['note']}</span> : null}
    </address>
  );
}

function Standing({
  noun,
  path,
  value,
}: {
  readonly noun: ChangedNoun;
  readonly path: string;
  readonly value: Fields;
}) {
  const { term } = useWords();
  return (
    <dl className="value-map">
      {Object.entries(value).map(([key, one]) => (
        <Pair key={key} name={term('standings', key)}>
          {typeof one === 'boolean' ? (
            <Flag value={one} />
          ) : typeof one === 'string' ? (
            one
          ) : (
            <MapValue noun={noun} path={path} fields={STANDING_FIELDS} value={one as Fields} />
          )}
        </Pair>
      ))}
    </dl>
  );
}

function MapValue({
  noun,
  path,
  fields,
  value,
}: {
  readonly noun: ChangedNoun;
  readonly path: string;
  readonly fields: readonly Field[];
  readonly value: Fields;
}) {
  const { label } = useFieldWords();
  if (typeof value !== 'object' || value === null) return <>{String(value)}</>;
  return (
    <dl className="value-map">
      {fields.map((field) =>
        isKnown(value[field.key]) ? (
          <Pair key={field.key} name={label(noun, `${path}.${field.key}`)}>
            <RecordValue
              noun={noun}
              path={`${path}.${field.key}`}
              kind={field.kind}
              value={value[field.key]}
            />
          </Pair>
        ) : null,
      )}
    </dl>
  );
}

function Pair({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
}
