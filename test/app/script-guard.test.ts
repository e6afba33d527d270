import { describe, expect, onTestFinished, test } from 'vitest';

import type { DialectName } from '../../src/dialect/dialect.ts';
import type { Outcome, TestProject } from '../cli/project.ts';
import { makeProject, revisionFile } from '../cli/project.ts';
import { openSqlite } from '../dialect/sqlite/apply.ts';
import { clientsOf, connectPostgresql } from '../plan/script-clients.ts';
import type { ScriptDatabase } from './script-database.ts';
import { appliedIn, emptyDatabase, tablesIn } from './script-database.ts';

const table = `op.createTable('t', t => { t.integer('id').primary(); t.string('name', 40); });`;
const four = {
  'migrations/1.ts': revisionFile('aaaa1111', 'none', { up: table, down: `op.dropTable('t');` }),
  'migrations/2.ts': revisionFile('bbbb2222', 'aaaa1111', {
    up: `op.addColumn('t', c => c.string('note').nullable());`,
    down: `op.dropColumn('t', 'note');`,
  }),
  'migrations/3.ts': revisionFile('cccc3333', 'bbbb2222', {
    up: `op.createTable('u', t => { t.integer('id').primary(); }); op.addUnique('t', ['name']);`,
    down: `op.dropUnique('t', 't_name_unique'); op.dropTable('u');`,
  }),
  'migrations/4.ts': revisionFile('dddd4444', 'cccc3333', {
    up: `op.createTable('v', t => { t.integer('id').primary(); });`,
    down: `op.dropTable('v');`,
  }),
};

/** Statements outside of a transaction; the second one fails where names are not unique. */
const outside = {
  'migrations/1.ts': four['migrations/1.ts'],
  'migrations/2.ts': revisionFile('bbbb2222', 'aaaa1111', {
    up: `op.insert('t', [{ id: 9, name: 'z' }]);
  op.sql({ postgresql: 'create unique index concurrently i on t (name)', sqlite: 'create unique index i on t (name)' }, { transactional: false });
  op.addColumn('t', c => c.string('more').nullable());`,
    down: `op.sql('drop index i'); op.dropColumn('t', 'more');`,
  }),
};

/** A project with a config for the database; scripts from the files alone do not read it. */
function open(files: Readonly<Record<string, string>>, database: ScriptDatabase): TestProject {
  const { dialect, place } = database;
  const target = dialect === 'sqlite' ? `dbName: '${place}'` : `clientUrl: '${place}'`;
  const project = makeProject({
    'package.json': JSON.stringify({
      type: 'module',
      'mikro-orm': { configPaths: ['./config.js'] },
      migsh: { dialect },
    }),
    'config.js': `
      import { defineConfig } from '@mikro-orm/${dialect}';
      export default defineConfig({ ${target}, discovery: { warnWhenNoEntities: false } });`,
    ...files,
  });
  onTestFinished(() => project.remove());
  return project;
}

async function sql(ran: Promise<Outcome>): Promise<string> {
  const { code, stdout, stderr } = await ran;
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout;
}

const same = "insert into t (id, name) values (1, 'x'), (2, 'x')";

