// The words of the reader: texts of the page, labels of the law, names of countries, all in the language chosen.
import { createContext, useContext } from 'react';
import type { LawList, TermList } from '../../api/laws.ts';
import type { Language } from '../../core/law/law.ts';
import { writeDay } from '../client/days.ts';
import { de } from './de.ts';
import { en, type Text } from './en.ts';
import { ja } from './ja.ts';

export const TEXTS: Record<Language, Text> = { en, ja, de };

export interface Words {
  readonly language: Language;
  readonly text: Text;
  /** The label of a shared word (laws/terms); the word itself where it has none. */
  readonly term: (list: string, word: string) => string;
  /** A law by its name in answers. */
  readonly law: (answers: string) => string;
  /** What an answer names as tool. */
  readonly tool: (tool: string) => string;
  readonly country: (code: string | undefined) => string;
  readonly day: (day: string, manner?: 'long' | 'short') => string;
  readonly sort: (a: string, b: string) => number;
  /** Several things in one line. */
  readonly list: (parts: readonly string[]) => string;
}

/** Builds the words of a language from what the server tells about the law. */
export function makeWords(language: Language, terms: TermList['terms'], laws: LawList): Words {
  const text = TEXTS[language];
  const countries = new Intl.DisplayNames([language], { type: 'region' });
  const named = new Map<string, string>();
  const collator = new Intl.Collator(language, { numeric: true });
  const term = (list: string, word: string): string => terms[list]?.[word]?.[language] ?? word;
  // Laws that follow each other under one name go by that of the newest.
  const byAge = [...laws.instruments].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  const shorts = new Map(byAge.map((one) => [one.answers, one.short[language]]));
  return {
    language,
    text,
    term,
    law: (answers) => shorts.get(answers) ?? term('laws', answers),
    tool: (tool) => terms['tools']?.[tool]?.[language] ?? term('instrument-kinds', tool),
    country: (code) => {
      if (code === undefined) return text.table.unknownCountry;
      let name = named.get(code);
      if (name === undefined) {
        // What is no code at all makes the browser throw.
        name = /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code;
        named.set(code, name);
      }
      return name;
    },
    day: (day, manner) => writeDay(day, language, manner),
    sort: collator.compare,
    list: (parts) => parts.join(language === 'ja' ? '、' : ', '),
  };
}

const NO_LAWS: LawList = { version: '', fingerprint: '', instruments: [], laws: [] };
export const WordsContext = createContext<Words>(makeWords('en', {}, NO_LAWS));

export function useWords(): Words {
  return useContext(WordsContext);
}
