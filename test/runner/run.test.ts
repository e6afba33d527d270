import { describe, expect, test } from 'vitest';

import type { RunEvent } from '../../src/runner/events.ts';
import { readJournal } from '../../src/runner/journal.ts';
import type { Database } from '../../src/runner/ports.ts';
import { emptyDatabase, tablesIn } from './databases.ts';
import { planOf, runPlan, step } from './plans.ts';

const table = 'migsh_revisions';
const first = step('aaaa00000001', [
  'create table t (id integer primary key)',
  'insert into t values (1)',
]);
const second = step('bbbb00000002', ['create table u (id integer primary key)'], {
  record: {
    ...step('bbbb00000002', []).record,
    parents: ['aaaa00000001'],
    dependsOn: ['x1', 'x2'],
    message: "it's\ntwo",
  },
});

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test('looking at a database without a journal makes none', async () => {
    const database = await (await emptyDatabase(dialect)).open('read');
    expect(await readJournal(database, { table })).toEqual({ exists: false, applied: new Map() });
    expect(await tablesIn(database)).toEqual([]);
  });

  test('a plan without steps makes no table', async () => {
    const database = await (await emptyDatabase(dialect)).open();
    expect((await runPlan(database, planOf())).current).toEqual([]);
    expect(await tablesIn(database)).toEqual([]);
  });

  test('revisions run in order, each with its row; the log says who and when', async () => {
    const { open } = await emptyDatabase(dialect);
    const database = await open();
    const { current, events } = await runPlan(database, planOf(first, second));
    expect(current).toEqual(['aaaa00000001', 'bbbb00000002']);
    expect(events.map(told)).toEqual([
      'plan',
      'revision-start aaaa00000001 1/2',
      'statement-start 1/2',
      'statement-end 1',
      'statement-start 2/2',
      'statement-end 2',
      'revision-end aaaa00000001',
      'revision-start bbbb00000002 2/2',
      'statement-start 1/1',
      'statement-end 1',
      'revision-end bbbb00000002',
      'done aaaa00000001,bbbb00000002',
    ]);
    const { exists, applied } = await readJournal(await open('read'), { table });
    expect(exists).toBe(true);
    expect(applied.get('bbbb00000002')).toEqual({
      ...second.record,
      appliedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      appliedBy: 'ada@laptop',
      durationMs: expect.any(Number),
      progress: null,
    });
    expect(await log(database)).toEqual([
      'started',
      'applied aaaa00000001',
      'applied bbbb00000002',
    ]);
  });

  test('down takes the row away', async () => {
    const database = await (await emptyDatabase(dialect)).open();
    await runPlan(database, planOf(first));
    const down = step('aaaa00000001', ['drop table t'], { direction: 'down' });
    const { current } = await runPlan(database, planOf(down), {
      applied: new Set(['aaaa00000001']),
    });
    expect(current).toEqual([]);
    expect(await tablesIn(database)).toEqual(['migsh_log', 'migsh_revisions']);
    expect(await log(database)).toEqual([
      'started',
      'applied aaaa00000001',
      'started',
      'reverted aaaa00000001',
    ]);
  });

  test('a merge has no statements, only a row', async () => {
    const database = await (await emptyDatabase(dialect)).open();
    expect((await runPlan(database, planOf(step('aaaa00000001', [])))).current).toEqual([
      'aaaa00000001',
    ]);
  });

  test('the journal may have another name', async () => {
    const database = await (await emptyDatabase(dialect)).open();
    await runPlan(database, planOf(step('aaaa00000001', [])), { table: 'migsh_other' });
    expect(await tablesIn(database)).toEqual(['migsh_log', 'migsh_other']);
    expect((await readJournal(database, { table: 'migsh_other' })).applied.size).toBe(1);
  });

  test('a statement that fails takes its revision with it; what came before stays, and the next run goes on', async () => {
    const database = await (await emptyDatabase(dialect)).open();
    const events: RunEvent[] = [];
    const broken = step('bbbb00000002', [
      'create table u (id integer)',
      'insert into nowhere values (1)',
    ]);
    await expect(runPlan(database, planOf(first, broken), { events })).rejects.toMatchObject({
      code: 'statement-failed',
      message: expect.stringMatching(
        /^bbbb00000002 failed at migrations\/bbbb00000002\.ts:7: .*nowhere/,
      ),
      details: { revision: 'bbbb00000002', file: 'migrations/bbbb00000002.ts', line: 7 },
    });
    expect(events.at(-1)).toMatchObject({
      event: 'error',
      current: ['aaaa00000001'],
      error: { code: 'statement-failed' },
    });
    expect(await tablesIn(database)).toEqual(['migsh_log', 'migsh_revisions', 't']);
    expect((await log(database)).slice(0, 2)).toEqual(['started', 'applied aaaa00000001']);
    expect((await log(database)).at(2)).toMatch(/^failed .*nowhere/);
    const { current } = await runPlan(database, planOf(second), {
      applied: new Set(['aaaa00000001']),
    });
    expect(current).toEqual(['aaaa00000001', 'bbbb00000002']);
  });

  test('a proof that finds a row rolls its revision back', async () => {
    const database = await (await emptyDatabase(dialect)).open();
    const proven = step('aaaa00000001', [
      'create table t (id integer)',
      { sql: 'select id from t', part: 'proof', expectNoRows: 'there are rows' },
      'insert into t values (7)',
      { sql: 'select id from t', part: 'proof', expectNoRows: 'row 7 would be lost' },
    ]);
    await expect(runPlan(database, planOf(proven))).rejects.toMatchObject({
      code: 'proof-failed',
      message: expect.stringContaining('row 7 would be lost'),
    });
    expect(await tablesIn(database)).not.toContain('t');
  });

  describe('phases', () => {
    const outside = { phase: 2, transactional: false } as const;
    const phased = (last: string) =>
      step('aaaa00000001', [
        { sql: 'create table t (id integer)', phase: 1 },
        {
          ...outside,
          sql:
            dialect === 'postgresql'
              ? 'create index concurrently t_id on t (id)'
              : 'create index t_id on t (id)',
        },
        { sql: last, phase: 3 },
      ]);

    test('what cannot be in a transaction runs outside, and the revision is whole', async () => {
      const database = await (await emptyDatabase(dialect)).open();
      expect((await runPlan(database, planOf(phased('insert into t values (1)')))).current).toEqual(
        ['aaaa00000001'],
      );
      expect(
        (await readJournal(database, { table })).applied.get('aaaa00000001')?.progress,
      ).toBeNull();
    });

    test('a revision cut off between phases is partial, and a rerun goes on there', async () => {
      const database = await (await emptyDatabase(dialect)).open();
      await expect(
        runPlan(database, planOf(phased('insert into nowhere values (1)'))),
      ).rejects.toThrow('nowhere');
      const { applied } = await readJournal(database, { table });
      expect(applied.get('aaaa00000001')?.progress).toEqual({ direction: 'up', statements: 2 });
      const { events } = await runPlan(database, planOf(phased('insert into t values (1)')));
      expect(events.map(told).filter(line => line.startsWith('statement-start'))).toEqual([
        'statement-start 3/3',
      ]);
      expect(
        (await readJournal(database, { table })).applied.get('aaaa00000001')?.progress,
      ).toBeNull();
      expect(await database.query('select id from t')).toEqual([{ id: 1 }]);
    });
  });

  test('what the log cannot be told is no reason to say that nothing is applied', async () => {
    const { open } = await emptyDatabase(dialect);
    const database = await open();
    await runPlan(database, planOf(first));
    await database.query('drop table migsh_log');
    await database.query('create view migsh_log as select 1 as id');
    const events: RunEvent[] = [];
    const applied = new Set(['aaaa00000001']);
    await expect(runPlan(database, planOf(second), { applied, events })).rejects.toThrow(
      'migsh_log',
    );
    expect(events.at(-1)).toMatchObject({ event: 'error', current: ['aaaa00000001'] });
  });

  describe('the state that the plan was made for', () => {
    test('another run applied something else: nothing runs', async () => {
      const database = await (await emptyDatabase(dialect)).open();
      await runPlan(database, planOf(step('cccc00000003', [])));
      await expect(runPlan(database, planOf(first))).rejects.toMatchObject({
        code: 'plan-changed',
        details: { came: ['cccc00000003'], went: [] },
      });
      expect(await tablesIn(database)).not.toContain('t');
    });

    test('another run applied exactly these: done, nothing runs twice', async () => {
      const database = await (await emptyDatabase(dialect)).open();
      await runPlan(database, planOf(first, second));
      const { current, events } = await runPlan(database, planOf(first, second));
      expect(current).toEqual(['aaaa00000001', 'bbbb00000002']);
      expect(events.map(told)).toEqual(['plan', 'done aaaa00000001,bbbb00000002']);
      expect(await log(database)).toHaveLength(3);
    });

    test('another run applied the first of these: the rest runs', async () => {
      const database = await (await emptyDatabase(dialect)).open();
      await runPlan(database, planOf(first));
      const { events } = await runPlan(database, planOf(first, second));
      expect(events.map(told).filter(line => line.startsWith('revision-start'))).toEqual([
        'revision-start bbbb00000002 2/2',
      ]);
    });
  });
});