describe.each(
  (['sqlite', 'postgresql'] as const).flatMap(dialect =>
    clientsOf[dialect].map(client => ({ dialect, client, name: client.name })),
  ),
)('run by $name', ({ dialect, client }) => {
  test('twice: the second time it stops before it does anything', async () => {
    const database = await emptyDatabase(dialect);
    const script = await sql(open(four, database).migsh('upgrade', 'base:heads', '--sql'));
    expect(await client.run(script, database.place)).toMatchObject({ ok: true });
    const log = await database.query('select * from migsh_log');
    const again = await client.run(script, database.place);
    expect(again.ok).toBe(false);
    expect(again.output).toContain('the database is not at base, where this script starts');
    expect(await database.query('select * from migsh_log')).toEqual(log);
  });

  test('on a database that is not at FROM, behind it or ahead: nothing is left there', async () => {
    const database = await emptyDatabase(dialect);
    const { migsh } = open(four, database);
    const script = await sql(migsh('upgrade', 'bbbb2222:heads', '--sql'));
    const refused = await client.run(script, database.place);
    expect(refused.ok).toBe(false);
    expect(refused.output).toContain('the database is not at bbbb2222');
    expect(await tablesIn(database)).toEqual([]);
    const down = await sql(migsh('downgrade', 'bbbb2222:base', '--sql'));
    await client.run(await sql(migsh('upgrade', 'base:cccc3333', '--sql')), database.place);
    for (const each of [script, down]) {
      expect((await client.run(each, database.place)).ok).toBe(false);
    }
    expect(await tablesIn(database)).toEqual(['migsh_log', 'migsh_revisions', 't', 'u']);
  });

  test('broken in the middle: what is before stays, of what failed nothing; a new script goes on', async () => {
    const database = await emptyDatabase(dialect);
    const { migsh } = open(four, database);
    const first = await sql(migsh('upgrade', 'base:aaaa1111', '--sql'));
    expect(await client.run(first, database.place)).toMatchObject({ ok: true });
    await database.query(same);
    const rest = await sql(migsh('upgrade', 'aaaa1111:heads', '--sql'));
    const broken = await client.run(rest, database.place);
    expect(broken.ok).toBe(false);
    expect(broken.output).toMatch(/t_name_unique/);
    expect(await appliedIn(database)).toEqual(['aaaa1111', 'bbbb2222']);
    expect(await tablesIn(database)).toEqual(['migsh_log', 'migsh_revisions', 't']);
    await database.query("update t set name = 'y', note = 'kept' where id = 2");
    // Connected: what is pending there now.
    const mended = await client.run(await sql(migsh('upgrade', '--sql')), database.place);
    expect(mended).toMatchObject({ ok: true });
    expect(await appliedIn(database)).toEqual(['aaaa1111', 'bbbb2222', 'cccc3333', 'dddd4444']);
    expect(await database.query('select name from t order by id')).toEqual([
      { name: 'x' },
      { name: 'y' },
    ]);
  });

  test('what is in no transaction: where it fails a script or a run goes on after what is done', async () => {
    const database = await emptyDatabase(dialect);
    const { migsh } = open(outside, database);
    const first = await sql(migsh('upgrade', 'base:aaaa1111', '--sql'));
    expect(await client.run(first, database.place)).toMatchObject({ ok: true });
    await database.query(same);
    const script = await sql(migsh('upgrade', '--sql'));
    expect((await client.run(script, database.place)).ok).toBe(false);
    expect(await progress(database)).toEqual([null, expect.stringMatching(/^up 1 1\.0-/)]);
    await database.query('drop index if exists i');
    await database.query('delete from t where id = 2');
    expect((await client.run(script, database.place)).ok).toBe(false);
    const rest = await sql(migsh('upgrade', '--sql'));
    expect(rest).not.toContain('insert into "t"');
    expect(await client.run(rest, database.place)).toMatchObject({ ok: true });
    expect(await progress(database)).toEqual([null, null]);
    const done = await migsh('upgrade', '--sql');
    expect(done.stdout).toContain('There is nothing to do.');
    const down = await sql(migsh('downgrade', 'bbbb2222:base', '--sql'));
    expect(await client.run(down, database.place)).toMatchObject({ ok: true });
    expect(await tablesIn(database)).toEqual(['migsh_log', 'migsh_revisions']);
  });

  test('while a run holds the lock it stops at once', async () => {
    const database = await emptyDatabase(dialect);
    const script = await sql(open(four, database).migsh('upgrade', 'base:heads', '--sql'));
    const release = await hold[dialect](database.place);
    const impatient = script.replace('.timeout 10000', '.timeout 0');
    const { ok, output } = await client.run(impatient, database.place);
    expect(ok).toBe(false);
    expect(output).toContain(refusals[dialect]);
    await release();
    expect(await tablesIn(database)).toEqual([]);
    expect(await client.run(script, database.place)).toMatchObject({ ok: true });
  });
});

test.each(clientsOf.sqlite)(
  'run by $name: another run between two revisions is noticed',
  async client => {
    const database = await emptyDatabase('sqlite');
    const script = await sql(open(four, database).migsh('upgrade', 'base:heads', '--sql'));
    const stranger = `insert into migsh_revisions select 'x', '', '', '', '', '', '', '', 0, '', null;\n`;
    const spoilt = script.replace('-- 2 of 4', `${stranger}-- 2 of 4`);
    const { ok, output } = await client.run(spoilt, database.place);
    expect(ok).toBe(false);
    expect(output).toContain('another run has changed what is applied');
    expect(await appliedIn(database)).toEqual(['aaaa1111']);
  },
);

test('the script of a revision is the one for the dialect that was asked for', async () => {
  const database = await emptyDatabase('sqlite');
  const { migsh } = open(four, database);
  const own = await sql(migsh('upgrade', 'base:aaaa1111', '--sql'));
  expect(own).toContain(
    'create table "t" ("id" integer not null primary key, "name" text not null)',
  );
  const other = await sql(migsh('upgrade', ':aaaa1111', '--sql', '--dialect', 'postgresql'));
  expect(other).toContain('"name" varchar(40) not null');
  const mixed = await migsh('upgrade', '--sql', '--dialect', 'postgresql');
  expect(mixed.code).toBe(1);
  expect(mixed.stderr).toContain('[wrong-dialect]');
  expect(mixed.stderr).toContain('upgrade base:heads --sql --dialect postgresql');
  expect(await migsh('upgrade', 'base:heads')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('migsh upgrade base:heads --sql'),
  });
  expect(await migsh('upgrade', 'heads:base', '--sql')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('migsh downgrade heads:base --sql'),
  });
});

test('what the files alone do not tell stops with file and line', async () => {
  const database = await emptyDatabase('sqlite');
  const { migsh } = open(
    {
      ...four,
      'migrations/5.ts': revisionFile('eeee5555', 'dddd4444', {
        up: `op.addColumn('made_by_hand', c => c.integer('n').nullable());`,
      }),
    },
    database,
  );
  expect(await migsh('upgrade', 'base:heads', '--sql')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('migrations/5.ts:11'),
  });
});

async function progress({ query }: ScriptDatabase): Promise<readonly unknown[]> {
  const rows = await query('select progress from migsh_revisions order by id');
  return rows.map(row => row['progress']);
}

/** Does what a run does that holds the lock; answers what lets go. */
const hold: Readonly<Record<DialectName, (place: string) => Promise<() => Promise<void>>>> = {
  sqlite: async place => {
    const db = openSqlite(place);
    db.exec('begin immediate');
    return async () => db.close();
  },
  postgresql: async place => {
    const session = await connectPostgresql(place);
    await session.query(`select pg_advisory_lock(1835624307, hashtext('migsh_revisions'))`);
    return () => session.end();
  },
};

const refusals: Readonly<Record<DialectName, string>> = {
  sqlite: 'database is locked',
  postgresql: 'another run of migsh holds the lock',
};
