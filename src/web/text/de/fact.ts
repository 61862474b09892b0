// German texts of the field for a missing fact.
import type { FactText } from '../en/fact.ts';

export const fact: FactText = {
  enter: 'Eintragen',
  why: 'Eingetragen, wo es fehlte.',
  entered: (name) => `${name}: eingetragen. Die Beurteilung wird neu gelesen.`,
  openRecord: 'Eintrag öffnen',
  conflict: 'Inzwischen hat jemand anderes das eingetragen:',
  nothing: 'nichts',
  keepMine: 'Meines behalten',
  keepTheirs: 'Das andere behalten',
  approvalWanted:
    'In dieser Gruppe muss eine andere Person Änderungen genehmigen. Öffnen Sie den Eintrag und legen Sie die Änderung dort zur Genehmigung vor.',
  words: { hr: 'Personaldaten', 'non-hr': 'andere Daten' },
};
