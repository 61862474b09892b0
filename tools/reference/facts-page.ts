// The page of facts: every fact that a rule may ask, what it means, where a register says it, and how many rules ask it.

import { ASKED_FIELDS, ASKED_NOUNS } from '../../src/core/law/asked-fields.ts';
import type { Condition } from '../../src/core/law/condition.ts';
import { FACT_NAMES, type FactKind } from '../../src/core/law/fact-names.ts';
import type { Rule } from '../../src/core/law/law.ts';
import { code, page, table } from './markdown.ts';

const KINDS: Record<FactKind, string> = {
  word: 'word',
  words: 'list of words',
  flag: 'true or false',
  place: 'country',
  places: 'list of countries',
  date: 'day',
  number: 'number',
  numbers: 'list of numbers',
};

interface Meaning {
  readonly means: string;
  /** Where it is written in a register. */
  readonly from: string;
}

function meaning(means: string, from: string): Meaning {
  return { means, from };
}

const COMPUTED = 'found by the engine';

/** Facts about one organisation; X stands for `sender`, `exporter` and `importer`. */
const OF_ORGANISATION: Readonly<Record<string, Meaning>> = {
  country: meaning('Where it is established.', '`organisations.ID.country`'),
  region: meaning('The part of that country.', '`organisations.ID.region`'),
  kind: meaning('Company, public body or international organisation.', '`organisations.ID.kind`'),
  sectors: meaning('Its sectors.', '`organisations.ID.sectors`'),
  member: meaning('Does it belong to this group?', '`organisations.ID.member`'),
  io: meaning('Which international organisation it is; `none` where it is none.', '`organisations.ID.io`'),
  'standing.*': meaning('Has it that standing on the day asked about?', '`organisations.ID.standing.NAME`'),
  'covers.*': meaning('What the standing covers: `hr`, `non-hr`.', '`organisations.ID.standing.NAME.covers`'),
  'covers-activity.*': meaning(
    'Does the standing cover the activity of the flow? All of them where none is listed.',
    '`organisations.ID.standing.NAME.activities`',
  ),
  targets: meaning(
    'Laws that bind it because it targets or monitors people there.',
    '`organisations.ID.regimes` with basis `targeting` or `monitoring`',
  ),
  established: meaning(
    'Laws that bind it by a further establishment or otherwise.',
    '`organisations.ID.regimes` with basis `establishment` or `other`',
  ),
};

