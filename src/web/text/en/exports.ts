// English texts of the page of exports: what, for whom, in which form.

export const exports = {
  lead: 'Take out what you need. Nothing is changed, and what leaves is as it holds on the day you choose.',
  what: 'What',
  whats: {
    register: 'The whole register',
    processing: 'The record of processing (Art. 30)',
    lists: 'Only some lists',
  },
  notes: {
    register: 'Every record with every field.',
    processing: 'What each company does, as the law wants it listed.',
    lists: 'Choose the kinds of record.',
  },
  lists: 'Which lists',
  format: 'Form',
  whose: 'For whom',
  group: 'The whole group',
  role: 'As',
  roles: {
    any: 'in any role',
    controller: 'controller',
    processor: 'processor',
  },
  language: 'Language of the file',
  day: 'As it holds on',
  dayHelp: 'Leave it empty for today.',
  download: 'Download',
  coming: (size: string) => `Coming: ${size}`,
  waiting: 'The file is being made …',
  done: (file: string) => `${file} is saved where your browser keeps downloads.`,
  stop: 'Stop',
  sum: 'Your file',
  back: 'can be brought back in',
  oneWay: 'goes out only',
  /** Each format in one line. */
  formats: {
    'register-yaml': 'Everything, readable, one record a block. To keep, to compare, to bring back.',
    'register-json': 'Everything, for programs.',
    'json-lines': 'One record a line, any size. To pass large registers on.',
    xlsx: 'A sheet for each kind of record, every column explained. To work on and bring back.',
    csv: 'One file for each list, packed together. For other tables.',
    fideslang: 'Systems and data as Fides writes them down. Instruments and assessments have no place there.',
    'dpv-jsonld': 'The record of processing in the vocabulary of the W3C, for programs that read RDF.',
    'cnil-xlsx': 'The simplified template of the French authority: a list, and a sheet for each activity.',
    'ico-xlsx': 'The template of the British authority: a sheet for each controller and each processor.',
    'record-of-processing-xlsx': 'The record of Art. 30 as a table.',
    'record-of-processing-pdf': 'The record of Art. 30 to print or to hand to an authority.',
    'record-of-processing-docx': 'The record of Art. 30 as a document to work on.',
  },
};

export type ExportsText = Omit<typeof exports, 'formats'> & {
  readonly formats: Readonly<Record<string, string>>;
};
