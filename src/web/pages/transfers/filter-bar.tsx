// What narrows, gathers and widens the table: search, law, grouping, the other filters and the columns; what is chosen stands below as chips.
import { memo, useMemo } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTransfersText } from '../../text/transfers-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Select } from '../../ui/select.tsx';
import { WordField, type WordOption } from '../../ui/word-field.tsx';
import { foldText, GROUPINGS, type Grouping } from './choose-flows.ts';
import './filter-bar.css';
import type { FlowColumns } from './flow-columns.ts';
import type { ViewChange } from './use-view-state.ts';
import { COLUMN_NAMES, NO_FILTERS, type ViewState } from './view-state.ts';

interface Props {
  readonly columns: FlowColumns | undefined;
  readonly state: ViewState;
  readonly change: ViewChange;
  readonly count: string;
}

export const FilterBar = memo(function FilterBar({ columns, state, change, count }: Props) {
  const words = useWords();
  const text = useTransfersText();
  const laws = useMemo(() => {
    const known = columns?.laws ?? [];
    return state.law === null || known.includes(state.law) ? known : [...known, state.law];
  }, [columns, state.law]);
  return (
    <div className="flow-filters">
      <div className="flow-filter-row no-print">
        <div className="field flow-filter-search">
          <label htmlFor="search" className="heard-only">
            {words.text.table.search}
          </label>
          <input
            id="search"
            type="search"
            className="field-input"
            placeholder={`${words.text.table.search}: ${words.text.table.searchHint}`}
            value={state.text}
            onChange={(event) => change({ text: event.target.value }, 'move')}
          />
        </div>
        <Select
          label={words.text.table.law}
          isLabelHidden
          value={state.law ?? ''}
          options={[
            { value: '', label: words.text.table.everyLaw },
            ...laws.map((one) => ({ value: one, label: words.law(one) })),
          ]}
          onChange={(one) => change({ law: one === '' ? null : one })}
        />
        <Select
          label={text.group.label}
          isLabelHidden
          value={state.groupBy ?? ''}
          options={[
            { value: '', label: text.group.none },
            ...GROUPINGS.map((one) => ({ value: one, label: text.group.by(text.group.names[one]) })),
          ]}
          onChange={(one) => change({ groupBy: one === '' ? null : (one as Grouping) })}
        />
        <MoreFilters columns={columns} state={state} change={change} />
        <ColumnChoice state={state} change={change} />
        <p className="soft small flow-filter-count">{count}</p>
      </div>
      <ActiveFilters columns={columns} state={state} change={change} />
    </div>
  );
});

type PartProps = Omit<Props, 'count'>;