const MEANINGS: Readonly<Record<string, Meaning>> = {
  date: meaning('The day asked about.', '`--as-of`'),
  'exporter.role': meaning('The role in which it sends.', '`flows.ID.fromRole`, else the activity'),
  'importer.role': meaning('The role in which it receives.', '`flows.ID.toRole`, else the activity'),
  destination: meaning(
    'The country in which the recipient receives or sees the data.',
    '`flows.ID.at`, else the recipient’s country',
  ),
  'same-organisation': meaning('Sender and recipient are one organisation.', COMPUTED),
  'own-staff': meaning('The recipient is the sender’s own people.', '`flows.ID.to: staff:…`'),
  'direct-collection': meaning('The person gives the data herself.', '`flows.ID.from: data-subject`'),
  'same-country': meaning('The destination is the sender’s country.', COMPUTED),
  mode: meaning('How the data are made available.', '`flows.ID.mode`'),
  automated: meaning('Processed by machine; `false` is paper.', '`flows.ID.automated`'),
  'clear-text': meaning('The recipient needs the data in the clear.', '`flows.ID.clearText`'),
  'combines-eu-data': meaning(
    'A processor that returns data has added data collected in the Union.',
    '`flows.ID.combinesEuData`',
  ),
  purposes: meaning('What the data are used for.', '`activities.ID.purposes`'),
  data: meaning('Kinds of data.', '`activities.ID.data`'),
  subjects: meaning('Whose data: the categories.', '`activities.ID.subjects[].category`'),
  'subject-countries': meaning(
    'Where these persons are; known only where every group of them says so.',
    '`activities.ID.subjects[].countries`',
  ),
  hr: meaning('Personnel administration or payroll, with employees among the persons.', COMPUTED),
  protection: meaning(
    'What the data carry when they leave; `direct` where the law binds the sender itself.',
    COMPUTED,
  ),
  carried: meaning('All protections that the data carry, of any law.', COMPUTED),
  'instrument.id': meaning('The instrument looked at.', '`instruments.ID.id`'),
  'instrument.kind': meaning('Its kind.', '`instruments.ID.kind`'),
  'instrument.modules': meaning('Modules of the clauses of 2021.', '`instruments.ID.modules`'),
  'instrument.signed-on': meaning('The day of signature.', '`instruments.ID.from`'),
  'instrument.approved-on': meaning('The day of approval.', '`instruments.ID.approval.on`'),
  'instrument.approval-authority': meaning('Who approved it.', '`instruments.ID.approval.authority`'),
  'instrument.approval-country': meaning(
    'The country of that authority.',
    'found from the [authority](authorities.md)',
  ),
  'instrument.processing-unchanged': meaning(
    'Old clauses in a transition: what is processed has not changed.',
    '`instruments.ID.processingUnchanged`',
  ),
  'instrument.informed': meaning('What the person was told before consenting.', '`instruments.ID.informed`'),
  'instrument.controllers-bound': meaning('Every controller of the activity is bound by it.', COMPUTED),
  'instrument.exporter-bound': meaning('The exporter is bound by it.', COMPUTED),
  'base.modules': meaning(
    'Modules of the clauses of 2021 between the same parties, which an addendum amends.',
    COMPUTED,
  ),
  'base.exists': meaning('There are such clauses.', COMPUTED),
  agreements: meaning('Kinds of all instruments in force between the two.', COMPUTED),
  'assessment.made': meaning(
    'The flow, its instrument or its destination was assessed by that day.',
    '`assessments`',
  ),
  'assessment.result': meaning('The result of the newest one.', '`assessments.ID.result`'),
  'assessment.made-on': meaning('Its day.', '`assessments.ID.on`'),
  'assessment.measures': meaning('The supplementary measures it names.', '`assessments.ID.measures`'),
  'assessment.measures-help': meaning(
    'At least one of them is effective here, by the rules of kind `helps`.',
    COMPUTED,
  ),
  'assessment.problematic-law': meaning(
    'The destination has problematic law.',
    '`assessments.ID.problematicLaw`',
  ),
  'assessment.applied-in-practice': meaning(
    'That law is applied to such data in practice.',
    '`assessments.ID.appliedInPractice`',
  ),
  measure: meaning('Inside a rule of kind `helps`: the measure looked at.', COMPUTED),
  transfer: meaning(
    'The flow is a transfer in the sense of the law that asks, by its rules of kind `transfer`.',
    COMPUTED,
  ),
  'activity.joint': meaning('There are two controllers or more.', '`activities.ID.controllers`'),
  'activity.entrusted': meaning('There is at least one processor.', '`activities.ID.processors`'),
  'activity.joint-use': meaning('Joint use is recorded.', '`activities.ID.jointUse`'),
  'activity.profiling': meaning('Profiles are made.', '`activities.ID.profiling`'),
  'activity.specific-personal-information': meaning(
    'My Number is handled: said outright, or `my-number` is among the data.',
    '`activities.ID.specificPersonalInformation`, else `activities.ID.data`',
  ),
  'activity.data-classes': meaning(
    'The classes into which the laws put the data; open where a word is no term.',
    'found from the [terms](terms.md) of `activities.ID.data`',
  ),
  'organisation.appointments': meaning(
    'For what somebody is appointed on the day asked about.',
    '`organisations.ID.appointments[].role`',
  ),
  'contractor.subordinate': meaning('It was engaged by another contractor.', '`contractors.ID.under`'),
  'derogation.ground': meaning(
    'The ground relied on; `none` where the flow names none.',
    '`flows.ID.derogation.ground`',
  ),
  'derogation.occasional': meaning('Not regular.', '`flows.ID.derogation.occasional`'),
  'derogation.necessary': meaning('Necessary for the ground.', '`flows.ID.derogation.necessary`'),
  'derogation.consent.explicit': meaning(
    'The consent is explicit.',
    '`flows.ID.derogation.consent.explicit`',
  ),
  'derogation.consent.informed-of-risks': meaning(
    'The person was told of the risks.',
    '`flows.ID.derogation.consent.informedOfRisks`',
  ),
  'derogation.consent.specific': meaning(
    'The consent is for this transfer.',
    '`flows.ID.derogation.consent.specific`',
  ),
  'derogation.public-powers': meaning(
    'A public authority acts in the exercise of its powers.',
    '`flows.ID.derogation.publicPowers`',
  ),
  'derogation.recognised-in-law': meaning(
    'The public interest is recognised in law.',
    '`flows.ID.derogation.recognisedInLaw`',
  ),
  'derogation.procedure': meaning(
    'There is, or is to be, a procedure for the legal claims.',
    '`flows.ID.derogation.procedure`',
  ),
  'derogation.incapable': meaning('The person cannot consent.', '`flows.ID.derogation.incapable`'),
  'derogation.public-register': meaning(
    'The register is open to the public or to whoever has an interest.',
    '`flows.ID.derogation.publicRegister`',
  ),
  'derogation.whole-register': meaning(
    'The whole register, or whole categories of it, would go.',
    '`flows.ID.derogation.wholeRegister`',
  ),
  'derogation.repetitive': meaning('It is repeated.', '`flows.ID.derogation.repetitive`'),
  'derogation.limited-subjects': meaning(
    'It concerns a limited number of persons.',
    '`flows.ID.derogation.limitedSubjects`',
  ),
  'derogation.overridden': meaning(
    'The interests of the persons weigh more.',
    '`flows.ID.derogation.overridden`',
  ),
  'derogation.safeguards': meaning('Suitable safeguards were taken.', '`flows.ID.derogation.safeguards`'),
  'derogation.authority-informed': meaning(
    'The authority was informed.',
    '`flows.ID.derogation.authorityInformed`',
  ),
  'derogation.subjects-informed': meaning(
    'The persons were informed.',
    '`flows.ID.derogation.subjectsInformed`',
  ),
  'derogation.documented': meaning(
    'Assessment and safeguards are documented.',
    '`flows.ID.derogation.documented`',
  ),
};

