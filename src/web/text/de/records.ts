// Deutsche Texte des Verzeichnisses: Listen, Seiten, Formulare, Befragung, Verlauf, Freigaben, Kommentare, Dateien.
import type { RecordsText } from '../en/records.ts';

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('de')} ${count === 1 ? one : many}`;

export const records: RecordsText = {
  leads: {
    organisations: 'Die Unternehmen der Gruppe und alle außerhalb, mit denen Daten geteilt werden.',
    divisions: 'Die Teile von Organisationen, die für etwas verantwortlich sind.',
    persons: 'Personen, die für etwas verantwortlich sind. Ihre Angaben werden verschlüsselt aufbewahrt.',
    systems: 'Was Daten speichert, in welchen Ländern, und von wo sie einsehbar sind.',
    activities: 'Was mit personenbezogenen Daten geschieht: das Verzeichnis von Verarbeitungstätigkeiten.',
    flows: 'Wer wem Daten bereitstellt, und ob das Recht es erlaubt.',
    instruments:
      'Was unterzeichnet, genehmigt oder zertifiziert wurde, damit Daten übermittelt werden dürfen.',
    assessments: 'Was die Prüfung einer Übermittlung, eines Landes oder eines Instruments ergab.',
    contractors: 'Wer von wem womit beauftragt wurde, beliebig tief.',
  },
  empty: {
    organisations:
      'Noch keine Organisation. Beginnen Sie mit dem Unternehmen an der Spitze, dann die darunter.',
    divisions:
      'Noch keine Abteilung. Erfassen Sie die, die für eine Verarbeitung oder ein System verantwortlich sind.',
    persons:
      'Noch niemand. Erfassen Sie, wer für etwas verantwortlich ist: zuerst den Datenschutzbeauftragten.',
    systems:
      'Noch kein System. Erfassen Sie, was personenbezogene Daten speichert, mit den Ländern der Speicherung.',
    activities:
      'Noch keine Verarbeitung. Erfassen Sie etwas, das Ihr Unternehmen mit personenbezogenen Daten tut, etwa die Lohnabrechnung.',
    flows:
      'Noch kein Datenfluss. Erfassen Sie zuerst eine Verarbeitung, dann wer deren Daten an wen weitergibt.',
    instruments:
      'Noch nichts unterzeichnet. Erfassen Sie die Klauseln, Verträge und Genehmigungen, auf denen Übermittlungen beruhen.',
    assessments:
      'Noch keine Folgenabschätzung. Sie ist nötig, wo Klauseln oder verbindliche interne Vorschriften einen Fluss tragen.',
    contractors:
      'Noch kein Auftragnehmer. Erfassen Sie, wer für Sie Daten verarbeitet, und wer für diese arbeitet.',
  },
  asOf: (day) => `Stand ${day}`,
  localPerson: 'jemand an diesem Rechner',
  refusals: {
    reader: 'Ihr Schlüssel erlaubt Lesen, nicht Ändern.',
    approver: 'Ihre Rolle entscheidet nicht über Änderungen. Fragen Sie eine Person mit Freigaberecht.',
    removed: 'Der Eintrag ist entfernt. Nehmen Sie das zuerst im Verlauf zurück.',
    removeOneByOne:
      'Die Gruppe verlangt Freigaben: Schlagen Sie jede Entfernung auf der Seite des Eintrags vor.',
  },
  views: { label: 'Ansichten', list: 'Liste', tree: 'Baum', map: 'Karte' },
  tree: {
    divisions: 'Abteilungen zeigen',
    group: 'Die Gruppe',
    others: 'Außerhalb der Gruppe',
    outside: 'außerhalb',
    fold: (name) => `${name} einklappen`,
    unfold: (name, count) => `${name} ausklappen: ${count} darunter`,
  },
  map: {
    label: 'Wo die Organisationen sind',
    zoomIn: 'Näher',
    zoomOut: 'Weiter weg',
    whole: 'Die ganze Welt',
    count: (count) => plural(count, 'Organisation', 'Organisationen'),
  },
  list: {
    search: (where) => `${where} durchsuchen`,
    filter: 'Filtern',
    any: 'beliebig',
    apply: 'Anwenden',
    clear: 'Filter aufheben',
    absent: 'Nicht bekannt',
    absentLead: 'Einträge zeigen, bei denen dies nicht bekannt ist:',
    removed: 'Auch Entferntes',
    isRemoved: 'entfernt',
    verdict: 'Ergebnis',
    score: 'Vollständig',
    scoreOf: (missing) =>
      missing === 0
        ? 'Alles rechtlich Verlangte ist angegeben'
        : `${plural(missing, 'Angabe fehlt', 'Angaben fehlen')}`,
    noneFits: 'Nichts passt zu diesen Filtern.',
    orImport: 'oder eine Datei übernehmen',
    shown: (count, hasMore) =>
      hasMore
        ? `Die ersten ${count.toLocaleString('de')}; weitere erscheinen beim Blättern`
        : plural(count, 'Eintrag', 'Einträge'),
    chosen: (count) => `${count.toLocaleString('de')} ausgewählt`,
    chooseNone: 'Auswahl aufheben',
    remove: 'Entfernen',
    export: 'Exportieren',
    asTable: 'Als Tabelle (CSV)',
    asRegister: 'Als Registerdatei (JSON)',
    removeTitle: (count) => `${plural(count, 'Eintrag', 'Einträge')} entfernen?`,
    removedMany: (count) => `${plural(count, 'Eintrag ist', 'Einträge sind')} entfernt.`,
  },
  removeTitle: (name) => `„${name}“ entfernen?`,
  removeLead: 'Der Verlauf bleibt, und das Entfernen lässt sich rückgängig machen.',
  stillNamed: 'Andere Einträge verweisen noch darauf',
  stillNamedLead: 'Ändern oder entfernen Sie zuerst diese:',
  absent: {
    title: (id) => `Es gibt kein „${id}“`,
    day: 'Vielleicht gibt es den Eintrag an einem anderen Tag.',
    now: 'Heutigen Stand ansehen',
  },
  edit: 'Bearbeiten',
  editToPropose: 'Änderung vorschlagen',
  copy: 'Kopieren',
  copyOf: (name) => `${name} (Kopie)`,
  newFlow: 'Neuer Datenfluss dieser Verarbeitung',
  isNew: 'Neu',
  newLead:
    'Füllen Sie aus, was Sie wissen; lassen Sie den Rest offen. Was fehlt, wird danach genannt, mit dem Artikel, der es verlangt.',
  propose: 'Vorschlagen',
  proposed: (name) => `Die Änderung von ${name} ist vorgeschlagen. Eine andere Person entscheidet.`,
  proposedRemoval: (name) => `Das Entfernen von ${name} ist vorgeschlagen. Eine andere Person entscheidet.`,
  showChange: 'Ansehen',
  notUndone: 'Das ließ sich nicht rückgängig machen.',
  unchanged: 'Noch ist nichts geändert.',
  why: 'Warum (freiwillig)',
  whyHelp: 'Bleibt dauerhaft im Hauptbuch. Schreiben Sie nichts Persönliches.',
  holds: {
    title: 'Gilt erst ab einem Tag',
    from: 'Gilt ab',
    until: 'Gilt bis (dieser Tag nicht mehr)',
    help: 'Offen gelassen gilt es einfach, an jedem Tag.',
  },
  faults: (count) => `${plural(count, 'Angabe ist', 'Angaben sind')} zu berichtigen; nichts ging verloren`,
  draft: {
    kept: (when) => `Das haben Sie am ${when} geschrieben und nicht gespeichert.`,
    forget: 'Neu beginnen',
  },
  conflict: {
    back: 'Zurück zu meinem Text',
    save: 'So speichern',
    taken: 'Nur von der anderen Person geändert, und übernommen:',
    none: 'Sie haben verschiedene Felder geändert; beide Änderungen passen zusammen.',
  },
  tabs: { overview: 'Überblick', history: 'Verlauf', comments: 'Kommentare', attachments: 'Anhänge' },
  showUnknown: 'Auch zeigen, was nicht bekannt ist',
  verdicts: {
    title: 'Datenflüsse und ihr Ergebnis',
    why: 'Warum?',
    notRunning: 'läuft an diesem Tag nicht',
    none: {
      flow: 'Er läuft an diesem Tag nicht.',
      system: 'Kein Datenfluss sagt, dass er über dieses System geht.',
      other: 'Kein Datenfluss hat damit zu tun.',
    },
    all: (count, isCut) =>
      isCut ? 'Alle Datenflüsse' : `Alle ${plural(count, 'Datenfluss', 'Datenflüsse')}`,
  },
  picture: {
    title: 'Wie die Daten fließen',
    lead: 'Aus den Einträgen gezeichnet. Das Zeichen am Pfeil ist das Ergebnis; es führt zum Warum.',
  },
  missing: {
    title: 'Was das Recht verlangt',
    nothingAsked: 'Kein Gesetz verlangt an diesem Tag etwas von diesem Eintrag.',
    whole: 'Alles, was das Recht verlangt, ist angegeben.',
    given: (given, asked) => `${given} von ${asked} angegeben`,
    demanded: 'fehlt',
    advised: 'empfohlen',
    dependsOn: 'Hängt ab von:',
    perhaps: 'vielleicht verlangt',
    enter: (what) => `Eingeben: ${what}`,
    elsewhere: 'Einzutragen bei:',
  },
  named: {
    title: 'Wo es genannt ist',
    none: 'Nichts verweist darauf.',
    more: (count) => `${count} weitere`,
  },
  interview: {
    start: 'Befragung',
    title: 'Befragung',
    of: (name) => `Befragung: ${name}`,
    lead: 'Eine Frage nach der anderen, und nur nach dem, was fehlt. Sie können jederzeit gehen; Ihre Antworten bleiben auf diesem Gerät.',
    goesOn:
      'Sie machen dort weiter, wo Sie aufgehört haben. Ihre bisherigen Antworten sind auf diesem Gerät.',
    progress: (at, all) => `Frage ${at} von ${all}`,
    nothing: 'Es gibt nichts zu fragen: Alles ist bekannt',
    end: 'Das war alles. Sehen Sie Ihre Antworten noch einmal an',
    noAnswers: 'Es wurde nichts beantwortet, also würde sich nichts ändern.',
    again: 'Zur Frage',
    back: 'Zurück',
    skip: 'Nicht bekannt',
    next: 'Weiter',
    toEnd: 'Mit den bisherigen Antworten abschließen',
    leave: 'Verlassen, später weiter',
    origin: 'In einer Befragung beantwortet.',
    reasons: {
      needed: 'nötig, um den Eintrag aufzubewahren',
      verdict: 'ein Ergebnis wartet darauf',
      scope: 'entscheidet, ob das Recht mehr verlangt',
      demanded: 'rechtlich verlangt',
      advised: 'rechtlich empfohlen',
      useful: 'nötig, um Datenflüsse zu beurteilen',
    },
  },
  comments: {
    none: 'Noch hat niemand etwas geschrieben. Stellen Sie eine Frage, oder hinterlassen Sie einen Hinweis.',
    write: 'Ihr Kommentar',
    help: 'Reiner Text; Adressen werden zu Links. Bleibt im Hauptbuch, schreiben Sie daher nichts über Betroffene.',
    send: 'Senden',
    remove: 'Diesen Kommentar entfernen',
    removed: 'Der Kommentar ist entfernt.',
  },
  attachments: {
    none: 'Noch keine Datei.',
    drop: 'Datei hier ablegen',
    help: (kinds) => `${kinds}; höchstens 25 MB`,
    choose: 'Datei wählen',
    going: (name) => `${name} wird gesendet`,
    kept: (name) => `${name} ist gespeichert.`,
    tooLarge: (name) => `${name} ist größer als 25 MB.`,
    take: 'Herunterladen',
    remove: (name) => `${name} entfernen`,
  },
  history: {
    slider: 'Einträge des Verlaufs',
    earlier: 'Vorheriger Eintrag',
    later: 'Nächster Eintrag',
    count: (at, all) => `Eintrag ${at} von ${all}`,
    kinds: {
      first: 'Erfasst',
      statement: 'Geändert',
      removal: 'Entfernt',
      undo: 'Ein Eintrag wurde zurückgenommen',
    },
    undone: 'zurückgenommen',
    undoneAlready: 'Er wurde schon zurückgenommen.',
    isUndo: 'Eine Rücknahme wird nicht zurückgenommen; geben Sie es neu ein.',
    undo: 'Diesen Eintrag zurücknehmen',
    proposeUndo: 'Rücknahme vorschlagen',
    who: 'Wer',
    when: 'Wann',
    why: 'Warum',
    origin: 'Woher',
    holdsFor: 'Gilt',
    holds: (from, until) =>
      from === null && until === null
        ? null
        : [from === null ? '' : `ab ${from}`, until === null ? '' : `bis ${until} (dieser Tag nicht mehr)`]
            .filter((one) => one !== '')
            .join(' '),
    caption: 'Was dieser Eintrag änderte',
    nothing: 'Er änderte kein Feld.',
    field: 'Feld',
    before: 'Vorher',
    after: 'Nachher',
    whole: 'Der ganze Datensatz nach diesem Eintrag',
    wasRemoved: 'Nach diesem Eintrag gab es den Datensatz nicht.',
    asOf: 'Den Datensatz zum Stand eines Tages ansehen',
    show: 'Zeigen',
  },
  changes: {
    lead: 'Änderungen, die eine andere Person prüft, bevor sie gelten.',
    states: {
      proposed: 'Wartend',
      draft: 'Entwürfe',
      approved: 'Freigegeben',
      rejected: 'Abgelehnt',
      withdrawn: 'Zurückgezogen',
    },
    is: {
      proposed: 'wartet auf Entscheidung',
      draft: 'Entwurf',
      approved: 'freigegeben',
      rejected: 'abgelehnt',
      withdrawn: 'zurückgezogen',
    },
    none: {
      proposed:
        'Nichts wartet auf eine Entscheidung. Wo die Gruppe für Änderungen zwei Personen verlangt, erscheinen sie hier.',
      draft: 'Kein Entwurf.',
      approved: 'Noch nichts freigegeben.',
      rejected: 'Nichts abgelehnt.',
      withdrawn: 'Nichts zurückgezogen.',
    },
    settings: 'Was freigegeben werden muss, wird hier festgelegt',
    acts: { statement: 'Änderung', removal: 'Entfernung', undo: 'Rücknahme eines Eintrags' },
    by: 'Vorgeschlagen von',
    decidedBy: 'Entschieden von',
    reason: 'Grund',
    reasonHelp: 'Sagen Sie, was anders sein müsste. Wer es vorschlug, liest das.',
    wouldRemove: 'Der Eintrag würde entfernt. Sein Verlauf bleibt.',
    wouldUndo: 'Ein früherer Eintrag würde als nie gemacht gelten.',
    overtaken: 'Der Eintrag wurde nach diesem Vorschlag geändert. Verglichen wird mit dem jetzigen Stand.',
    caption: 'Was die Änderung bewirken würde',
    own: 'Das ist Ihre eigene Änderung: Eine andere Person entscheidet.',
    approve: 'Freigeben',
    reject: 'Ablehnen',
    rejectTitle: 'Diese Änderung ablehnen',
    withdraw: 'Zurückziehen',
    done: {
      approval: 'Freigegeben: Die Änderung ist gemacht.',
      rejection: 'Abgelehnt.',
      withdrawal: 'Zurückgezogen.',
      proposal: 'Vorgeschlagen.',
    },
  },
};
