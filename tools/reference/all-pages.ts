// The whole reference: every file below docs/reference/ by its name, as it follows from the code and the law files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadLawFiles, readLawFolder } from '../../src/kit/library/load-laws.ts';
import { TRANSFERS_SCHEMA, writeAnswersPage } from './answers-page.ts';
import { writeApiPage } from './api-page.ts';
import { writeApiTypes } from './api-types.ts';
import { writeCliPage } from './cli-page.ts';
import { writeFactsPage } from './facts-page.ts';
import { writeIssueCodesPage } from './issue-codes-page.ts';
import { writeLawPages } from './law-pages.ts';
import { page } from './markdown.ts';
import { writeRegisterPage } from './register-page.ts';
import { REGISTER_SCHEMA } from './register-schema.ts';
import { writeAuthoritiesPage, writeTermsPage } from './word-pages.ts';

export const REFERENCE = 'docs/reference';

/** Writes all of it in memory. In: the folder of the laws. Out: names below docs/reference/ with their texts. */
export function writeReference(folder = 'laws'): Map<string, string> {
  const read = readLawFolder(folder);
  const loaded = read.ok
    ? loadLawFiles(read.value, readFileSync(join(folder, 'VERSION'), 'utf8').trim())
    : read;
  if (!read.ok || !loaded.ok)
    throw new Error('The law files are not sound; `./sekisho law check` says where.');
  const { files } = read.value;
  const rulebook = loaded.value;
  const laws = writeLawPages(rulebook, files);
  return new Map([
    ['README.md', writeContents()],
    ['cli.md', writeCliPage()],
    ['api.md', writeApiPage()],
    ['api.ts', writeApiTypes()],
    ['register.md', writeRegisterPage()],
    ['register.schema.json', writeJson(REGISTER_SCHEMA)],
    ['answers.md', writeAnswersPage()],
    ['transfers-answer.schema.json', writeJson(TRANSFERS_SCHEMA)],
    ['issue-codes.md', writeIssueCodesPage()],
    ['facts.md', writeFactsPage([...rulebook.rules.values()])],
    ['authorities.md', writeAuthoritiesPage(files)],
    ['terms.md', writeTermsPage(files)],
    ...[...laws].map(([name, text]): [string, string] => [`laws/${name}`, text]),
  ]);
}

function writeContents(): string {
  return page('Reference', 'the code and the law files', [
    [
      '- [The command line](cli.md): every command and option',
      '- [The HTTP API](api.md): every call and every problem, and [types for TypeScript](api.ts)',
      '- [The register](register.md): every key of the file, and its [JSON Schema](register.schema.json)',
      '- [Answers](answers.md): what comes back as JSON, and the [JSON Schema of transfers](transfers-answer.schema.json)',
      '- [Issue codes](issue-codes.md): every fault, what it means, what to do',
      '- [Facts](facts.md): what a rule can ask',
      '- [The laws](laws/index.md): one page per law, every rule with its source',
      '- [Authorities](authorities.md)',
      '- [Terms](terms.md): the shared words in English, Japanese and German',
    ].join('\n'),
    'The format of law files is explained in [laws/FORMAT.md](../../laws/FORMAT.md).',
  ]);
}

function writeJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
