import { describe, expect, test } from 'vitest';

import type { RunEvent } from '../../src/runner/events.ts';
import { readJournal } from '../../src/runner/journal.ts';
import type { Database } from '../../src/runner/ports.ts';
import { emptyDatabase, tablesIn } from './databases.ts';
import type { DialectUnderTest } from './databases.ts';
import { planOf, runPlan, step } from './plans.ts';

const table = 'migsh_revisions';
const first = step('aaaa00000001', [
  'create table t (id integer primary key)',
  'insert into t values (1)',
]);
const second = step('bbbb00000002', ['insert into t values (2)']);
const third = step('cccc00000003', ['insert into t values (3)', 'create table u (id integer)']);

const slow: Readonly<Record<DialectUnderTest, string>> = {
  sqlite:
    'insert into t with recursive n(i) as (select 1 union all select i + 1 from n where i < 500000000) select max(i) from n',
  postgresql: 'insert into t select 7 from pg_sleep(60)',
};

/** Does what a run does that holds the lock; answers what lets go. */
const hold: Readonly<
  Record<DialectUnderTest, (database: Database) => Promise<() => Promise<unknown>>>
> = {
  sqlite: async database => {
    await database.begin();
    return () => database.rollback();
  },
  postgresql: async database => {
    const key = '1835624307, hashtext($1)';
    await database.query(`select pg_advisory_lock(${key})`, [table]);
    return () => database.query(`select pg_advisory_unlock(${key})`, [table]);
  },
};

