// What if: decisions are struck, instruments ended or signed, countries leave; before and after stand side by side, and what could heal it below.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { WhatIfAnswer, WhatIfState } from '../../../core/flows/what-if.ts';
import { COUNTRIES, INSTRUMENT_KINDS } from '../../../core/flows/words.ts';
import { problemOf } from '../../client/ask.ts';
import { libraryQuery } from '../../client/queries.ts';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { VERDICT_ORDER } from '../../parts/verdict-filter.tsx';
import { VerdictMark } from '../../parts/verdict-mark.tsx';
import { useTransfersText } from '../../text/transfers-text.ts';
import { useWords, type Words } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ComboBox, type ComboItem, type ComboSection } from '../../ui/combo-box.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useCover } from '../../ui/use-cover.ts';
import { foldText } from './choose-flows.ts';
import { ContractsPart } from './contracts-part.tsx';
import { FlowButton } from './flow-button.tsx';
import { ALL_MEMBERS, GROUP_KINDS, type Signing } from './signing.ts';
import type { Asked, RegisterLists } from './transfers-asks.ts';
import { useLists, useWhatIf } from './use-answers.ts';
import type { Assumptions } from './use-assumptions.ts';
import { DRAWER_PARTS, type DrawerPart } from './view-state.ts';
import { WhatIfChips } from './what-if-chips.tsx';
import './what-if-drawer.css';

interface Props {
  readonly asked: Asked;
  readonly part: DrawerPart;
  readonly assumptions: Assumptions;
  readonly onPart: (part: DrawerPart) => void;
  readonly onOpen: (flow: string) => void;
  readonly onClose: () => void;
}

/** As in transfers-page.css. */
const COVERS = '(width < 72rem)';
/** Shown of each list at most; a few letters more find the rest. */
const SHOWN = 60;
const CHANGED_SHOWN = 200;
const REMEDIES_SHOWN = 12;
/** So many pairs still fit into an address. */
const SIGNED_MOST = 120;

export function WhatIfDrawer({ asked, part, assumptions, onPart, onOpen, onClose }: Props) {
  const words = useWords();
  const text = useTransfersText();
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useCover(panel, COVERS);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const { data: lists } = useLists(asked);
  const answer = useWhatIf(asked);
  return (
    <aside className="side-panel what-if" aria-labelledby="what-if-title" ref={panel}>
      <header className="side-head">
        <div>
          <h2 id="what-if-title" ref={heading} tabIndex={-1}>
            {text.whatIf.title}
          </h2>
          <p className="soft small">{text.whatIf.lead(words.day(asked.asOf))}</p>
        </div>
        <IconButton icon="close" label={text.whatIf.close} onPress={onClose} />
      </header>
      <Assume assumptions={assumptions} lists={lists} asked={asked} />
      <WhatIfChips assumptions={assumptions} lists={lists} asOf={asked.asOf} />
      {answer.error !== null ? (
        <ProblemFace problem={problemOf(answer.error)} onRetry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Waiting label={words.text.waiting} rows={6} />
      ) : (
        <div className={answer.isPlaceholderData ? 'what-if-answer is-coming' : 'what-if-answer'}>
          <BeforeAfter answer={answer.data} isAny={assumptions.isAny} />
        </div>
      )}
      <Tabs
        label={text.whatIf.parts.label}
        value={part}
        onChange={onPart}
        tabs={DRAWER_PARTS.map((id) => ({
          id,
          name: text.whatIf.parts[id],
          content: () =>
            id === 'contracts' ? (
              <ContractsPart asked={asked} lists={lists} assumptions={assumptions} onOpen={onOpen} />
            ) : answer.data === undefined ? null : id === 'changes' ? (
              <Changed answer={answer.data} isAny={assumptions.isAny} onOpen={onOpen} />
            ) : (
              <Remedies answer={answer.data} assumptions={assumptions} onOpen={onOpen} />
            ),
        }))}
      />
    </aside>
  );
}

interface AssumeProps {
  readonly assumptions: Assumptions;
  readonly lists: RegisterLists | undefined;
  readonly asked: Asked;
}

