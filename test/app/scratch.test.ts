import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';

import { describe, expect, inject, onTestFinished, test } from 'vitest';

import { openContext } from '../../src/app/context.ts';
import type { AppContext } from '../../src/app/context.ts';
import { openScratch } from '../../src/app/scratch.ts';
import type { Scratch, ScratchOptions } from '../../src/app/scratch.ts';
import type { DialectName } from '../../src/dialect/dialect.ts';
import { serverPlace } from '../../src/orm/scratch-server.ts';
import { makeProject, ownModules } from '../orm/project.ts';
import { connectPostgresql } from '../plan/script-clients.ts';
import { onServer } from '../servers/postgresql.ts';
import type { ScriptDatabase } from './script-database.ts';
import { databaseAt, emptyDatabase, tablesIn } from './script-database.ts';

describe.each(['sqlite', 'postgresql'] as const)('a scratch database on %s', dialect => {
  test('is empty, takes statements and is read back; the own database sees none of it', async () => {
    const { context, place } = await projectOn(dialect);
    const scratch = await opened(context, dialect);
    expect(await scratch.schema()).toEqual({ tables: [] });
    await scratch.run([
      'create table "a" ("id" integer not null primary key)',
      'create index "a_id" on "a" ("id")',
    ]);
    const { tables } = await scratch.schema();
    expect(tables.map(({ name, indexes }) => [name, indexes.map(index => index.name)])).toEqual([
      ['a', ['a_id']],
    ]);
    expect(await scratch.query('select count(*) as n from a where id = $1', [1])).toHaveLength(1);
    const name = scratch.database.name;
    await expect(scratch.run(['create table'])).rejects.toMatchObject({ code: 'statement-failed' });
    await scratch.reset();
    expect(await scratch.schema()).toEqual({ tables: [] });
    await scratch.close();
    await scratch.close();
    await context.close();
    expect(await tablesIn(place)).toEqual([]);
    expect(await exists(dialect, name)).toBe(false);
  });

  test('compiles for the version that it runs', async () => {
    const { context } = await projectOn(dialect);
    const scratch = await opened(context, dialect);
    expect(scratch.dialect.name).toBe(dialect);
    expect(scratch.version).toMatch(/^\d+\.\d+/);
  });
});

test('attached SQLite files are in memory too', async () => {
  const attached = `, attachDatabases: [{ name: 'audit', path: './audit.sqlite' }]`;
  const { context, root } = await projectOn('sqlite', {}, attached);
  const scratch = await opened(context, 'sqlite');
  await scratch.run(['create table "audit"."b" ("id" integer)']);
  expect(readdirSync(root).filter(name => /sqlite|memory/.test(name))).toEqual([]);
});

