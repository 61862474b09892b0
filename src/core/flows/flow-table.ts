// The flows of a day in columns, for a screen: numbers that point into short lists of names, so that a hundred thousand are light to hand over.
import type { Language } from '../law/law.ts';
import type { FlowAnswer } from './answer.ts';
import { type FlowEnd, type FlowTable, NO_ANSWER } from './flow-table-columns.ts';
import type { GraphAnswers } from './graph-answers.ts';
import type { Question } from './question.ts';
import type { Instrument, Party, Register } from './register.ts';

/** Numbers things in the order in which they are met. */
class Numbered<T> {
  readonly things: T[];
  private readonly numbers = new Map<string, number>();

  constructor(...first: readonly (readonly [string, T])[]) {
    this.things = first.map(([, thing]) => thing);
    first.forEach(([key], at) => {
      this.numbers.set(key, at);
    });
  }

  number(key: string, make: () => T): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.things.length);
    this.things.push(make());
    return this.things.length - 1;
  }
}

class Words extends Numbered<string> {
  constructor(first: string) {
    super([first, first]);
  }

  of(word: string): number {
    return this.number(word, () => word);
  }
}

/** What of a register is the same on every day, one place for each flow in its order. */
interface Drawn {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly name: Uint32Array;
  readonly ends: readonly FlowEnd[];
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly countries: readonly string[];
  readonly fromCountry: Uint16Array;
  readonly toCountry: Uint16Array;
  readonly activities: FlowTable['activities'];
  readonly activity: Uint32Array;
  readonly modes: readonly string[];
  readonly mode: Uint8Array;
}

const drawn = new WeakMap<Register, Drawn>();

/** Names and countries are read of a register once. */
function draw(register: Register): Drawn {
  const known = drawn.get(register);
  if (known !== undefined) return known;
  const count = register.flows.size;
  const names = new Words('');
  const ends = new Numbered<FlowEnd>();
  const countries = new Words('');
  const modes = new Words('');
  const activities = new Numbered<{ id: string; name: string }>(['', { id: '', name: '' }]);
  const columns = {
    name: new Uint32Array(count),
    from: new Uint32Array(count),
    to: new Uint32Array(count),
    fromCountry: new Uint16Array(count),
    toCountry: new Uint16Array(count),
    activity: new Uint32Array(count),
    mode: new Uint8Array(count),
  };
  const countryOf = (party: Party): string =>
    party.is === 'data-subject' ? '' : (register.organisations.get(party.organisation)?.country ?? '');
  let row = 0;
  for (const flow of register.flows.values()) {
    const { sender, recipient, activity = '' } = flow;
    columns.from[row] = ends.number(textOf(sender), () => endOf(sender, register));
    columns.to[row] = ends.number(textOf(recipient), () => endOf(recipient, register));
    columns.fromCountry[row] = countries.of(countryOf(sender));
    columns.toCountry[row] = countries.of(flow.at ?? countryOf(recipient));
    columns.activity[row] = activities.number(activity, () => ({
      id: activity,
      name: register.activities.get(activity)?.name ?? activity,
    }));
    columns.mode[row] = modes.of(flow.mode ?? '');
    columns.name[row] = names.of(flow.name ?? '');
    row += 1;
  }
  const found: Drawn = {
    ...columns,
    ids: [...register.flows.keys()],
    names: names.things,
    ends: ends.things,
    countries: countries.things,
    activities: activities.things,
    modes: modes.things,
  };
  drawn.set(register, found);
  return found;
}

function textOf(party: Party): string {
  if (party.is === 'data-subject') return 'data-subject';
  return party.is === 'staff' ? `staff:${party.organisation}` : party.organisation;
}

function endOf(party: Party, register: Register): FlowEnd {
  if (party.is === 'data-subject')
    return { text: 'data-subject', organisation: null, name: '', isStaff: false };
  const { organisation } = party;
  const name = register.organisations.get(organisation)?.name ?? organisation;
  return { text: textOf(party), organisation, name, isStaff: party.is === 'staff' };
}

export interface TableManner {
  readonly language?: Language | undefined;
  /** Without them nothing is told of missing facts and of rules that nobody has seen: for a hand that moves over the days. */
  readonly withReasons?: boolean;
}

