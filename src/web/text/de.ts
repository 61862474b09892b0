// German texts of the page.

import type { Text } from './en.ts';
import { writeNumber } from './write-number.ts';

const plural = (count: number, one: string, many: string): string =>
  `${writeNumber(count, 'de')} ${count === 1 ? one : many}`;

export const de: Text = {
  name: 'Deutsch',
  tagline:
    'Dürfen diese personenbezogenen Daten über die Grenze? Jeder Datenfluss, jedes Recht, an jedem Tag.',
  skip: 'Zu den Datenflüssen',
  language: 'Sprache',

  register: {
    choose: 'Register',
    own: 'Eigene Datei',
    open: 'Datei öffnen …',
    drop: 'YAML- oder JSON-Datei hier ablegen, um sie zu lesen.',
    stays:
      'Ihre Datei liest nur das Sekisho unter dieser Adresse, sonst niemand. Nichts davon wird aufbewahrt.',
    size: (flows) => plural(flows, 'Datenfluss', 'Datenflüsse'),
    reading: 'Die Datei wird gelesen …',
    reopen:
      'Ihre Datei, die hier offen war, ist fort, denn nichts davon wurde aufbewahrt. Bitte öffnen Sie sie erneut.',
    back: 'Zurück zum Beispiel',
  },

  faults: {
    title: (count, file) => `${plural(count, 'Fehler', 'Fehler')} in ${file}`,
    lead: 'Es wurde nichts beantwortet, denn eine Antwort aus einem halben Register wäre falsch. Bitte in der Datei berichtigen und sie erneut öffnen.',
    line: (line, column) => `Zeile ${line}, Spalte ${column}`,
    again: 'Berichtigte Datei öffnen …',
  },

  date: {
    title: 'Stand',
    field: 'Tag',
    fieldHint: 'Jahr, Monat, Tag: 2015-10-06',
    wrong: (first, last) => `Bitte einen Tag von ${first} bis ${last} angeben, etwa 2015-10-06.`,
    slider: 'Tag, nach dem gefragt wird. Bild auf und Bild ab springen zum nächsten Rechtsereignis.',
    today: 'Heute',
    isToday: 'heute',
    earlier: 'Ereignis davor',
    later: 'Ereignis danach',
    noEvent: 'Auf dieser Seite kein Rechtsereignis.',
    begins: (title) => `Beginn: ${title}`,
    ends: (title) => `Ende: ${title}`,
    more: (count) => ` und ${count} weitere`,
    onThisDay: 'An diesem Tag',
  },

  strike: {
    title: 'Was wäre, wenn dies fiele?',
    label: 'Beschluss oder Vertrag streichen',
    placeholder: 'Safe Harbor, DPF, scc-1 …',
    law: 'Recht',
    own: 'Dieses Register',
    none: 'Nichts ist gestrichen. Streichen Sie in Gedanken einen Beschluss oder Vertrag und sehen Sie, was noch hält.',
    since: (day) => `gestrichen ab ${day}`,
    remove: (name) => `${name} wieder aufnehmen`,
    chips: 'In Gedanken gestrichen',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    nothingFound: 'Nichts trägt diesen Namen.',
  },

  verdict: {
    group: 'Datenflüsse nach Ergebnis zeigen',
    explain: {
      lawful: 'Eine Grundlage trägt den Datenfluss; ihre Pflichten sind nachweislich erfüllt.',
      conditional:
        'Eine Grundlage trägt den Datenfluss; eine Pflicht, von der sie abhängt, ist nicht nachgewiesen.',
      undetermined: 'Eine Tatsache fehlt. Welche, steht beim Datenfluss.',
      unlawful: 'Nichts trägt den Datenfluss.',
      'not-a-transfer': 'Der Datenfluss bleibt im Gebiet oder ist aus anderem Grund keine Übermittlung.',
    },
  },

  view: {
    title: 'Übermittlungen',
    label: 'Ansichten',
    flows: 'Datenflüsse',
    changes: 'Änderungen und Abhilfen',
    contracts: 'Verträge',
  },

  table: {
    caption: 'Flüsse personenbezogener Daten und ihr Ergebnis',
    search: 'Datenflüsse suchen',
    searchHint: 'Kennung, Verarbeitung, Organisation, Land …',
    law: 'Recht',
    everyLaw: 'Jedes Recht',
    verdict: 'Ergebnis',
    flow: 'Datenfluss',
    from: 'Von',
    to: 'An',
    tool: 'Getragen von',
    sort: (column) => `Nach ${column} ordnen`,
    shown: (shown, all) =>
      shown === all
        ? plural(all, 'Datenfluss', 'Datenflüsse')
        : `${writeNumber(shown, 'de')} von ${plural(all, 'Datenfluss', 'Datenflüssen')}`,
    notRunning: (count) => `${plural(count, 'Datenfluss läuft', 'Datenflüsse laufen')} an diesem Tag nicht.`,
    coming: 'Neue Antworten kommen …',
    none: 'Kein Datenfluss passt zu diesen Filtern.',
    reset: 'Filter aufheben',
    noneRuns:
      'An diesem Tag läuft kein Datenfluss dieses Registers. Wählen Sie einen anderen Tag oder ein anderes Register.',
    noFlows:
      'Dieses Register nennt keine Datenflüsse. Tragen Sie welche unter „flows“ ein und öffnen Sie es erneut.',
    person: 'die betroffene Person',
    staff: (name) => `eigene Beschäftigte von ${name}`,
    keys: 'Pfeiltasten bewegen, Eingabe öffnet, / sucht, Esc schließt.',
    unknownCountry: 'Land nicht bekannt',
    unverified: 'beruht auf Recht, das noch nicht an der Quelle gesehen wurde',
  },

  why: {
    title: 'Warum?',
    close: 'Schließen',
    asOf: (day) => `Stand ${day}`,
    notRunning: 'Dieser Datenfluss läuft an dem gefragten Tag nicht.',
    unknown: 'Dieses Register hat keinen Datenfluss mit dieser Kennung.',
    noLaw: 'Kein Recht des Regelwerks erfasst diesen Datenfluss an diesem Tag.',
    carriedBy: 'Getragen von',
    origins: 'Schutz stammt aus',
    arrived: 'Daten kamen an',
    reasons: 'Gründe',
    duties: 'Hängt ab von',
    met: 'erfüllt',
    notMet: 'nicht nachgewiesen',
    remaining: 'Pflichten, die ohnehin bleiben',
    missing: 'Fehlende Tatsachen',
    enter: 'Eintragen',
    presumed: 'Vermutet, da nichts anderes bekannt ist',
    cites: 'Fundstellen',
    rules: 'Regeln, auf denen dies beruht',
    tried: (count) => `Was versucht wurde (${count})`,
    triedLead: 'Jede Grundlage, die das Recht an diesem Tag bietet, und was daraus wurde.',
    outcome: {
      lawful: 'trägt',
      conditional: 'trägt, wenn die Pflichten erfüllt sind',
      undetermined: 'nicht bekannt',
      'does-not-apply': 'greift nicht',
    },
    unverified: 'Noch nicht an der Quelle gesehen',
    conflicts: 'Regeln, die einander widersprechen',
    timeline: 'Im Lauf der Zeit',
    timelineLead: 'Jeder Balken ist eine Zeit, in der Ergebnis und Grundlage gleich blieben.',
    goTo: (day) => `Zum ${day}`,
  },

  rule: {
    says: 'In einfachen Worten',
    quote: 'Wortlaut',
    sources: 'Nachzulesen bei',
    read: (day) => `gelesen am ${day}`,
    via: 'in einer Kopie gelesen',
    inForce: 'In Kraft',
    from: (day) => `seit ${day}`,
    until: (day) => `bis ${day} (dieser Tag nicht mehr)`,
    always: 'ohne bekannte Daten',
    unverified: 'Noch nicht an der Quelle gesehen:',
  },

  changes: {
    title: 'Was sich ändert',
    lead: (day) => `Mit dem Gestrichenen, ab ${day}.`,
    nothingStruck:
      'Nichts ist gestrichen, also ändert sich nichts. Streichen Sie oben einen Beschluss oder Vertrag, um zu sehen, was mit ihm fällt.',
    none: 'Nichts ändert sich: Jeden Datenfluss trägt etwas anderes.',
    before: 'Vorher',
    after: 'Nachher',
    flow: 'Datenfluss',
    remedies: 'Was die nicht zulässigen Datenflüsse tragen könnte',
    remediesLead:
      'Jedes wurde in Gedanken geschlossen und das ganze Register erneut befragt; was am meisten heilt, steht oben.',
    noRemedies: 'Kein Datenfluss braucht eine Abhilfe, oder keine bekannte hilft.',
    heals: 'heilt',
    helps: 'hilft',
    needs: 'zu schließen oder zu genehmigen',
    conditional: (count) => `davon ${count}, sobald Pflichten nachgewiesen sind`,
    flowsHealed: 'Geheilte Datenflüsse',
    standing: 'Empfänger:',
  },

  contracts: {
    title: 'Verträge: einzelne Klauseln oder verbindliche interne Vorschriften',
    lead: 'Was die Datenflüsse dieses Tages bräuchten, wenn jede Garantie neu geschlossen würde.',
    scc: 'Standardvertragsklauseln',
    needed: 'Verträge nötig',
    pairs: (count) => `zwischen ${plural(count, 'Paar', 'Paaren')}`,
    signed: 'geschlossen',
    missing: 'fehlen',
    mesh: (count) => `Ein volles Netz aller Mitglieder wären ${writeNumber(count, 'de')} Verträge.`,
    module: (number) => `Modul ${number}`,
    replaces: 'ersetzt',
    leaves: 'bleiben zu schließen',
    members: (count) => `${plural(count, 'Mitglied', 'Mitglieder')} durch ein Regelwerk gebunden`,
    missingTitle: 'Fehlende Verträge',
    exporter: 'Exporteur',
    importer: 'Importeur',
    moduleColumn: 'Modul',
    flowsColumn: 'Datenflüsse',
    none: 'Keine.',
    again: 'Neu zu schließen',
    change: 'Ändert sich die Verarbeitung, sind so viele neu zu schließen',
    change_count: (count) => plural(count, 'Vertrag', 'Verträge'),
    noneNeeded: 'Kein Datenfluss dieses Tages braucht Klauseln.',
    bcr: {
      'bcr-c': 'BCR für Verantwortliche',
      'bcr-p': 'BCR für Auftragsverarbeiter',
      'bcr-c+bcr-p': 'beide',
    },
  },

  waiting: 'Einen Augenblick …',
  failed: {
    title: 'Das ging nicht',
    unreachable: 'Der Server antwortet nicht. Läuft er noch? Mit „npm start“ starten, dann erneut versuchen.',
    page: 'Die Seite selbst ist gescheitert. Bitte neu laden; geschieht es wieder, den Betreiber des Servers unterrichten.',
    retry: 'Erneut versuchen',
  },

  fact: {
    where: {
      organisations: 'Organisation',
      activities: 'Verarbeitung',
      flows: 'Datenfluss',
      instruments: 'Instrument',
      assessments: 'Beurteilung',
    },
    key: {
      country: 'Land',
      region: 'Region',
      kind: 'Art der Organisation',
      io: 'welche internationale Organisation',
      sectors: 'Branchen',
      member: 'Mitglied der Gruppe oder nicht',
      regimes: 'Recht neben dem der Niederlassung',
      standing: 'Status',
      covers: 'was die Zertifizierung erfasst',
      mode: 'wie die Daten bereitgestellt werden',
      activity: 'Verarbeitung',
      automated: 'automatisiert oder auf Papier',
      clearText: 'ob der Empfänger Klartext braucht',
      combinesEuData: 'ob in der EU erhobene Daten hinzukamen',
      fromRole: 'Rolle des Absenders',
      toRole: 'Rolle des Empfängers',
      derogation: 'geltend gemachte Ausnahme',
      purposes: 'Zwecke',
      data: 'Arten von Daten',
      subjects: 'betroffene Personen mit ihren Ländern',
      parties: 'Parteien',
      modules: 'Module',
      approval: 'Genehmigung einer Behörde',
      processingUnchanged: 'ob die Verarbeitung gleich geblieben ist',
      informed: 'worüber die Personen unterrichtet wurden',
      from: 'Tag der Unterzeichnung',
      on: 'Tag der Beurteilung',
      result: 'Ergebnis der Beurteilung',
      measures: 'zusätzliche Maßnahmen',
      problematicLaw: 'ob das Zielland problematisches Recht hat',
      appliedInPractice: 'ob dieses Recht in der Praxis angewandt wird',
    },
    assessment: (flow) => `eine Transfer-Folgenabschätzung, die von Datenfluss ${flow} spricht`,
  },

  footer: (version, rules, fingerprint) =>
    `Recht ${version}, ${writeNumber(rules, 'de')} Regeln, Fingerabdruck ${fingerprint}. Eine Antwort legt Gründe dar; sie ist keine Rechtsberatung.`,
};
