import { describe, expect, test } from 'vitest';

import type { RevisionRecord } from '../../src/plan/plan.ts';
import type { RunEvent } from '../../src/runner/events.ts';
import { readJournal } from '../../src/runner/journal.ts';
import type { LockRequest } from '../../src/runner/lock.ts';
import { readLog } from '../../src/runner/log.ts';
import type { Database } from '../../src/runner/ports.ts';
import type { StampChange } from '../../src/runner/stamp.ts';
import { stampJournal } from '../../src/runner/stamp.ts';
import { emptyDatabase, tablesIn } from './databases.ts';
import { environment, step } from './plans.ts';

const table = 'migsh_revisions';
const [a, b, c] = ['aaaa1111', 'bbbb2222', 'cccc3333'].map(id => step(id, []).record);

const request = (more: Partial<LockRequest> = {}): LockRequest => ({
  table,
  wait: 0,
  environment,
  onEvent: () => {},
  signal: new AbortController().signal,
  ...more,
});

function change(
  applied: readonly string[],
  add: readonly (RevisionRecord | undefined)[],
  remove: readonly string[] = [],
): StampChange {
  return { applied: new Set(applied), add: add.flatMap(record => record ?? []), remove };
}

async function appliedIn(database: Database): Promise<readonly string[]> {
  return [...(await readJournal(database, { table })).applied.keys()].toSorted();
}

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test('sets and takes away rows, and says so in the log; no other table is made', async () => {
    const { open } = await emptyDatabase(dialect);
    const database = await open();
    await stampJournal(database, change([], [a, b]), request());
    await stampJournal(database, change(['aaaa1111', 'bbbb2222'], [c], ['bbbb2222']), request());
    expect(await appliedIn(database)).toEqual(['aaaa1111', 'cccc3333']);
    const { applied } = await readJournal(database, { table });
    expect(applied.get('cccc3333')).toMatchObject({
      message: 'make cccc3333',
      checksum: 'c'.repeat(64),
      source: '// the file of cccc3333',
      appliedBy: 'ada@laptop',
      durationMs: 0,
      progress: null,
    });
    const log = await readLog(database, { table, limit: 100 });
    expect(log.map(({ what, revision, by }) => `${what} ${revision} by ${by}`)).toEqual([
      'stamped cccc3333 by ada',
      'unstamped bbbb2222 by ada',
      'stamped bbbb2222 by ada',
      'stamped aaaa1111 by ada',
    ]);
    expect(log[0]?.at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    expect(await readLog(database, { table, limit: 1 })).toHaveLength(1);
    expect(await tablesIn(database)).toEqual(['migsh_log', 'migsh_revisions']);
  });

  test('a database that was never touched has an empty log, and reading it makes no table', async () => {
    const { open } = await emptyDatabase(dialect);
    const database = await open('read');
    expect(await readLog(database, { table, limit: 10 })).toEqual([]);
    expect(await tablesIn(database)).toEqual([]);
  });

  test('an empty change makes the tables', async () => {
    const { open } = await emptyDatabase(dialect);
    const database = await open();
    await stampJournal(database, change([], []), request());
    expect(await tablesIn(database)).toEqual(['migsh_log', 'migsh_revisions']);
    expect(await appliedIn(database)).toEqual([]);
  });

  test('something was applied meanwhile: nothing is written', async () => {
    const { open } = await emptyDatabase(dialect);
    const database = await open();
    await stampJournal(database, change([], [a]), request());
    await expect(stampJournal(database, change([], [b]), request())).rejects.toMatchObject({
      code: 'plan-changed',
    });
    expect(await appliedIn(database)).toEqual(['aaaa1111']);
    expect(await readLog(database, { table, limit: 9 })).toHaveLength(1);
  });

  test('a revision that was cut off half-way is done afterwards', async () => {
    const { open } = await emptyDatabase(dialect);
    const database = await open();
    await stampJournal(database, change([], [a]), request());
    await database.query(`update migsh_revisions set progress = 'up 1'`);
    await stampJournal(database, change(['aaaa1111'], [a]), request());
    const { applied } = await readJournal(database, { table });
    expect(applied.get('aaaa1111')?.progress).toBeNull();
  });

  test('another run is waited for, and told about', async () => {
    const { open } = await emptyDatabase(dialect);
    const [holder, database] = [await open(), await open()];
    const release = await hold(holder);
    await expect(stampJournal(database, change([], [a]), request())).rejects.toMatchObject({
      code: 'locked',
    });
    const told = Promise.withResolvers<RunEvent>();
    const waiting = stampJournal(
      database,
      change([], [a]),
      request({ wait: 30_000, onEvent: told.resolve }),
    );
    expect(await told.promise).toMatchObject({ event: 'waiting', for: 'run-lock' });
    await release();
    await waiting;
    expect(await appliedIn(database)).toEqual(['aaaa1111']);
  });

  test('stopped while it waits: nothing is written', async () => {
    const { open } = await emptyDatabase(dialect);
    const [holder, database] = [await open(), await open()];
    const release = await hold(holder);
    const controller = new AbortController();
    const waiting = stampJournal(
      database,
      change([], [a]),
      request({ wait: 30_000, signal: controller.signal, onEvent: () => controller.abort() }),
    );
    await expect(waiting).rejects.toMatchObject({ code: 'interrupted' });
    await release();
    expect(await tablesIn(database)).toEqual([]);
  });
});

/** Does what a run does that holds the lock; answers what lets go. */
async function hold(database: Database): Promise<() => Promise<unknown>> {
  if (database.dialect === 'sqlite') {
    await database.begin();
    return () => database.rollback();
  }
  const key = `1835624307, hashtext('${table}')`;
  await database.query(`select pg_advisory_lock(${key})`);
  return () => database.query(`select pg_advisory_unlock(${key})`);
}
