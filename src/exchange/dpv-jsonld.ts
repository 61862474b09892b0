// The record of processing in the W3C Data Privacy Vocabulary, as JSON-LD that needs nothing from the network.
import type { Fields } from '../core/base/reading.ts';
import type { FlowAnswer } from '../core/flows/answer.ts';
import { askAbout } from '../core/flows/question.ts';
import { answerTransfers } from '../core/flows/transfers.ts';
import type { Wording } from '../core/law/law.ts';
import { type DpvWord, dpv, dpvCountry } from './dpv-words.ts';
import type { EncodeOptions, Format, RegisterOut } from './format.ts';
import { byId } from './record-order.ts';
import { toChunks } from './text-chunks.ts';
import { writeQuoted } from './yaml-text.ts';

export const dpvJsonld: Format = {
  id: 'dpv-jsonld',
  name: {
    en: 'W3C Data Privacy Vocabulary (JSON-LD)',
    ja: 'W3C Data Privacy Vocabulary（JSON-LD）',
    de: 'W3C Data Privacy Vocabulary (JSON-LD)',
  },
  media: 'application/ld+json',
  extensions: ['jsonld'],
  encode: (register, options) => toChunks(jsonldOf(register, options)),
};

/** Prefixes only: whoever reads the file needs no other to understand it. */
const CONTEXT = {
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  loc: 'https://w3id.org/dpv/loc#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  dct: 'http://purl.org/dc/terms/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};
const TITLE: Wording = {
  en: 'Record of processing activities',
  ja: '処理活動の記録',
  de: 'Verzeichnis von Verarbeitungstätigkeiten',
};

type Node = Readonly<Record<string, unknown>>;

function* jsonldOf(out: RegisterOut, options: EncodeOptions): Iterable<string> {
  yield `{\n"@context": ${JSON.stringify(CONTEXT)},\n"@graph": [`;
  let first = true;
  for (const node of new Graph(out, options).nodes()) {
    yield `${first ? '' : ','}\n${write(node)}`;
    first = false;
  }
  yield '\n]\n}\n';
}

function write(value: unknown): string {
  if (typeof value === 'string') return writeQuoted(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(
    ([, item]) => item !== undefined && !(Array.isArray(item) && item.length === 0),
  );
  return `{${entries.map(([key, item]) => `${writeQuoted(key)}:${write(item)}`).join(',')}}`;
}

class Graph {
  private readonly out: RegisterOut;
  private readonly options: EncodeOptions;
  /** Words used, to be explained once at the end. */
  private readonly concepts = new Map<string, Node>();
  private readonly flowsOf = new Map<string, Fields[]>();
  private readonly assessments: readonly Fields[];

  constructor(out: RegisterOut, options: EncodeOptions) {
    this.out = out;
    this.options = options;
    for (const flow of byId(out.records.flows)) {
      const activity = String(flow['activity']);
      this.flowsOf.set(activity, [...(this.flowsOf.get(activity) ?? []), flow]);
    }
    this.assessments = byId(out.records.assessments);
  }

  *nodes(): Iterable<Node> {
    const activities = byId(this.out.records.activities).filter((one) => this.isAsked(one));
    const { organisation } = this.options;
    yield {
      '@id': this.id('record', organisation ?? this.out.group.id),
      '@type': dpv('DataProcessingRecord'),
      'dct:title': inLanguages(TITLE),
      'dct:publisher':
        organisation === undefined ? text(this.out.group.name) : this.ref('organisations', organisation),
      'dct:date': { '@value': this.out.asOf, '@type': 'xsd:date' },
      [dpv('hasProcess')]: activities.map((one) => this.ref('activities', one['id'])),
    };
    const answers = new Map(
      answerTransfers(askAbout(this.out.register, this.out.rulebook, this.out.asOf)).flows.map((one) => [
        one.flow,
        one,
      ]),
    );
    for (const activity of activities) {
      yield this.process(activity);
      for (const flow of this.flowsOf.get(String(activity['id'])) ?? [])
        yield this.flow(flow, answers.get(String(flow['id'])));
    }
    for (const one of byId(this.out.records.organisations)) yield this.organisation(one);
    for (const one of byId(this.out.records.divisions))
      yield {
        '@id': this.id('divisions', one['id']),
        '@type': dpv('OrganisationalUnit'),
        [dpv('hasName')]: text(one['name']),
        [dpv('isOrganisationalUnitOf')]: this.ref('organisations', one['organisation']),
      };
    for (const one of byId(this.out.records.persons))
      yield {
        '@id': this.id('persons', one['id']),
        '@type': dpv('NaturalPerson'),
        [dpv('hasName')]: text(one['name']),
        [dpv('hasContact')]: texts([one['email'], one['phone']]),
      };
    for (const one of byId(this.out.records.systems)) yield this.system(one);
    for (const one of byId(this.out.records.instruments)) yield this.instrument(one);
    for (const one of this.assessments) yield this.assessment(one);
    yield* [...this.concepts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, node]) => node);
  }

  private isAsked(activity: Fields): boolean {
    const { organisation, role } = this.options;
    const has = (key: string): boolean =>
      organisation === undefined
        ? textsOf(activity[key]).length > 0
        : textsOf(activity[key]).includes(organisation);
    if (role !== undefined) return has(role === 'controller' ? 'controllers' : 'processors');
    return organisation === undefined || has('controllers') || has('processors');
  }

  private process(activity: Fields): Node {
    const id = String(activity['id']);
    const controllers = textsOf(activity['controllers']).map((one) => this.ref('organisations', one));
    const flows = this.flowsOf.get(id) ?? [];
    const systems = textsOf(activity['systems']);
    return {
      '@id': this.id('activities', id),
      '@type': [dpv('Process'), dpv('PersonalDataProcess')],
      [dpv('hasIdentifier')]: text(id),
      [dpv('hasName')]: text(activity['name'] ?? id),
      'dct:description': text(activity['description']),
      [dpv('hasDataController')]: controllers,
      [dpv('hasJointDataControllers')]:
        controllers.length < 2
          ? undefined
          : { '@type': dpv('JointDataControllers'), [dpv('hasDataController')]: controllers },
      [dpv('hasLegalMeasure')]: titled('JointDataControllersAgreement', activity['jointArrangement']),
      [dpv('hasDataProcessor')]: textsOf(activity['processors']).map((one) => this.ref('organisations', one)),
      [dpv('hasOrganisationalUnit')]: textsOf(activity['divisions']).map((one) => this.ref('divisions', one)),
      [dpv('hasResponsibleEntity')]:
        activity['personInCharge'] === undefined
          ? undefined
          : this.ref('persons', activity['personInCharge']),
      [dpv('hasPurpose')]: this.words('purposes', 'Purpose', activity['purposes']),
      [dpv('hasDataSubject')]: mapsOf(activity['subjects']).map((one) => this.subjects(one)),
      [dpv('hasPersonalData')]: this.words('data', 'PersonalData', activity['data']),
      [dpv('hasDataSource')]: textsOf(activity['source']).map((source) => titled('DataSource', source)),
      [dpv('hasLegalBasis')]: this.words('legal-bases', 'LegalBasis', activity['legalBasis']),
      [dpv('hasJustification')]: titled('Justification', activity['legitimateInterest']),
      [dpv('hasRecipient')]: this.recipients(activity, flows),
      [dpv('hasProcessing')]: [
        ...flows.map((flow) => this.ref('flows', flow['id'])),
        ...textsOf(activity['categoriesOfProcessing']).map((what) => titled('Processing', what)),
        ...(activity['automatedDecisions'] === true ? [{ '@type': dpv('AutomatedDecisionMaking') }] : []),
        ...(activity['profiling'] === true ? [{ '@type': dpv('Profiling') }] : []),
      ],
      [dpv('hasStorageCondition')]: [...this.durations(activity), ...this.places(systems)],
      [dpv('hasTechnicalOrganisationalMeasure')]: this.measures([
        ...textsOf(activity['security']),
        ...this.securityOf(systems),
      ]),
      [dpv('isImplementedUsingTechnology')]: systems.map((one) => this.ref('systems', one)),
    };
  }

  private subjects(one: Fields): Node {
    const term = this.term('subjects', one['category']);
    return {
      '@type': [
        dpv('DataSubject'),
        ...(term?.dpv === undefined ? [] : [term.dpv]),
        ...(one['children'] === true ? [dpv('Child')] : []),
      ],
      ...(term === undefined
        ? { 'dct:title': text(one['category']) }
        : { 'skos:prefLabel': inLanguages(term.labels) }),
      [dpv('hasCountry')]: countries(textsOf(one['countries'])),
      [dpv('hasDataSubjectScale')]:
        typeof one['count'] !== 'number'
          ? undefined
          : {
              '@type': dpv('DataSubjectScale'),
              'rdf:value': { '@value': String(one['count']), '@type': 'xsd:nonNegativeInteger' },
            },
    };
  }

  /** Those that are named, and those to whom a flow of the activity goes. */
  private recipients(activity: Fields, flows: readonly Fields[]): Node[] {
    const controllers = textsOf(activity['controllers']);
    const named = mapsOf(activity['recipients']);
    const byName = [...named.map((one) => one['organisation']), ...flows.map((flow) => flow['to'])].filter(
      (one): one is string =>
        typeof one === 'string' &&
        !one.startsWith('staff:') &&
        one !== 'data-subject' &&
        !controllers.includes(one),
    );
    const categories = named.filter(
      (one) => one['category'] !== undefined || one['organisation'] === undefined,
    );
    return [
      ...[...new Set(byName)].map((one) => this.ref('organisations', one)),
      ...categories.map((one) => ({
        '@type': dpv('Recipient'),
        'dct:title': text(one['category']),
        [dpv('hasCountry')]: countries([one['country']]),
      })),
    ];
  }

  private durations(activity: Fields): Node[] {
    const one = (period: unknown, criterion: unknown, data?: unknown): Node[] =>
      period === undefined && criterion === undefined
        ? []
        : [
            {
              '@type': [dpv('StorageCondition'), dpv('StorageDuration')],
              [dpv('hasDuration')]: [
                ...(period === undefined
                  ? []
                  : [
                      {
                        '@type': dpv('TemporalDuration'),
                        'rdf:value': { '@value': durationOf(String(period)), '@type': 'xsd:duration' },
                      },
                    ]),
                ...(criterion === undefined
                  ? []
                  : [{ '@type': dpv('UntilEventDuration'), 'dct:description': text(criterion) }]),
              ],
              [dpv('hasPersonalData')]:
                data === undefined ? undefined : this.words('data', 'PersonalData', data),
            },
          ];
    return [
      ...one(activity['retention'], activity['retentionCriterion']),
      ...mapsOf(activity['retentionByData']).flatMap((part) =>
        one(part['period'], part['criterion'], part['data']),
      ),
    ];
  }

  /** Where the systems of an activity keep its data. */
  private places(systems: readonly string[]): Node[] {
    const found = new Set(
      systems
        .flatMap((id) => mapsOf(this.find('systems', id)?.['stores']))
        .map((store) => dpvCountry(store['country'])),
    );
    return [...found]
      .filter((iri) => iri !== undefined)
      .sort()
      .map((iri) => ({
        '@type': [dpv('StorageCondition'), dpv('StorageLocation')],
        [dpv('hasLocation')]: { '@id': iri },
      }));
  }

  private securityOf(systems: readonly string[]): string[] {
    return systems.flatMap((id) => textsOf(this.find('systems', id)?.['security']));
  }

  private measures(words: readonly string[]): Node[] {
    return [...new Set(words)].map((word) => this.word('measures', 'TechnicalOrganisationalMeasure', word));
  }

  /** A flow, and the transfer it is in the eyes of the laws that speak of it. */
  private flow(flow: Fields, answer: FlowAnswer | undefined): Node {
    const transfers = (answer?.answers ?? []).filter((one) => one.transfer);
    const mode = this.term('modes', flow['mode']);
    const at = dpvCountry(flow['at'] ?? this.find('organisations', partyOf(flow['to']))?.['country']);
    // What the group relies on is told whether or not it carries the flow; what carries it stands beside.
    const relied = transfers.length === 0 ? [] : textsOf(flow['tools']);
    const tools = new Set([...relied, ...transfers.map((one) => one.instrument ?? `tool:${one.tool}`)]);
    return {
      '@id': this.id('flows', flow['id']),
      '@type': [
        dpv('Processing'),
        ...(mode?.dpv === undefined ? [] : [mode.dpv]),
        ...(transfers.length > 0 ? [dpv('CrossBorderTransfer')] : []),
      ],
      [dpv('hasName')]: text(flow['name'] ?? flow['id']),
      [dpv('hasDataExporter')]: transfers.length === 0 ? undefined : this.party(flow['from']),
      [dpv('hasDataImporter')]: transfers.length === 0 ? undefined : this.party(flow['to']),
      [dpv('hasRecipient')]: this.party(flow['to']),
      [transfers.length > 0 ? dpv('hasThirdCountry') : dpv('hasCountry')]:
        at === undefined ? undefined : { '@id': at },
      [dpv('hasLegalBasis')]: [...tools].flatMap((tool) => this.tool(tool)),
      [dpv('hasImpactAssessment')]: this.assessments
        .filter((one) => this.speaksOf(one, flow, tools))
        .map((one) => this.ref('assessments', one['id'])),
    };
  }

  private speaksOf(assessment: Fields, flow: Fields, tools: ReadonlySet<string>): boolean {
    return (
      textsOf(assessment['flows']).includes(String(flow['id'])) || tools.has(String(assessment['instrument']))
    );
  }

  /** An instrument of the register, one of the law, or a kind of tool. */
  private tool(tool: string): Node[] {
    if (this.find('instruments', tool) !== undefined) return [this.ref('instruments', tool)];
    if (tool === 'tool:none') return [];
    if (tool.startsWith('tool:')) {
      const word = tool.slice('tool:'.length);
      const list = this.term('tools', word) === undefined ? 'instrument-kinds' : 'tools';
      return [this.word(list, 'DataTransferLegalBasis', word)];
    }
    const law = this.out.rulebook.instruments.find((one) => one.id === tool);
    const adequacy = this.term('tools', 'adequacy');
    const node = {
      '@id': this.id('laws', tool),
      '@type': [dpv('DataTransferLegalBasis'), ...(adequacy?.dpv === undefined ? [] : [adequacy.dpv])],
      'skos:prefLabel': law === undefined ? text(tool) : inLanguages(law.name),
    };
    this.concepts.set(node['@id'], node);
    return [{ '@id': node['@id'] }];
  }

  private party(end: unknown): Node | undefined {
    const organisation = partyOf(end);
    return organisation === undefined ? undefined : this.ref('organisations', organisation);
  }

  private organisation(one: Fields): Node {
    const address = isFields(one['address']) ? one['address'] : {};
    const contact = isFields(one['contact']) ? one['contact'] : {};
    const kind = this.term('organisation-kinds', one['kind']);
    const lines = [
      ...textsOf(address['lines']),
      [address['postalCode'], address['city']].filter(Boolean).join(' '),
    ].filter((line) => line !== '');
    return {
      '@id': this.id('organisations', one['id']),
      '@type': [
        dpv('Organisation'),
        ...(kind?.dpv === undefined || kind.dpv === dpv('Organisation') ? [] : [kind.dpv]),
      ],
      [dpv('hasIdentifier')]: texts([one['id'], one['registrationNumber']]),
      [dpv('hasName')]: text(one['name'] ?? one['id']),
      [dpv('hasCountry')]: countries([one['country'] ?? address['country']]),
      [dpv('hasAddress')]: lines.length === 0 ? undefined : text(lines.join(', ')),
      [dpv('hasContact')]: texts([contact['email'], contact['phone'], contact['url']]),
      [dpv('isSubsidiaryOf')]:
        one['parent'] === undefined ? undefined : this.ref('organisations', one['parent']),
      [dpv('hasDataProtectionOfficer')]: this.appointed(one, 'data-protection-officer'),
      [dpv('hasRepresentative')]: [
        ...this.appointed(one, 'representative'),
        ...mapsOf(one['regimes']).flatMap((regime) =>
          regime['art27Representative'] === undefined
            ? []
            : [this.ref('organisations', regime['art27Representative'])],
        ),
      ],
    };
  }

  /** Who was appointed for a role and still is on the day of the record. */
  private appointed(organisation: Fields, role: string): Node[] {
    const holds = (one: Fields): boolean =>
      one['role'] === role &&
      String(one['from'] ?? '') <= this.out.asOf &&
      (one['until'] === undefined || String(one['until']) > this.out.asOf);
    return mapsOf(organisation['appointments'])
      .filter(holds)
      .flatMap((one) => {
        if (one['person'] !== undefined) return [this.ref('persons', one['person'])];
        return one['organisation'] === undefined ? [] : [this.ref('organisations', one['organisation'])];
      });
  }

  private system(one: Fields): Node {
    return {
      '@id': this.id('systems', one['id']),
      '@type': dpv('Technology'),
      [dpv('hasName')]: text(one['name'] ?? one['id']),
      'dct:description': text(one['description']),
      [dpv('hasLocation')]: mapsOf(one['stores']).map((store) => ({
        '@type': dpv('StorageLocation'),
        [dpv('hasCountry')]: countries([store['country']]),
      })),
      [dpv('hasTechnicalOrganisationalMeasure')]: this.measures(textsOf(one['security'])),
    };
  }

  private instrument(one: Fields): Node {
    const kind = this.term('instrument-kinds', one['kind']);
    return {
      '@id': this.id('instruments', one['id']),
      '@type': [dpv('DataTransferLegalBasis'), ...(kind?.dpv === undefined ? [] : [kind.dpv])],
      [dpv('hasName')]: text(one['name'] ?? one['id']),
      'dct:type': kind === undefined ? text(one['kind']) : inLanguages(kind.labels),
      'dct:created': day(one['from']),
      [dpv('hasDataExporter')]: textsOf(one['exporters']).map((id) => this.ref('organisations', id)),
      [dpv('hasDataImporter')]: textsOf(one['importers']).map((id) => this.ref('organisations', id)),
    };
  }

  private assessment(one: Fields): Node {
    const result = this.term('assessment-results', one['result']);
    return {
      '@id': this.id('assessments', one['id']),
      '@type': dpv('DataTransferImpactAssessment'),
      [dpv('hasName')]: text(one['name'] ?? one['id']),
      'dct:date': day(one['on']),
      'dct:description': result === undefined ? undefined : inLanguages(result.labels),
      [dpv('hasTechnicalOrganisationalMeasure')]: this.measures(textsOf(one['measures'])),
    };
  }

  private words(list: string, type: DpvWord, value: unknown): Node[] {
    return textsOf(value).map((word) => this.word(list, type, word));
  }

  /** A known word is explained once, under a name of its own, as a kind of what DPV knows; a free word stands where it is used. */
  private word(list: string, type: DpvWord, word: string): Node {
    const term = this.term(list, word);
    if (term === undefined) return { '@type': dpv(type), 'dct:title': text(word) };
    const id = `urn:sekisho:terms:${list}:${word}`;
    const classes = term.classes ?? [];
    this.concepts.set(id, {
      '@id': id,
      '@type': [
        dpv(type),
        ...(term.dpv === undefined ? [] : [term.dpv]),
        ...(classes.includes('special-category') ? [dpv('SpecialCategoryPersonalData')] : []),
        ...(classes.includes('criminal-offence') || classes.includes('special-care-required')
          ? [dpv('SensitivePersonalData')]
          : []),
      ],
      'skos:prefLabel': inLanguages(term.labels),
    });
    return { '@id': id };
  }

  private term(list: string, word: unknown): ReturnType<RegisterOut['rulebook']['termOf']> {
    return typeof word === 'string' ? this.out.rulebook.termOf(list, word) : undefined;
  }

  private find(noun: 'systems' | 'organisations' | 'instruments', id: unknown): Fields | undefined {
    return this.index(noun).get(String(id));
  }

  private readonly indexes = new Map<string, ReadonlyMap<string, Fields>>();

  private index(noun: 'systems' | 'organisations' | 'instruments'): ReadonlyMap<string, Fields> {
    const found =
      this.indexes.get(noun) ?? new Map(this.out.records[noun].map((one) => [String(one['id']), one]));
    this.indexes.set(noun, found);
    return found;
  }

  private id(noun: string, id: unknown): string {
    return `urn:sekisho:${encodeURIComponent(this.out.group.id)}:${noun}:${encodeURIComponent(String(id))}`;
  }

  private ref(noun: string, id: unknown): Node {
    return { '@id': this.id(noun, id) };
  }
}

