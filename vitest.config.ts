import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/vscode/**', '**/node_modules/**'],
    globalSetup: ['test/support/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // Left to itself Vitest leaves one processor to its own process, which has little to do: one worker on a machine with two.
    maxWorkers: availableParallelism(),
  },
});
