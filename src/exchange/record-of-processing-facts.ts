// The matters of one activity in a record of processing, each with the articles that ask for it.
import type { Activity, Contractor, Organisation, Subjects, System } from '../core/flows/register.ts';
import { isInForce } from '../core/law/rulebook.ts';
import type { Line } from '../kit/papers/paper.ts';
import type { Desk, EntryFact, FactKey } from './record-of-processing-desk.ts';
import type { Asked } from './record-of-processing-gaps.ts';
import { idOf, type TransferEntry } from './record-of-processing-transfers.ts';
import { fill, type Words } from './record-of-processing-words.ts';

/** Classes of data of which a record warns. */
const MARKED_CLASSES = [
  'special-category',
  'criminal-offence',
  'special-care-required',
  'sensitive-ch',
  'specific-personal-information',
] as const;
const LAW_OF_CLASS: Readonly<Record<(typeof MARKED_CLASSES)[number], readonly string[]>> = {
  'special-category': ['eu-gdpr', 'uk-gdpr'],
  'criminal-offence': ['eu-gdpr', 'uk-gdpr'],
  'special-care-required': ['jp-appi'],
  'sensitive-ch': ['ch-fadp'],
  'specific-personal-information': ['jp-my-number', 'jp-appi'],
};

/** Always shown, whether anything is known of it or not. */
const CORE: Readonly<Record<'controller' | 'processor', readonly FactKey[]>> = {
  controller: [
    'controllers',
    'representative',
    'officer',
    'purposes',
    'legalBasis',
    'subjects',
    'data',
    'recipients',
    'processors',
    'transfers',
    'retention',
    'security',
    'systems',
  ],
  processor: [
    'processor',
    'representative',
    'officer',
    'categories',
    'subProcessors',
    'transfers',
    'security',
    'systems',
  ],
};

/** What the record of a processor does not show: it is the controller's own matter. */
const CONTROLLERS_ONLY: readonly FactKey[] = [
  'controllers',
  'jointArrangement',
  'purposes',
  'legalBasis',
  'source',
  'recipients',
  'processors',
  'retention',
  'automated',
  'purposeNotice',
  'jointUse',
];
const PROCESSORS_ONLY: readonly FactKey[] = ['processor', 'subProcessors', 'categories'];

/** The matters of the activity, in the order of `FACT_KEYS`. */
export function factsOf(desk: Desk, activity: Activity, transfers: readonly TransferEntry[]): EntryFact[] {
  const { as } = desk.question;
  const kept = MATTERS.filter(
    ({ key }) => !(as === 'processor' ? CONTROLLERS_ONLY : PROCESSORS_ONLY).includes(key),
  );
  return kept.flatMap((matter): EntryFact[] => {
    const { key } = matter;
    const asked = matter.asked(desk, activity);
    const lines = matter.lines(desk, activity, transfers);
    const isWanted = CORE[as].includes(key) || asked.missing.length > 0;
    if (!isWanted && (lines === undefined || lines.length === 0)) return [];
    return [
      {
        key,
        label: matter.label(desk.words, activity),
        ...(asked.cites.length > 0 && { cites: asked.cites }),
        lines: spoken(desk, asked, lines),
      },
    ];
  });
}

/** Never blank: what is not known is named as missing, what is known to be none says so. */
function spoken({ gaps, words }: Desk, asked: Asked, lines: readonly Line[] | undefined): readonly Line[] {
  const gap = asked.missing.length > 0 || lines === undefined ? [gaps.silence(asked)] : [];
  if (lines === undefined) return gap;
  return lines.length === 0 && gap.length === 0 ? [{ text: words.none }] : [...lines, ...gap];
}

interface Matter {
  readonly key: FactKey;
  readonly label: (words: Words, activity: Activity) => string;
  readonly asked: (desk: Desk, activity: Activity) => Asked;
  /** `undefined`: not known; empty: known to be none. */
  readonly lines: (
    desk: Desk,
    activity: Activity,
    transfers: readonly TransferEntry[],
  ) => readonly Line[] | undefined;
}

