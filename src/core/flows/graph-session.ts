// A graph behind messages: what a page or a server asks of a worker, and what it hands back; pure, so that every worker can be its shell.
import type { Language } from '../law/law.ts';
import { openRulebook, type RulebookText } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { FlowAnswer } from './answer.ts';
import type { FlowColumns } from './columns-register.ts';
import type { TimelineColumns } from './columns-timeline.ts';
import {
  type AnswerColumns,
  type FlowSpan,
  GraphAnswers,
  type GraphCounts,
  type GraphWhatIf,
} from './graph-answers.ts';
import type { Instrument, Register } from './register.ts';

/** A question to the worker; `number` comes back with the answer. */
export type GraphQuestion = { readonly number: number } & (
  | {
      readonly ask: 'open';
      readonly rulebook: RulebookText;
      /** May hold no flows where their columns come with it. */
      readonly register: Register;
      readonly columns?: FlowColumns;
    }
  | { readonly ask: 'verdicts' | 'answers' | 'counts'; readonly day: CivilDate }
  | { readonly ask: 'law-verdicts'; readonly day: CivilDate; readonly law: string }
  | { readonly ask: 'timeline' }
  | { readonly ask: 'spans'; readonly flow: number }
  | {
      readonly ask: 'what-if';
      readonly day: CivilDate;
      readonly without: readonly string[];
      readonly leaving: readonly string[];
      readonly added: readonly Instrument[];
    }
  | {
      readonly ask: 'explanation';
      readonly flow: string;
      readonly day: CivilDate;
      readonly language: Language;
    }
);

/** What numbers in columns stand for. `tools` grows, so it comes with every answer that names some. */
export interface GraphWords {
  readonly count: number;
  readonly laws: readonly string[];
  readonly files: readonly string[];
}

/** The answer of the worker, with the number of its question. */
export type GraphReply = { readonly number: number } & (
  | { readonly is: 'open'; readonly words: GraphWords }
  | { readonly is: 'verdicts' | 'law-verdicts'; readonly verdicts: Uint8Array<ArrayBuffer> }
  | { readonly is: 'answers'; readonly answers: AnswerColumns; readonly tools: readonly string[] }
  | { readonly is: 'counts'; readonly counts: GraphCounts }
  | { readonly is: 'timeline'; readonly timeline: TimelineColumns }
  | { readonly is: 'spans'; readonly spans: readonly FlowSpan[] }
  | { readonly is: 'what-if'; readonly whatIf: GraphWhatIf; readonly tools: readonly string[] }
  | { readonly is: 'explanation'; readonly answer: FlowAnswer | null }
  /** Nothing was opened yet. */
  | { readonly is: 'not-open' }
);

/** A reply, and the memory that is handed over with it instead of being copied. */
export interface GraphPost {
  readonly reply: GraphReply;
  readonly handedOver: readonly ArrayBuffer[];
}

/** Holds one graph at a time. */
export class GraphSession {
  private graph: GraphAnswers | undefined;

  answer(question: GraphQuestion): GraphPost {
    const { number } = question;
    if (question.ask === 'open') {
      const { register, columns } = question;
      this.graph = new GraphAnswers(register, openRulebook(question.rulebook), columns);
      const { count, laws, files } = this.graph;
      return copied({ number, is: 'open', words: { count, laws, files } });
    }
    if (this.graph === undefined) return copied({ number, is: 'not-open' });
    return answerQuestion(this.graph, question);
  }
}

function answerQuestion(
  graph: GraphAnswers,
  question: Exclude<GraphQuestion, { readonly ask: 'open' }>,
): GraphPost {
  const { number } = question;
  switch (question.ask) {
    case 'verdicts': {
      const verdicts = graph.verdictsOn(question.day);
      return { reply: { number, is: 'verdicts', verdicts }, handedOver: [verdicts.buffer] };
    }
    case 'law-verdicts': {
      const verdicts = graph.lawVerdictsOn(question.day, question.law);
      return { reply: { number, is: 'law-verdicts', verdicts }, handedOver: [verdicts.buffer] };
    }
    case 'answers': {
      const answers = graph.answersOn(question.day);
      return {
        reply: { number, is: 'answers', answers, tools: graph.tools },
        handedOver: buffersOf(answers),
      };
    }
    case 'counts':
      return copied({ number, is: 'counts', counts: graph.countsOn(question.day) });
    case 'timeline':
      // Copied: the worker looks days up in it as well.
      return copied({ number, is: 'timeline', timeline: graph.prepare() });
    case 'spans':
      return copied({ number, is: 'spans', spans: graph.timelineOf(question.flow) });
    case 'what-if': {
      const whatIf = graph.whatIf(question.day, question);
      const { changed, were, are } = whatIf;
      return {
        reply: { number, is: 'what-if', whatIf, tools: graph.tools },
        handedOver: [changed.buffer, ...buffersOf(were), ...buffersOf(are)],
      };
    }
    case 'explanation': {
      const answer = graph.explain(question.flow, question.day, question.language) ?? null;
      return copied({ number, is: 'explanation', answer });
    }
  }
}

function copied(reply: GraphReply): GraphPost {
  return { reply, handedOver: [] };
}

function buffersOf({ verdicts, tools, instruments }: AnswerColumns): ArrayBuffer[] {
  return [verdicts.buffer, tools.buffer, instruments.buffer];
}
