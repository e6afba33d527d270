import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Plan } from '../../src/plan/plan.ts';
import { readJournal } from '../../src/runner/journal.ts';
import { emptyDatabase } from './databases.ts';
import { planOf, runPlan, step } from './plans.ts';

const revisions = 6;

/** Each revision makes a table and counts itself, so that one that ran twice or half shows. */
const plan = planOf(
  step('r00000000000', ['create table ran (revision integer)']),
  ...Array.from({ length: revisions }, (_, n) =>
    step(`r0000000000${n + 1}`, [
      `create table t${n} (id integer primary key)`,
      `insert into ran values (${n})`,
      ...Array.from({ length: 20 }, (__, row) => `insert into t${n} values (${row})`),
    ]),
  ),
);

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test.each([3, 10, 24, 47, 90, 140])(
    'a run that is killed at its event %i is completed by the same run',
    async events => {
      const { root, open } = await emptyDatabase(dialect);
      await runUntil(root, events);
      const database = await open();
      expect((await runPlan(database, plan)).current).toHaveLength(revisions + 1);
      const rows = await database.query('select revision from ran order by revision');
      expect(rows.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5]);
      for (let n = 0; n < revisions; n += 1) {
        expect(await database.query(`select id from t${n}`)).toHaveLength(20);
      }
      const { applied } = await readJournal(database, { table: 'migsh_revisions' });
      expect([...applied.values()].every(({ progress }) => progress === null)).toBe(true);
    },
  );
});

const endless: Readonly<Record<string, string>> = {
  sqlite:
    'insert into ran with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n',
  postgresql: 'insert into ran select 7 from pg_sleep(3600)',
};

test.each(['sqlite', 'postgresql'] as const)(
  '%s: a statement whose client was killed does not keep the lock',
  async dialect => {
    const { root, open } = await emptyDatabase(dialect);
    const first = step('r00000000000', ['create table ran (revision integer)']);
    const stuck = step('r00000000001', [endless[dialect] ?? '']);
    await runUntil(root, 7, planOf(first, stuck));
    const next = step('r00000000001', ['insert into ran values (1)']);
    const { current } = await runPlan(await open(), planOf(first, next));
    expect(current).toEqual(['r00000000000', 'r00000000001']);
  },
);

/** Starts the plan in another process and kills it, without warning, when it has told so many events. */
async function runUntil(root: string, events: number, what: Plan = plan): Promise<void> {
  const child = spawn(
    process.execPath,
    [resolve('test/runner/run-plan.ts'), root, JSON.stringify(what)],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let seen = 0;
  child.stdout.on('data', (data: Buffer) => {
    seen += data.toString().split('\n').length - 1;
    if (seen >= events) child.kill('SIGKILL');
  });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}
