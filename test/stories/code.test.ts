import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { binary } from '../binary.ts';
import { createDatabase } from '../servers/postgresql.ts';
import type { Shop } from './shop.ts';
import { makeShop } from './shop.ts';

const parent = 'c6e38b1f4a92';

const file = (up: string, down = ''): string => `/**
 * runs code
 *
 * @revision c0de0001
 * @parents  ${parent}
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  ${up}
}

export function down(op: Op) {
  ${down}
}
`;

const gate = `op.createTable('gate', t => {
    t.integer('id').primary();
    t.string('name', 40).nullable();
  });
  op.insert('gate', [{ id: 1, name: 'one' }, { id: 2 }]);`;

const outside = (end: string): string => `${gate}
op.run(async ({ kysely }) => {
  await kysely.transaction().execute(async kysely => {
    await kysely.insertInto('gate').values({ id: 7 }).execute();
  });
  await kysely.transaction().execute(async kysely => {
    await kysely.insertInto('gate').values({ id: 8 }).execute();
    throw new Error('rolled back alone');
  }).catch(() => undefined);
  ${end}
}, { transactional: false });
op.run(async ({ sql }) => {
  const ids = (await sql\`select id from gate order by id\`).map(({ id }) => id);
  if (ids.join() !== '1,2,7') throw new Error(\`there are \${ids}\`);
});`;

const apart = (end: string): string => `${gate}
op.run(async ({ sql }) => {
  await sql\`insert into gate (id) values (7) on conflict do nothing\`;
  process.stderr.write('it runs\\n');
  ${end}
}, { transactional: false });
op.sql('insert into gate (id) select 10 from gate where id = 7');`;

