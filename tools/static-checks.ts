// The checks that run nothing: types of the whole tree, types of core without browser and Node, lint and format.
import { spawnSync } from 'node:child_process';

export interface StaticCheck {
  readonly name: string;
  /** Path of the tool's script, and the words for it. */
  readonly script: string;
  readonly words: readonly string[];
  readonly repair: string;
}

const TSC = 'node_modules/typescript/bin/tsc';

export const STATIC_CHECKS: readonly StaticCheck[] = [
  {
    name: 'types',
    script: TSC,
    words: ['-p', 'tsconfig.json'],
    repair: 'Mend the types at the places named above.',
  },
  {
    name: 'types of src/core, which knows neither browser nor Node',
    script: TSC,
    words: ['-p', 'src/core/tsconfig.json'],
    repair: 'Core is pure: pass in what it needs as an argument instead of asking the machine for it.',
  },
  {
    name: 'lint and format',
    script: 'node_modules/@biomejs/biome/bin/biome',
    words: ['check', '--error-on-warnings', '.'],
    repair: 'Most of it is repaired by: npm run format',
  },
];

/** Runs one check, with its own words on the console; true when it found nothing. */
export function passesCheck(check: StaticCheck): boolean {
  const startedAt = performance.now();
  const { status, error } = spawnSync(process.execPath, [check.script, ...check.words], { stdio: 'inherit' });
  if (error !== undefined) console.log(`${check.script} could not be started: ${error.message}`);
  const passed = status === 0;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${passed ? 'passed' : 'FAILED'}: ${check.name} (${seconds} s)`);
  if (!passed) console.log(`        ${check.repair}`);
  return passed;
}
