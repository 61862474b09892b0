// Deutsche Texte der ersten Schritte: von nichts zum ersten Ergebnis für die eigene Gruppe.
import type { WelcomeText } from '../en/welcome.ts';

export const welcome: WelcomeText = {
  lead: 'In weniger als fünf Minuten zum ersten Ergebnis für Ihre eigene Gruppe. Sie können jederzeit aufhören; auf diesem Gerät bleibt es erhalten.',
  path: 'Ihr Weg',
  again: 'Den Weg neu beginnen',
  back: 'Zurück',
  goOn: 'Weiter',
  home: 'Zur Startseite',
  steps: {
    way: 'Wie Sie beginnen',
    group: 'Ihre Gruppe',
    recipient: 'Ein Empfänger im Ausland',
    verdict: 'Ihr erstes Ergebnis',
    missing: 'Was fehlt',
    colleagues: 'Kolleginnen und Kollegen',
  },
  done: 'erledigt',
  now: 'jetzt',
  way: {
    title: 'Wie möchten Sie beginnen?',
    empty: 'Mit drei Fragen',
    emptyNote:
      'Eine Ihrer Gesellschaften, ein Empfänger im Ausland und was übermittelt wird. Das Ergebnis folgt sofort.',
    file: 'Mit einer Datei',
    fileNote: 'Eine Tabelle, die Sie haben, eine Vorlage von CNIL oder ICO oder eine Registerdatei.',
    example: 'Mit dem Beispiel',
    exampleNote:
      'Eine erfundene Gruppe von Telekommunikationsgesellschaften mit allem, was dazugehört. Sehen Sie sich um; Ihre eigene folgt später.',
    exampleGone: 'Das Beispiel ist nicht auf diesem Server.',
  },
  group: {
    title: 'Welche Gesellschaft übermittelt die Daten?',
    group: 'Name der Gruppe',
    groupHelp: 'Wie Sie sie nennen; er lässt sich später ändern.',
    company: 'Name der Gesellschaft',
    country: 'Staat der Niederlassung',
  },
  recipient: {
    title: 'Wer empfängt sie im Ausland?',
    name: 'Name des Empfängers',
    country: 'Staat, in dem sie empfangen werden',
    whose: 'Gehört er zu Ihrer Gruppe?',
    role: 'Was tut er mit den Daten?',
    roles: {
      processor: 'Er arbeitet in unserem Auftrag',
      controller: 'Er nutzt sie für eigene Zwecke',
    },
    notKnown: 'Später sagen',
  },
  data: {
    title: 'Was wird übermittelt, von wem, wozu?',
    what: 'Arten von Daten',
    whose: 'Wessen Daten',
    purpose: 'Zweck',
    mode: 'Wie sie dorthin gelangen',
    help: 'Schreiben Sie einige Buchstaben und wählen Sie. Eigene Wörter sind möglich.',
  },
  choose: 'Wählen …',
  ask: 'Dürfen sie übermittelt werden?',
  asking: 'Wird eingetragen und geprüft …',
  needed: 'Bitte ausfüllen.',
  verdict: {
    title: 'Ihr erstes Ergebnis',
    of: (from, to) => `${from} → ${to}`,
    why: 'Weil',
    missing: 'Was noch nicht bekannt ist',
    enter: 'Eintragen',
    whole: 'Die ganze Begründung mit den Artikeln',
    none: 'Noch steht kein Datenfluss im Register; es gibt nichts zu beurteilen.',
    noLaw: 'Kein Gesetz des Regelwerks erfasst diesen Datenfluss.',
    next: 'Tragen Sie ein, was fehlt, oder gehen Sie weiter.',
  },
  missing: {
    title: 'Sehen, was fehlt',
    lead: 'Das Gesetz verlangt mehr, als ein erstes Ergebnis braucht. Das Register zeigt Angabe für Angabe, was da ist und welcher Artikel den Rest verlangt.',
    open: 'Register öffnen',
  },
  colleagues: {
    title: 'Kolleginnen und Kollegen einladen',
    lead: 'Alle erhalten einen eigenen Schlüssel mit einer Rolle: lesen, eintragen, freigeben, verwalten. Was sie tun, steht unter ihrem Namen im Hauptbuch.',
    open: 'Schlüssel in den Einstellungen anlegen',
  },
  end: {
    title: 'Geschafft',
    lead: 'Von nun an sagt die Startseite, was zu tun ist.',
  },
  refusal:
    'Ihr Schlüssel kann keine neue Gruppe anlegen. Fragen Sie jemanden mit der Rolle „owner“ oder beginnen Sie mit einer Datei in der offenen Gruppe.',
  names: {
    why: 'Erste Schritte.',
  },
};