describe('on a PostgreSQL server', () => {
  test('other schemas are read too', async () => {
    const { context } = await projectOn('postgresql');
    const scratch = await opened(context, 'postgresql');
    await scratch.run(['create schema "x"', 'create table "x"."b" ("id" integer)']);
    const { tables, schemas } = await scratch.schema();
    expect([schemas, tables.map(({ name }) => name)]).toEqual([['x'], ['x.b']]);
  });

  test('the next one is the same, empty; two at a time are two; with the context they are gone', async () => {
    const { context } = await projectOn('postgresql');
    const first = await opened(context, 'postgresql');
    const { name } = first.database;
    await first.run(['create table "b" ("id" integer)', "set statement_timeout to '1h'"]);
    await first.close();
    const again = await opened(context, 'postgresql');
    expect(again.database.name).toBe(name);
    expect(await again.schema()).toEqual({ tables: [] });
    expect(await again.query('show statement_timeout')).toEqual([{ statement_timeout: '0' }]);
    const other = await opened(context, 'postgresql');
    expect(other.database.name).not.toBe(name);
    await again.close();
    await other.close();
    await context.close();
    expect(await exists('postgresql', name)).toBe(false);
    expect(await exists('postgresql', other.database.name)).toBe(false);
  });

  test('names without a schema go to that of the config, after a reset too', async () => {
    const { context } = await projectOn('postgresql', {}, `, schema: 'shop'`);
    const scratch = await opened(context, 'postgresql');
    for (const round of [1, 2]) {
      await scratch.run(['create table "b" ("id" integer)', 'set search_path to pg_catalog']);
      await scratch.run(['set search_path to shop']);
      const { tables, schemas } = await scratch.schema();
      expect([round, schemas, tables.map(({ name }) => name)]).toEqual([round, undefined, ['b']]);
      await scratch.reset();
    }
  });

  test('a connection that leads to another database than was asked for is not used', async () => {
    const own = await emptyDatabase('postgresql');
    const name = new URL(own.place).pathname.slice(1);
    const driverOptions = `, driverOptions: { database: '${name}' }`;
    const { context } = await projectOn('postgresql', { scratch: 'same-server' }, driverOptions);
    expect(await why(context)).toMatch(
      /^asked for the database migsh_scratch_\w+, the connection leads to migsh_test_\w+$/,
    );
    expect(await tablesIn(own)).toEqual([]);
  });

  test('what a crash left is dropped by the next; one that somebody uses stays', async () => {
    const { context } = await projectOn('postgresql');
    const [old, used] = [leftOver(), leftOver()];
    await onServer(`create database ${old}`);
    await onServer(`create database ${used}`);
    const user = await connectPostgresql(`${inject('postgresql')}${used}`);
    // Another test's scratch may drop it as soon as nobody uses it.
    onTestFinished(() => onServer(`drop database if exists ${used} with (force)`));
    const scratch = await opened(context, 'postgresql');
    const names = await scratch.query(`select datname::text as name from pg_database
      where datname in ('${old}', '${used}')`);
    await user.end();
    expect(names).toEqual([{ name: used }]);
  });

  test('none is made where it is protected, where the user may not, or offline', async () => {
    const { context } = await projectOn('postgresql', { protected: ['*'] });
    expect(await why(context)).toMatch(
      /^the server of \S+ is protected, and @electric-sql\/pglite is not installed$/,
    );
    expect(await why((await projectOn('postgresql')).context, { offline: true })).toBe(
      'no server is asked, and @electric-sql/pglite is not installed',
    );
    expect(
      await why((await projectOn('postgresql', {}, asUser(await modestRole()))).context),
    ).toMatch(/^migsh_modest_\w+ may not create databases on \S+:\d+, and/);
  });

  test('the setting says where', async () => {
    const inProcess = await projectOn('postgresql', { scratch: 'in-process' });
    expect(await why(inProcess.context)).toBe('@electric-sql/pglite is not installed');
    const same = await projectOn('postgresql', { scratch: 'same-server' });
    expect(await why(same.context, { offline: true })).toBe('no server is asked');
    const gone = await projectOn('postgresql', { scratch: 'postgresql://127.0.0.1:1/x' });
    const failed = await openScratch(gone.context, 'postgresql');
    expect(failed).toMatchObject({
      undecided: expect.stringMatching(/^x@127.0.0.1:1: connect ECONNREFUSED/),
    });
    // Not asked again while a person waits.
    expect(await openScratch(gone.context, 'postgresql')).toMatchObject(failed);
  });

  test("a URL: found empty, left empty; what a crash left in it is cleared, what is somebody's is not touched", async () => {
    const own = await emptyDatabase('postgresql');
    const { context } = await projectOn('postgresql', { scratch: own.place });
    const scratch = await opened(context, 'postgresql');
    await scratch.run([
      'create schema "x"',
      'create table "x"."b" ("id" integer)',
      'create extension "hstore"',
      'create table "a" ("h" hstore)',
    ]);
    await scratch.reset();
    expect(await scratch.schema()).toEqual({ tables: [] });
    await scratch.run(['create table "a" ("id" integer)']);
    await scratch.close();
    await context.close();
    expect(await tablesIn(own)).toEqual([]);

    await own.query('create table "left" ("id" integer)');
    expect(await why(openContext(context.options))).toMatch(
      /^migsh_test_\w+@127.0.0.1:\d+ is not empty$/,
    );
    const name = new URL(own.place).pathname.slice(1);
    await own.query(`comment on database ${name} is 'migsh scratch: what is in it is thrown away'`);
    expect(await why(openContext(context.options))).toBe('it was opened');
    expect(await tablesIn(own)).toEqual([]);
    // Somebody took what a crash left for a database to work with.
    await own.query(`comment on database ${name} is 'migsh scratch: what is in it is thrown away'`);
    await own.query('create table "migsh_revisions" ("id" integer)');
    expect(await why(openContext(context.options))).toMatch(/ is not empty$/);
  });

  test.each([
    ['create schema billing'],
    ['alter default privileges grant select on tables to public'],
    ['create publication somebodys'],
    ['revoke usage on schema public from public'],
    ["comment on schema public is 'of billing'"],
    ["select lo_from_bytea(0, 'precious')"],
    ['create foreign data wrapper somebodys'],
    ['create cast (point as integer) with inout'],
    ["create collation public.somebodys (locale = 'C')"],
    ['create operator public.!! (rightarg = integer, function = int4up)'],
    ['comment on database DATABASE is $$of billing$$'],
  ])('a URL of a database with anything in it is not used: %s', async made => {
    const own = await emptyDatabase('postgresql');
    await own.query(made.replace('DATABASE', new URL(own.place).pathname.slice(1)));
    const { context } = await projectOn('postgresql', { scratch: own.place });
    expect(await why(context)).toMatch(/^migsh_test_\w+@127.0.0.1:\d+ is not empty$/);
  });

  test('what a crash left at a URL is not cleared once somebody has put rows in it', async () => {
    const own = await emptyDatabase('postgresql');
    const name = new URL(own.place).pathname.slice(1);
    await own.query(`comment on database ${name} is 'migsh scratch: what is in it is thrown away'`);
    await own.query('create table "orders" as select 1 as id');
    const { context } = await projectOn('postgresql', { scratch: own.place });
    expect(await why(context)).toMatch(/ is not empty$/);
    expect(await own.query('select * from orders')).toEqual([{ id: 1 }]);
  });

  test('one that is still being made when the end comes is waited for, and dropped', async () => {
    const { context } = await projectOn('postgresql');
    const place = await serverPlace(await context.config());
    if (typeof place === 'string') throw new Error(place);
    const opening = place.open();
    const failed = opening.then(String, String);
    await place.remove();
    const [, name] = /(migsh_scratch_\w+) was taken away/.exec(await failed) ?? [];
    expect(await exists('postgresql', name ?? 'it was opened')).toBe(false);
    expect(name).toBeDefined();
  });
});

