import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/servers/global-setup.ts'],
    // By itself vitest leaves a core free, and most of the time a test waits for a process of its own.
    maxWorkers: 2,
    // A story drives a real terminal and real databases; two cores are shared with them.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { FORCE_COLOR: '0', NODE_ENV: 'test' },
  },
});
