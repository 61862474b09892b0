// Which tests there are: the unit tests beside the code, the house, and the browser as a project of its own.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Half of the tests wait for a program or a database of their own, so that two at a time fill two processors.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          // A machine may be busy; how long something takes is measured by the benches, never by a test.
          testTimeout: 60_000,
          hookTimeout: 120_000,
          include: [
            'src/**/*.test.{ts,tsx}',
            'test/**/*.test.{ts,tsx}',
            'bench/**/*.test.ts',
            'tools/**/*.test.ts',
          ],
          exclude: ['test/browser/**', 'node_modules/**', 'dist/**'],
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
