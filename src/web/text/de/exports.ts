// Deutsche Texte der Exportseite: was, für wen, in welcher Form.
import type { ExportsText } from '../en/exports.ts';

export const exports: ExportsText = {
  lead: 'Nehmen Sie mit, was Sie brauchen. Nichts wird geändert; der Stand ist der des gewählten Tages.',
  what: 'Was',
  whats: {
    register: 'Das ganze Register',
    processing: 'Das Verzeichnis von Verarbeitungstätigkeiten (Art. 30)',
    lists: 'Nur einige Listen',
  },
  notes: {
    register: 'Jeder Eintrag mit jeder Angabe.',
    processing: 'Was jede Gesellschaft tut, wie das Gesetz es verlangt.',
    lists: 'Wählen Sie die Arten von Einträgen.',
  },
  lists: 'Welche Listen',
  format: 'Form',
  whose: 'Für wen',
  group: 'Die ganze Gruppe',
  role: 'Als',
  roles: {
    any: 'in jeder Rolle',
    controller: 'Verantwortlicher',
    processor: 'Auftragsverarbeiter',
  },
  language: 'Sprache der Datei',
  day: 'Stand vom',
  dayHelp: 'Leer lassen für heute.',
  download: 'Herunterladen',
  coming: (size) => `Kommt: ${size}`,
  waiting: 'Die Datei wird erstellt …',
  done: (file) => `${file} liegt dort, wo Ihr Browser Downloads ablegt.`,
  stop: 'Anhalten',
  sum: 'Ihre Datei',
  back: 'kann wieder eingelesen werden',
  oneWay: 'nur zum Mitnehmen',
  formats: {
    'register-yaml': 'Alles, lesbar, ein Block je Eintrag. Zum Aufbewahren, Vergleichen und Wiedereinlesen.',
    'register-json': 'Alles, für Programme.',
    'json-lines': 'Ein Eintrag je Zeile, beliebig groß. Um große Register weiterzugeben.',
    xlsx: 'Ein Blatt je Art von Eintrag, jede Spalte erklärt. Zum Bearbeiten und Wiedereinlesen.',
    csv: 'Eine Datei je Liste, zusammen gepackt. Für andere Tabellen.',
    fideslang:
      'Systeme und Daten, wie Fides sie schreibt. Instrumente und Folgenabschätzungen haben dort keinen Platz.',
    'dpv-jsonld': 'Das Verzeichnis im Vokabular des W3C, für Programme, die RDF lesen.',
    'cnil-xlsx':
      'Die einfache Vorlage der französischen Aufsichtsbehörde: eine Liste und ein Blatt je Verarbeitung.',
    'ico-xlsx':
      'Die Vorlage der britischen Aufsichtsbehörde: ein Blatt je Verantwortlichem und Auftragsverarbeiter.',
    'record-of-processing-xlsx': 'Das Verzeichnis nach Art. 30 als Tabelle.',
    'record-of-processing-pdf': 'Das Verzeichnis nach Art. 30 zum Drucken oder für die Behörde.',
    'record-of-processing-docx': 'Das Verzeichnis nach Art. 30 als Dokument zum Bearbeiten.',
  },
};
