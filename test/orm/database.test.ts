import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import { MigshError } from '../../src/error.ts';
import { loadConfig } from '../../src/orm/config.ts';
import { createDatabase as makeDatabase } from '../../src/orm/create-database.ts';
import { openDatabase } from '../../src/orm/database.ts';
import type { Database } from '../../src/runner/ports.ts';
import { createDatabase } from '../servers/postgresql.ts';
import { makeProject, postgresqlProject, sqliteProject } from './project.ts';

interface Place {
  readonly root: string;
  readonly open: (mode?: 'read' | 'write') => Promise<Database>;
}

async function place(project: { root: string }): Promise<Place> {
  const config = await loadConfig(project);
  return {
    root: project.root,
    open: async (mode = 'write') => {
      const database = await openDatabase(project, config, { mode });
      onTestFinished(() => database.close());
      return database;
    },
  };
}

const dialects = {
  sqlite: async () => place(sqliteProject()),
  postgresql: async () => place(postgresqlProject((await createDatabase()).url)),
};

/** A statement that runs for many seconds. */
const slow = {
  sqlite:
    'with recursive n(i) as (select 1 union all select i + 1 from n where i < 500000000) select count(*) as count from n',
  postgresql: 'select pg_sleep(60)',
};

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test('says where it is and which version it speaks to', async () => {
    const database = await (await dialects[dialect]()).open();
    expect(database.dialect).toBe(dialect);
    expect(database.label).toMatch(
      dialect === 'sqlite' ? /^app\.sqlite$/ : /^migsh_test_[0-9a-f]+@[\d.]+:\d+$/,
    );
    expect(database.label).toContain(database.name);
    expect(database.version).toMatch(/^\d+\.\d+/);
  });

  test('runs statements with parameters and gives rows', async () => {
    const database = await (await dialects[dialect]()).open();
    await database.query('create table t (id integer primary key, name varchar(20), ok boolean)');
    await database.query('insert into t (id, name, ok) values ($2, $1, $3)', ["it's", 7, true]);
    await database.query("insert into t (id, name) values (8, '$1?')");
    const rows = await database.query(
      'select id, name from t where id >= $1 and id >= $1 order by id',
      [7],
    );
    expect(rows).toEqual([
      { id: 7, name: "it's" },
      { id: 8, name: '$1?' },
    ]);
  });

  test('commit keeps, rollback takes back, and both are quiet where nothing is open', async () => {
    const database = await (await dialects[dialect]()).open();
    await database.rollback();
    await database.begin();
    await database.query('create table kept (id integer)');
    await database.commit();
    await database.begin();
    await database.query('create table gone (id integer)');
    await database.rollback();
    await expect(database.query('select * from kept')).resolves.toEqual([]);
    await expect(database.query('select * from gone')).rejects.toThrow('gone');
  });

  test('a refused statement gives the database’s words and the place in the statement', async () => {
    const database = await (await dialects[dialect]()).open();
    const sql = 'select 1 as one,\n  2 as two frmo nowhere';
    const error = await failure(database.query(sql));
    expect(error).toMatchObject({ code: 'statement-failed', details: { statement: sql, line: 2 } });
    expect(error.message.split('\n').slice(1)).toEqual([
      '    2 as two frmo nowhere',
      '             ^',
    ]);
  });

  test('detail and code of a broken constraint are kept, values in parameters are not', async () => {
    const database = await (await dialects[dialect]()).open();
    await database.query('create table t (id integer primary key)');
    await database.query('insert into t values (1)');
    await expect(database.query('insert into t values ($1)', [1])).rejects.toMatchObject({
      code: 'statement-failed',
      message:
        dialect === 'sqlite'
          ? 'UNIQUE constraint failed: t.id'
          : 'duplicate key value violates unique constraint "t_pkey"\nKey (id)=(1) already exists.',
      details: { sqlstate: dialect === 'sqlite' ? 'SQLITE_CONSTRAINT_PRIMARYKEY' : '23505' },
    });
  });

  test('cancel stops a running statement, rolls back, and the connection goes on', async () => {
    const database = await (await dialects[dialect]()).open();
    await database.query('create table t (id integer)');
    await database.begin();
    await database.query('insert into t values (1)');
    const stopped = failure(database.query(slow[dialect]));
    await database.cancel();
    expect(await stopped).toMatchObject({ code: 'interrupted' });
    // Whoever was inside the transaction must not go on outside of it.
    await expect(database.query('insert into t values (2)')).rejects.toMatchObject({
      code: 'interrupted',
    });
    await database.rollback();
    expect(await database.query('select * from t')).toEqual([]);
    await database.begin();
    await database.query('insert into t values (3)');
    await database.commit();
    expect(await database.query('select id from t')).toEqual([{ id: 3 }]);
  });

  test('nothing blocks this process while a statement runs', async () => {
    const database = await (await dialects[dialect]()).open();
    const running = database.query(slow[dialect]).catch(() => {});
    const started = performance.now();
    await new Promise(done => setImmediate(done));
    expect(performance.now() - started).toBeLessThan(1000);
    await database.cancel();
    await running;
  });

  test('read refuses to write', async () => {
    const { open } = await dialects[dialect]();
    await (await open()).query('create table t (id integer)');
    const reading = await open('read');
    expect(await reading.query('select * from t')).toEqual([]);
    await expect(reading.query('insert into t values (1)')).rejects.toMatchObject({
      code: 'statement-failed',
    });
  });

  test('a read-only transaction sees one state', async () => {
    const { open } = await dialects[dialect]();
    const database = await open();
    await database.query('create table t (id integer)');
    const reading = await open('read');
    await reading.begin({ readOnly: true });
    expect(await reading.query('select * from t')).toEqual([]);
    await reading.rollback();
  });
});

