import { describe, expect, test } from 'vitest';
import { checkBarrels } from './barrels.ts';
import { checkCircles } from './circles.ts';
import { checkClassNames } from './class-names.ts';
import { checkDeadCode } from './dead-code.ts';
import { checkDependencies } from './dependencies.ts';
import { checkDocComments } from './doc-comments.ts';
import { checkFirstLines } from './first-lines.ts';
import { type Checker, writeFindings } from './house-file.ts';
import { readEdges } from './import-graph.ts';
import { checkImportTable } from './import-table.ts';
import { checkLawIds } from './law-ids.ts';
import { checkLinks } from './links.ts';
import { checkMachineWords } from './machine-words.ts';
import { checkNames } from './names.ts';
import { checkPurity } from './purity.ts';
import { readTree } from './read-tree.ts';

const files = readTree('.');

const RULES: Record<string, Checker> = {
  'every room imports only what it may': checkImportTable,
  'core asks neither clock nor machine': checkPurity,
  'no imports run in a circle': checkCircles,
  'names are guessable, and there are no drawers': checkNames,
  'files are imported themselves, not through barrels': checkBarrels,
  'every file begins by saying what it is': checkFirstLines,
  'public functions of core and api are documented': checkDocComments,
  'every law is found by its id': checkLawIds,
  'no two pages define the same class': checkClassNames,
  'nothing is dead': checkDeadCode,
  'every link is live': checkLinks,
  'no file names a machine': checkMachineWords,
  'every dependency is exact, explained and named': checkDependencies,
};

describe('the house', () => {
  test('is really read', () => {
    expect(readEdges(files).length).toBeGreaterThan(20);
  });

  for (const [rule, check] of Object.entries(RULES)) {
    test(rule, () => {
      const findings = writeFindings(check(files));
      if (findings !== '') expect.fail(`\n${findings}\n`);
    });
  }
});
