// Tells the readable evaluator what it need not look at: laws that do not reach a flow, permits whose conditions fail. It never decides.
import type { PermitRule } from '../law/law.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { ChangedDay } from './columns-change.ts';
import { numberOfDay } from './columns-day-number.ts';
import { REACH_NONE, type SlotSource } from './columns-decide.ts';
import type { ColumnGraph } from './columns-graph.ts';
import type { LabelSet } from './labels.ts';
import type { Guide } from './transfers.ts';

/**
 * Looks a flow up in the columns; what is alike to a law was looked at once. The readable evaluator gives the same answer, to the
 * last word, with it and without it.
 */
export class GraphGuide implements Guide, SlotSource {
  private readonly graph: ColumnGraph;
  private readonly placeOf: (flow: string) => number | undefined;
  private readonly changed: ChangedDay | undefined;
  private readonly lawNumbers: ReadonlyMap<string, number>;
  private readonly protectionNumbers: ReadonlyMap<string, number>;
  private readonly rules: (readonly PermitRule[])[] = [];

  // The flow and the day that were asked about last; both are asked about several times.
  private flow = '';
  private on = '' as CivilDate;
  private place = -1;
  private day = 0;
  private epoch = 0;
  private pairRow = 0;
  private flowRow = 0;
  /** Whether what is changed in thought holds on the day for the flow. */
  private isChanged = false;
  /** Nothing is told of such a flow. */
  private isSilent = false;
  private reach: readonly number[] | undefined;

  /** `placeOf` tells the place of a flow by its id; `changed` is the day as changed, where something is changed in thought. */
  constructor(graph: ColumnGraph, placeOf: (flow: string) => number | undefined, changed?: ChangedDay) {
    this.graph = graph;
    this.placeOf = placeOf;
    this.changed = changed;
    this.lawNumbers = new Map(graph.law.laws.map(({ name }, number) => [name, number]));
    this.protectionNumbers = new Map(graph.law.protections.map((name, number) => [name, number]));
  }

  mayReach(law: string, flow: string, on: CivilDate): boolean {
    const number = this.lawNumbers.get(law);
    if (number === undefined || !this.turnTo(flow, on)) return true;
    this.reach ??= this.graph.cases.reachResults(
      this.pairRow,
      this.flowRow,
      this,
      this.epoch,
      this.isChanged,
    );
    return this.reach[number] !== REACH_NONE;
  }

  permits(
    law: string,
    flow: string,
    protection: string,
    arriving: LabelSet,
    on: CivilDate,
  ): readonly PermitRule[] | undefined {
    const number = this.lawNumbers.get(law);
    const view = this.protectionNumbers.get(protection);
    if (number === undefined || view === undefined || !this.turnTo(flow, on)) return undefined;
    const { cases } = this.graph;
    const list = cases.livePermits(
      number,
      view,
      this.pairRow,
      this.flowRow,
      this,
      this.codeLabels(arriving),
      this.epoch,
      this.isChanged,
    );
    this.rules[list] ??= this.rulesOf(cases.permitsOf(list));
    return this.rules[list];
  }

  carries(
    law: string,
    flow: string,
    protection: string,
    arriving: LabelSet,
    on: CivilDate,
  ): string | undefined {
    const number = this.lawNumbers.get(law);
    const view = this.protectionNumbers.get(protection);
    if (number === undefined || view === undefined || !this.turnTo(flow, on)) return undefined;
    const { cases } = this.graph;
    // Another law may have the better answer then.
    if (this.graph.law.follows[view]! >= 0) return undefined;
    const carried = cases.carries(
      number,
      view,
      this.pairRow,
      this.flowRow,
      this,
      this.codeLabels(arriving),
      this.epoch,
      this.isChanged,
    );
    return carried < 0 ? 'nothing' : this.graph.law.protections[carried];
  }

  slots(): number {
    if (this.isChanged) return (this.changed as ChangedDay).stateOf(this.place).between;
    return this.graph.betweenOn(this.graph.pairOf[this.place]!, this.day);
  }

  /** Looks up where a flow stands on a day; `false` where nothing can be told of it. */
  private turnTo(flow: string, on: CivilDate): boolean {
    if (flow === this.flow && on === this.on) return !this.isSilent;
    const { graph, changed } = this;
    this.flow = flow;
    this.on = on;
    this.reach = undefined;
    const place = this.placeOf(flow);
    this.isSilent = place === undefined;
    if (place === undefined) return false;
    this.place = place;
    this.day = numberOfDay(on);
    this.epoch = graph.law.epochOf(this.day);
    this.isChanged = changed !== undefined && this.day === changed.columns.day;
    // What was signed in thought concerns the past of a flow that has ended, too.
    this.isSilent = changed !== undefined && !this.isChanged && changed.isConcerned(place);
    if (this.isSilent) return false;
    const rows = this.isChanged ? changed?.rowsOf(place) : undefined;
    this.pairRow = rows?.pair ?? graph.rowOn(graph.pairOf[place]!, this.day);
    this.flowRow = rows?.flow ?? graph.rowOf[place]!;
    return true;
  }

  private codeLabels(arriving: LabelSet): number {
    if (arriving.size === 0) return 0;
    const count = this.graph.law.protections.length;
    return this.graph.labels.of(
      [...arriving.values()].map(
        ({ law, protection }) =>
          (this.lawNumbers.get(law) as number) * count + (this.protectionNumbers.get(protection) as number),
      ),
    );
  }

  private rulesOf(numbers: readonly number[]): PermitRule[] {
    const { law } = this.graph;
    return numbers.map((number) => law.rulebook.rules.get(law.rules[number]!.id) as PermitRule);
  }
}
