// The pages of words: the authorities with what they are competent for, and all shared terms in three languages.
import type { LawFile } from '../../src/kit/library/load-laws.ts';
import { code, link, page, table } from './markdown.ts';

interface TermText {
  readonly id: string;
  readonly labels: Readonly<Record<'en' | 'ja' | 'de', string>>;
  readonly dpv?: string;
  readonly note?: string;
  readonly region?: string;
  readonly country?: string;
  readonly languages?: readonly string[];
  readonly url?: string;
  readonly competence?: string;
  readonly unverified?: string | boolean;
}

/** What a list is about, where its name does not say it. */
const TITLES: Readonly<Record<string, string>> = {
  'appointment-roles': 'What a person, or an organisation, is appointed for',
  'breach-actors': 'Who caused a breach',
  'breach-causes': 'Causes of a breach',
  'breach-natures': 'What a breach concerns',
  classes: 'Classes into which laws put data',
  identifiability: 'How well persons can be told apart',
  laws: 'Laws, by their names in answers',
  protections: 'Protections that data carry onward',
  standings: 'Standings of an organisation',
  'store-uses': 'What a place of storage is for',
  'subcontracting-consents': 'How it was agreed that a contractor may engage others',
  tools: 'Tools that are no instrument of the register',
};

/** The page of authorities. */
export function writeAuthoritiesPage(files: readonly LawFile[]): string {
  const lists = files.filter(
    (file) => file.id.startsWith('authorities.') && file.format === 'sekisho/terms@1',
  );
  const parts = lists.map((file) => {
    const terms = termsOf(file);
    const rows = terms.map((term) => [
      code(term.id),
      term.url === undefined ? term.labels.en : link(term.labels.en, term.url),
      term.labels.de === term.labels.en ? '' : term.labels.de,
      term.region ?? term.country ?? '',
      `${term.competence ?? ''}${term.unverified === undefined ? '' : ` **Unverified:** ${String(term.unverified)}`}`,
      (term.languages ?? []).join(', '),
    ]);
    return `## ${file.id.split('.')[1]?.toUpperCase()}\n\n${table(['id', 'name', 'in German', 'place', 'competence', 'languages'], rows)}`;
  });
  return page('Authorities', '`laws/authorities/`', [
    'Who supervises, and whom an approval came from: an instrument names one of these ids under `approval.authority`.',
    ...parts,
  ]);
}

/** The page of terms. */
export function writeTermsPage(files: readonly LawFile[]): string {
  const lists = files.filter((file) => file.id.startsWith('terms.') && file.format === 'sekisho/terms@1');
  const parts = lists.map((file) => {
    const name = file.id.slice('terms.'.length);
    const rows = termsOf(file).map((term) => [
      code(term.id),
      term.labels.en,
      term.labels.ja,
      term.labels.de,
      `${term.note ?? ''}${term.dpv === undefined ? '' : ` ${link('DPV', term.dpv)}`}`,
    ]);
    const title = TITLES[name];
    return `## ${name}\n\n${title === undefined ? '' : `${title}.\n\n`}${table(['word', 'English', '日本語', 'Deutsch', 'note'], rows)}`;
  });
  return page('Terms', '`laws/terms/`', [
    'The shared words of law files, registers and answers. A word is never used again for something else. DPV links to the Data Privacy Vocabulary of the W3C community group.',
    lists.map((file) => `[${file.id.slice(6)}](#${file.id.slice(6)})`).join(' · '),
    ...parts,
  ]);
}

function termsOf(file: LawFile): readonly TermText[] {
  return (file.decoded.value as { terms: readonly TermText[] }).terms;
}
