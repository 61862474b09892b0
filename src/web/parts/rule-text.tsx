// A rule of the law: what it says, its wording, since when, and where it is written.
import { useQuery } from '@tanstack/react-query';
import type { LawText } from '../../api/laws.ts';
import { read } from '../client/ask.ts';
import { libraryQuery } from '../client/queries.ts';
import { useAnswer } from '../client/use-answer.ts';
import { useWords } from '../text/use-text.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Waiting } from '../ui/faces.tsx';
import { ProblemFace } from './problem-face.tsx';
import './rule-text.css';

type RuleShown = LawText['rules'][number];

interface RuleLinkProps {
  readonly id: string;
  /** It rests on what nobody has seen at its source yet. */
  readonly isUnverified?: boolean;
}

/** A rule folded behind its title and its id; read from the server when it is opened. */
export function RuleLink({ id, isUnverified = false }: RuleLinkProps) {
  const { language, text } = useWords();
  const { data: library } = useQuery(libraryQuery);
  const law = library?.laws.laws.find((one) => id === one.id || id.startsWith(`${one.id}.`));
  const title = (
    <>
      {law === undefined ? null : <span>{law.title[language]} </span>}
      <code className="small">{id}</code>
      {isUnverified ? (
        <span className="rule-flag" title={text.table.unverified}>
          {' '}
          ⚑<span className="heard-only">{text.table.unverified}</span>
        </span>
      ) : null}
    </>
  );
  return (
    <li>
      <Disclosure title={title}>{() => <RuleLoaded id={id} />}</Disclosure>
    </li>
  );
}

function RuleLoaded({ id }: { readonly id: string }) {
  const { text } = useWords();
  const { value, problem, retry } = useAnswer<LawText>(id, () => read('law', id));
  if (problem !== undefined) {
    return <ProblemFace problem={problem} onRetry={retry} />;
  }
  if (value === undefined) return <Waiting label={text.waiting} rows={2} />;
  const rule = value.rules.find((one) => one.id === id);
  return <RuleText law={value} rules={rule === undefined ? value.rules : [rule]} />;
}

function RuleText({ law, rules }: { readonly law: LawText; readonly rules: readonly RuleShown[] }) {
  const { language } = useWords();
  return (
    <div className="rule-text">
      <p className="rule-title">{law.title[language]}</p>
      {rules.map((rule) => (
        <RuleOf key={rule.id} rule={rule} law={law} />
      ))}
    </div>
  );
}

function RuleOf({ rule, law }: { readonly rule: RuleShown; readonly law: LawText }) {
  const { text, language, day, list } = useWords();
  const from = rule.from ?? law.from;
  const until = rule.until ?? law.until;
  const times = list([
    ...(from ? [text.rule.from(day(from))] : []),
    ...(until ? [text.rule.until(day(until))] : []),
  ]);
  return (
    <dl className="rule-facts">
      <dt>{text.rule.says}</dt>
      <dd>{rule.says[language].replace(/\{(\w+)\}/g, '…')}</dd>
      {rule.quote === undefined ? null : (
        <>
          <dt>{text.rule.quote}</dt>
          <dd>
            <q lang="en">{rule.quote}</q>
          </dd>
        </>
      )}
      <dt>{text.rule.inForce}</dt>
      <dd>
        {times === '' ? text.rule.always : times}
        {law.ended === undefined ? null : (
          <span className="soft">
            {' '}
            ({law.ended.by}: {law.ended.why[language]})
          </span>
        )}
      </dd>
      <dt>{text.rule.sources}</dt>
      <dd>
        <ul className="rule-sources">
          {rule.source.map((source) => (
            <li key={`${source.cite} ${source.url ?? ''}`}>
              <Source source={source} />
            </li>
          ))}
        </ul>
      </dd>
      {rule.unverified === undefined ? null : (
        <dd className="rule-unverified">
          ⚑ {text.rule.unverified} {rule.unverified}
        </dd>
      )}
    </dl>
  );
}

function Source({ source }: { readonly source: RuleShown['source'][number] }) {
  const { text, day } = useWords();
  const address = source.url ?? source.via;
  return (
    <>
      {address === undefined ? (
        source.cite
      ) : (
        <a href={address} target="_blank" rel="noreferrer">
          {source.cite}
        </a>
      )}
      {source.read === undefined ? null : (
        <span className="soft small">
          {' '}
          {text.rule.read(day(source.read, 'short'))}
          {source.via !== undefined && source.url !== undefined ? (
            <>
              {', '}
              <a href={source.via} target="_blank" rel="noreferrer">
                {text.rule.via}
              </a>
            </>
          ) : null}
        </span>
      )}
    </>
  );
}