interface Made {
  readonly context: AppContext;
  readonly place: ScriptDatabase;
  readonly root: string;
}

async function projectOn(
  dialect: DialectName,
  settings: Readonly<Record<string, unknown>> = {},
  more = '',
): Promise<Made> {
  const place = await emptyDatabase(dialect);
  const connection = dialect === 'sqlite' ? 'dbName' : 'clientUrl';
  const { root } = makeProject({
    'package.json': JSON.stringify({ type: 'module', migsh: { dialect, ...settings } }),
    'mikro-orm.config.js': `import { defineConfig } from '@mikro-orm/${dialect}';
      export default defineConfig({ ${connection}: ${JSON.stringify(place.place)}${more} });`,
  });
  ownModules(root, ['@electric-sql']);
  const context = openContext({ cwd: root });
  onTestFinished(() => context.close());
  return { context, place, root };
}

async function opened(context: AppContext, dialect: DialectName): Promise<Scratch> {
  const scratch = await openScratch(context, dialect);
  if ('undecided' in scratch) throw new Error(scratch.undecided);
  onTestFinished(() => scratch.close());
  return scratch;
}

async function why(context: AppContext, options?: ScratchOptions): Promise<string> {
  const scratch = await openScratch(context, 'postgresql', options);
  if ('undecided' in scratch) return scratch.undecided;
  await scratch.close();
  await context.close();
  return 'it was opened';
}

function asUser(name: string): string {
  return `, user: '${name}', password: '${name}'`;
}

/** The name of one that was made long ago. */
function leftOver(): string {
  return `migsh_scratch_5f000000_${randomBytes(4).toString('hex')}`;
}

/** A user who may connect and no more. */
async function modestRole(): Promise<string> {
  const name = `migsh_modest_${randomBytes(4).toString('hex')}`;
  await onServer(`create role ${name} login password '${name}'`);
  onTestFinished(() => onServer(`drop role ${name}`));
  return name;
}

async function exists(dialect: DialectName, name: string): Promise<boolean> {
  if (dialect === 'sqlite') return false;
  const server = databaseAt(dialect, `${inject('postgresql')}postgres`);
  return (await server.query(`select 1 from pg_database where datname = '${name}'`)).length > 0;
}
