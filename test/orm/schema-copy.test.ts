import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { openSchemaCopy } from '../../src/orm/schema-copy.ts';
import type { SchemaCopy } from '../../src/orm/schema-copy.ts';
import { makeProject } from './project.ts';

async function open(project = makeProject({})): Promise<SchemaCopy> {
  const copy = await openSchemaCopy(project);
  onTestFinished(() => copy.close());
  return copy;
}

/** A project that has no SQLite driver. */
function withoutDriver(): { root: string } {
  const project = makeProject({});
  rmSync(join(project.root, 'node_modules'));
  return project;
}

/** One line an entry, without the order in which they were made. */
function entries(copy: SchemaCopy): string[] {
  return copy
    .catalog()
    .entries.map(({ name, sql }) => `${name}: ${sql}`)
    .toSorted();
}

test('rows are not written: a copy without rows cannot keep what the real ones keep', async () => {
  const copy = await open();
  copy.execute('create table parent (id integer primary key, name text not null)');
  copy.execute('-- first\n insert into parent select 1, (select name from parent where id = 7)');
  copy.execute('with one as (select 1) insert into parent (id) select * from one');
  expect(() => copy.execute('insert into nowhere values (1)')).toThrow('no such table: nowhere');
});

test('statements run, and the catalog shows what SQLite made of them', async () => {
  const copy = await open();
  copy.execute('create table parent (id integer primary key)');
  copy.execute('create table child (id integer, parent_id integer references parent (id))');
  copy.execute('create index child_parent on child (parent_id)');
  copy.execute('alter table parent rename to elder');
  expect(copy.catalog().entries).toEqual([
    {
      type: 'table',
      name: 'elder',
      table: 'elder',
      sql: 'CREATE TABLE "elder" (id integer primary key)',
    },
    {
      type: 'table',
      name: 'child',
      table: 'child',
      sql: 'CREATE TABLE child (id integer, parent_id integer references "elder" (id))',
    },
    {
      type: 'index',
      name: 'child_parent',
      table: 'child',
      sql: 'CREATE INDEX child_parent on child (parent_id)',
    },
  ]);
  expect(copy.catalog().version).toBe(copy.version);
  expect(copy.version).toMatch(/^3\.\d+\.\d+$/);
});

test('another database’s structure is copied: tables, automatic indexes, views, triggers, virtual tables', async () => {
  const one = await open();
  for (const sql of [
    'create table t (id integer primary key autoincrement, name text unique)',
    'create view v as select name from t',
    'create trigger v_insert instead of insert on v begin insert into t (name) values (new.name); end',
    'create index t_name on t (name) where name is not null',
    'create virtual table words using fts5(word)',
  ])
    one.execute(sql);
  const other = await open();
  other.copyFrom(one.catalog().entries);
  expect(entries(other)).toEqual(entries(one));
});

test('a refused statement gives SQLite’s words, and two at once are refused', async () => {
  const copy = await open();
  expect(() => copy.execute('create tabel t (id integer)')).toThrow(
    'near "tabel": syntax error\n  create tabel t (id integer)\n         ^',
  );
  expect(() => copy.execute('select 1; select 2')).toThrow('more than one statement');
});

test('a project without the driver is served by Node’s own SQLite', async () => {
  const copy = await open(withoutDriver());
  copy.execute('create table t (id integer)');
  expect(copy.catalog().entries).toHaveLength(1);
  expect(() => copy.execute('drop table nobody')).toThrow('no such table: nobody');
});
