// Joins the answers of a day with the register that they are about, as the engine's own tables are: what tests of the page show.
import {
  type FlowAnswer,
  type RegimeAnswer,
  type TransferAnswers,
  VERDICTS,
} from '../../src/core/flows/answer.ts';
import { type FlowEnd, NO_ANSWER } from '../../src/core/flows/flow-table-columns.ts';
import {
  type FlowColumns,
  listOf,
  type PlainRecord,
  type PlainRegister,
} from '../../src/web/pages/transfers/flow-columns.ts';

/** Numbers things in the order in which they are met. */
class Numbered<T> {
  readonly things: T[];
  readonly #numbers = new Map<string, number>();
  constructor(first: readonly (readonly [string, T])[] = []) {
    this.things = first.map(([, thing]) => thing);
    first.forEach(([key], at) => {
      this.#numbers.set(key, at);
    });
  }
  number(key: string, make: () => T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.things.length);
    this.things.push(make());
    return this.things.length - 1;
  }
}

/** Joins the answers of a day with the register. In: both as the server tells them; out: columns in the order of the answers. */
export function makeColumns(key: string, register: PlainRegister, answers: TransferAnswers): FlowColumns {
  const organisations = new Map(listOf(register, 'organisations').map((one) => [one.id, one]));
  const activityNames = new Map(listOf(register, 'activities').map((one) => [one.id, textOf(one, 'name')]));
  const flows = new Map(listOf(register, 'flows').map((one) => [one.id, one]));
  const known = answers.flows.filter((one) => flows.has(one.flow));
  const count = known.length;
  const laws = [...new Set(known.flatMap((flow) => flow.answers.map((one) => one.regime)))].sort();
  const lawNumbers = new Map(laws.map((law, at) => [law, at]));
  const ends = new Numbered<FlowEnd>();
  const countries = new Numbered<string>([['', '']]);
  const activities = new Numbered<{ id: string; name: string }>([['', { id: '', name: '' }]]);
  const modes = new Numbered<string>([['', '']]);
  const tools = new Numbered<string>([['none', 'none']]);
  const instruments = new Numbered<string>([['', '']]);
  const missingFacts = new Numbered<string>([['', '']]);
  const names = new Numbered<string>([['', '']]);
  const same = (numbered: Numbered<string>, word: string): number => numbered.number(word, () => word);
  const columns = {
    key,
    asOf: answers.asOf as string,
    count,
    ids: known.map((one) => `${one.flow}\n`).join(''),
    idStarts: startsOf(known.map((one) => one.flow)),
    name: new Uint32Array(count),
    from: new Uint32Array(count),
    to: new Uint32Array(count),
    fromCountry: new Uint16Array(count),
    toCountry: new Uint16Array(count),
    activity: new Uint32Array(count),
    mode: new Uint8Array(count),
    verdict: new Uint8Array(count),
    leading: new Uint8Array(count),
    lawVerdict: new Uint8Array(count * laws.length).fill(NO_ANSWER),
    lawTool: new Uint16Array(count * laws.length),
    lawInstrument: new Uint32Array(count * laws.length),
    missing: new Uint32Array(count),
    isUnverified: new Uint8Array(count),
  };
  const countryOf = (end: FlowEnd): string => textOf(organisations.get(end.organisation ?? ''), 'country');
  const endOf = (text: string): number => ends.number(text, () => readEnd(text, organisations));
  known.forEach((answer, row) => {
    const flow = flows.get(answer.flow);
    const [from, to] = [endOf(textOf(flow, 'from')), endOf(textOf(flow, 'to'))];
    columns.from[row] = from;
    columns.to[row] = to;
    columns.fromCountry[row] = same(countries, countryOf(ends.things[from] as FlowEnd));
    columns.toCountry[row] = same(countries, textOf(flow, 'at') || countryOf(ends.things[to] as FlowEnd));
    const activity = textOf(flow, 'activity');
    columns.activity[row] = activities.number(activity, () => ({
      id: activity,
      name: activityNames.get(activity) || activity,
    }));
    columns.mode[row] = same(modes, textOf(flow, 'mode'));
    columns.verdict[row] = VERDICTS.indexOf(answer.verdict);
    columns.leading[row] = lawNumbers.get(leadingOf(answer)?.regime ?? '') ?? NO_ANSWER;
    for (const one of answer.answers) {
      const cell = row * laws.length + (lawNumbers.get(one.regime) ?? 0);
      columns.lawVerdict[cell] = VERDICTS.indexOf(one.verdict);
      columns.lawTool[cell] = same(tools, one.tool);
      columns.lawInstrument[cell] = same(instruments, one.instrument ?? '');
      if (one.unverified.length > 0) columns.isUnverified[row] = 1;
    }
    const missing = [...new Set(answer.answers.flatMap((one) => one.missing))];
    columns.missing[row] = same(missingFacts, missing.join('\n'));
    columns.name[row] = same(names, textOf(flow, 'name'));
  });
  return {
    ...columns,
    ends: ends.things,
    countries: countries.things,
    activities: activities.things,
    modes: modes.things,
    laws,
    tools: tools.things,
    instruments: instruments.things,
    missingFacts: missingFacts.things,
    names: names.things,
    notRunning: answers.notRunning,
    registered: flows.size,
  };
}

function startsOf(ids: readonly string[]): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(ids.length + 1);
  ids.forEach((id, row) => {
    starts[row + 1] = (starts[row] ?? 0) + id.length + 1;
  });
  return starts;
}

function leadingOf(answer: FlowAnswer): RegimeAnswer | undefined {
  return answer.answers.find((one) => one.verdict === answer.verdict) ?? answer.answers[0];
}

function readEnd(text: string, organisations: ReadonlyMap<string, PlainRecord>): FlowEnd {
  if (text === 'data-subject') return { text, organisation: null, name: '', isStaff: false };
  const organisation = text.replace(/^staff:/, '');
  const name = textOf(organisations.get(organisation), 'name') || organisation;
  return { text, organisation, name, isStaff: text !== organisation };
}

function textOf(record: PlainRecord | undefined, key: string): string {
  const value = record?.[key];
  return typeof value === 'string' ? value : '';
}
