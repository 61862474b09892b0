// A vitest reporter that writes down which tests were skipped and why, so that no skip passes unseen.
import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export interface SkippedTest {
  readonly file: string;
  readonly name: string;
  readonly because: string;
}

export default class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env.SEKISHO_SKIP_FILE;
    if (file !== undefined) writeFileSync(file, JSON.stringify(modules.flatMap(findSkips)));
  }
}

function findSkips(module: TestModule): SkippedTest[] {
  return [...module.children.allTests('skipped')].map((test) => {
    const result = test.result();
    const note = result.state === 'skipped' ? result.note : undefined;
    const because = note ?? (test.options.mode === 'todo' ? 'still to be written' : 'no reason is given');
    return { file: module.relativeModuleId, name: test.fullName, because };
  });
}