function Assume({ assumptions, lists }: AssumeProps) {
  const words = useWords();
  const text = useTransfersText();
  const { data: library } = useQuery(libraryQuery);
  const items = useMemo(() => {
    const span = (time: { from?: unknown; until?: unknown }): string =>
      [time.from, time.until]
        .flatMap((day) => (typeof day === 'string' ? [words.day(day, 'short')] : []))
        .join(' – ');
    // Decisions come first: they are what falls.
    const law = (library?.laws.laws ?? [])
      .filter((one) => one.tiers.length > 0)
      .map((one) => ({
        id: one.id,
        name: one.title[words.language],
        note: `${one.id}  ${span(one)}`,
        rank: one.tiers.includes('adequacy') ? 0 : one.tiers.includes('safeguard') ? 1 : 2,
      }))
      .sort((a, b) => a.rank - b.rank || words.sort(a.name, b.name));
    const own = (lists?.instruments ?? []).map((one) => ({
      id: one.id,
      name: String(one['name'] ?? one.id),
      note: `${words.term('instrument-kinds', String(one['kind']))}  ${span({ from: one['from'], until: one['until'] })}`,
    }));
    const countries = [...COUNTRIES]
      .map((code) => ({ id: `country:${code}`, name: words.country(code), note: code }))
      .sort((a, b) => words.sort(a.name, b.name));
    return { law, own, countries };
  }, [library, lists, words]);
  const find = (typed: string): ComboSection[] => {
    const wanted = foldText(typed).split(/\s+/).filter(Boolean);
    const fits = (item: ComboItem): boolean =>
      !assumptions.without.includes(item.id) &&
      !assumptions.leaving.includes(item.id.replace('country:', '')) &&
      wanted.every((word) => foldText(`${item.name} ${item.id} ${item.note}`).includes(word));
    return [
      { id: 'law', name: text.whatIf.strikeLaw, items: items.law.filter(fits).slice(0, SHOWN) },
      { id: 'own', name: text.whatIf.endOwn, items: items.own.filter(fits).slice(0, SHOWN) },
      { id: 'leave', name: text.whatIf.letLeave, items: items.countries.filter(fits).slice(0, SHOWN) },
    ].filter((section) => section.items.length > 0);
  };
  return (
    <div className="what-if-assume no-print">
      <ComboBox
        label={text.whatIf.field}
        placeholder={text.whatIf.placeholder}
        nothing={text.whatIf.nothingFound}
        find={find}
        onChoose={(id) =>
          id.startsWith('country:') ? assumptions.letLeave(id.slice(8)) : assumptions.strike(id)
        }
      />
      <Disclosure title={text.whatIf.signTitle}>
        {() => <SignForm lists={lists} onSign={(signing) => assumptions.sign([signing])} />}
      </Disclosure>
    </div>
  );
}

interface SignFormProps {
  readonly lists: RegisterLists | undefined;
  readonly onSign: (signing: Signing) => void;
}