/** Asked of the activity itself. */
function fields(...names: readonly string[]): Matter['asked'] {
  return ({ gaps }, { id }) => gaps.asked('activities', id, names);
}

/** Asked of the organisations that keep the record. */
function ofKeepers(...names: readonly string[]): Matter['asked'] {
  return (desk, activity) => {
    const found = keepersOf(desk, activity).map((id) => desk.gaps.asked('organisations', id, names));
    return {
      cites: [...new Set(found.flatMap((one) => one.cites))],
      missing: found.flatMap((one) => one.missing),
      advised: found.flatMap((one) => one.advised),
    };
  };
}

function keepersOf({ question }: Desk, activity: Activity): readonly string[] {
  return (question.as === 'controller' ? activity.controllers : activity.processors) ?? [];
}

/** Asked of the flows of the activity. */
function ofFlows(...names: readonly string[]): Matter['asked'] {
  return (desk, activity) => {
    const found = desk.transfers.flowsOf(activity.id).map((flow) => desk.gaps.asked('flows', flow.id, names));
    return {
      cites: [...new Set(found.flatMap((one) => one.cites))],
      missing: found.flatMap((one) => one.missing),
      advised: found.flatMap((one) => one.advised),
    };
  };
}

const MATTERS: readonly Matter[] = [
  {
    key: 'controllers',
    label: (words, { controllers }) =>
      (controllers?.length ?? 0) > 1 ? words.jointControllers : words.controller,
    asked: fields('controllers', 'controllers.contact'),
    lines: ({ parties }, { controllers }) => controllers?.flatMap((id) => parties.contactLines(id)),
  },
  {
    key: 'processor',
    label: (words) => words.processor,
    asked: fields('processors'),
    lines: (desk, activity) => ownProcessors(desk, activity)?.flatMap((id) => desk.parties.contactLines(id)),
  },
  {
    key: 'representative',
    label: (words) => words.representative,
    asked: ofKeepers('appointments.representative'),
    lines: (desk, activity) => appointedLines(desk, activity, 'representative'),
  },
  {
    key: 'officer',
    label: (words) => words.officer,
    asked: ofKeepers(
      'appointments',
      'appointments.data-protection-officer',
      'appointments.data-protection-officer.contact',
    ),
    lines: (desk, activity) => appointedLines(desk, activity, 'data-protection-officer'),
  },
  {
    key: 'jointArrangement',
    label: (words) => words.jointArrangement,
    asked: fields('jointArrangement'),
    lines: (_, { jointArrangement }) => textLines(jointArrangement),
  },
  {
    key: 'inCharge',
    label: (words) => words.inCharge,
    asked: fields('personInCharge', 'divisions'),
    lines: ({ parties, out }, { personInCharge, divisions }) =>
      personInCharge === undefined && divisions === undefined
        ? undefined
        : [
            ...(personInCharge === undefined ? [] : [{ text: parties.person(personInCharge) }]),
            ...(divisions ?? []).map((id) => ({ text: out.register.divisions.get(id)?.name ?? id })),
          ],
  },
  {
    key: 'description',
    label: (words) => words.description,
    asked: fields(),
    lines: (_, { description }) => textLines(description),
  },
  {
    key: 'categories',
    label: (words) => words.categories,
    asked: fields('categoriesOfProcessing'),
    lines: (_, { categoriesOfProcessing }) => categoriesOfProcessing?.map((text) => ({ text })),
  },
  {
    key: 'purposes',
    label: (words) => words.purposes,
    asked: fields('purposes'),
    lines: ({ reader }, { purposes }) => purposes?.map((word) => ({ text: reader.lead('purposes', word) })),
  },
  {
    key: 'legalBasis',
    label: (words) => words.legalBasis,
    asked: fields('legalBasis', 'legitimateInterest'),
    lines: ({ reader, words }, { legalBasis, legitimateInterest }) =>
      legalBasis === undefined && legitimateInterest === undefined
        ? undefined
        : [
            ...(legalBasis ?? []).map((word) => ({ text: reader.lead('legal-bases', word) })),
            ...(legitimateInterest === undefined
              ? []
              : [{ text: fill(words.interest, { text: legitimateInterest }) }]),
          ],
  },
  {
    key: 'subjects',
    label: (words) => words.subjects,
    asked: fields('subjects'),
    lines: (desk, { subjects }) => subjects?.map((one) => ({ text: subjectText(desk, one) })),
  },
  { key: 'data', label: (words) => words.data, asked: fields('data'), lines: dataLines },
  {
    key: 'source',
    label: (words) => words.source,
    asked: fields('source'),
    lines: (_, { source }) => source?.map((text) => ({ text })),
  },
  {
    key: 'recipients',
    label: (words) => words.recipients,
    asked: fields('recipients'),
    lines: recipientLines,
  },
  {
    key: 'processors',
    label: (words) => words.processors,
    asked: fields('processors', 'processors.contract'),
    lines: (desk, activity) => activity.processors?.flatMap((id) => processorLines(desk, activity, id)),
  },
  {
    key: 'subProcessors',
    label: (words) => words.subProcessors,
    asked: fields(),
    lines: subProcessorLines,
  },
  {
    key: 'transfers',
    label: (words) => words.transfers,
    asked: ofFlows('at', 'tools', 'derogation', 'derogation.documented'),
    lines: ({ words, reader }, _, transfers) =>
      transfers.length === 0
        ? [{ text: words.nowhere }]
        : [
            { text: reader.list([...new Set(transfers.map((one) => one.country))]) },
            { text: fill(words.seeBelow, { count: reader.number(transfers.length) }), tone: 'faint' },
          ],
  },
  {
    key: 'retention',
    label: (words) => words.retention,
    asked: fields('retention', 'retentionCriterion', 'retentionByData'),
    lines: retentionLines,
  },
  {
    key: 'security',
    label: (words) => words.security,
    asked: fields('security', 'systems.security'),
    lines: ({ out, reader }, { security, systems }) => {
      const ofSystems = (systems ?? []).flatMap((id) => {
        const system = out.register.systems.get(id);
        return (system?.security ?? []).map((text) => ({ text: reader.under(system?.name ?? id, text) }));
      });
      return security === undefined && ofSystems.length === 0
        ? undefined
        : [...(security ?? []).map((text) => ({ text })), ...ofSystems];
    },
  },
  {
    key: 'systems',
    label: (words) => words.systems,
    asked: fields('systems'),
    lines: (desk, activity) => systemsOf(desk, activity)?.map((one) => ({ text: systemText(desk, one) })),
  },
  {
    key: 'automated',
    label: (words) => words.automated,
    asked: fields('automatedDecisions', 'profiling'),
    lines: ({ words }, { automatedDecisions, profiling }) =>
      automatedDecisions === undefined && profiling === undefined
        ? undefined
        : [
            ...(automatedDecisions === undefined
              ? []
              : [{ text: automatedDecisions ? words.automatedYes : words.automatedNo }]),
            ...(profiling === undefined
              ? []
              : [{ text: profiling ? words.profilingYes : words.profilingNo }]),
          ],
  },
  {
    key: 'purposeNotice',
    label: (words) => words.purposeNotice,
    asked: fields('purposeNotice'),
    lines: ({ words, reader }, { purposeNotice: one }) =>
      one === undefined
        ? undefined
        : [
            {
              text: reader.list([
                ...(one.given === undefined ? [] : [one.given ? words.noticeGiven : words.noticeNotGiven]),
                ...(one.on === undefined ? [] : [reader.day(one.on)]),
                ...(one.how === undefined ? [] : [one.how]),
              ]),
            },
          ],
  },
  {
    key: 'jointUse',
    label: (words) => words.jointUse,
    asked: fields('jointUse.data', 'jointUse.users', 'jointUse.purpose', 'jointUse.manager'),
    lines: ({ words, reader, parties }, { jointUse: one }) =>
      one === undefined
        ? undefined
        : [
            ...(one.data === undefined
              ? []
              : [{ text: fill(words.forData, { data: dataList(reader, one.data) }) }]),
            ...(one.users === undefined
              ? []
              : [{ text: fill(words.jointUsers, { names: reader.list(one.users) }) }]),
            ...(one.purpose === undefined ? [] : [{ text: fill(words.jointPurpose, { text: one.purpose }) }]),
            ...(one.manager === undefined
              ? []
              : [{ text: fill(words.jointManager, { name: parties.reachable(one.manager) }) }]),
          ],
  },
  {
    key: 'myNumber',
    label: (words) => words.myNumber,
    asked: fields('specificPersonalInformation'),
    lines: ({ words }, { specificPersonalInformation: one }) =>
      one === undefined ? undefined : [{ text: one ? words.myNumberYes : words.myNumberNo }],
  },
];