test('sqlite: foreign keys are off inside a revision that rebuilds, and on in the next', async () => {
  const database = await (await emptyDatabase('sqlite')).open();
  const off = step('aaaa00000001', [foreignKeysInto('one')], { foreignKeysOff: true });
  await runPlan(database, planOf(off, step('bbbb00000002', [foreignKeysInto('two')])));
  expect(
    await database.query('select one.foreign_keys as one, two.foreign_keys as two from one, two'),
  ).toEqual([{ one: 0, two: 1 }]);
});

/** An event in a line. */
function told(event: RunEvent): string {
  if (event.event === 'done') return `done ${event.current.join(',')}`;
  if (event.event === 'statement-end') return `statement-end ${event.index}`;
  if (event.event === 'statement-start') return `statement-start ${event.index}/${event.count}`;
  if (event.event === 'revision-end') return `revision-end ${event.revision}`;
  if (event.event !== 'revision-start') return event.event;
  return `revision-start ${event.revision} ${event.index}/${event.count}`;
}

function foreignKeysInto(name: string): string {
  return `create table ${name} as select * from pragma_foreign_keys`;
}

async function log(database: Database): Promise<readonly string[]> {
  const rows = await database.query('select what, revision, error from migsh_log order by id');
  return rows.map(({ what, revision, error }) =>
    [what, revision, error].filter(part => typeof part === 'string').join(' '),
  );
}

test('what a revision sets in its session does not hide the journal, nor reach the next one', async () => {
  const { open } = await emptyDatabase('postgresql');
  const database = await open();
  const dump = step('aaaa00000001', [
    'create schema other',
    `select pg_catalog.set_config('search_path', '', false)`,
    'create table other.t (id integer)',
  ]);
  const after = step('bbbb00000002', ['create table u (id integer)', 'set search_path to other']);
  const { current } = await runPlan(database, planOf(dump, after));
  expect(current).toEqual(['aaaa00000001', 'bbbb00000002']);
  expect(await database.query(`select to_regclass('public.u') is not null as there`)).toEqual([
    { there: true },
  ]);
});
