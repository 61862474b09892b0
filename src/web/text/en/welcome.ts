// English texts of the first steps: from nothing to a first verdict on one's own group.

export const welcome = {
  lead: 'From nothing to a first verdict on your own group, in under five minutes. You can leave at any time; it is kept on this device.',
  path: 'Your path',
  again: 'Start the path anew',
  back: 'Back',
  goOn: 'Go on',
  home: 'To the home page',
  steps: {
    way: 'How to begin',
    group: 'Your group',
    recipient: 'A recipient abroad',
    verdict: 'Your first verdict',
    missing: 'What is missing',
    colleagues: 'Colleagues',
  },
  done: 'done',
  now: 'now',
  way: {
    title: 'How would you like to begin?',
    empty: 'With three questions',
    emptyNote: 'A company of yours, a recipient abroad, and what is sent. The verdict follows at once.',
    file: 'With a file',
    fileNote: 'A spreadsheet you have, a template of CNIL or ICO, or a register file.',
    example: 'With the example',
    exampleNote:
      'An imaginary group of telecom companies with everything in it. Look around; your own follows later.',
    exampleGone: 'The example is not on this server.',
  },
  group: {
    title: 'Which company sends the data?',
    group: 'Name of the group',
    groupHelp: 'As you call it; it can be changed later.',
    company: 'Name of the company',
    country: 'Country in which it is established',
  },
  recipient: {
    title: 'Who receives them abroad?',
    name: 'Name of the recipient',
    country: 'Country in which they are received',
    whose: 'Does it belong to your group?',
    role: 'What does it do with the data?',
    roles: {
      processor: 'It works on our behalf',
      controller: 'It uses them for its own purposes',
    },
    notKnown: 'Say it later',
  },
  data: {
    title: 'What is sent, of whom, what for?',
    what: 'Kinds of data',
    whose: 'Whose data',
    purpose: 'Purpose',
    mode: 'How they get there',
    help: 'Write a few letters and choose. Your own words are fine.',
  },
  choose: 'Choose …',
  ask: 'May it go?',
  asking: 'Keeping it and asking the law …',
  needed: 'Please fill this in.',
  verdict: {
    title: 'Your first verdict',
    of: (from: string, to: string) => `${from} → ${to}`,
    why: 'Because',
    missing: 'What is not known yet',
    enter: 'Enter it',
    whole: 'The whole why, with the articles',
    none: 'No flow is in the register yet, so there is nothing to judge.',
    noLaw: 'No law of the rulebook reaches this flow.',
    next: 'Looks familiar? Enter what is missing, or go on.',
  },
  missing: {
    title: 'See what is missing',
    lead: 'The law asks for more than a first verdict needs. The register shows field by field what is there, and which article asks for the rest.',
    open: 'Open the register',
  },
  colleagues: {
    title: 'Let colleagues in',
    lead: 'Everyone gets a key of their own, with a role: read, enter, approve, own. What they do stands in the ledger under their name.',
    open: 'Make keys in the settings',
  },
  end: {
    title: 'You are through',
    lead: 'From here on the home page tells what needs a hand.',
  },
  refusal: 'Your key cannot open a new group. Ask an owner, or begin with a file in the group that is open.',
  names: {
    why: 'First steps.',
  },
};

export type WelcomeText = typeof welcome;