type Role = 'representative' | 'data-protection-officer';

/** Of each organisation that keeps the record; its name stands before it where there are several. */
function appointedLines(desk: Desk, activity: Activity, role: Role): Line[] | undefined {
  const ids = keepersOf(desk, activity).filter((id) => desk.out.register.organisations.has(id));
  const found = ids.map((id) => {
    const one = desk.out.register.organisations.get(id) as Organisation;
    return { one, lines: desk.parties.appointed(one, role) };
  });
  if (found.every(({ lines }) => lines === undefined)) return undefined;
  return found.flatMap(({ one, lines }): Line[] => {
    const named = (text: string): string => (found.length > 1 ? desk.reader.under(one.name, text) : text);
    if (lines === undefined) return [{ text: named(desk.words.notGiven), tone: 'faint' }];
    if (lines.length === 0) return [{ text: named(desk.words.nobody) }];
    return lines.map((line) => ({ ...line, text: named(line.text) }));
  });
}

function textLines(text: string | undefined): Line[] | undefined {
  return text === undefined ? undefined : [{ text }];
}

function subjectText({ reader, words }: Desk, { category, countries, count, children }: Subjects): string {
  return reader.list([
    category === undefined ? words.notGiven : reader.lead('subjects', category),
    ...(countries === undefined || countries.length === 0
      ? []
      : [fill(words.personsIn, { places: reader.list(countries.map((one) => reader.country(one))) })]),
    ...(count === undefined ? [] : [fill(words.aboutPersons, { count: reader.number(count) })]),
    ...(children === undefined ? [] : [children ? words.children : words.noChildren]),
  ]);
}

