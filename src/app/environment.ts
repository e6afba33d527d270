import { hostname, userInfo } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

import type { RunnerEnvironment } from '../runner/ports.ts';

/** The clock, the person and the machine that the journal names. */
export const environment: RunnerEnvironment = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
  user: userName(),
  host: hostname(),
  pid: process.pid,
};

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user without an entry.
    return process.env['USER'] ?? `uid ${process.getuid?.() ?? '?'}`;
  }
}
