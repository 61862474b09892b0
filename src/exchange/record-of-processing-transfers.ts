// Transfers to third countries in a record of processing: tool, instrument, safeguards, documents, and the verdict of the day.
import type { FlowAnswer, RegimeAnswer, Verdict } from '../core/flows/answer.ts';
import { askAbout, isRunning } from '../core/flows/question.ts';
import type { Activity, Assessment, Flow, Instrument, Party } from '../core/flows/register.ts';
import { answerTransfers } from '../core/flows/transfers.ts';
import type { CivilDate } from '../core/time/civil-date.ts';
import type { Line } from '../kit/papers/paper.ts';
import type { RegisterOut } from './format.ts';
import type { ReaderLanguage } from './reader-language.ts';
import type { Parties } from './record-of-processing-parties.ts';
import { fill, type Words } from './record-of-processing-words.ts';

/** What one law says of one flow. */
export interface TransferLaw {
  readonly law: string;
  readonly basis: string;
  readonly instrument?: string;
  readonly instrumentFrom?: CivilDate;
  readonly verdict: Verdict;
  readonly verdictLabel: string;
  readonly cites: readonly string[];
  readonly reasons: readonly string[];
  readonly unknown: readonly string[];
  /** Instrument, approval, assessments, measures, documents; duties that are not met. */
  readonly safeguards: readonly Line[];
  readonly assessedOn?: CivilDate;
}

export interface TransferEntry {
  readonly flow: string;
  readonly name: string;
  readonly sender: string;
  readonly recipient: string;
  readonly country: string;
  readonly from?: CivilDate;
  readonly until?: CivilDate;
  /** Both days as a reader writes them. */
  readonly time?: string;
  readonly laws: readonly TransferLaw[];
}

export class Transfers {
  private readonly out: RegisterOut;
  private readonly reader: ReaderLanguage;
  private readonly words: Words;
  private readonly parties: Parties;
  private readonly assessments: readonly [
    ReadonlyMap<string, Assessment[]>,
    ReadonlyMap<string, Assessment[]>,
  ];
  private readonly flows = new Map<string, Flow[]>();
  private readonly answers: ReadonlyMap<string, FlowAnswer>;

  constructor(
    out: RegisterOut,
    reader: ReaderLanguage,
    words: Words,
    parties: Parties,
    activities: readonly Activity[],
  ) {
    this.out = out;
    this.reader = reader;
    this.words = words;
    this.parties = parties;
    this.assessments = indexAssessments(out.register.assessments.values());
    const wanted = new Set(activities.map((one) => one.id));
    const asked = new Set<string>();
    for (const flow of out.register.flows.values()) {
      const { activity } = flow;
      if (activity === undefined || !wanted.has(activity) || !isRunning(flow, out.register, out.asOf))
        continue;
      asked.add(flow.id);
      const list = this.flows.get(activity);
      if (list === undefined) this.flows.set(activity, [flow]);
      else list.push(flow);
    }
    const question = askAbout(out.register, out.rulebook, out.asOf);
    const manner = { language: out.language, explain: false, flows: asked };
    this.answers = new Map(
      asked.size === 0 ? [] : answerTransfers(question, manner).flows.map((one) => [one.flow, one]),
    );
  }

  /** The flows of the activity that run on the day. */
  flowsOf(activity: string): readonly Flow[] {
    return this.flows.get(activity) ?? [];
  }

  /** What some law takes for a transfer, or may; only what these organisations send, where they are named. */
  of(activity: Activity, senders: ReadonlySet<string> | undefined): TransferEntry[] {
    return this.flowsOf(activity.id)
      .filter(({ sender }) => senders === undefined || senders.size === 0 || senders.has(idOf(sender) ?? ''))
      .flatMap((flow) => {
        const answers = (this.answers.get(flow.id)?.answers ?? []).filter(
          (one) => one.transfer || one.verdict !== 'not-a-transfer',
        );
        return answers.length === 0 ? [] : [this.describe(flow, answers)];
      })
      .sort(
        (a, b) =>
          this.reader.compare(a.country, b.country) ||
          this.reader.compare(a.recipient, b.recipient) ||
          this.reader.compare(a.flow, b.flow),
      );
  }

  private describe(flow: Flow, answers: readonly RegimeAnswer[]): TransferEntry {
    const country = flow.at ?? this.out.register.organisations.get(idOf(flow.recipient) ?? '')?.country;
    const time = this.parties.time(flow);
    return {
      flow: flow.id,
      name: flow.name ?? flow.id,
      sender: this.party(flow.sender),
      recipient: this.party(flow.recipient),
      country: country === undefined ? this.words.notGiven : this.reader.country(country),
      ...(flow.from !== undefined && { from: flow.from }),
      ...(flow.until !== undefined && { until: flow.until }),
      ...(time !== undefined && { time }),
      laws: answers.map((one) => this.law(flow, one)),
    };
  }