function dataList(reader: Desk['reader'], data: readonly string[]): string {
  return reader.list(data.map((word) => reader.label('data', word)));
}

/** All data, and below them those that a law protects more than others. */
function dataLines({ reader, out, gaps }: Desk, { data }: Activity): Line[] | undefined {
  if (data === undefined) return undefined;
  if (data.length === 0) return [];
  const laws = gaps.laws();
  const marked = MARKED_CLASSES.filter(
    (name) => laws.length === 0 || LAW_OF_CLASS[name].some((law) => laws.includes(law)),
  );
  return [
    {
      text: reader.list(
        data.map((word, n) => (n === 0 ? reader.lead('data', word) : reader.label('data', word))),
      ),
    },
    ...marked.flatMap((name): Line[] => {
      const those = data.filter(
        (word) => out.rulebook.termOf('data', word)?.classes?.includes(name) === true,
      );
      return those.length === 0
        ? []
        : [{ text: reader.under(reader.lead('classes', name), dataList(reader, those)), tone: 'strong' }];
    }),
  ];
}

/** Those that are named, then processors and those to whom the flows of the register lead; each once. */
function recipientLines(desk: Desk, activity: Activity): Line[] | undefined {
  const { reader, words, parties, transfers } = desk;
  const named = activity.recipients?.map(({ category, organisation, country }) => ({
    organisation,
    text: reader.list([
      ...(organisation === undefined ? [] : [parties.name(organisation)]),
      ...(category === undefined ? [] : [reader.label('roles', category)]),
      ...(country === undefined
        ? organisation === undefined
          ? []
          : countryOf(desk, organisation)
        : [reader.country(country)]),
    ]),
  }));
  const seen = new Set(named?.flatMap((one) => one.organisation ?? []));
  const own = new Set(activity.controllers);
  const others: Line[] = [];
  for (const id of activity.processors ?? []) {
    if (seen.has(id)) continue;
    seen.add(id);
    others.push({ text: reader.aside(parties.nameAndCountry(id), words.asProcessorShort) });
  }
  for (const flow of transfers.flowsOf(activity.id)) {
    const id = flow.recipient.is === 'organisation' ? flow.recipient.organisation : undefined;
    if (id === undefined || seen.has(id) || own.has(id)) continue;
    seen.add(id);
    others.push({ text: reader.aside(parties.nameAndCountry(id), words.fromFlows) });
  }
  if (named === undefined && others.length === 0) return undefined;
  return [...(named ?? []).map(({ text }) => ({ text: text === '' ? words.notGiven : text })), ...others];
}