/** Facts that only rules of kind `asks` use. */
const OF_RECORDS = /^(activity|organisation|contractor)\.|^transfer$/;

/** Fields for which more is looked at than the key of the record. */
const GIVEN: Readonly<Record<string, string>> = {
  'organisations address': 'One of its keys says something.',
  'organisations contact': 'One of its keys says something.',
  'organisations appointments': 'The list is there, be it empty: then it is known that nobody is appointed.',
  'organisations appointments.data-protection-officer':
    'A person or an organisation is appointed as such on the day.',
  'organisations appointments.data-protection-officer.contact':
    'Each such officer has a mail address or a telephone number; of an organisation, a contact.',
  'organisations appointments.representative':
    'Somebody is appointed as such, or `regimes[].art27Representative` names one for the law that asks.',
  'organisations appointments.person-in-charge':
    'A person in charge or a chief privacy officer is appointed.',
  'organisations appointments.complaints-contact': 'Somebody is appointed as such.',
  'organisations appointments.specific-personal-information-officer': 'Somebody is appointed as such.',
  'activities controllers.contact': 'Every controller has a contact or an address.',
  'activities processors.contract':
    'For every processor an engagement under `contractors` names its contract, or an instrument of a kind that the rule names is in force with it.',
  'activities subjects': 'The list is there and every entry has a category.',
  'activities recipients': 'The list is there and every entry has a category or an organisation.',
  'activities retentionByData': 'The list is there and every entry has a period or a criterion.',
  'activities systems.security': 'Systems are named and each of them has `security`.',
  'activities purposeNotice': '`purposeNotice.given` is true or false.',
  'flows at': 'The country is recorded, or the recipient’s is.',
  'flows tools': 'The key is there, or an instrument of the register is in force between the two.',
  'flows derogation.documented': 'It is true or false.',
  'flows provisionRecord': '`provisionRecord.kept` is true or false.',
  'contractors contract':
    'The key is there, or an instrument of a kind that the rule names is in force between the two.',
  'contractors subcontracting': '`subcontracting.consent` is recorded.',
  'contractors under.subcontracting': 'The contractor above has `subcontracting.consent`.',
  'instruments approval': 'The authority or the day is recorded.',
};

/** Facts of incidents, requests and complaints. No command asks them yet; their rules serve `sekisho due`. */
const LATER = /^(incident|request|complaint|consultation|collection)\./;

/** Facts that have no meaning written down here; a test wants none. */
export function factsWithoutMeaning(): string[] {
  return [...FACT_NAMES.keys()].filter((name) => !LATER.test(name) && meaningOf(name) === undefined);
}

