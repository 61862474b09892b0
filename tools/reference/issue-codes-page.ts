// The page of issue codes: every code of a fault, what it means and what to do; the table here is its source.
import { PROBLEMS } from '../../src/api/problem.ts';
import { code, page, table } from './markdown.ts';

interface CodeEntry {
  readonly code: string;
  readonly means: string;
  readonly todo: string;
}

interface CodeGroup {
  readonly title: string;
  readonly about: string;
  readonly entries: readonly CodeEntry[];
}

function entry(name: string, means: string, todo: string): CodeEntry {
  return { code: name, means, todo };
}

/** A code is never used again for something else. A test compares this list with the codes that stand in src/. */
export const CODE_GROUPS: readonly CodeGroup[] = [
  {
    title: 'The file as a text',
    about: 'Found before anything is understood. While one of these stands, nothing else is looked for.',
    entries: [
      entry(
        'unreadable',
        'The file is not there, is a folder, is not UTF-8, is empty, or is no sound YAML, JSON, CSV or workbook.',
        'Check the path. Mend the text at the line and column named. Save it as UTF-8.',
      ),
      entry(
        'too-large',
        'The file is larger than is read (YAML 24 MiB, JSON 256 MiB, one line of JSON lines 4 MiB).',
        'Split the register, or hand it over as JSON, which may be larger.',
      ),
      entry(
        'too-deep',
        'Maps and lists lie more than 40 levels inside each other.',
        'No file of this program is so deep: look for a bracket that was never closed.',
      ),
      entry(
        'alias-refused',
        'The YAML has an anchor or an alias (`&`, `*`). They are not read, because a small file can grow without bound by them.',
        'Write the value out where it is needed.',
      ),
      entry(
        'duplicate-key',
        'One map has the same key twice, so one of them would be lost.',
        'Keep one. Only a flow may have `from` twice: the sender, and the first day.',
      ),
    ],
  },
  {
    title: 'The shape of a register or a law file',
    about: 'All of them are reported at once, in the order of the file, up to a thousand.',
    entries: [
      entry(
        'unknown-format',
        'The first line names a format that is not known here.',
        'Begin a register with `format: sekisho/register@1`; for law files see laws/FORMAT.md.',
      ),
      entry(
        'unknown-key',
        'The key is not known in this place.',
        'Take the nearest known one that the hint names. A remark of your own goes under `note`.',
      ),
      entry('missing-key', 'A key that must be there is not.', 'Add it; the hint says what it is for.'),
      entry(
        'wrong-type',
        'A value of another sort stands here: a text for a list, `yes` for `true`.',
        'Write what the message asks for. If the value is not known, leave the key out.',
      ),
      entry('empty-text', 'The text is empty.', 'Write it, or leave the key out: absent means not known.'),
      entry(
        'bad-id',
        'The text cannot be an id, or the id of a law file is not its path.',
        'Letters, digits, `-`, `_`, `.`, `:`; first a letter or digit; at most 128.',
      ),
      entry(
        'bad-word',
        'The word is not one of those that decide in this place.',
        'Take one of the words in the hint.',
      ),
      entry(
        'bad-country',
        'Not a country of ISO 3166-1 alpha-2.',
        'Two capital letters. The United Kingdom is `GB`, Greece `GR`. Write `DE`, not `EU`.',
      ),
      entry(
        'bad-region',
        'Not a region of ISO 3166-2, or a region of another country.',
        'Country and region, as in `DE-NW`.',
      ),
      entry('bad-date', 'Not a day.', 'Year, month, day: `2026-02-28`.'),
      entry('bad-instant', 'Not a moment with its offset.', 'As in `2026-06-12T16:30+02:00`.'),
      entry(
        'bad-number',
        'Not a whole number, or outside the bounds in the hint.',
        'Write a whole number between the two.',
      ),
      entry(
        'bad-period',
        'Not a period.',
        'In a register an ISO 8601 period, as in `P10Y`; in a law file as in `{months: 1}`.',
      ),
      entry(
        'bad-email',
        'Not a mail address.',
        'One address without a name around it, as in `privacy@example.com`.',
      ),
      entry(
        'bad-url',
        'Not an address of http or https: of an organisation, or of the source of a law. Others are refused because it is shown as a link.',
        'The whole address, as in `https://www.example.com/privacy`.',
      ),
      entry(
        'my-number-refused',
        'A text holds a number of 12 digits that ends with the check digit of a Japanese individual number (My Number): Art. 5 of the Ordinance of the Ministry of Internal Affairs and Communications No. 85 of 2014. The message does not repeat it.',
        'Take it out. The register says that such numbers are handled, never which (My Number Act Art. 20). If it is another number, put a letter directly before it.',
      ),
      entry(
        'too-many',
        'More faults were found than are listed.',
        'Mend those listed; many may have one cause.',
      ),
    ],
  },
  {
    title: 'What the file says',
    about: 'The shape is sound, but the parts do not go together.',
    entries: [
      entry(
        'duplicate-id',
        'Two records of one list, or two rules, have the same id.',
        'Give each an id of its own.',
      ),
      entry(
        'dangling-id',
        'An id leads nowhere.',
        'Add the record, or mend the id; a near one is named if there is one.',
      ),
      entry(
        'parent-cycle',
        'An organisation, a division or a contractor is its own ancestor.',
        'Take the `parent` (of a contractor: the `under`) away from one of those named.',
      ),
      entry(
        'end-before-start',
        '`until` is not after the first day. It is the first day no longer.',
        'Mend one of the two. For one day only, write the next day as `until`.',
      ),
    ],
  },
  {
    title: 'Files of other programs',
    about:
      'No faults: they tell what an import could not carry over as it stood. Nothing is refused because of them. See [formats](../use/formats.md).',
    entries: [
      entry(
        'kept-in-note',
        'A key of the file has no place of its own in a register. It is kept in the note of the record, and written out again in the same format.',
        'Nothing is to be done. Where the register asks for the same fact under another name, state it there.',
      ),
      entry(
        'no-partner',
        'A word of the file has no word of the same meaning here. It is carried as a free word.',
        'Add a known word beside it where one fits: free words decide nothing.',
      ),
      entry(
        'wider-word',
        'A word of the file is read as a word of ours that means more. The word itself is kept in the note of the record.',
        'Check that what the wider word brings with it (a special category, say) is right.',
      ),
      entry(
        'no-place',
        'A list of the file has no place in a register; it is not carried over.',
        'Keep the file, if you need the list.',
      ),
    ],
  },
  {
    title: 'Law files',
    about: 'Given by `sekisho law check`; whoever only uses the shipped laws never sees them.',
    entries: [
      entry(
        'unknown-fact',
        'A condition, or a case, asks a fact that is not on the [list of facts](facts.md).',
        'Mend the name. A new fact needs code.',
      ),
      entry(
        'bad-condition',
        'The condition cannot be read: an unknown operator, an empty list, or a comparison that does not fit the kind of the fact.',
        'See "Conditions" in laws/FORMAT.md.',
      ),
      entry(
        'unknown-term',
        'A word is not in `laws/terms/`, or no `instrument.yaml` answers under that name.',
        'Add the term, or mend the word.',
      ),
      entry(
        'dangling-rule',
        'A rule names another that does not exist, or one that takes nothing away in `except`.',
        'Mend the name.',
      ),
      entry(
        'dangling-territory',
        'A condition names a territory that is none.',
        'Name a rule of kind `territory`.',
      ),
      entry('rule-circle', 'A rule leads back to itself.', 'Break the circle.'),
      entry(
        'calendar-file-malformed',
        'A file of `laws/calendars/` is not as it should be.',
        'Mend what the message names.',
      ),
    ],
  },
  {
    title: 'The question',
    about: 'The register and the laws are sound; what was asked is not.',
    entries: [
      entry(
        'bad-option',
        'An option, an argument or a command is missing, unknown or does not go with another.',
        '`sekisho COMMAND --help` lists them.',
      ),
      entry(
        'unknown-rule',
        'There is no rule of that id.',
        'Take one of the similar ones named, or look at `sekisho law list`.',
      ),
      entry(
        'no-period',
        'The rule gives no period, so nothing can become due by it.',
        '`sekisho law list --due` names those that do.',
      ),
      entry('no-extension', 'The law knows no extension of this period.', 'Ask without `--extended`.'),
      entry(
        'bad-calendar',
        'No calendar is known for that place.',
        'A country or a part of one: `FR`, `DE-NW`, `GB-SCT`, `JP`; `EU` for the institutions.',
      ),
      entry('bad-zone', 'Not a time zone.', 'An IANA name, as in `Europe/Berlin`.'),
      entry(
        'unknown-id',
        'Over HTTP: a flow, law or instrument that was named does not exist.',
        'Take an id of the register, or one that `GET /api/laws` lists.',
      ),
      entry(
        'wrong-value',
        'Over HTTP: a value of the request is not one of those allowed.',
        '`GET /api/openapi.json` describes every request.',
      ),
    ],
  },
  {
    title: 'Sheets',
    about:
      'Found in workbooks and CSV files, each with sheet, row and column. Some of them are notes and keep nothing back: `formula-read`, `ignored-content`, `new-record`, `not-carried-over`, `unknown-sheet`.',
    entries: [
      entry(
        'cell-error',
        'A cell holds an error such as `#REF!`, or a formula whose value was not saved with the file.',
        'Mend the formula, write the value itself, or save the file anew with a spreadsheet program.',
      ),
      entry(
        'cell-not-understood',
        'The column that keeps what no other column can hold does not hold a map in JSON.',
        'Leave that column as the program wrote it, or empty it.',
      ),
      entry(
        'duplicate-heading',
        'Two columns of a sheet mean the same.',
        'Keep one of them, or put `#` before the heading of the other.',
      ),
      entry(
        'formula-read',
        'A note: cells of the column hold formulas. Their last values count; nothing is worked out.',
        'Save the file anew with a spreadsheet program if the values may be old.',
      ),
      entry(
        'ignored-content',
        'A note: macros, links to other files or embedded files are in the workbook and were not opened.',
        'Nothing is to be done.',
      ),
      entry(
        'new-record',
        'A note: a foreign sheet names an organisation, a person, a system or a division that nobody knows; a record is made of the name.',
        'If it is one that is kept already, write its id, or settle it in the mapping under `values`.',
      ),
      entry(
        'partial-file',
        'A note: the file speaks of some places of its records only, and what it does not hold would be removed with everything that is kept of it.',
        'Is it really the whole list? If not, keep what it does not hold (`--gone keep`).',
      ),
      entry(
        'no-heading',
        'No row was found whose texts could be headings that are known here.',
        'Take the headings of an exported workbook, or hand over a mapping.',
      ),
      entry(
        'not-carried-over',
        'A note: a column, a row or a text of a foreign sheet has no place in a record.',
        'Let the mapping give it a place, or enter it by hand.',
      ),
      entry(
        'stray-row',
        'A row of a sheet of parts belongs to no record, or does not say to which.',
        'Write the id of the record into the first column.',
      ),
      entry(
        'unknown-field',
        'A mapping names a place of a record that a column cannot fill.',
        'Take a key that the sheet of columns of an exported workbook lists.',
      ),
      entry(
        'unknown-heading',
        'A heading of one of our sheets is not known.',
        'Mend it, or put `#` before it: such columns are your own and are not read.',
      ),
      entry(
        'unknown-sheet',
        'A note: the headings of a sheet say nothing that is known; it was not read.',
        'Give it our headings, map its columns, or put `#` before its name.',
      ),
      entry(
        'unsafe-package',
        'The file is made to stop or to deceive programs: it grows without measure, its parts lie over each other or lead out of it, or it declares entities.',
        'Do not trust the file. Save the sheets anew with a spreadsheet program.',
      ),
    ],
  },
  {
    title: 'Stored groups and files, on the command line',
    about: 'What was asked is sound, but it is not there, or cannot be put there.',
    entries: [
      entry(
        'nothing-kept',
        'There is no data folder, so nothing can be read, backed up or verified.',
        'Call from the folder where the program was started, or name the folder: `SEKISHO_DATA`.',
      ),
      entry(
        'unknown-group',
        'No group of that id is kept there, or your key does not reach it.',
        'Take one of those that the hint names, or that `sekisho groups` lists.',
      ),
      entry(
        'unwritable',
        'The file cannot be written: the folder is missing, the right, or the room.',
        'Name another file. Nothing was left behind.',
      ),
      entry(
        'paper-too-large',
        'The texts of a paper (PDF, DOCX) are more than is printed at once.',
        'Ask for one organisation at a time, or for the sheet (XLSX).',
      ),
      entry(
        'paper-took-too-long',
        'A paper was not finished in time. Over HTTP: `took-too-long`.',
        'Ask for one organisation at a time, or for the sheet (XLSX).',
      ),
      entry(
        'papers-busy',
        'More papers wait to be printed than can. Over HTTP: `busy`.',
        'Ask again in a minute.',
      ),
      entry(
        'paper-left',
        'Whoever asked for the paper went away before it was printed.',
        'Ask again, if it is still wanted.',
      ),
    ],
  },
  {
    title: 'Time, from inside',
    about:
      'The parts that read times have finer codes of their own. In a register they arrive as `bad-date`, `bad-instant` or `bad-period`, on the command line as `bad-option`, `bad-date`, `bad-zone` or `bad-calendar`; the sentence stays.',
    entries: [
      entry('date-malformed', 'Not written as a date.', 'As in `2026-02-28`.'),
      entry('date-impossible', 'A day that does not exist, such as 30 February.', 'Mend the day.'),
      entry('date-out-of-range', 'Outside the years 1900 to 2200.', 'Mend the year.'),
      entry('instant-malformed', 'Not written as a moment.', 'As in `2026-06-12T16:30+02:00`.'),
      entry(
        'instant-without-offset',
        'The moment does not say which offset from UTC its clock had, so it may be any of 26 hours.',
        'Add the offset, or `Z`.',
      ),
      entry('instant-impossible', 'A moment on a day that does not exist.', 'Mend the day.'),
      entry('instant-out-of-range', 'Outside the years 1900 to 2200.', 'Mend the year.'),
      entry('period-malformed', 'Not a period.', 'One unit and a count, as in `{months: 1}`.'),
      entry(
        'period-unit-unknown',
        'Not a unit of a period.',
        '`hours`, `days`, `working-days`, `weeks` or `months`.',
      ),
      entry('period-count-unsound', 'The count is not a whole number in reason.', 'Mend the count.'),
      entry(
        'counting-unknown',
        'Not one of the ways of counting.',
        'Take one of those in the hint; laws/FORMAT.md lists them.',
      ),
      entry('zone-unknown', 'Not a zone of the IANA table.', 'As in `Europe/Berlin`.'),
      entry('calendar-unknown', 'No calendar is known for the place.', 'A country or a part of one.'),
      entry(
        'calendar-part-unknown',
        'The country has a calendar, that part of it has none.',
        'Take a part that the hint names, or the country.',
      ),
      entry(
        'calendar-table-missing',
        'The holidays of the institutions of the Union are not loaded, or a year is missing between others.',
        'Mend `laws/calendars/eu-institutions.yaml`.',
      ),
    ],
  },
  {
    title: 'Entries of the ledger',
    about: 'Refused before anything is written; nothing of the batch is kept.',
    entries: [
      entry('bad-entry', 'The entry is not of the shape that the ledger keeps.', 'Mend the field named.'),
      entry(
        'bad-value',
        'A value cannot be kept as it is, because it would not come back the same.',
        'Send plain JSON values.',
      ),
      entry(
        'bad-path',
        'A field is marked as personal that the body does not have.',
        'Name a field of the body.',
      ),
      entry('id-taken', 'An entry with this id has another content.', 'Give the new entry an id of its own.'),
      entry(
        'version-differs',
        'Somebody else changed the record in the meantime.',
        'Read the record again, and decide about both changes.',
      ),
      entry('record-absent', 'There is no such record to change.', 'Check the id, or make the record first.'),
      entry('undo-absent', 'There is no such entry to undo.', 'Check the id of the entry.'),
      entry('undone-already', 'The entry was undone before.', 'Nothing is to be done.'),
    ],
  },
  {
    title: 'Records, lists and imports',
    about:
      'Refusals: what was asked was understood, and nothing of it was done. Each brings what is needed to act on it. See [the register](../understand/the-register.md).',
    entries: [
      entry(
        'bad-input',
        'What was sent has faults; they are listed with codes of their own.',
        'Mend what is listed, then send it again.',
      ),
      entry(
        'absent',
        'There is no such record in this group.',
        'Look at the list; it may have been removed.',
      ),
      entry(
        'taken',
        'There is a record of this id already.',
        'Take another id, or change the one that is there.',
      ),
      entry(
        'named-by-others',
        'The record cannot go, because other records name it; they are listed.',
        'Change or remove those first, or remove them together with it.',
      ),
      entry(
        'approval-wanted',
        'The group wants changes of this noun to be approved by a second person, or what is settled for it would free changes of that.',
        'Propose the change, or keep the plan of the import; somebody else approves or applies it.',
      ),
      entry(
        'own-change',
        'Who made a change does not decide on it.',
        'Somebody else decides; you may withdraw it.',
      ),
      entry(
        'own-import',
        'Who planned an import does not apply it, where approvals are wanted.',
        'Somebody else looks at the plan and applies it.',
      ),
      entry(
        'closed',
        'The change is not proposed yet, or was decided or withdrawn; the import was applied or withdrawn.',
        'Propose it, or make another one.',
      ),
      entry('not-yours', 'Only who made it may do this.', 'Ask the author; what you may do is in the hint.'),
      entry(
        'person-erased',
        'The texts about this person were erased. By hand they are refused, in an import they are left out and noted.',
        'Leave name, mail, telephone and note out. To keep them again, say so expressly.',
      ),
      entry(
        'guarded',
        'A request was refused by its own rule, under the lock of the group.',
        'The refusal that comes with it says why.',
      ),
      entry(
        'bad-cursor',
        'The text is not the end of a page of this very list.',
        'Give `next` of the page before.',
      ),
      entry(
        'bad-filter',
        'The place or the value of a filter cannot be, or what stands there is encrypted.',
        'Name keys of the record, and a text, number or flag.',
      ),
      entry(
        'bad-sort',
        'There is no such order, or what it would compare is encrypted.',
        'Sort by id, time, version or a text of the record; by three at most.',
      ),
      entry(
        'bad-name',
        'The name of a file has a slash or a sign that cannot be printed, or more than 255 letters.',
        'Give the bare name of the file.',
      ),
      entry(
        'media-refused',
        'The file does not begin as one of its kind does.',
        'Attach PDF, PNG, JPEG, DOCX, XLSX, CSV or plain text, and name the right kind.',
      ),
      entry(
        'content-gone',
        'The content of the file was removed; only its hash is left in the ledger.',
        'Send the file again if it is still needed.',
      ),
      entry(
        'plan-faulty',
        'The file of the import has faults; they are listed.',
        'Mend them, then plan it anew.',
      ),
      entry(
        'plan-outdated',
        'The register or the file has changed since the import was planned.',
        'Plan it anew and look at what it would change now.',
      ),
      entry(
        'cancelled',
        'The work was stopped on request; nothing of it was kept.',
        'Begin it anew if it is wanted.',
      ),
    ],
  },
];

/** The page. */
export function writeIssueCodesPage(): string {
  const groups = CODE_GROUPS.map(
    ({ title, about, entries }) =>
      `## ${title}\n\n${about}\n\n${table(
        ['code', 'what it means', 'what to do'],
        entries.map((one) => [code(one.code), one.means, one.todo]),
      )}`,
  );
  const problems = Object.entries(PROBLEMS).map(([kind, { status, title }]) => [
    code(kind),
    String(status),
    title,
  ]);
  return page('Issue codes', '`tools/reference/issue-codes-page.ts`', [
    'Every fault has a code, a place, a message and a hint. The message and the hint may be worded better one day; the code stays. How faults are shown: [bad input](../use/bad-input.md).',
    ...groups,
    `## Problems over HTTP\n\nThe server answers a refusal as a problem (RFC 9457). The faults of a register stand in its \`issues\`, with the codes above.\n\n${table(['kind', 'status', 'what it says'], problems)}`,
  ]);
}