function SignForm({ lists, onSign }: SignFormProps) {
  const words = useWords();
  const text = useTransfersText();
  const [kind, setKind] = useState<Signing['kind']>('scc-2021');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const isGroup = GROUP_KINDS.includes(kind);
  const organisations = useMemo(
    () =>
      (lists?.organisations ?? [])
        .map((one) => ({ value: one.id, label: String(one['name'] ?? one.id) }))
        .sort((a, b) => words.sort(a.label, b.label)),
    [lists, words],
  );
  const members = (lists?.organisations ?? []).filter((one) => one['member'] === true).map((one) => one.id);
  const exporters = organisations.filter((one) => members.includes(one.value));
  const choose = { value: '', label: text.whatIf.choose };
  const mayNot = isGroup
    ? members.length < 2
      ? text.whatIf.noMembers
      : undefined
    : from === '' || to === '' || from === to
      ? text.whatIf.chooseBoth
      : undefined;
  return (
    <form
      className="sign-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (mayNot === undefined) onSign({ kind, parties: isGroup ? [ALL_MEMBERS] : [from, to] });
      }}
    >
      <Select
        label={text.whatIf.kind}
        value={kind}
        options={INSTRUMENT_KINDS.map((one) => ({ value: one, label: words.term('instrument-kinds', one) }))}
        onChange={(one) => setKind(one as Signing['kind'])}
      />
      {isGroup ? (
        <p className="soft small">{text.whatIf.bindsAll(members.length)}</p>
      ) : (
        <div className="sign-ends">
          <Select
            label={text.whatIf.exporter}
            value={from}
            options={[choose, ...(exporters.length === 0 ? organisations : exporters)]}
            onChange={setFrom}
          />
          <Select
            label={text.whatIf.importer}
            value={to}
            options={[choose, ...organisations]}
            onChange={setTo}
          />
        </div>
      )}
      <div className="sign-do">
        <Button type="submit" isDisabled={mayNot !== undefined}>
          {text.whatIf.sign}
        </Button>
        {mayNot === undefined ? null : <span className="soft small">{mayNot}</span>}
      </div>
    </form>
  );
}

