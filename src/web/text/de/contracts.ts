// German texts of the page of contracts.
import type { ContractsText } from '../en/contracts.ts';

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('de')} ${count === 1 ? one : many}`;

export const contracts: ContractsText = {
  lead: 'Was Ihre Datenflüsse an Unterschriften verlangen: Vertrag für Vertrag oder ein Satz verbindlicher interner Vorschriften.',
  noneNeeded:
    'An diesem Tag braucht kein Datenfluss Standardvertragsklauseln: Angemessenheitsbeschlüsse tragen ihn, oder es verlässt nichts das Gebiet. Wählen Sie einen anderen Tag oder erfassen Sie Datenflüsse.',
  toFlows: 'Zu den Datenflüssen',
  scc: 'Standardvertragsklauseln, einzeln',
  bcr: 'Mit verbindlichen internen Vorschriften (BCR)',
  rules: 'Vorschriften',
  kinds: {
    'bcr-c': 'Für Verantwortliche',
    'bcr-p': 'Für Auftragsverarbeiter',
    'bcr-c+bcr-p': 'Beide',
  },
  agreements: (count: number) => (count === 1 ? 'Vertrag' : 'Verträge'),
  rulesAnd: (sets: number, members: number) =>
    `und ${sets === 1 ? 'ein Satz Vorschriften' : `${sets} Sätze Vorschriften`} für ${plural(members, 'Mitglied', 'Mitglieder')}`,
  saved: (count: number) => `${plural(count, 'Vertrag', 'Verträge')} weniger zu unterzeichnen und zu pflegen`,
  counts: {
    pairs: 'Paare von Unternehmen',
    bothWays: 'davon senden in beide Richtungen',
    inside: 'innerhalb der Gruppe',
    outside: 'mit anderen',
    processors: 'mit einem Auftragsverarbeiter auf einer Seite',
    full: 'wenn jedes Mitglied mit jedem anderen unterzeichnete',
  },
  figure: (side: string, all: number, open: number) =>
    `${side}: ${plural(all, 'Vertrag', 'Verträge')}, ${open} zu unterzeichnen. Pfeiltasten gehen von Unternehmen zu Unternehmen, Eingabe engt die Liste ein.`,
  company: (name: string, country: string, all: number, open: number) =>
    all === 0
      ? `${name}, ${country}: nichts zu unterzeichnen`
      : `${name}, ${country}: ${plural(all, 'Vertrag', 'Verträge')}, ${open} zu unterzeichnen`,
  chooseCompany: 'Wählen Sie ein Unternehmen, um nur dessen Verträge zu sehen.',
  legend: 'Was das Bild bedeutet',
  member: 'Mitglied der Gruppe',
  outsider: 'anderes Unternehmen',
  band: 'durch einen Satz Vorschriften gebunden',
  standing: { missing: 'fehlt', again: 'erneut zu unterzeichnen', held: 'in Kraft' },
  modules: 'Nach Modul',
  module: (number: number) => `Modul ${number}`,
  list: {
    title: 'Was zu unterzeichnen ist',
    lead: 'Mit Standardvertragsklauseln. Was fehlt, steht zuerst.',
    standing: 'Stand',
    toSign: 'Alles zu Unterzeichnende',
    everything: 'Alles',
    company: 'Unternehmen',
    everyCompany: 'Alle Unternehmen',
    module: 'Modul',
    everyModule: 'Alle Module',
    fromTo: 'Von und an',
    why: 'Warum',
    flows: 'Datenflüsse',
    shown: (shown: number, all: number) =>
      shown === all
        ? plural(all, 'Vertrag', 'Verträge')
        : `${shown.toLocaleString('de')} von ${plural(all, 'Vertrag', 'Verträgen')}`,
    none: 'Nichts passt zu diesen Filtern.',
    allSigned: 'Alles ist unterzeichnet.',
    reset: 'Filter löschen',
    csv: 'Als Tabelle (CSV)',
    file: 'zu-unterzeichnen',
    more: (count: number) => `und ${count} weitere`,
    nothing: 'Nichts Unterzeichnetes deckt es ab.',
    some: (open: number, all: number) =>
      `Für ${open} von ${all} Datenflüssen deckt nichts Unterzeichnetes sie ab.`,
    held: 'Abgedeckt durch',
    activities: 'Verarbeitungstätigkeiten',
    laws: 'Gesetze',
    exporter: 'Exporteur',
    importer: 'Importeur',
    instrument: 'Instrument',
  },
  whyAgain: {
    old: (year: string) =>
      `Die Klauseln von ${year} tragen keine Übermittlungen mehr; an ihre Stelle treten die von 2021.`,
    ended: (day: string) => `Es endete am ${day}.`,
    module: (number: string) => `Modul ${number} gehört nicht zu den vereinbarten Modulen.`,
    direction: 'Es bindet nur in der anderen Richtung.',
    scope: 'Tätigkeiten oder Daten des Vertrags decken die heutige Verarbeitung nicht ab.',
  },
  change: {
    title: 'Wenn sich die Verarbeitung ändert',
    lead: 'So viele Verträge sind dann zu prüfen und oft neu zu unterzeichnen.',
    activity: 'Verarbeitungstätigkeit',
  },
};