function MoreFilters({ columns, state, change }: PartProps) {
  const words = useWords();
  const text = useTransfersText();
  const chosen = [state.pair, state.organisation, state.activity, state.tool].filter(
    (one) => one !== null,
  ).length;
  const [from = '', to = ''] = (state.pair ?? '').split('>');
  const setPair = (next: string): void => change({ pair: next === '>' ? null : next });
  const lists = useMemo(() => listsOf(columns, words), [columns, words]);
  const countries = [{ value: '', label: text.filter.anyCountry }, ...lists.countries];
  const one = (value: readonly string[]): string | null => value.at(-1) ?? null;
  return (
    <DialogTrigger>
      <AriaButton className="button button-plain">
        <Icon name="filter" />
        {text.filter.more}
        {chosen === 0 ? null : <span className="flow-filter-badge">{chosen}</span>}
      </AriaButton>
      <Popover className="menu-popover flow-filter-popover" placement="bottom end">
        <Dialog aria-label={text.filter.more} className="flow-filter-dialog">
          <div className="flow-filter-pair">
            <Select
              label={text.filter.from}
              value={from}
              options={countries}
              onChange={(code) => setPair(`${code}>${to}`)}
            />
            <Select
              label={text.filter.to}
              value={to}
              options={countries}
              onChange={(code) => setPair(`${from}>${code}`)}
            />
          </div>
          <OneOf
            label={text.filter.organisation}
            value={state.organisation}
            options={lists.organisations}
            onChange={(value) => change({ organisation: one(value) })}
          />
          <OneOf
            label={text.filter.activity}
            value={state.activity}
            options={lists.activities}
            onChange={(value) => change({ activity: one(value) })}
          />
          <Select
            label={text.filter.tool}
            value={state.tool ?? ''}
            options={[{ value: '', label: text.filter.anyTool }, ...lists.tools]}
            onChange={(value) => change({ tool: value === '' ? null : value })}
          />
          <Checkbox isChosen={state.isEnding} onChange={(isEnding) => change({ isEnding })}>
            {text.filter.ending}
          </Checkbox>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface OneOfProps {
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly WordOption[];
  readonly onChange: (value: readonly string[]) => void;
}

/** One of many, found by writing. */
function OneOf({ label, value, options, onChange }: OneOfProps) {
  const text = useTransfersText();
  const find = (written: string): readonly WordOption[] => {
    const wanted = foldText(written).split(/\s+/).filter(Boolean);
    return options.filter((option) =>
      wanted.every((word) => foldText(`${option.name} ${option.id}`).includes(word)),
    );
  };
  return (
    <WordField
      label={label}
      value={value === null ? [] : [value]}
      most={1}
      find={find}
      nameOf={(id) => options.find((option) => option.id === id)?.name ?? id}
      removeLabel={text.filter.remove}
      keepLabel={(written) => written}
      onChange={onChange}
    />
  );
}

function listsOf(columns: FlowColumns | undefined, words: ReturnType<typeof useWords>) {
  const byLabel = (a: { label: string }, b: { label: string }): number => words.sort(a.label, b.label);
  const byName = (a: WordOption, b: WordOption): number => words.sort(a.name, b.name);
  const organisations = new Map<string, WordOption>();
  for (const end of columns?.ends ?? [])
    if (end.organisation !== null)
      organisations.set(end.organisation, { id: end.organisation, name: end.name, note: end.organisation });
  return {
    countries: (columns?.countries ?? [])
      .filter((code) => code !== '')
      .map((code) => ({ value: code, label: words.country(code) }))
      .sort(byLabel),
    organisations: [...organisations.values()].sort(byName),
    activities: (columns?.activities ?? [])
      .filter((one) => one.id !== '')
      .map((one) => ({ id: one.id, name: one.name, note: one.id }))
      .sort(byName),
    tools: (columns?.tools ?? []).map((one) => ({ value: one, label: words.tool(one) })).sort(byLabel),
  };
}

function ColumnChoice({ state, change }: { readonly state: ViewState; readonly change: ViewChange }) {
  const text = useTransfersText();
  return (
    <DialogTrigger>
      <AriaButton className="button button-plain flow-filter-columns">
        <Icon name="columns" />
        {text.columns.choose}
      </AriaButton>
      <Popover className="menu-popover flow-filter-popover" placement="bottom end">
        <Dialog aria-label={text.columns.choose} className="flow-filter-dialog">
          {COLUMN_NAMES.map((name) => (
            <Checkbox
              key={name}
              isChosen={state.columns.includes(name)}
              onChange={(isChosen) =>
                change({
                  columns: COLUMN_NAMES.filter((one) =>
                    one === name ? isChosen : state.columns.includes(one),
                  ),
                })
              }
            >
              {text.columns[name]}
            </Checkbox>
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** Each can be taken away by itself, or all at once. */
function ActiveFilters({ columns, state, change }: PartProps) {
  const words = useWords();
  const text = useTransfersText();
  const country = (code = ''): string => (code === '' ? text.filter.anywhere : words.country(code));
  const chips: { readonly id: string; readonly name: string; readonly drop: Partial<ViewState> }[] = [];
  if (state.pair !== null) {
    const [from, to] = state.pair.split('>');
    chips.push({ id: 'pair', name: `${country(from)} → ${country(to)}`, drop: { pair: null } });
  }
  if (state.organisation !== null) {
    const name = columns?.ends.find((end) => end.organisation === state.organisation)?.name;
    chips.push({ id: 'organisation', name: name ?? state.organisation, drop: { organisation: null } });
  }
  if (state.activity !== null) {
    const name = columns?.activities.find((one) => one.id === state.activity)?.name;
    chips.push({ id: 'activity', name: name ?? state.activity, drop: { activity: null } });
  }
  if (state.tool !== null) chips.push({ id: 'tool', name: words.tool(state.tool), drop: { tool: null } });
  if (state.isEnding) chips.push({ id: 'ending', name: text.filter.ending, drop: { isEnding: false } });
  if (chips.length === 0) return null;
  return (
    <ul className="flow-filter-chips" aria-label={text.filter.active}>
      {chips.map((chip) => (
        <li key={chip.id} className="flow-filter-chip">
          <span>{chip.name}</span>
          <button
            type="button"
            className="flow-filter-drop no-print"
            aria-label={text.filter.remove(chip.name)}
            onClick={() => change(chip.drop)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
      <li className="no-print">
        <Button weight="quiet" onPress={() => change(NO_FILTERS)}>
          {words.text.table.reset}
        </Button>
      </li>
    </ul>
  );
}
