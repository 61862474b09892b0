// A fact that is missing, said so that somebody can enter it: of whom, what, and how it is written in the file.
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import { ASSESSMENT_RESULTS } from '../../core/flows/words.ts';
import type { RegisterView } from '../client/register-view.ts';
import { useFactText } from '../text/fact-text.ts';
import { useWords, type Words } from '../text/use-text.ts';
import { FactField } from './fact-field.tsx';
import { kindOfFact } from './fact-kinds.ts';
import './missing-fact.css';
import { PlaceLink } from './place-link.tsx';

/** How the value of a key is written; words of a register are the same in every language. */
const WRITTEN: Record<string, string> = {
  country: 'JP',
  region: 'DE-NW',
  kind: 'company | public-body | international-organisation',
  io: 'epo',
  sectors: '[telecom]',
  member: 'true | false',
  regimes: '[] | [{id: eu-gdpr, basis: targeting}]',
  covers: '[hr, non-hr]',
  mode: 'disclosure | remote-access | storage | transit',
  automated: 'true | false',
  clearText: 'true | false',
  combinesEuData: 'true | false',
  fromRole: 'controller | joint-controller | processor',
  toRole: 'controller | joint-controller | processor',
  derogation: '{ground: contract, occasional: true, necessary: true}',
  purposes: '[payroll]',
  data: '[name, email]',
  subjects: '[{category: employees, countries: [DE]}]',
  parties: '[et-de, cloudco]',
  modules: '[2]',
  approval: '{authority: de-nw-ldi, on: 2021-08-05}',
  processingUnchanged: 'true | false',
  informed: '[country-name, protection-system, recipient-measures]',
  from: '2021-09-01',
  on: '2021-09-01',
  result: 'equivalent | equivalent-with-measures | not-equivalent',
  measures: '[encryption-exporter-keys]',
  problematicLaw: 'true | false',
  appliedInPractice: 'true | false',
};

interface Described {
  readonly who: string;
  readonly what: string;
  readonly entry: string | undefined;
  /** Where it is entered; undefined where that is not known. */
  readonly place?: { readonly noun: RecordNoun; readonly id: string; readonly keys: readonly string[] };
  /** An assessment that is to be made: the flow of which it must speak. */
  readonly assessed?: string;
}

/** Takes a path such as `organisations.cloudco.standing.us-dpf` apart. */
function describeFact(path: string, register: RegisterView, { text, term }: Words): Described {
  const assessment = /^assessments \(for flow (.+)\)$/.exec(path);
  if (assessment !== null) {
    const flow = assessment[1] ?? '';
    return {
      who: '',
      what: text.fact.assessment(flow),
      entry: `assessments: [{id: tia-1, flows: [${flow}], on: 2026-01-31, result: equivalent}]`,
      assessed: flow,
    };
  }
  const [list = '', ...rest] = path.split('.');
  const place = placeOf(list, rest, register);
  if (place === undefined) return { who: '', what: path, entry: undefined };
  const { id, name, keys } = place;
  const spot = { noun: list as RecordNoun, id, keys };
  const [key = '', below, last] = keys;
  const who = `${text.fact.where[list] ?? list} ${name === id ? id : `${name} (${id})`}`;
  if (key === 'standing' && below !== undefined) {
    const isCovers = last === 'covers';
    const entry = isCovers
      ? `standing: {${below}: {covers: [hr, non-hr]}}`
      : `standing: {${below}: true | false | {from: 2023-09-01, until: 2026-09-01}}`;
    return {
      who,
      what: `${term('standings', below)}${isCovers ? `: ${text.fact.key['covers']}` : ''}`,
      entry,
      place: spot,
    };
  }
  const leaf = keys.at(-1) ?? key;
  const what =
    key === 'derogation' && below !== undefined
      ? `${text.fact.key['derogation']}: ${keys.slice(1).join('.')}`
      : (text.fact.key[key] ?? key);
  const written = WRITTEN[leaf] ?? 'true | false';
  const entry =
    keys.length > 1
      ? `${keys.slice(0, -1).join(': {')}: {${leaf}: ${written}}${'}'.repeat(Math.max(0, keys.length - 2))}`
      : `${leaf}: ${written}`;
  return { who, what, entry, place: spot };
}

/** A missing fact in few words, where no register is at hand: what it is, and the id of whose it is. */
export function nameFact(path: string, { text, term }: Words): { what: string; of: string } {
  const assessment = /^assessments \(for flow (.+)\)$/.exec(path)?.[1];
  if (assessment !== undefined) return { what: text.fact.where['assessments'] ?? path, of: assessment };
  const [, of = '', ...keys] = path.split('.');
  const [key = '', below] = keys;
  if (key === 'standing' && below !== undefined) return { what: term('standings', below), of };
  return { what: text.fact.key[key] ?? keys.join('.'), of };
}

/** Ids may hold dots, so the longest id that the register knows is taken. */
function placeOf(
  list: string,
  rest: readonly string[],
  register: RegisterView,
): { id: string; name: string; keys: readonly string[] } | undefined {
  for (let count = rest.length - 1; count > 0; count -= 1) {
    const id = rest.slice(0, count).join('.');
    const name = nameOf(list, id, register);
    if (name !== undefined) return { id, name, keys: rest.slice(count) };
  }
  return undefined;
}

function nameOf(list: string, id: string, register: RegisterView): string | undefined {
  switch (list) {
    case 'organisations':
      return register.organisations.has(id) ? (register.organisations.get(id)?.name ?? id) : undefined;
    case 'activities':
      return register.activities.has(id) ? (register.activities.get(id)?.name ?? id) : undefined;
    case 'flows':
      return register.flows.has(id) ? id : undefined;
    case 'instruments':
      return register.instruments.some((one) => one.id === id) ? id : undefined;
    case 'assessments':
      return id;
    default:
      return undefined;
  }
}

interface Props {
  readonly path: string;
  readonly register: RegisterView;
  /** The group in which it can be entered; null where the register is a file. */
  readonly group?: string | null;
  /** The day asked about: that of an assessment that is made now. */
  readonly asOf?: string;
}

export function MissingFact({ path, register, group = null, asOf = '' }: Props) {
  const words = useWords();
  const { who, what, entry, place, assessed } = describeFact(path, register, words);
  return (
    <li className="missing-fact">
      <span>
        <strong>{what}</strong>
        {who === '' ? null : <span className="soft">, {who}</span>}
      </span>
      <code className="small soft">{path}</code>
      {group !== null && place !== undefined ? (
        <Enter group={group} place={place} label={what} />
      ) : group !== null && assessed !== undefined ? (
        <FactField
          group={group}
          noun="assessments"
          id={`tia-${assessed}`}
          keys={['result']}
          kind={{ is: 'one-of', words: ASSESSMENT_RESULTS, list: 'assessment-results' }}
          label={what}
          fresh={{ id: `tia-${assessed}`, flows: [assessed], on: asOf }}
        />
      ) : entry === undefined ? null : (
        <span className="small">
          <span className="soft">{words.text.why.enter}: </span>
          <code>{entry}</code>
        </span>
      )}
    </li>
  );
}

interface EnterProps {
  readonly group: string;
  readonly place: NonNullable<Described['place']>;
  readonly label: string;
}

function Enter({ group, place, label }: EnterProps) {
  const text = useFactText();
  const kind = kindOfFact(place.keys);
  if (kind !== undefined) return <FactField group={group} {...place} kind={kind} label={label} />;
  return (
    <PlaceLink to="record" parts={{ noun: place.noun, id: place.id }}>
      {text.openRecord}
    </PlaceLink>
  );
}
