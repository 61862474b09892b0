// English texts of the register's overview: how much there is, and what is missing.
const many = (count: number, one: string, more: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`;

export const register = {
  lead: (share: string, missing: number) =>
    `${share} of what the laws demand is there; ${many(missing, 'field is', 'fields are')} missing.`,
  whole: 'How complete the register is',
  counts: 'What the register holds',
  atLeast: (count: string) => `more than ${count}`,
  filters: 'Show only',
  company: 'Company',
  everyCompany: 'Every company',
  law: 'Law',
  everyLaw: 'Every law',
  capacity: 'As',
  capacities: { any: 'in any role', controller: 'controller', processor: 'processor' },
  map: {
    title: 'Completeness by company',
    lead: 'Each cell says how many fields are missing. Choose one to see them; choose a law to see its articles one by one.',
    caption: 'Missing fields by company and article',
    companyHead: 'Company',
    wholeHead: 'There',
    all: 'All companies',
    cell: (company: string, article: string, missing: string, asked: string) =>
      `${company}, ${article}: ${missing} of ${asked} missing`,
    full: 'complete',
    nothing: 'not asked',
    article: (law: string, article: string) =>
      `${law} ${/^\d+(\(|$)/.test(article) ? 'Art. ' : ''}${article}`,
    key: 'Key',
    keys: {
      full: 'complete',
      most: 'a quarter or less missing',
      some: 'more missing',
      none: 'all missing',
      nothing: 'not asked',
    },
  },
  missing: {
    title: 'Missing fields',
    lead: 'What is missing in most records stands first.',
    none: 'Nothing that the laws demand is missing here.',
    records: (count: number) => many(count, 'record', 'records'),
    or: (fields: string) => `or ${fields}`,
    enter: 'Enter',
    more: (count: number) => `and ${count.toLocaleString('en')} more`,
    of: (company: string, article: string) => `${company}: ${article}`,
    nobody: 'nobody named',
  },
  empty: {
    lead: 'The register asks nothing yet, because nothing is in it. Enter a company and what it does with personal data, or bring in a file.',
    start: 'First steps',
    file: 'Bring in a file',
  },
  advised: (given: string, asked: string) => `Of what is only advised, ${given} of ${asked} are there.`,
};

export type RegisterText = typeof register;