  private law(flow: Flow, answer: RegimeAnswer): TransferLaw {
    const { reader, words } = this;
    const instrument = this.out.register.instruments.get(answer.instrument ?? '');
    // An adequacy decision or a set of clauses that is law carries the flow by itself.
    const decision = this.out.rulebook.files.get(answer.instrument ?? '');
    const assessments = this.assessmentsOf(flow, instrument);
    const days = assessments.flatMap((one) => one.on ?? []).sort();
    const toolLabel = this.toolLabel(answer.tool);
    const unmet = answer.duties.filter((one) => !one.met);
    const assessedOn = days.at(-1);
    return {
      law: reader.lead('laws', answer.regime),
      basis: toolLabel,
      ...(instrument !== undefined && { instrument: this.instrument(instrument) }),
      ...(decision !== undefined && { instrument: decision.title[reader.language] }),
      ...(instrument?.from !== undefined && { instrumentFrom: instrument.from }),
      verdict: answer.verdict,
      verdictLabel: reader.lead('verdicts', answer.verdict),
      cites: answer.cites,
      reasons: answer.because,
      unknown: answer.missing,
      safeguards: [
        ...(instrument === undefined ? [] : this.instrumentLines(instrument)),
        ...(decision === undefined ? [] : [{ text: decision.title[reader.language] }]),
        ...(answer.tool === 'derogation' ? [this.derogation(flow)] : []),
        ...assessments.flatMap((one) => this.assessment(one)),
        ...(answer.verdict === 'lawful' ? [] : answer.because.map((text): Line => ({ text }))),
        ...unmet.map(
          (one): Line => ({
            text: fill(words.unmetDuty, { duty: reader.label('duties', one.duty), cite: one.cite }),
            tone: 'missing',
          }),
        ),
        ...(answer.verdict === 'undetermined' && answer.missing.length > 0
          ? [
              {
                text: fill(words.unknownFacts, { list: reader.list(answer.missing) }),
                tone: 'missing',
              } as const,
            ]
          : []),
      ],
      ...(assessedOn !== undefined && { assessedOn }),
    };
  }

  private toolLabel(tool: string): string {
    const list = this.out.rulebook.termOf('tools', tool) === undefined ? 'instrument-kinds' : 'tools';
    return this.reader.lead(list, tool);
  }

  private instrument({ id, name, kind, modules, from }: Instrument): string {
    const parts = [name ?? this.reader.aside(this.reader.lead('instrument-kinds', kind), id)];
    if (modules !== undefined && modules.length > 0)
      parts.push(fill(this.words.modules, { list: this.reader.list(modules.map(String)) }));
    if (from !== undefined) parts.push(fill(this.words.from, { day: this.reader.day(from) }));
    return this.reader.list(parts);
  }

  private instrumentLines(one: Instrument): Line[] {
    const { words, reader } = this;
    const { authority, on } = one.approval ?? {};
    const name = authority === undefined ? words.notGiven : reader.label('authorities', authority);
    return [
      { text: this.instrument(one) },
      ...(one.approval === undefined
        ? []
        : [
            {
              text:
                on === undefined
                  ? fill(words.approved, { authority: name })
                  : fill(words.approvedOn, { authority: name, day: reader.day(on) }),
            },
          ]),
      one.documents === undefined || one.documents.length === 0
        ? { text: words.noDocuments, tone: 'faint' }
        : { text: fill(words.documents, { list: reader.list(one.documents) }) },
    ];
  }

  /** The ground; for compelling interests also whether the record documents the safeguards (Art. 30(1)(e) and 49(6) GDPR). */
  private derogation({ derogation }: Flow): Line {
    const { words, reader } = this;
    const ground = derogation?.ground;
    if (ground === undefined) return { text: words.notGiven, tone: 'faint' };
    const label = reader.lead('derogation-grounds', ground);
    if (ground !== 'compelling-interests') return { text: label };
    return derogation?.flags.documented === true
      ? { text: reader.under(label, words.derogationDocumented) }
      : { text: reader.under(label, words.derogationNotDocumented), tone: 'missing' };
  }

  private assessmentsOf(flow: Flow, instrument: Instrument | undefined): Assessment[] {
    const [byFlow, byInstrument] = this.assessments;
    return [...(byFlow.get(flow.id) ?? []), ...(byInstrument.get(instrument?.id ?? '') ?? [])];
  }

  private assessment({ on, result, measures, documents }: Assessment): Line[] {
    const { words, reader } = this;
    const label = result === undefined ? words.notGiven : reader.label('assessment-results', result);
    return [
      {
        text:
          on === undefined
            ? fill(words.assessed, { result: label })
            : fill(words.assessedOn, { day: reader.day(on), result: label }),
      },
      ...(measures === undefined || measures.length === 0
        ? []
        : [
            {
              text: fill(words.measures, {
                list: reader.list(measures.map((one) => reader.label('measures', one))),
              }),
            },
          ]),
      ...(documents === undefined || documents.length === 0
        ? []
        : [{ text: fill(words.documents, { list: reader.list(documents) }) }]),
    ];
  }

  private party(party: Party): string {
    const id = idOf(party);
    if (id === undefined) return this.words.dataSubjects;
    const name = this.parties.name(id);
    return party.is === 'staff' ? fill(this.words.staffOf, { name }) : name;
  }
}

/** The organisation behind an end of a flow; none behind a data subject. */
export function idOf(party: Party): string | undefined {
  return party.is === 'data-subject' ? undefined : party.organisation;
}

/** Assessments of flows, and those of an instrument as a whole. */
function indexAssessments(
  all: Iterable<Assessment>,
): readonly [ReadonlyMap<string, Assessment[]>, ReadonlyMap<string, Assessment[]>] {
  const byFlow = new Map<string, Assessment[]>();
  const byInstrument = new Map<string, Assessment[]>();
  const add = (map: Map<string, Assessment[]>, key: string, one: Assessment): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [one]);
    else list.push(one);
  };
  for (const one of all) {
    if (one.flows !== undefined) for (const flow of one.flows) add(byFlow, flow, one);
    else if (one.instrument !== undefined) add(byInstrument, one.instrument, one);
  }
  return [byFlow, byInstrument];
}
