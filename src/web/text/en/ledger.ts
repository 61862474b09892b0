// English texts of the page of the ledger; its keys are the keys of every language.

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

export const ledger = {
  lead: 'Who said what, when, why and from where. Nothing is ever deleted here; what was wrong is taken back by a new entry.',
  noun: 'Records',
  everyNoun: 'All records',
  nouns: {
    groups: 'Group',
    changes: 'Approvals',
    comments: 'Comments',
    attachments: 'Files',
    imports: 'Imports',
    erasures: 'Erasures',
    keys: 'Keys',
    mappings: 'Mappings of sheets',
  } as Readonly<Record<string, string>>,
  person: 'Person',
  everybody: 'Everybody',
  from: 'From day',
  until: 'To day',
  reset: 'Clear the filters',
  list: 'Entries, the newest first',
  kinds: { first: 'entered', statement: 'changed', removal: 'removed', undo: 'taken back' },
  version: (version: number) => `version ${version}`,
  why: 'Why',
  origin: 'From where',
  history: 'What changed',
  undo: 'Take back',
  undone: 'Taken back.',
  refusals: {
    role: 'Your role may not change records.',
    approval: 'In this group another person must approve this; propose it on the page of the record.',
  },
  more: 'Older entries',
  none: 'Nothing was written yet. The first change that somebody makes stands here.',
  nothingFits: 'No entry fits these filters.',
  check: {
    title: 'Is it whole?',
    lead: 'Every entry carries the fingerprint of the one before. Checking reads all of them and compares.',
    run: 'Check the ledger',
    running: 'Reading every entry …',
    sound: 'The ledger is whole.',
    soundLead: (entries: number, checkpoints: number) =>
      `${plural(entries, 'entry', 'entries')} and ${plural(checkpoints, 'checkpoint', 'checkpoints')} fit together.`,
    found: (count: number) => `${plural(count, 'thing does', 'things do')} not fit together.`,
    foundLead:
      'Change nothing now. Keep a copy of the data folder, and show this to whoever runs the server.',
    at: (position: number) => `at entry ${position}`,
    more: (count: number) => `and ${count} more`,
    hash: 'Fingerprint of the last entry',
  },
  checkpoints: {
    title: 'Checkpoints',
    lead: 'A signed word on how far the ledger had come. Keep it outside of this server: with it, anybody can show later that nothing before it was changed.',
    make: 'Make a checkpoint',
    made: 'The checkpoint is made and saved to your device.',
    none: 'There is none yet.',
    position: (position: number) => `up to entry ${position}`,
    download: 'Download',
    owner: 'Only an owner may make one.',
  },
};

export type LedgerText = typeof ledger;
