// The texts of the fields of records in every language, and how a label is found for a place in a record.
import type { ChangedNoun } from '../../api/changes.ts';
import type { RecordNoun } from '../../core/flows/words.ts';
import type { Language } from '../../core/law/law.ts';
import { fields as de } from './de/fields.ts';
import { fields as en, type FieldsText } from './en/fields.ts';
import { useFrameText } from './frame-text.ts';
import { fields as ja } from './ja/fields.ts';
import { useWords } from './use-text.ts';

const FIELDS_TEXT: Record<Language, FieldsText> = { en, ja, de };

export interface FieldWords {
  readonly text: FieldsText;
  /** What a place in a record is called: `jointUse.manager`; numbers of list items do not count. */
  readonly label: (noun: ChangedNoun, path: string) => string;
  readonly help: (noun: RecordNoun, path: string) => string | undefined;
  /** A word of a closed list, or of a list of terms. */
  readonly word: (list: string, word: string) => string;
}

export function useFieldWords(): FieldWords {
  const { language, term } = useWords();
  const { places } = useFrameText();
  const text = FIELDS_TEXT[language];
  return {
    text,
    label: (noun, path) => find(text.labels, noun, path) ?? path,
    help: (noun, path) => find(text.help, noun, path),
    word: (list, word) => {
      if (list === 'nouns') return places[word as RecordNoun] ?? word;
      if (list === 'languages') return nameOfLanguage(language, word);
      const own = (text.words as Readonly<Record<string, string>>)[`${list}.${word}`];
      return own ?? term(list === 'regimes' ? 'laws' : list, word);
    },
  };
}

function find(texts: Readonly<Record<string, string>>, noun: string, path: string): string | undefined {
  const plain = path.replace(/\[\d+\]/g, '');
  const last = plain.split('.').at(-1) ?? plain;
  return texts[`${noun}.${plain}`] ?? texts[`*.${last}`];
}

const displayNames = new Map<Language, Intl.DisplayNames>();

function nameOfLanguage(language: Language, code: string): string {
  let names = displayNames.get(language);
  if (names === undefined) {
    names = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' });
    displayNames.set(language, names);
  }
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
