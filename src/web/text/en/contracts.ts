// English texts of the page of contracts; its keys are the keys of every language.

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

export const contracts = {
  lead: 'What your flows ask you to sign: agreement by agreement, or one set of binding corporate rules.',
  noneNeeded:
    'On this day no flow needs standard clauses: adequacy carries them, or none leaves. Choose another day, or add flows.',
  toFlows: 'To the flows',
  scc: 'Standard clauses, one by one',
  bcr: 'With binding corporate rules',
  rules: 'Rules',
  kinds: {
    'bcr-c': 'For controllers',
    'bcr-p': 'For processors',
    'bcr-c+bcr-p': 'Both',
  },
  agreements: (count: number): string => (count === 1 ? 'agreement' : 'agreements'),
  rulesAnd: (sets: number, members: number) =>
    `and ${sets === 1 ? 'one set of rules' : `${sets} sets of rules`} for ${plural(members, 'member', 'members')}`,
  saved: (count: number) => `${plural(count, 'agreement', 'agreements')} fewer to sign and to keep up`,
  counts: {
    pairs: 'pairs of companies',
    bothWays: 'of them send both ways',
    inside: 'within the group',
    outside: 'with others',
    processors: 'with a processor on one side',
    full: 'if every member signed with every other',
  },
  figure: (side: string, all: number, open: number) =>
    `${side}: ${plural(all, 'agreement', 'agreements')}, ${open} to sign. Arrow keys go from company to company, Enter narrows the list.`,
  company: (name: string, country: string, all: number, open: number) =>
    all === 0
      ? `${name}, ${country}: nothing to sign`
      : `${name}, ${country}: ${plural(all, 'agreement', 'agreements')}, ${open} to sign`,
  chooseCompany: 'Choose a company to see only its agreements.',
  legend: 'What the picture means',
  member: 'member of the group',
  outsider: 'another company',
  band: 'bound by one set of rules',
  standing: { missing: 'missing', again: 'to be signed again', held: 'in force' },
  modules: 'By module',
  module: (number: number) => `Module ${number}`,
  list: {
    title: 'What to sign',
    lead: 'With standard clauses. What is missing stands first.',
    standing: 'State',
    toSign: 'All to sign',
    everything: 'Everything',
    company: 'Company',
    everyCompany: 'Every company',
    module: 'Module',
    everyModule: 'Every module',
    fromTo: 'From and to',
    why: 'Why',
    flows: 'Flows',
    shown: (shown: number, all: number) =>
      shown === all
        ? plural(all, 'agreement', 'agreements')
        : `${shown.toLocaleString('en')} of ${plural(all, 'agreement', 'agreements')}`,
    none: 'Nothing fits these filters.',
    allSigned: 'Everything is signed.',
    reset: 'Clear the filters',
    csv: 'As a table (CSV)',
    file: 'what-to-sign',
    more: (count: number) => `and ${count} more`,
    nothing: 'Nothing that was signed answers.',
    some: (open: number, all: number) => `Nothing that was signed answers for ${open} of ${all} flows.`,
    held: 'Answered by',
    activities: 'Activities',
    laws: 'Laws',
    exporter: 'Exporter',
    importer: 'Importer',
    instrument: 'Instrument',
  },
  whyAgain: {
    old: (year: string) =>
      `The clauses of ${year} no longer carry transfers; those of 2021 take their place.`,
    ended: (day: string) => `It ended on ${day}.`,
    module: (number: string) => `Module ${number} is not among its modules.`,
    direction: 'It binds in the other direction only.',
    scope: 'Its activities or data do not cover what is processed now.',
  },
  change: {
    title: 'When the processing changes',
    lead: 'So many agreements must be looked at, and often signed, again.',
    activity: 'Activity',
  },
};

export type ContractsText = typeof contracts;
