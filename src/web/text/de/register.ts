// Deutsche Texte der Registerübersicht: was da ist und was fehlt.
import type { RegisterText } from '../en/register.ts';

const many = (count: number, one: string, more: string): string =>
  `${count.toLocaleString('de')} ${count === 1 ? one : more}`;

export const register: RegisterText = {
  lead: (share, missing) =>
    `${share} der gesetzlich verlangten Angaben liegen vor; ${many(missing, 'Angabe fehlt', 'Angaben fehlen')}.`,
  whole: 'Wie vollständig das Register ist',
  counts: 'Was das Register enthält',
  atLeast: (count) => `mehr als ${count}`,
  filters: 'Nur anzeigen',
  company: 'Gesellschaft',
  everyCompany: 'Alle Gesellschaften',
  law: 'Gesetz',
  everyLaw: 'Alle Gesetze',
  capacity: 'Als',
  capacities: { any: 'in jeder Rolle', controller: 'Verantwortlicher', processor: 'Auftragsverarbeiter' },
  map: {
    title: 'Vollständigkeit nach Gesellschaft',
    lead: 'Jedes Feld nennt die Zahl der fehlenden Angaben. Wählen Sie eines, um sie zu sehen; wählen Sie ein Gesetz, um seine Artikel einzeln zu sehen.',
    caption: 'Fehlende Angaben nach Gesellschaft und Artikel',
    companyHead: 'Gesellschaft',
    wholeHead: 'Liegt vor',
    all: 'Alle Gesellschaften',
    cell: (company, article, missing, asked) => `${company}, ${article}: ${missing} von ${asked} fehlen`,
    full: 'vollständig',
    nothing: 'nicht verlangt',
    article: (law, article) => `${/^\d+(\(|$)/.test(article) ? 'Art. ' : ''}${article} ${law}`,
    key: 'Legende',
    keys: {
      full: 'vollständig',
      most: 'höchstens ein Viertel fehlt',
      some: 'mehr fehlt',
      none: 'alles fehlt',
      nothing: 'nicht verlangt',
    },
  },
  missing: {
    title: 'Fehlende Angaben',
    lead: 'Was in den meisten Einträgen fehlt, steht zuerst.',
    none: 'Nichts, was die Gesetze verlangen, fehlt hier.',
    records: (count) => many(count, 'Eintrag', 'Einträge'),
    or: (fields) => `oder ${fields}`,
    enter: 'Eintragen',
    more: (count) => `und ${count.toLocaleString('de')} weitere`,
    of: (company, article) => `${company}: ${article}`,
    nobody: 'niemand genannt',
  },
  empty: {
    lead: 'Noch wird nichts verlangt, denn das Register ist leer. Tragen Sie eine Gesellschaft ein und was sie mit personenbezogenen Daten tut, oder lesen Sie eine Datei ein.',
    start: 'Erste Schritte',
    file: 'Eine Datei einlesen',
  },
  advised: (given, asked) => `Von den nur empfohlenen Angaben liegen ${given} von ${asked} vor.`,
};
