// What flows are in themselves, whoever stands at their ends: activity, roles, mode, flags, derogation; like flows are one number.
import { type Fact, known, maybe, unknown } from '../engine/fact.ts';
import { pseudoFlow } from './asked-fields.ts';
import { dayOfNumber } from './columns-day-number.ts';
import type { Rows } from './columns-decide.ts';
import { PLAIN_WORLD, PlaceColumn, type World } from './columns-facts.ts';
import { type Manner, mannerOf, NOBODY } from './columns-flows.ts';
import type { CodedRulebook } from './columns-law.ts';
import type { GroupRecords } from './columns-register.ts';
import { RowTable } from './columns-rows.ts';
import { ListTable, PairTable } from './columns-table.ts';
import { flowFact } from './flow-facts.ts';
import type { Activity, Derogation, Flow } from './register.ts';
import { MODES, ROLES } from './words.ts';

const ROLE_OF_CONTROLLER = ROLES.indexOf('controller') + 1;
const ROLE_OF_JOINT_CONTROLLER = ROLES.indexOf('joint-controller') + 1;
const ROLE_OF_PROCESSOR = ROLES.indexOf('processor') + 1;
const OF_ACTIVITY = ['purposes', 'data', 'subjects', 'subject-countries', 'hr'];

export class MannerCoder {
  readonly rows: Rows;
  private readonly law: CodedRulebook;
  private readonly records: GroupRecords;
  private readonly table: RowTable;
  private readonly activityColumns: readonly number[];
  private readonly ownColumns: readonly number[];
  private readonly activityClasses = new ListTable();
  private readonly classOfActivity: number[] = [];
  /** Pairs of: manner with roles settled, derogation. */
  private readonly manners = new PairTable();
  /** The same for manners without a derogation, which most are. */
  private readonly plainManners: number[] = [];
  /** Pairs of: class of the activity, manner. */
  private readonly flows = new PairTable();
  private readonly rowOf: number[] = [];
  private readonly byRow = new ListTable();
  private readonly rowOfClasses: number[] = [];
  /** Some class of activity with the manner of each row: enough to code it again in another world. */
  private readonly flowOfRow: number[] = [];
  private readonly recoded: (Map<number, number> | undefined)[] = [];

  constructor(law: CodedRulebook, records: GroupRecords) {
    this.law = law;
    this.records = records;
    this.table = new RowTable(law.columns.flow.length);
    this.rows = this.table;
    const of = (isOne: (name: string) => boolean): number[] =>
      law.columns.flow.filter(({ name }) => isOne(name)).map(({ index }) => index);
    this.activityColumns = of((name) => OF_ACTIVITY.includes(name));
    this.ownColumns = of((name) => !OF_ACTIVITY.includes(name));
  }

  /** The number of the row of a flow. */
  codeFlow(
    activity: number,
    exporter: number,
    importer: number,
    stated: number,
    derogation: number,
    derogations: readonly Derogation[],
  ): number {
    const settled = activity === NOBODY ? stated : this.settleRoles(activity, exporter, importer, stated);
    let manner = derogation === 0 ? this.plainManners[settled] : undefined;
    if (manner === undefined) {
      manner = this.manners.intern(settled, derogation);
      if (derogation === 0) this.plainManners[settled] = manner;
    }
    const flow = this.flows.intern(this.activityClass(activity), manner);
    const known = this.rowOf[flow];
    if (known !== undefined) return known;
    const row = this.addRow(activity, flow, PLAIN_WORLD, derogations);
    this.rowOf[flow] = row;
    return row;
  }

  /** The row of a flow in a world in which countries have left; flows with one row may serve persons of different countries. */
  recode(row: number, activity: number, world: World, derogations: readonly Derogation[]): number {
    if (activity === NOBODY) return row;
    let known = this.recoded[world.number];
    if (known === undefined) {
      known = new Map();
      this.recoded[world.number] = known;
    }
    const key = row * ACTIVITIES + activity;
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const found = this.addRow(activity, this.flowOfRow[row]!, world, derogations);
    known.set(key, found);
    return found;
  }

