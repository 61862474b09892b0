// Understands how people write a legal basis: by article and letter in any of our languages, or by its usual name.
import { plainOf } from './sheet-words.ts';

const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^(?:consent|einwilligung|同意|本人の同意|consentement)$/, 'art-6.1.a'],
  [
    /^(?:contract|performance of a contract|vertrag|vertragserfüllung|契約|契約の履行|contrat|exécution d'un contrat)$/,
    'art-6.1.b',
  ],
  [
    /^(?:legal obligation|rechtliche verpflichtung|gesetzliche pflicht|法的義務|法令上の義務|obligation légale)$/,
    'art-6.1.c',
  ],
  [/^(?:vital interests?|lebenswichtige interessen|生命に関する利益|intérêts vitaux)$/, 'art-6.1.d'],
  [
    /^(?:public task|public interest|öffentliche aufgabe|öffentliches interesse|公共の利益|mission d'intérêt public)$/,
    'art-6.1.e',
  ],
  [
    /^(?:legitimate interests?|berechtigtes interesse|berechtigte interessen|正当な利益|intérêts? légitimes?)$/,
    'art-6.1.f',
  ],
];

/** The word of the list of legal bases; undefined where the text says more, or something else. */
export function legalBasisOf(text: string): string | undefined {
  const plain = plainOf(text)
    .replace(/^gdpr[ :]+|[ ,]*(?:eu-|uk )?(?:gdpr|dsgvo|ds-gvo|rgpd)$/g, '')
    .trim();
  const named = NAMES.find(([pattern]) => pattern.test(plain))?.[1];
  if (named !== undefined) return named;
  const found =
    /^art(?:icle|ikel|\.)? ?(6|9) ?(?:\(|abs(?:atz|\.)? ?|\.)? ?([12])\)? ?(?:\(|(?:s(?:atz|\.) ?1 ?)?(?:lit(?:\.|era)?|buchst(?:\.|abe)?) ?|\.)? ?([a-j])\)?$/.exec(
      plain,
    ) ?? /^第?(6|9)条第?([12])項\(?([a-j])\)?$/.exec(plain);
  if (found === null) return undefined;
  const [, article, paragraph, letter] = found;
  if ((article === '6') !== (paragraph === '1')) return undefined;
  if (article === '6' && !/[a-f]/.test(letter as string)) return undefined;
  return `art-${article}.${paragraph}.${letter}`;
}
