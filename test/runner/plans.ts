import { setTimeout as delay } from 'node:timers/promises';

import type { Plan, Statement, Step } from '../../src/plan/plan.ts';
import type { RunEvent } from '../../src/runner/events.ts';
import type { Database, RunnerEnvironment } from '../../src/runner/ports.ts';
import { run } from '../../src/runner/run.ts';
import type { RunOptions } from '../../src/runner/running.ts';

/** A clock and a person. */
export const environment: RunnerEnvironment = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
  user: 'ada',
  host: 'laptop',
  pid: 4711,
};

type Part = Partial<Statement> & { readonly sql: string };

/** One revision of a plan: its statements as text, or with what else is said of them. */
export function step(
  revision: string,
  statements: readonly (string | Part)[],
  more: Partial<Step> = {},
): Step {
  const parts = statements.map((part): Statement => ({
    kind: 'sql',
    phase: 1,
    comment: '',
    transactional: true,
    source: { file: `migrations/${revision}.ts`, line: 7 },
    hazards: [],
    ...(typeof part === 'string' ? { sql: part } : part),
  }));
  return {
    revision,
    direction: 'up',
    transactional: parts.every(({ transactional }) => transactional),
    statements: parts,
    foreignKeysOff: false,
    record: {
      id: revision,
      message: `make ${revision}`,
      parents: [],
      dependsOn: [],
      checksum: 'c'.repeat(64),
      recordChecksum: 'r'.repeat(64),
      source: `// the file of ${revision}`,
    },
    ...more,
  };
}

export function planOf(...steps: readonly Step[]): Plan {
  return { id: 'aaaaaaaaaaaa', from: [], to: steps.map(({ revision }) => revision), steps };
}

export interface Ran {
  readonly current: readonly string[];
  readonly events: readonly RunEvent[];
}

/** Runs a plan that was made for an empty journal unless `applied` says otherwise. */
export async function runPlan(
  database: Database,
  plan: Plan,
  options: Partial<RunOptions> & { readonly events?: RunEvent[] } = {},
): Promise<Ran> {
  const { events = [], ...rest } = options;
  const { current } = await run(plan, database, {
    table: 'migsh_revisions',
    applied: new Set(),
    tips: applied => [...applied].toSorted(),
    environment,
    onEvent: event => events.push(event),
    signal: new AbortController().signal,
    wait: 20_000,
    ...rest,
  });
  return { current, events };
}