function meaningOf(name: string): Meaning | undefined {
  return MEANINGS[name] ?? OF_ORGANISATION[name.replace(/^(sender|exporter|importer)\./, '')];
}

/** The page. */
export function writeFactsPage(rules: readonly Rule[]): string {
  const asked = countAsked(rules);
  const names = [...FACT_NAMES.keys()];
  const row = (name: string, kind: FactKind): string[] => {
    const found = meaningOf(name);
    return [
      code(name.replace('*', 'NAME')),
      KINDS[kind],
      found?.means ?? '',
      found?.from ?? '',
      String(asked(name)),
    ];
  };
  const head = ['fact', 'is a', 'means', 'comes from', 'rules that ask it'];
  const organisation = Object.keys(OF_ORGANISATION).map((rest) => {
    const kind = FACT_NAMES.get(`exporter.${rest}`) as FactKind;
    const times = ['sender', 'exporter', 'importer'].map((who) => asked(`${who}.${rest}`)).join(' / ');
    return [code(`X.${rest.replace('*', 'NAME')}`), ...row(`exporter.${rest}`, kind).slice(1, 4), times];
  });
  const ofRecords = names.filter((name) => OF_RECORDS.test(name));
  const others = names.filter((name) => MEANINGS[name] !== undefined && !OF_RECORDS.test(name));
  const later = names.filter((name) => LATER.test(name));
  return page('Facts', '`src/core/law/fact-names.ts` and the law files', [
    'A rule can ask these facts and no others. A fact is true, false, or not known. Where a fact is not known, the answer names the place in the register where it belongs (`missing`).',
    `## About an organisation\n\nX is \`sender\`, \`exporter\` or \`importer\`. The sender is whom the law binds: the exporter, or, where the data come from the person, the organisation that collects them. The last column counts the rules for sender / exporter / importer.\n\n${table(['fact', 'is a', 'means', 'comes from', 'rules that ask it'], organisation)}`,
    `## About the flow and what covers it\n\n${table(
      head,
      others.map((name) => row(name, FACT_NAMES.get(name) as FactKind)),
    )}`,
    `## About a record that is asked for a field\n\nRules of kind \`asks\` use the facts above and these. \`sender.…\` is then the organisation that answers for the record, \`activity.…\` the activity that the record is or is about; of several, one suffices.\n\n${table(
      head,
      ofRecords.map((name) => row(name, FACT_NAMES.get(name) as FactKind)),
    )}`,
    `## Fields that a rule can ask for\n\nA rule of kind \`asks\` names one of these and the ones that answer as well. A field is given where the record has the key, also where it is known to be none (\`[]\`, \`false\`); the remarks say where more is looked at.\n\n${table(
      ['of', 'field', 'given where', 'rules that ask it'],
      ASKED_NOUNS.flatMap((noun) =>
        ASKED_FIELDS[noun].map((field) => [
          noun,
          code(field),
          GIVEN[`${noun} ${field}`] ?? 'The key is there.',
          String(
            rules.filter((rule) => rule.kind === 'asks' && rule.of === noun && rule.fields.includes(field))
              .length,
          ),
        ]),
      ),
    )}`,
    `## Not asked of a register yet\n\nRules about incidents, requests and complaints ask these. \`sekisho due\` answers their due times without asking the facts.\n\n${table(
      ['fact', 'is a', 'rules that ask it'],
      later.map((name) => [code(name), KINDS[FACT_NAMES.get(name) as FactKind], String(asked(name))]),
    )}`,
  ]);
}

function countAsked(rules: readonly Rule[]): (name: string) => number {
  const perRule = rules.map((rule) => new Set(conditionsOf(rule).flatMap(factsAsked)));
  return (name) => {
    const fits = name.endsWith('.*')
      ? (fact: string) => fact.startsWith(name.slice(0, -1))
      : (fact: string) => fact === name;
    return perRule.filter((facts) => [...facts].some(fits)).length;
  };
}

function conditionsOf(rule: Rule): Condition[] {
  const all = rule.kind === 'duty' ? [rule.when, rule.met, rule.broken] : [rule.when];
  return all.filter((condition) => condition !== undefined);
}

function factsAsked(condition: Condition): string[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(factsAsked);
    case 'not':
    case 'presumed':
    case 'if-known':
      return factsAsked(condition.of);
    case 'rule':
      return [];
    default:
      return [condition.fact];
  }
}