describe.each(['sqlite', 'postgresql'])('code in a revision on %s', dialect => {
  let shop: Shop;
  beforeAll(async () => {
    const database = dialect === 'sqlite' ? undefined : await createDatabase();
    shop = await makeShop(database?.url);
    await shop.migsh('upgrade', parent);
  });
  afterAll(() => shop.remove());
  const path = (): string => join(shop.root, 'migrations/20260701_code.ts');
  const write = (up: string, down?: string): void => writeFileSync(path(), file(up, down));

  beforeEach(() => rmSync(path(), { force: true }));

  const current = async (): Promise<readonly string[]> =>
    JSON.parse((await shop.migsh('current', '--json')).stdout).current;

  /** What an upgrade that fails says; nothing of it may stay. */
  const refused = async (body: string): Promise<string> => {
    write(`${gate}\n  op.run(${body});`, `op.dropTable('gate');`);
    const ran = await shop.migsh('upgrade', 'c0de0001');
    expect(ran).toMatchObject({ code: 1 });
    expect(await current()).toEqual([parent]);
    return unwrapped(ran.stderr);
  };

  /** An upgrade that is sent a signal as soon as its code runs. */
  const signalled = (signal: NodeJS.Signals): { exit: Promise<unknown[]>; said: () => string } => {
    const { DATABASE_URL: _url, ...env } = process.env;
    const child = spawn(process.execPath, [binary, 'upgrade', 'c0de0001'], {
      cwd: shop.root,
      env: { ...env, NO_COLOR: '1', ...shop.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (!said.includes('it runs\n') && (said + text).includes('it runs\n')) child.kill(signal);
      said += text;
    });
    return { exit: once(child, 'exit'), said: () => said };
  };

  test('runs with sql and kysely in the transaction of its revision, up and down', async () => {
    write(
      `${gate}
  op.run(async ({ sql, kysely }) => {
    const rows = await sql\`select id, name from gate where id > \${0} order by id\`;
    for (const { id, name } of rows) {
      await sql\`update gate set name = \${\`\${name ?? 'none'}!\`} where id = \${id}\`;
    }
    await sql('insert into gate (id, name) values ($1, $2)', [3, 'three']);
    const { numUpdatedRows } = await kysely
      .updateTable('gate')
      .set({ name: 'all' })
      .where('id', '>', 2)
      .executeTakeFirstOrThrow();
    await kysely.insertInto('gate').values({ id: 4, name: \`updated \${numUpdatedRows}\` }).execute();
  });
  op.sql('create table told as select * from gate');`,
      `op.run(async ({ kysely }) => {
    await kysely.deleteFrom('told').where('id', '=', 2).execute();
  });
  op.sql('create table left_over as select id from told');
  op.sql('drop table told');
  op.dropTable('gate');`,
    );
    const plan = JSON.parse((await shop.migsh('upgrade', 'c0de0001', '--plan', '--json')).stdout);
    const code = plan.steps[0].statements.find((each: { kind: string }) => each.kind === 'code');
    expect(code).toMatchObject({
      kind: 'code',
      code: expect.stringMatching(
        /^async \(\{ sql, kysely \}\) => \{\n {2}const rows = await sql`/,
      ),
      transactional: true,
      source: { file: 'migrations/20260701_code.ts', line: 15 },
      hazards: [{ rule: 'unreadable-code', level: 'note' }],
    });
    expect(code).not.toHaveProperty('sql');
    const shown = await shop.migsh('upgrade', 'c0de0001', '--plan');
    expect(shown.stdout).toContain('code, not SQL:');
    expect(shown.stdout).toContain('code: what it does is not known');

    const up = await shop.migsh('upgrade', 'c0de0001');
    expect(up).toMatchObject({ code: 0 });
    const down = await shop.migsh('downgrade', '-1', '--allow-data-loss');
    expect(down).toMatchObject({ code: 0 });
    write(`op.run(async ({ sql }) => {
    const rows = await sql\`select id from left_over order by id\`;
    throw new Error(JSON.stringify(rows));
  });`);
    const told = await shop.migsh('upgrade', 'c0de0001');
    expect(unwrapped(told.stderr)).toContain('[{"id":1},{"id":3},{"id":4}]');
  });

  test('what it throws is said with file and line, and the revision is rolled back', async () => {
    expect(
      await refused(`async ({ sql }) => {
    await sql\`delete from gate\`;
    throw new TypeError('no such thing');
  }`),
    ).toContain(
      'c0de0001 failed at migrations/20260701_code.ts:17, in code: TypeError: no such thing [code-failed]',
    );
    expect(await refused('() => { throw "words"; }')).toContain('in code: words [code-failed]');
    // Nothing of it stayed, or this would meet the table.
    write(gate, `op.dropTable('gate');`);
    expect((await shop.migsh('upgrade', 'c0de0001')).code).toBe(0);
    expect((await shop.migsh('downgrade', '-1', '--allow-data-loss')).code).toBe(0);
  });

  test('a statement that fails is said in the database’s words, at its line', async () => {
    const said = await refused(`async ({ sql }) => {
    await sql\`select 1\`;
    await sql\`select nothing from nowhere\`;
  }`);
    expect(said).toContain('failed at migrations/20260701_code.ts:17, in code:');
    expect(said).toContain('nowhere');
    expect(said).toContain('[statement-failed]');
    const built = await refused(`async ({ kysely }) => {
    await kysely.selectFrom('nowhere').selectAll().execute();
  }`);
    expect(built).toContain('nowhere');
    expect(built).toContain('[statement-failed]');
  });

  test('what is not awaited is refused', async () => {
    const words = 'it ended without waiting for a statement that it had sent [code-failed]';
    expect(await refused('({ sql }) => { sql`delete from gate`; }')).toContain(words);
    expect(
      await refused(`async ({ sql }) => {
    void sql\`delete from gate\`;
    await sql\`select 1\`;
  }`),
    ).toContain(words);
    expect(
      await refused("({ kysely }) => { void kysely.deleteFrom('gate').execute(); }"),
    ).toContain(words);
  });

  test('a transaction of its own is refused', async () => {
    expect(await refused('async ({ sql }) => { await sql`commit`; }')).toContain(
      'commit would begin or end a transaction',
    );
    expect(
      await refused(
        'async ({ kysely }) => { await kysely.transaction().execute(async () => {}); }',
      ),
    ).toContain("begins a transaction inside of the revision's");
    expect(await refused("async ({ sql }) => { await sql('select 1; commit'); }")).toMatch(
      dialect === 'sqlite' ? /more than one statement/ : /commit would begin or end/,
    );
  });

  test('a failed statement that it caught does not pass for success', async () => {
    write(
      `${gate}
  op.run(async ({ sql }) => {
    await sql\`select nothing from nowhere\`.catch(() => undefined);
  });`,
      `op.dropTable('gate');`,
    );
    const ran = await shop.migsh('upgrade', 'c0de0001');
    // SQLite takes back the statement alone, PostgreSQL goes no further in that transaction.
    const told = dialect === 'postgresql' ? 'a statement of it had failed, and it went on' : '';
    expect(unwrapped(ran.stderr)).toContain(told);
    expect(ran.code).toBe(dialect === 'postgresql' ? 1 : 0);
    const down = await shop.migsh('downgrade', parent, '--allow-data-loss');
    expect(down.code).toBe(0);
  });

  test('a script stops at it with file and line, or leaves it out and says so', async () => {
    write(`op.run(async ({ sql }) => {
    await sql\`select 1\`;
  });`);
    const sql = await shop.migsh('upgrade', 'c0de0001', '--sql');
    expect(sql.code).toBe(1);
    expect(unwrapped(sql.stderr)).toContain('migrations/20260701_code.ts:10: this step is code');
    const skipped = await shop.migsh('upgrade', 'c0de0001', '--sql', '--skip-code');
    expect(skipped).toMatchObject({ code: 0 });
    expect(skipped.stdout).toContain('-- LEFT OUT: code at migrations/20260701_code.ts:10.');
    expect(skipped.stdout).toContain(
      '--   async ({ sql }) => {\n--     await sql`select 1`;\n--   }',
    );
  });

  test('its text counts as what the revision records', async () => {
    write(`op.run(async ({ sql }) => { await sql\`select 1\`; });`);
    expect((await shop.migsh('upgrade', 'c0de0001')).code).toBe(0);
    write(`op.run(async ({ sql }) => { await sql\`select 2\`; });`);
    const status = JSON.parse((await shop.migsh('status', '--json')).stdout);
    expect(status.edited).toEqual(['c0de0001']);
    expect((await shop.migsh('downgrade', '-1', '--down', 'stored')).code).toBe(0);
  });

  test('stored code runs once it is allowed', async () => {
    write(
      '',
      `op.run(async ({ sql }: { sql: any }) => {
    await sql\`select 1\`;
    throw new Error('the stored one');
  });`,
    );
    expect((await shop.migsh('upgrade', 'c0de0001')).code).toBe(0);
    const text = file('', '');
    rmSync(path());
    const ran = await shop.migsh('downgrade', '-1', '--run-stored');
    expect(unwrapped(ran.stderr)).toContain('journal:c0de0001:16, in code: the stored one');
    writeFileSync(path(), text);
    expect((await shop.migsh('downgrade', '-1', '--down', 'file')).code).toBe(0);
  });

  test.each([
    ['a statement', endless[dialect] ?? ''],
    ['a promise', 'await new Promise(() => {});'],
    [
      'a timer',
      'await new Promise(done => setTimeout(done, 3_600_000)); await sql`delete from gate`;',
    ],
    ['what it catches', `try { ${endless[dialect]} } catch {} await sql\`delete from gate\`;`],
  ])('Ctrl-C in the middle of %s rolls the revision back', async (_, body) => {
    write(
      `${gate}
  op.run(async ({ sql }) => {
    process.stderr.write('it runs\\n');
    ${body}
  });`,
      `op.dropTable('gate');`,
    );
    const { exit, said } = signalled('SIGINT');
    const asked = Date.now();
    expect(await exit).toEqual([130, null]);
    expect(Date.now() - asked).toBeLessThan(20_000);
    expect(unwrapped(said())).toContain('stopped in c0de0001, which was rolled back [interrupted]');
    expect(said()).toContain(`applied now: ${parent}`);
    write(gate, `op.dropTable('gate');`);
    expect((await shop.migsh('upgrade', 'c0de0001')).code).toBe(0);
    expect((await shop.migsh('downgrade', '-1', '--allow-data-loss')).code).toBe(0);
  });

  test('a crash outside the transaction: what stood before the code stays, and the code runs again', async () => {
    write(apart('await new Promise(() => {});'), `op.dropTable('gate');`);
    expect(await signalled('SIGKILL').exit).toEqual([null, 'SIGKILL']);
    expect(JSON.parse((await shop.migsh('status', '--json')).stdout)).toMatchObject({
      partial: ['c0de0001'],
      current: [parent],
    });
    write(apart(''), `op.dropTable('gate');`);
    const again = await shop.migsh('upgrade', 'c0de0001');
    expect(again).toMatchObject({ code: 0 });
    expect((await shop.migsh('downgrade', '-1', '--allow-data-loss')).code).toBe(0);
  });

  test('outside the transaction it may have its own, and what it did stays', async () => {
    write(outside("throw new Error('half-way');"), `op.dropTable('gate');`);
    const ran = await shop.migsh('upgrade', 'c0de0001');
    expect(unwrapped(ran.stderr)).toContain('half-way [code-failed]');
    expect(unwrapped(ran.stderr)).toContain('what this code did before stays');
    expect(JSON.parse((await shop.migsh('status', '--json')).stdout).partial).toEqual(['c0de0001']);

    write(
      outside('').replace(
        'values({ id: 7 })',
        'values({ id: 7 }).onConflict(on => on.doNothing())',
      ),
      `op.dropTable('gate');`,
    );
    const again = await shop.migsh('upgrade', 'c0de0001');
    expect(again).toMatchObject({ code: 0 });
    expect((await shop.migsh('downgrade', '-1', '--allow-data-loss')).code).toBe(0);
  });
});

/** Words are wrapped to the width of the screen. */
function unwrapped(text: string): string {
  return text.slice(text.indexOf('error:')).replaceAll(/\s+/g, ' ');
}

const endless: Readonly<Record<string, string>> = {
  sqlite:
    'await sql`with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n`;',
  postgresql: 'await sql`select pg_sleep(3600)`;',
};