function BeforeAfter({ answer, isAny }: { readonly answer: WhatIfAnswer; readonly isAny: boolean }) {
  const { text: shared, language } = useWords();
  const text = useTransfersText();
  const most = Math.max(1, ...VERDICT_ORDER.flatMap((one) => [answer.before[one], answer.after[one]]));
  return (
    <table className="before-after">
      <caption className="heard-only">{text.whatIf.counts}</caption>
      <thead>
        <tr>
          <th scope="col">{shared.table.verdict}</th>
          <th scope="col">{shared.changes.before}</th>
          <th scope="col">{shared.changes.after}</th>
          <th scope="col">{text.whatIf.difference}</th>
        </tr>
      </thead>
      <tbody>
        {VERDICT_ORDER.map((verdict) => {
          const [before, after] = [answer.before[verdict], answer.after[verdict]];
          return (
            <tr key={verdict} className={`verdict-${verdict}`}>
              <th scope="row">
                <VerdictMark verdict={verdict} />
              </th>
              <td>
                <Bar share={before / most} isFaint />
                {before.toLocaleString(language)}
              </td>
              <td>
                <Bar share={after / most} />
                {after.toLocaleString(language)}
              </td>
              <td className={before === after || !isAny ? 'soft' : 'before-after-change'}>
                {before === after
                  ? '–'
                  : `${after > before ? '+' : '−'}${Math.abs(after - before).toLocaleString(language)}`}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Bar({ share, isFaint = false }: { readonly share: number; readonly isFaint?: boolean }) {
  return (
    <span className={isFaint ? 'count-bar is-faint' : 'count-bar'} aria-hidden="true">
      <span style={{ inlineSize: `${Math.round(share * 100)}%` }} />
    </span>
  );
}

interface ChangedProps {
  readonly answer: WhatIfAnswer;
  readonly isAny: boolean;
  readonly onOpen: (flow: string) => void;
}

function Changed({ answer, isAny, onOpen }: ChangedProps) {
  const { text: shared, day } = useWords();
  const text = useTransfersText();
  if (!isAny) return <Empty>{text.whatIf.nothingAssumed}</Empty>;
  if (answer.changed.length === 0) return <Empty>{shared.changes.none}</Empty>;
  return (
    <section aria-label={shared.changes.title}>
      <p className="soft small">{text.whatIf.changed(answer.changed.length, day(answer.since, 'short'))}</p>
      <table className="changed-table">
        <thead>
          <tr>
            <th scope="col">{shared.changes.flow}</th>
            <th scope="col">{shared.changes.before}</th>
            <th scope="col">{shared.changes.after}</th>
          </tr>
        </thead>
        <tbody>
          {answer.changed.slice(0, CHANGED_SHOWN).map((one) => (
            <tr key={one.flow}>
              <th scope="row">
                <FlowButton flow={one.flow} onOpen={onOpen} />
              </th>
              <td>
                <State state={one.before} />
              </td>
              <td>
                <State state={one.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.changed.length > CHANGED_SHOWN ? (
        <p className="soft small">{text.whatIf.moreChanged(answer.changed.length - CHANGED_SHOWN)}</p>
      ) : null}
    </section>
  );
}

function State({ state }: { readonly state: WhatIfState }) {
  const { tool } = useWords();
  return (
    <span className="change-state">
      <VerdictMark verdict={state.verdict} />
      <span className="small soft">
        {tool(state.tool)} {state.instrument === null ? null : <code>{state.instrument}</code>}
      </span>
    </span>
  );
}

interface RemediesProps {
  readonly answer: WhatIfAnswer;
  readonly assumptions: Assumptions;
  readonly onOpen: (flow: string) => void;
}

function Remedies({ answer, assumptions, onOpen }: RemediesProps) {
  const words = useWords();
  const { text: shared } = words;
  const text = useTransfersText();
  const { remedies } = answer;
  if (remedies.length === 0) return <Empty>{shared.changes.noRemedies}</Empty>;
  const most = Math.max(1, ...remedies.map((one) => one.helps.length));
  return (
    <section aria-label={shared.changes.remedies}>
      <p className="soft small">{shared.changes.remediesLead}</p>
      <ol className="remedy-list">
        {remedies.slice(0, REMEDIES_SHOWN).map((one) => {
          const signings = signingsOf(one);
          const mayNot =
            signings.length === 0
              ? text.whatIf.notSigned
              : signings.length + assumptions.signed.length > SIGNED_MOST
                ? text.whatIf.tooMany(SIGNED_MOST)
                : undefined;
          return (
            <li key={one.remedy} className="remedy-one">
              <h3>{nameOfRemedy(one.remedy, words)}</h3>
              <div className="remedy-share" aria-hidden="true">
                <span
                  className="remedy-healed"
                  style={{ inlineSize: `${(100 * one.heals.length) / most}%` }}
                />
                <span
                  className="remedy-helped"
                  style={{ inlineSize: `${(100 * (one.helps.length - one.heals.length)) / most}%` }}
                />
              </div>
              <p className="small">
                {text.whatIf.heals(one.heals.length, one.helps.length)} {text.whatIf.needs(one.needs)}
                {one.conditional.length === 0
                  ? null
                  : ` ${shared.changes.conditional(one.conditional.length)}.`}
              </p>
              <div className="remedy-do">
                <Button isDisabled={mayNot !== undefined} onPress={() => assumptions.sign(signings)}>
                  {text.whatIf.signThis}
                </Button>
                {mayNot === undefined ? null : <span className="soft small">{mayNot}</span>}
              </div>
              {one.heals.length === 0 ? null : (
                <Disclosure title={shared.changes.flowsHealed}>
                  {() => (
                    <ul className="flow-names">
                      {one.heals.slice(0, CHANGED_SHOWN).map((flow) => (
                        <li key={flow}>
                          <FlowButton flow={flow} onOpen={onOpen} />
                        </li>
                      ))}
                    </ul>
                  )}
                </Disclosure>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** What would be signed; nothing where a remedy is no contract, as a certification of the recipient. */
function signingsOf({ remedy, between }: WhatIfAnswer['remedies'][number]): Signing[] {
  const kinds = remedy.split('+').flatMap((word) => INSTRUMENT_KINDS.filter((one) => one === word));
  return kinds.flatMap((kind): Signing[] =>
    GROUP_KINDS.includes(kind)
      ? [{ kind, parties: [ALL_MEMBERS] }]
      : between.map((pair) => ({ kind, parties: [pair.exporter, pair.importer] })),
  );
}

/** `scc-2021+uk-addendum`, or `standing:us-dpf`, in words. */
function nameOfRemedy(remedy: string, { term, text, language }: Words): string {
  if (remedy.startsWith('standing:'))
    return `${text.changes.standing}${language === 'ja' ? '' : ' '}${term('standings', remedy.slice(9))}`;
  return remedy
    .split('+')
    .map((kind) => term('instrument-kinds', kind))
    .join(' + ');
}