function countryOf({ out, reader }: Desk, organisation: string): string[] {
  const { country } = out.register.organisations.get(organisation) ?? {};
  return country === undefined ? [] : [reader.country(country)];
}

function processorLines(desk: Desk, activity: Activity, id: string): Line[] {
  const engagements = engagementsOf(desk, activity).filter((one) => one.organisation === id);
  return [{ text: desk.parties.reachable(id) }, ...engagements.flatMap((one) => engagementLines(desk, one))];
}

function engagementLines({ words, out, reader }: Desk, { service, contract }: Contractor): Line[] {
  const instrument = out.register.instruments.get(contract ?? '');
  const name =
    instrument === undefined
      ? contract
      : (instrument.name ?? reader.label('instrument-kinds', instrument.kind));
  return [
    ...(service === undefined
      ? []
      : [{ text: fill(words.service, { text: service }), tone: 'faint' } as const]),
    name === undefined
      ? { text: words.noContract, tone: 'faint' }
      : { text: fill(words.contract, { name }), tone: 'faint' },
  ];
}

/** Engagements that are about the activity, or say nothing of what they are about and belong to its processors. */
function engagementsOf({ out }: Desk, activity: Activity): Contractor[] {
  return [...out.register.contractors.values()].filter(
    (one) =>
      isInForce(one, out.asOf) &&
      (one.activities === undefined
        ? activity.processors?.includes(one.organisation) === true
        : one.activities.includes(activity.id)),
  );
}

/** The processors of the activity that keep this record. */
function ownProcessors({ question, out }: Desk, { processors }: Activity): readonly string[] | undefined {
  if (question.organisation !== undefined) return [question.organisation];
  const members = processors?.filter((id) => out.register.organisations.get(id)?.member === true);
  return members?.length === 0 ? processors : members;
}