/** Who is said to hold it. SQLite does not tell. */
const holders: Readonly<Record<DialectUnderTest, object>> = {
  sqlite: {},
  postgresql: { holder: expect.stringMatching(/^postgres from [\d.]+, pid \d+ \(migsh\)$/) },
};

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test('ten runs of one plan at once apply each revision once', async () => {
    const { open } = await emptyDatabase(dialect);
    const databases = await Promise.all(Array.from({ length: 10 }, () => open()));
    const plan = planOf(first, second, third);
    const ends = await Promise.all(databases.map(async database => runPlan(database, plan)));
    expect(ends.map(({ current }) => current.length)).toEqual(Array.from({ length: 10 }, () => 3));
    const database = await open('read');
    expect(await database.query('select id from t order by id')).toEqual([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ]);
    expect((await readJournal(database, { table })).applied.size).toBe(3);
    const applied = await database.query(
      "select revision from migsh_log where what = 'applied' order by id",
    );
    expect(applied.map(({ revision }) => revision)).toEqual([
      'aaaa00000001',
      'bbbb00000002',
      'cccc00000003',
    ]);
  });

  test('while another run holds the lock a run waits, says so, and then goes on', async () => {
    const { open } = await emptyDatabase(dialect);
    const [holder, database] = [await open(), await open()];
    const release = await hold[dialect](holder);
    const events: RunEvent[] = [];
    const running = runPlan(database, planOf(first), { events });
    await expect.poll(() => events.map(({ event }) => event)).toContain('waiting');
    expect(await tablesIn(await open('read'))).toEqual([]);
    await release();
    expect((await running).current).toEqual(['aaaa00000001']);
    expect(events.find(({ event }) => event === 'waiting')).toMatchObject({
      for: 'run-lock',
      seconds: 0,
      ...holders[dialect],
    });
  });

  test('a wait that is over is an error with exit code 4; nothing was made', async () => {
    const { open } = await emptyDatabase(dialect);
    const [holder, database] = [await open(), await open()];
    const release = await hold[dialect](holder);
    const failed = { code: 'locked', exitCode: 4, hint: expect.stringContaining('--wait') };
    await expect(runPlan(database, planOf(first), { wait: 0 })).rejects.toMatchObject(failed);
    await expect(runPlan(database, planOf(first), { wait: 300 })).rejects.toMatchObject(failed);
    await release();
    expect(await tablesIn(database)).toEqual([]);
  });

  test('a run that fails gives the lock back', async () => {
    const { open } = await emptyDatabase(dialect);
    const [one, other] = [await open(), await open()];
    await expect(runPlan(one, planOf(step('aaaa00000001', ['select nothing'])))).rejects.toThrow(
      'nothing',
    );
    expect((await runPlan(other, planOf(first), { wait: 0 })).current).toEqual(['aaaa00000001']);
  });

  describe('stopping', () => {
    test('the running statement is cancelled, its revision rolled back, the lock given back, the log told', async () => {
      const { open } = await emptyDatabase(dialect);
      const database = await open();
      const events: RunEvent[] = [];
      const controller = new AbortController();
      const running = runPlan(
        database,
        planOf(first, step('bbbb00000002', ['insert into t values (2)', slow[dialect]])),
        {
          events,
          signal: controller.signal,
        },
      );
      const stopped = failure(running);
      await expect
        .poll(() => events.filter(({ event }) => event === 'statement-start').length)
        .toBe(4);
      controller.abort();
      expect(await stopped).toMatchObject({ code: 'interrupted', exitCode: 130 });
      expect(events.at(-1)).toMatchObject({
        event: 'error',
        current: ['aaaa00000001'],
        error: { code: 'interrupted' },
      });
      expect(await database.query('select id from t')).toEqual([{ id: 1 }]);
      const [last] = await database.query('select what from migsh_log order by id desc limit 1');
      expect(last).toEqual({ what: 'interrupted' });
      const { current } = await runPlan(await open(), planOf(first, second), { wait: 0 });
      expect(current).toEqual(['aaaa00000001', 'bbbb00000002']);
    });

    test('in a revision of several phases what was done before stays, and the words say so', async () => {
      const database = await (await emptyDatabase(dialect)).open();
      const controller = new AbortController();
      const phases = step('aaaa00000001', [
        'create table t (id integer)',
        { sql: 'select 1', phase: 2, transactional: false },
        { sql: 'select 2', phase: 3 },
      ]);
      const running = runPlan(database, planOf(phases), {
        signal: controller.signal,
        onEvent: event => {
          if (event.event === 'statement-end' && event.index === 2) controller.abort();
        },
      });
      await expect(running).rejects.toMatchObject({
        code: 'interrupted',
        message: expect.stringContaining('what was done of it before stays'),
      });
      const [row] = await database.query('select progress from migsh_revisions');
      expect(row).toEqual({ progress: 'up 2' });
    });

    test('while it waits for the lock', async () => {
      const { open } = await emptyDatabase(dialect);
      const [holder, database] = [await open(), await open()];
      const release = await hold[dialect](holder);
      const events: RunEvent[] = [];
      const controller = new AbortController();
      const running = runPlan(database, planOf(first), { events, signal: controller.signal });
      const stopped = failure(running);
      await expect.poll(() => events.map(({ event }) => event)).toContain('waiting');
      controller.abort();
      expect(await stopped).toMatchObject({ code: 'interrupted' });
      await release();
      expect(await tablesIn(database)).toEqual([]);
    });

    test('before the next revision, when asked to let the running one end', async () => {
      const database = await (await emptyDatabase(dialect)).open();
      const controller = new AbortController();
      const running = runPlan(database, planOf(first, second), {
        stop: controller.signal,
        onEvent: ({ event }) => {
          if (event === 'statement-start') controller.abort();
        },
      });
      await expect(running).rejects.toMatchObject({
        code: 'interrupted',
        message: 'stopped before bbbb00000002',
      });
      expect([...(await readJournal(database, { table })).applied.keys()]).toEqual([
        'aaaa00000001',
      ]);
    });
  });
});

describe('postgresql', () => {
  test('a table that somebody else holds is waited for in tries, and the run goes on when it is free', async () => {
    const { open } = await emptyDatabase('postgresql');
    const [holder, database] = [await open(), await open()];
    await runPlan(database, planOf(first));
    await holder.begin();
    await holder.query('lock table t in access share mode');
    const events: RunEvent[] = [];
    const running = runPlan(
      database,
      planOf(first, step('bbbb00000002', ['alter table t add column name text'])),
      { events },
    );
    await expect
      .poll(() => events.find(({ event }) => event === 'waiting'), { timeout: 20_000 })
      .toMatchObject({ for: 'lock' });
    await holder.rollback();
    expect((await running).current).toEqual(['aaaa00000001', 'bbbb00000002']);
  });

  test('other sessions see which revision runs', async () => {
    const { open } = await emptyDatabase('postgresql');
    const database = await open();
    const seen = "select current_setting('application_name')";
    await runPlan(database, planOf(step('aaaa00000001', [`create table seen as ${seen} as name`])));
    expect(await database.query('select name from seen')).toEqual([{ name: 'migsh aaaa00000001' }]);
  });
});

/** What the promise ends with when it fails. */
async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );
}