  private addRow(activity: number, flow: number, world: World, derogations: readonly Derogation[]): number {
    const manner = this.flows.second(flow);
    const derogation = this.manners.second(manner);
    const classes: number[] = new Array(this.table.width).fill(0);
    for (const [index, value] of this.classesOfActivity(activity, world).entries())
      classes[this.activityColumns[index]!] = value;
    const facts = ownFacts(mannerOf(this.manners.first(manner)), derogations[derogation - 1]);
    for (const index of this.ownColumns) {
      const column = this.law.columns.flow[index]!;
      const fact = facts(column.name);
      classes[index] =
        column instanceof PlaceColumn ? column.classOf(fact, world) : column.classOf(fact, FIRST_DAY);
    }
    const number = this.byRow.intern(classes);
    const known = this.rowOfClasses[number];
    if (known !== undefined) return known;
    const row = this.table.add(classes);
    this.rowOfClasses[number] = row;
    this.flowOfRow[row] = flow;
    return row;
  }

  /** As flow-facts.ts: where the flow does not say in which role an end acts, its activity does. */
  private settleRoles(activity: number, exporter: number, importer: number, stated: number): number {
    let settled = stated;
    if ((stated & 3) === 0) settled |= this.roleIn(activity, exporter);
    if ((stated & 12) === 0) settled |= this.roleIn(activity, importer) << 2;
    return settled;
  }

  private roleIn(activity: number, organisation: number): number {
    if (organisation === NOBODY) return 0;
    const controllers = this.records.controllers[activity];
    if (controllers?.includes(organisation) === true)
      return controllers.length > 1 ? ROLE_OF_JOINT_CONTROLLER : ROLE_OF_CONTROLLER;
    return this.records.processors[activity]?.includes(organisation) === true ? ROLE_OF_PROCESSOR : 0;
  }

  private activityClass(activity: number): number {
    const at = activity + 1;
    const known = this.classOfActivity[at];
    if (known !== undefined) return known;
    const found = this.activityClasses.intern(this.classesOfActivity(activity, PLAIN_WORLD));
    this.classOfActivity[at] = found;
    return found;
  }

  private classesOfActivity(number: number, world: World): number[] {
    const activity: Activity | undefined = number === NOBODY ? undefined : this.records.activities[number];
    const flow = pseudoFlow('', '');
    const ends = { flow, activity, exporter: undefined, importer: undefined, sender: undefined };
    return this.activityColumns.map((index) => {
      const column = this.law.columns.flow[index]!;
      const fact = flowFact(column.name, ends, FIRST_DAY) ?? unknown();
      return column instanceof PlaceColumn ? column.classOf(fact, world) : column.classOf(fact, FIRST_DAY);
    });
  }
}

const FIRST_DAY = dayOfNumber(0);
/** More than there are activities in any register. */
const ACTIVITIES = 2 ** 26;
const FLAGS = [undefined, true, false];

function ownFacts(manner: Manner, derogation: Derogation | undefined): (name: string) => Fact {
  const flow: Flow = { ...pseudoFlow('', ''), ...(derogation !== undefined && { derogation }) };
  const ends = { flow, activity: undefined, exporter: undefined, importer: undefined, sender: undefined };
  const role = (number: number): Fact => (number === 0 ? unknown('') : known(ROLES[number - 1]!));
  return (name) => {
    switch (name) {
      case 'exporter.role':
        return role(manner.fromRole);
      case 'importer.role':
        return role(manner.toRole);
      case 'mode':
        return maybe(MODES[manner.mode - 1], '');
      case 'automated':
        return maybe(FLAGS[manner.automated], '');
      case 'clear-text':
        return maybe(FLAGS[manner.clearText], '');
      case 'combines-eu-data':
        return maybe(FLAGS[manner.combinesEuData], '');
      default:
        return flowFact(name, ends, FIRST_DAY) ?? unknown();
    }
  };
}
