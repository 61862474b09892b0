// A register as the page shows it: names by id, and the ends of each flow; the server has checked it before.
interface Named {
  readonly id: string;
  readonly name?: string;
}

export interface OrganisationView extends Named {
  readonly country?: string;
}

export interface InstrumentView {
  readonly id: string;
  readonly kind: string;
  readonly name?: string;
  readonly from?: string;
  readonly until?: string;
}

export interface EndView {
  /** Null for the person the data are about. */
  readonly organisation: OrganisationView | null;
  readonly isStaff: boolean;
  readonly country: string | undefined;
}

export interface FlowView {
  readonly id: string;
  readonly activity: Named | undefined;
  readonly from: EndView;
  readonly to: EndView;
  readonly mode: string | undefined;
}

export interface RegisterView {
  readonly name: string;
  readonly organisations: ReadonlyMap<string, OrganisationView>;
  readonly activities: ReadonlyMap<string, Named>;
  readonly flows: ReadonlyMap<string, FlowView>;
  readonly instruments: readonly InstrumentView[];
}

interface FlowRecord {
  readonly id: string;
  readonly activity?: string;
  readonly from: string;
  readonly to: string;
  readonly at?: string;
  readonly mode?: string;
}

/** Opens a register that the server has read. */
export function viewRegister(register: Record<string, unknown>): RegisterView {
  const list = <T>(key: string): readonly T[] => (register[key] as readonly T[] | undefined) ?? [];
  const group = register['group'] as Named | undefined;
  const organisations = new Map(list<OrganisationView>('organisations').map((one) => [one.id, one]));
  const activities = new Map(list<Named>('activities').map((one) => [one.id, one]));
  const flows = list<FlowRecord>('flows').map((flow): FlowView => {
    const from = endOf(flow.from, organisations);
    const to = endOf(flow.to, organisations);
    return {
      id: flow.id,
      activity: flow.activity === undefined ? undefined : activities.get(flow.activity),
      from,
      to: { ...to, country: flow.at ?? to.country },
      mode: flow.mode,
    };
  });
  return {
    name: group?.name ?? group?.id ?? '',
    organisations,
    activities,
    flows: new Map(flows.map((flow) => [flow.id, flow])),
    instruments: list<InstrumentView>('instruments'),
  };
}

function endOf(text: string, organisations: ReadonlyMap<string, OrganisationView>): EndView {
  if (text === 'data-subject') return { organisation: null, isStaff: false, country: undefined };
  const id = text.replace(/^staff:/, '');
  const organisation = organisations.get(id) ?? { id };
  return { organisation, isStaff: text !== id, country: organisation.country };
}