function inLanguages(wording: Wording): Node[] {
  return (['en', 'ja', 'de'] as const).map((language) => ({
    '@value': wording[language],
    '@language': language,
  }));
}

/** A text of which nobody said in which language it is. */
function text(value: unknown): Node | undefined {
  return typeof value === 'string' ? { '@value': value } : undefined;
}

function texts(values: readonly unknown[]): Node[] {
  return values.map(text).filter((node) => node !== undefined);
}

function titled(type: DpvWord, title: unknown): Node | undefined {
  return title === undefined ? undefined : { '@type': dpv(type), 'dct:title': text(title) };
}

function countries(letters: readonly unknown[]): Node[] {
  return letters
    .map(dpvCountry)
    .filter((iri) => iri !== undefined)
    .map((iri) => ({ '@id': iri }));
}

function day(value: unknown): Node | undefined {
  return typeof value === 'string' ? { '@value': value, '@type': 'xsd:date' } : undefined;
}

/** XML Schema knows no weeks. */
function durationOf(period: string): string {
  const [, before = '', weeks, days] = /^(P(?:\d+Y)?(?:\d+M)?)(?:(\d+)W)(?:(\d+)D)?$/.exec(period) ?? [];
  return weeks === undefined ? period : `${before}${Number(weeks) * 7 + Number(days ?? 0)}D`;
}

/** The organisation behind one end of a flow. */
function partyOf(end: unknown): string | undefined {
  return typeof end !== 'string' || end === 'data-subject' ? undefined : end.replace(/^staff:/, '');
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function mapsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
