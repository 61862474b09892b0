// The condition of a rule in plain words, as a tree: what must hold for the rule to apply.
import { useQuery } from '@tanstack/react-query';
import type { Condition, Scalar } from '../../../core/law/condition.ts';
import { libraryQuery } from '../../client/queries.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { useLawText } from '../../text/law-text.ts';
import { useWords } from '../../text/use-text.ts';

/** Lists of shared words in which the words of a fact may stand, by the last part of its name. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  kind: ['organisation-kinds', 'instrument-kinds'],
  role: ['roles', 'breach-actors'],
  sectors: ['sectors'],
  mode: ['modes'],
  purposes: ['purposes'],
  data: ['data', 'classes'],
  'data-classes': ['classes'],
  protection: ['protections'],
  carried: ['protections'],
  informed: ['information-items'],
  result: ['assessment-results'],
  measures: ['measures'],
  measure: ['measures'],
  ground: ['derogation-grounds'],
  risk: ['risk-levels'],
  established: ['laws'],
  targets: ['laws'],
  agreements: ['instrument-kinds'],
  appointments: ['appointment-roles'],
};

export function ConditionTree({ condition }: { readonly condition: Condition }) {
  const text = useLawText();
  switch (condition.op) {
    case 'all':
    case 'any':
      return (
        <>
          {text.condition[condition.op]}
          <ul className="condition-list">
            {condition.of.map((one) => (
              <li key={JSON.stringify(one)}>
                <ConditionTree condition={one} />
              </li>
            ))}
          </ul>
        </>
      );
    case 'not':
    case 'presumed':
    case 'if-known':
      return (
        <>
          {text.condition[condition.op]}
          <ul className="condition-list">
            <li>
              <ConditionTree condition={condition.of} />
            </li>
          </ul>
        </>
      );
    case 'rule':
      return (
        <>
          {text.condition.rule} <RuleName id={condition.rule} />
        </>
      );
    default:
      return <Test condition={condition} />;
  }
}

type TestCondition = Exclude<Condition, { op: 'all' | 'any' | 'not' | 'presumed' | 'if-known' | 'rule' }>;

function Test({ condition }: { readonly condition: TestCondition }) {
  const { day, language } = useWords();
  const text = useLawText().condition;
  const nameOfFact = useFactName();
  const writeValues = useValues();
  const placeOf = usePlaces();
  const fact = nameOfFact(condition.fact);
  switch (condition.op) {
    case 'is':
      return text.is(fact, writeValues(condition.fact, condition.values));
    case 'has':
      return text.has(fact, writeValues(condition.fact, condition.values));
    case 'has-all':
      return text.hasAll(fact, writeValues(condition.fact, condition.values));
    case 'in':
    case 'any-in':
      return text.in(fact, condition.territories.map(placeOf).join(` ${text.or} `));
    case 'before':
      return text.before(fact, day(condition.date));
    case 'on-or-after':
      return text.since(fact, day(condition.date));
    case 'within-months':
      return text.months(fact, condition.months);
    default: {
      const number = condition.number.toLocaleString(language);
      const write = {
        over: text.over,
        under: text.under,
        'at-least': text.atLeast,
        'at-most': text.atMost,
      }[condition.op];
      return write(fact, number);
    }
  }
}

/** `importer.standing.us-dpf`: whose, what, and of which word. */
function useFactName(): (fact: string) => string {
  const { term } = useWords();
  const { facts } = useLawText();
  return (fact) => {
    const parts = fact.split('.');
    const owner = parts.length > 1 ? facts.owners[parts[0] ?? ''] : undefined;
    const rest = owner === undefined ? parts : parts.slice(1);
    const name = facts.names[rest[0] ?? ''] ?? rest[0]?.replaceAll('-', ' ') ?? fact;
    const detail = rest
      .slice(1)
      .map((one) => term('standings', one).replaceAll('-', ' '))
      .join(', ');
    const whole = detail === '' ? name : `${name}: ${detail}`;
    return owner === undefined ? whole : facts.of(owner, whole);
  };
}

function useValues(): (fact: string, values: readonly Scalar[]) => string {
  const { term, country } = useWords();
  const { condition: text, facts } = useLawText();
  const wordOf = (fact: string, value: Scalar): string => {
    if (value === true) return text.yes;
    if (value === false) return text.no;
    const word = String(value);
    if (/^[A-Z]{2}$/.test(word)) return country(word);
    const leaf = fact.split('.').at(-1) ?? '';
    const found = (LISTS[leaf] ?? []).find((list) => term(list, word) !== word);
    return found === undefined ? (facts.names[word] ?? word.replaceAll('-', ' ')) : term(found, word);
  };
  return (fact, values) => values.map((one) => wordOf(fact, one)).join(` ${text.or} `);
}

function usePlaces(): (place: string) => string {
  const { country, language } = useWords();
  const { data } = useQuery(libraryQuery);
  return (place) => {
    if (/^[A-Z]{2}$/.test(place)) return country(place);
    const law = data?.laws.laws.find((one) => place === one.id || place.startsWith(`${one.id}.`));
    return law?.title[language] ?? place;
  };
}

/** A rule by the title of its provision and its id, as a link. */
export function RuleName({ id }: { readonly id: string }) {
  const { language } = useWords();
  const { data } = useQuery(libraryQuery);
  const law = data?.laws.laws.find((one) => id === one.id || id.startsWith(`${one.id}.`));
  if (law === undefined) return <code>{id}</code>;
  return (
    <PlaceLink to="provision" parts={{ id: law.id }}>
      {law.title[language]} <code className="small">{id}</code>
    </PlaceLink>
  );
}