/** Whom the processors engaged, to any depth, and to whom their flows lead as processors. */
function subProcessorLines(desk: Desk, activity: Activity): Line[] | undefined {
  const { out, words, parties, reader, transfers } = desk;
  const above = new Set(ownProcessors(desk, activity));
  const all = [...out.register.contractors.values()].filter((one) => isInForce(one, out.asOf));
  const own = all.filter((one) => one.activities === undefined || one.activities.includes(activity.id));
  const chain = new Set<Contractor>();
  let found = own.filter((one) => above.has(one.engagedBy ?? ''));
  while (found.length > 0) {
    for (const one of found) chain.add(one);
    const ids = new Set(found.map((one) => one.id));
    const organisations = new Set(found.map((one) => one.organisation));
    found = own.filter(
      (one) => !chain.has(one) && (ids.has(one.under ?? '') || organisations.has(one.engagedBy ?? '')),
    );
  }
  const lines = [...chain].flatMap((one): Line[] => [
    {
      text: reader.list([
        parties.reachable(one.organisation),
        ...(one.engagedBy === undefined
          ? []
          : [fill(words.engagedBy, { name: parties.name(one.engagedBy) })]),
      ]),
    },
    ...engagementLines(desk, one),
  ]);
  const seen = new Set([...chain].map((one) => one.organisation));
  for (const flow of transfers.flowsOf(activity.id)) {
    const to = flow.recipient.is === 'organisation' ? flow.recipient.organisation : undefined;
    if (flow.toRole !== 'processor' || to === undefined || !above.has(idOf(flow.sender) ?? '')) continue;
    if (seen.has(to) || above.has(to)) continue;
    seen.add(to);
    lines.push({ text: reader.aside(parties.nameAndCountry(to), words.fromFlows) });
  }
  return lines.length === 0 && out.register.contractors.size === 0 ? undefined : lines;
}

function retentionLines(
  { reader, words }: Desk,
  { retention, retentionCriterion, retentionByData }: Activity,
): Line[] | undefined {
  if (retention === undefined && retentionCriterion === undefined && retentionByData === undefined)
    return undefined;
  return [
    ...(retention === undefined ? [] : [{ text: reader.period(retention) }]),
    ...(retentionCriterion === undefined ? [] : [{ text: retentionCriterion }]),
    ...(retentionByData ?? []).map(({ data, period, criterion }) => ({
      text: reader.under(
        dataList(reader, data),
        reader.list([
          ...(period === undefined ? [] : [reader.period(period)]),
          ...(criterion === undefined ? [] : [criterion]),
          ...(period === undefined && criterion === undefined ? [words.notGiven] : []),
        ]),
      ),
    })),
  ];
}

/** The systems that the activity names, and those that name the activity. */
function systemsOf({ out }: Desk, activity: Activity): System[] | undefined {
  const { systems } = out.register;
  const naming = [...systems.values()].filter((one) => one.activities?.includes(activity.id) === true);
  if (activity.systems === undefined && naming.length === 0) return undefined;
  const named = (activity.systems ?? []).flatMap((id) => systems.get(id) ?? []);
  return [...new Set([...named, ...naming])].filter((one) => isInForce(one, out.asOf));
}

function systemText({ reader, words, parties }: Desk, system: System): string {
  const by = (id: string | undefined): string[] =>
    id === undefined ? [] : [fill(words.by, { name: parties.name(id) })];
  const place = (country: string, details: readonly string[]): string =>
    details.length === 0
      ? reader.country(country)
      : reader.aside(reader.country(country), reader.list(details));
  const stores = system.stores?.map(({ country, by: who, use }) =>
    place(country, [...(use === undefined ? [] : [reader.label('store-uses', use)]), ...by(who)]),
  );
  const reached = system.reachedFrom?.map(({ country, by: who }) => place(country, by(who)));
  const details = [
    ...(system.operator === undefined ? [] : [fill(words.operator, { name: parties.name(system.operator) })]),
    ...(system.supplier === undefined ? [] : [fill(words.supplier, { name: parties.name(system.supplier) })]),
    ...(stores === undefined || stores.length === 0
      ? []
      : [fill(words.storedIn, { places: reader.list(stores) })]),
    ...(reached === undefined || reached.length === 0
      ? []
      : [fill(words.reachedFrom, { places: reader.list(reached) })]),
  ];
  if (details.length === 0) return system.name;
  return reader.under(system.name, details.join(reader.language === 'ja' ? '；' : '; '));
}