describe('sqlite', () => {
  test('a missing file reads as an empty database and is not made', async () => {
    const { root, open } = await place(sqliteProject("dbName: 'data/deep/app.sqlite'"));
    const database = await open('read');
    expect(await database.query('select name from sqlite_schema')).toEqual([]);
    expect(database.label).toBe('data/deep/app.sqlite');
    expect(existsSync(join(root, 'data'))).toBe(false);
  });

  test('writing makes the file and its folder', async () => {
    const { root, open } = await place(sqliteProject("dbName: 'data/deep/app.sqlite'"));
    await (await open('write')).query('create table t (id integer)');
    expect(existsSync(join(root, 'data/deep/app.sqlite'))).toBe(true);
  });

  test(':memory: works', async () => {
    const database = await (await place(sqliteProject("dbName: ':memory:'"))).open();
    await database.query('create table t (id integer)');
    expect(await database.query('select * from t')).toEqual([]);
    expect(database.label).toBe(':memory:');
  });

  test('a file that is no database says so', async () => {
    const project = sqliteProject();
    writeFileSync(
      join(project.root, 'app.sqlite'),
      'this is a text file, long enough to be looked at'.repeat(40),
    );
    const { open } = await place(project);
    await expect(open()).rejects.toMatchObject({
      code: 'unreachable',
      message: 'app.sqlite: file is not a database',
      hint: expect.stringContaining('dbName'),
    });
  });

  test('a folder in the file’s place is an error, not a crash', async () => {
    const project = sqliteProject();
    mkdirSync(join(project.root, 'app.sqlite'));
    const { open } = await place(project);
    await expect(open()).rejects.toMatchObject({
      code: 'unreachable',
      hint: expect.stringContaining('write to its folder'),
    });
  });

  test('the lock of another process is locked, at once', async () => {
    const { open } = await place(sqliteProject());
    const [one, two] = [await open(), await open()];
    await one.begin();
    await expect(two.begin()).rejects.toMatchObject({ code: 'locked', exitCode: 4 });
    await one.rollback();
    await two.begin();
    await two.rollback();
  });

  test('a commit waits for a reader instead of failing', async () => {
    const { open } = await place(sqliteProject());
    const writer = await open();
    await writer.query('create table t (id integer)');
    const reader = await open('read');
    await reader.begin({ readOnly: true });
    await reader.query('select * from t');
    await writer.begin();
    await writer.query('insert into t values (1)');
    const committed = writer.commit();
    await reader.rollback();
    await committed;
    expect(await reader.query('select id from t')).toEqual([{ id: 1 }]);
  });

  test('foreign keys are on, off for a transaction that asks, and on again after commit and rollback', async () => {
    const database = await (await place(sqliteProject())).open();
    const state = async () => (await database.query('pragma foreign_keys'))[0]?.['foreign_keys'];
    const seen: unknown[] = [await state()];
    await database.begin({ foreignKeysOff: true });
    seen.push(await state());
    await database.commit();
    seen.push(await state());
    await database.begin({ foreignKeysOff: true });
    seen.push(await state());
    await database.rollback();
    seen.push(await state());
    expect(seen).toEqual([1, 0, 1, 0, 1]);
  });

  test('foreign keys that cannot be switched off stop the transaction before it begins', async () => {
    const database = await (await place(sqliteProject())).open();
    // What a hook of the project's could leave behind: inside a transaction the pragma does nothing.
    await database.query('begin');
    await expect(database.begin({ foreignKeysOff: true })).rejects.toMatchObject({
      code: 'proof-failed',
    });
  });

  test('a connection that the config makes itself is made in the child', async () => {
    const project = makeProject({
      'mikro-orm.config.js': `
        import { NodeSqliteDialect, SqliteDriver } from '@mikro-orm/sql';
        export default { driver: SqliteDriver, dbName: 'own.sqlite', driverOptions: new NodeSqliteDialect('own.sqlite') };`,
    });
    const database = await (await place(project)).open();
    await database.query('create table t (id integer, ok boolean)');
    await database.query('insert into t values ($1, $2)', [1, true]);
    expect(await database.query('select * from t')).toEqual([{ id: 1, ok: 1 }]);
    expect(existsSync(join(project.root, 'own.sqlite'))).toBe(true);
  });

  test('the process that holds the file ends with its parent', async () => {
    const { root } = sqliteProject();
    const script = `
      import { loadConfig } from ${JSON.stringify(resolve('src/orm/config.ts'))};
      import { openDatabase } from ${JSON.stringify(resolve('src/orm/database.ts'))};
      const project = { root: process.argv[1] };
      const database = await openDatabase(project, await loadConfig(project), { mode: 'write' });
      await database.begin();
      process.stdout.write('open');
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script, '--', root], {
      cwd: root,
    });
    await once(parent.stdout, 'data');
    parent.kill('SIGKILL');
    const database = await (await place({ root })).open();
    await expect
      .poll(async () =>
        database.begin().then(
          () => 'mine',
          () => 'theirs',
        ),
      )
      .toBe('mine');
  });

  test('an open database does not keep the process running', async () => {
    const { root } = sqliteProject();
    const script = `
      import { loadConfig } from ${JSON.stringify(resolve('src/orm/config.ts'))};
      import { openDatabase } from ${JSON.stringify(resolve('src/orm/database.ts'))};
      const project = { root: process.argv[1] };
      const database = await openDatabase(project, await loadConfig(project), { mode: 'write' });
      await database.query('select 1');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', root], {
      cwd: root,
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('postgresql', () => {
  test('the session is named migsh and its notices are kept', async () => {
    const database = await (await dialects.postgresql()).open();
    const [row] = await database.query("select current_setting('application_name') as name");
    expect(row).toEqual({ name: 'migsh' });
    await database.query("do $$ begin raise notice 'look here'; end $$");
    expect(database.notices?.()).toEqual(['look here']);
    expect(database.notices?.()).toEqual([]);
  });

  test('a missing database is an error with the flag that makes it; it is not made by looking', async () => {
    const { url, drop } = await createDatabase();
    await drop();
    const project = await place(postgresqlProject(url));
    const missing = {
      code: 'no-such-database',
      hint: expect.stringContaining('--create-database'),
    };
    await expect(project.open('read')).rejects.toMatchObject(missing);
    await expect(project.open('write')).rejects.toMatchObject(missing);
    expect(await makeDatabase(await loadConfig(project))).toBe(true);
    expect(await (await project.open()).query('select 1 as one')).toEqual([{ one: 1 }]);
    expect(await makeDatabase(await loadConfig(project))).toBe(false);
  });

  test('a text with a NUL is refused, which is no lost connection', async () => {
    const { url } = await createDatabase();
    const database = await (await place(postgresqlProject(url))).open();
    await expect(database.query("select 'a\u0000b'")).rejects.toMatchObject({
      code: 'statement-failed',
    });
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a wrong password is access-denied, and told nowhere', async () => {
    const { url } = await createDatabase();
    const database = await (await place(postgresqlProject(url))).open();
    const role = `migsh_role_${process.pid}`;
    await database.query(`create role ${role} login password 'richtig'`);
    onTestFinished(async () => {
      const again = await (await place(postgresqlProject(url))).open();
      await again.query(`drop role ${role}`);
    });
    const wrong = new URL(url);
    wrong.username = role;
    wrong.password = 'geheim123';
    const project = postgresqlProject(wrong.href);
    const config = await loadConfig(project);
    const error = await failure(openDatabase(project, config, { mode: 'read' }));
    expect(error).toMatchObject({ code: 'access-denied' });
    expect(JSON.stringify([error, error.message])).not.toContain('geheim123');
  });

  test('an unreachable server is unreachable, without the password', async () => {
    const project = postgresqlProject('postgresql://me:geheim123@127.0.0.1:1/shop');
    const config = await loadConfig(project);
    const error = await failure(openDatabase(project, config, { mode: 'read' }));
    expect(error).toMatchObject({
      code: 'unreachable',
      message: 'shop@127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1',
    });
    expect(JSON.stringify([error, error.message])).not.toContain('geheim123');
  });

  test('names without a schema go to the config’s schema, which only writing makes', async () => {
    const { url } = await createDatabase();
    const tenant = await place(postgresqlProject(url, "schema: 'tenant'"));
    await (await tenant.open('read')).query('select 1');
    const plain = await (await place(postgresqlProject(url))).open();
    const schemas = "select 1 from pg_namespace where nspname = 'tenant'";
    expect(await plain.query(schemas)).toEqual([]);
    await (await tenant.open()).query('create table t (id integer)');
    expect(await plain.query('select id from tenant.t')).toEqual([]);
  });

  test('a session that the server ends is told as lost', async () => {
    const { open } = await dialects.postgresql();
    const [one, two] = [await open(), await open()];
    const [row] = await one.query('select pg_backend_pid() as pid');
    await two.query('select pg_terminate_backend($1)', [row?.['pid']]);
    await expect(one.query('select 1')).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('ensureDatabase in the config neither makes nor empties a database', async () => {
    const { url } = await createDatabase();
    const plain = await (await place(postgresqlProject(url))).open();
    await plain.query('create table t (id integer)');
    await plain.query('insert into t values (1)');
    const eager = await (
      await place(postgresqlProject(url, 'ensureDatabase: { clear: true }'))
    ).open();
    expect(await eager.query('select id from t')).toEqual([{ id: 1 }]);
  });
});

/** The MigshError that the promise ends with. */
async function failure(promise: Promise<unknown>): Promise<MigshError> {
  const thrown: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof MigshError) return thrown;
  throw new Error('no MigshError was thrown', { cause: thrown });
}
