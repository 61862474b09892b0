// German texts of the page of the ledger.
import type { LedgerText } from '../en/ledger.ts';

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('de')} ${count === 1 ? one : many}`;

export const ledger: LedgerText = {
  lead: 'Wer was wann, warum und von wo aus eingetragen hat. Gelöscht wird hier nichts; was falsch war, nimmt ein neuer Eintrag zurück.',
  noun: 'Datensätze',
  everyNoun: 'Alle Datensätze',
  nouns: {
    groups: 'Gruppe',
    changes: 'Freigaben',
    comments: 'Kommentare',
    attachments: 'Dateien',
    imports: 'Importe',
    erasures: 'Löschungen',
    keys: 'Schlüssel',
    mappings: 'Zuordnungen von Tabellen',
  },
  person: 'Person',
  everybody: 'Alle',
  from: 'Von Tag',
  until: 'Bis Tag',
  reset: 'Filter löschen',
  list: 'Einträge, die neuesten zuerst',
  kinds: { first: 'erfasst', statement: 'geändert', removal: 'entfernt', undo: 'zurückgenommen' },
  version: (version) => `Fassung ${version}`,
  why: 'Warum',
  origin: 'Woher',
  history: 'Was sich änderte',
  undo: 'Zurücknehmen',
  undone: 'Zurückgenommen.',
  refusals: {
    role: 'Ihre Rolle darf keine Datensätze ändern.',
    approval:
      'In dieser Gruppe muss eine zweite Person zustimmen; schlagen Sie es auf der Seite des Datensatzes vor.',
  },
  more: 'Ältere Einträge',
  none: 'Noch wurde nichts eingetragen. Die erste Änderung wird hier stehen.',
  nothingFits: 'Kein Eintrag passt zu diesen Filtern.',
  check: {
    title: 'Ist es unversehrt?',
    lead: 'Jeder Eintrag trägt den Fingerabdruck des vorigen. Die Prüfung liest alle und vergleicht.',
    run: 'Hauptbuch prüfen',
    running: 'Alle Einträge werden gelesen …',
    sound: 'Das Hauptbuch ist unversehrt.',
    soundLead: (entries, checkpoints) =>
      `${plural(entries, 'Eintrag', 'Einträge')} und ${plural(checkpoints, 'Prüfpunkt', 'Prüfpunkte')} passen zusammen.`,
    found: (count) => `${plural(count, 'Stelle passt', 'Stellen passen')} nicht zusammen.`,
    foundLead:
      'Ändern Sie jetzt nichts. Bewahren Sie eine Kopie des Datenordners auf und zeigen Sie dies den Betreibern des Servers.',
    at: (position) => `bei Eintrag ${position}`,
    more: (count) => `und ${count} weitere`,
    hash: 'Fingerabdruck des letzten Eintrags',
  },
  checkpoints: {
    title: 'Prüfpunkte',
    lead: 'Eine signierte Aussage, wie weit das Hauptbuch gekommen war. Bewahren Sie sie außerhalb dieses Servers auf: Damit lässt sich später zeigen, dass davor nichts geändert wurde.',
    make: 'Prüfpunkt setzen',
    made: 'Der Prüfpunkt ist gesetzt und auf Ihrem Gerät gespeichert.',
    none: 'Es gibt noch keinen.',
    position: (position) => `bis Eintrag ${position}`,
    download: 'Herunterladen',
    owner: 'Nur wer die Gruppe besitzt, darf einen setzen.',
  },
};