/** The table of a question about the register of the graph. Reasons are made only for flows of which the table tells more than the verdict. */
export function tableOf(
  graph: GraphAnswers,
  question: Question,
  added: readonly Instrument[] = [],
  { language = 'en', withReasons = true }: TableManner = {},
): FlowTable {
  const { register } = graph;
  const whole = draw(register);
  return graph.outcomesOf(question, added, (outcomes) => {
    const rows: number[] = [];
    const notRunning: string[] = [];
    const lawsMet = new Set<number>();
    for (let flow = 0; flow < graph.count; flow += 1) {
      const outcome = outcomes.of(flow);
      if (outcome === undefined) notRunning.push(whole.ids[flow]!);
      else {
        rows.push(flow);
        for (const one of outcome.byLaw) lawsMet.add(one.law);
      }
    }
    const laws = [...lawsMet].map((law) => graph.laws[law]!).sort();
    const placeOfLaw = graph.laws.map((law) => laws.indexOf(law));
    const count = rows.length;
    const tools = new Words('none');
    const instruments = new Words('');
    const toolOf: number[] = [];
    const verdict = new Uint8Array(count);
    const leading = new Uint8Array(count).fill(NO_ANSWER);
    const lawVerdict = new Uint8Array(count * laws.length).fill(NO_ANSWER);
    const lawTool = new Uint16Array(count * laws.length);
    const lawInstrument = new Uint32Array(count * laws.length);
    const wanting: string[] = [];
    const rowsWanting: number[] = [];
    rows.forEach((flow, row) => {
      const outcome = outcomes.of(flow)!;
      verdict[row] = outcome.verdict;
      if (outcome.law >= 0) leading[row] = placeOfLaw[outcome.law]!;
      for (const one of outcome.byLaw) {
        const cell = row * laws.length + placeOfLaw[one.law]!;
        lawVerdict[cell] = one.verdict;
        toolOf[one.tool] ??= tools.of(graph.tools[one.tool]!);
        lawTool[cell] = toolOf[one.tool]!;
        lawInstrument[cell] = instruments.of(outcomes.instrumentOf(flow, one) ?? '');
      }
      if (!outcome.wantsReasons) return;
      wanting.push(whole.ids[flow]!);
      rowsWanting.push(row);
    });
    const missingFacts = new Words('');
    const missing = new Uint32Array(count);
    const isUnverified = new Uint8Array(count);
    if (withReasons && wanting.length > 0) {
      outcomes.explain(wanting, language).forEach(({ answers }, index) => {
        const row = rowsWanting[index]!;
        missing[row] = missingFacts.of(missingOf(answers));
        if (answers.some((one) => one.unverified.length > 0)) isUnverified[row] = 1;
      });
    }
    const ids = rows.map((flow) => whole.ids[flow]!);
    return {
      asOf: question.asOf,
      count,
      ids: ids.map((id) => `${id}\n`).join(''),
      idStarts: startsOf(ids),
      names: whole.names,
      name: Uint32Array.from(rows, (flow) => whole.name[flow]!),
      ends: whole.ends,
      from: Uint32Array.from(rows, (flow) => whole.from[flow]!),
      to: Uint32Array.from(rows, (flow) => whole.to[flow]!),
      countries: whole.countries,
      fromCountry: Uint16Array.from(rows, (flow) => whole.fromCountry[flow]!),
      toCountry: Uint16Array.from(rows, (flow) => whole.toCountry[flow]!),
      activities: whole.activities,
      activity: Uint32Array.from(rows, (flow) => whole.activity[flow]!),
      modes: whole.modes,
      mode: Uint8Array.from(rows, (flow) => whole.mode[flow]!),
      laws,
      verdict,
      leading,
      lawVerdict,
      lawTool,
      lawInstrument,
      tools: tools.things,
      instruments: instruments.things,
      missingFacts: missingFacts.things,
      missing,
      isUnverified,
      notRunning,
      registered: register.flows.size,
    };
  });
}

function missingOf(answers: FlowAnswer['answers']): string {
  return [...new Set(answers.flatMap((one) => one.missing))].join('\n');
}

function startsOf(ids: readonly string[]): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(ids.length + 1);
  ids.forEach((id, row) => {
    starts[row + 1] = starts[row]! + id.length + 1;
  });
  return starts;
}
