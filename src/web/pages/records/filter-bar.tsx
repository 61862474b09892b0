// Search and filters above a list: what is filtered by stands as chips, each to be changed or taken away.
import { useEffect, useState } from 'react';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { RecordFormContext } from '../../parts/record/record-form-context.ts';
import { RecordInput } from '../../parts/record/record-input.tsx';
import { RecordName } from '../../parts/record/record-link.tsx';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import './filter-bar.css';
import { clearedFilters, fieldOfFilter, filtersOf, isFiltered } from './list-filters.ts';

const SEARCH_REST_MS = 300;

export function FilterBar({ noun }: { readonly noun: RecordNoun }) {
  const [search, change] = usePlaceSearch();
  const text = useRecordsText();
  const frame = useFrameText();
  const { label } = useFieldWords();
  const [open, setOpen] = useState<string | null>(null);
  const names = filtersOf(noun);
  const used = names.filter((name) => search[name] !== undefined);
  return (
    <div className="list-filters no-print" role="search" aria-label={frame.places[noun]}>
      <SearchField
        label={text.list.search(frame.places[noun])}
        value={search['q'] ?? ''}
        onChange={(q) => change({ q: q === '' ? undefined : q }, 'move')}
      />
      <Menu
        label={text.list.filter}
        entries={[
          ...names.map((name) => ({ id: name, name: label(noun, name), isChosen: used.includes(name) })),
          { id: 'absent', name: text.list.absent },
          { id: 'removed', name: text.list.removed, isChosen: search['removed'] === 'yes' },
        ]}
        onChoose={(name) => {
          if (name === 'removed') change({ removed: search['removed'] === 'yes' ? undefined : 'yes' });
          else setOpen(name);
        }}
      >
        <Icon name="filter" />
        {text.list.filter}
      </Menu>
      <ul className="list-chips">
        {used.map((name) => (
          <FilterChip
            key={name}
            says={<FilterValue noun={noun} name={name} value={search[name] ?? ''} />}
            name={label(noun, name)}
            onOpen={() => setOpen(name)}
            onRemove={() => change({ [name]: undefined })}
          />
        ))}
        {search['absent'] === undefined ? null : (
          <FilterChip
            says={search['absent']
              .split(',')
              .map((one) => label(noun, one))
              .join(', ')}
            name={text.list.absent}
            onOpen={() => setOpen('absent')}
            onRemove={() => change({ absent: undefined })}
          />
        )}
        {search['removed'] !== 'yes' ? null : (
          <FilterChip
            says=""
            name={text.list.removed}
            onOpen={() => change({ removed: undefined })}
            onRemove={() => change({ removed: undefined })}
          />
        )}
        {isFiltered(noun, search) ? (
          <li>
            <Button weight="quiet" onPress={() => change(clearedFilters(noun))}>
              {text.list.clear}
            </Button>
          </li>
        ) : null}
      </ul>
      {open === null ? null : (
        <FilterDialog
          noun={noun}
          name={open}
          value={search[open] ?? ''}
          onClose={() => setOpen(null)}
          onChange={(value) => {
            change({ [open]: value === '' ? undefined : value });
            setOpen(null);
          }}
        />
      )}
    </div>
  );
}

/** Writes to the address when the hand rests; the address writes back when somebody goes back. */
function SearchField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const [written, setWritten] = useState(value);
  const [sent, setSent] = useState(value);
  if (value !== sent) {
    setSent(value);
    setWritten(value);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a moving hand starts the wait.
  useEffect(() => {
    if (written === value) return;
    const timer = setTimeout(() => {
      setSent(written);
      onChange(written);
    }, SEARCH_REST_MS);
    return () => clearTimeout(timer);
  }, [written]);
  return (
    <label className="list-search">
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={written}
        autoComplete="off"
        onChange={(event) => setWritten(event.target.value)}
      />
    </label>
  );
}

function FilterChip({
  name,
  says,
  onOpen,
  onRemove,
}: {
  readonly name: string;
  readonly says: React.ReactNode;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}) {
  const frame = useFrameText();
  return (
    <li className="list-chip">
      <button type="button" className="list-chip-open" onClick={onOpen}>
        <span className="soft">{name}</span> {says}
      </button>
      <button
        type="button"
        className="list-chip-remove"
        aria-label={frame.words.remove(name)}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function FilterValue({
  noun,
  name,
  value,
}: {
  readonly noun: RecordNoun;
  readonly name: string;
  readonly value: string;
}) {
  const frame = useFrameText();
  const words = useWords();
  const { word } = useFieldWords();
  const { kind } = fieldOfFilter(noun, name);
  const parts = value.split(',');
  if (kind.is === 'flag') return <>{value === 'yes' ? frame.yes : frame.no}</>;
  if (kind.is === 'countries') return <>{words.list(parts.map(words.country))}</>;
  if (kind.is === 'words') return <>{words.list(parts.map((one) => word(kind.terms ?? '', one)))}</>;
  if (kind.is !== 'records') return <>{value}</>;
  return (
    <>
      {parts.map((id, at) => (
        <span key={id}>
          {at > 0 ? words.list(['', '']) : null}
          <RecordName noun={kind.noun} id={id} />
        </span>
      ))}
    </>
  );
}

interface DialogProps {
  readonly noun: RecordNoun;
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onClose: () => void;
}

function FilterDialog({ noun, name, value, onChange, onClose }: DialogProps) {
  const frame = useFrameText();
  const text = useRecordsText();
  const { label } = useFieldWords();
  const [written, setWritten] = useState<readonly string[]>(value === '' ? [] : value.split(','));
  const isAbsent = name === 'absent';
  const field = isAbsent
    ? ({ key: name, kind: { is: 'words', terms: '', words: filtersOf(noun) } } as const)
    : fieldOfFilter(noun, name);
  const title = isAbsent ? text.list.absent : label(noun, name);
  return (
    <Dialog
      title={title}
      closeLabel={frame.close}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{frame.cancel}</Button>
          <Button weight="strong" onPress={() => onChange(written.join(','))}>
            {text.list.apply}
          </Button>
        </>
      }
    >
      {isAbsent ? (
        <AbsentChoice noun={noun} chosen={written} onChange={setWritten} />
      ) : field.kind.is === 'flag' ? (
        <Choice
          label={title}
          isLabelHidden
          value={written[0] === 'yes' ? 'yes' : written[0] === 'no' ? 'no' : 'any'}
          onChange={(next) => setWritten(next === 'any' ? [] : [next])}
          options={[
            { value: 'yes', name: frame.yes },
            { value: 'no', name: frame.no },
            { value: 'any', name: text.list.any },
          ]}
        />
      ) : (
        <div className="list-filter">
          <RecordFormContext
            value={{ noun, id: null, record: {}, faults: new Map(), around: { countryOf: () => undefined } }}
          >
            <RecordInput
              noun={noun}
              field={field}
              path={name}
              value={written.length === 0 ? undefined : written}
              onChange={(next) => setWritten(Array.isArray(next) ? next.map(String) : [])}
            />
          </RecordFormContext>
        </div>
      )}
    </Dialog>
  );
}

function AbsentChoice({
  noun,
  chosen,
  onChange,
}: {
  readonly noun: RecordNoun;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  const { label } = useFieldWords();
  const text = useRecordsText();
  return (
    <fieldset className="list-absent">
      <legend className="soft">{text.list.absentLead}</legend>
      {filtersOf(noun).map((name) => (
        <label key={name} className="list-tick">
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, name] : chosen.filter((one) => one !== name))
            }
          />
          {label(noun, name)}
        </label>
      ))}
    </fieldset>
  );
}
