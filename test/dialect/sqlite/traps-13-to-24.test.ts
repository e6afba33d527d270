import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Operation } from '../../../src/operation/operation.ts';
import { buildPlan } from '../../../src/plan/build.ts';
import { compileOn } from '../../together/support.ts';
import { introspect, rows, type SqliteFile, stored } from './apply.ts';
import { alterations, counts, type Home, openHome, refusal, remake } from './traps-support.ts';

/** The traps of a SQLite rebuild by the numbers of the reference, continued. */
let home: Home;
let db: SqliteFile;
beforeEach(() => {
  home = openHome();
  ({ db } = home);
});
afterEach(() => {
  home.close();
});

const toNumber: Operation = {
  kind: 'alterColumn',
  table: 't',
  column: 'n',
  type: { name: 'integer' },
};

test('S13 a strict table takes no value of another type: the copy fails, and all stays as it was', async () => {
  db.exec(
    "create table t (id integer primary key, a text, n text) strict; insert into t values (1, 'x', 'y')",
  );
  const before = stored(db, 't');
  await expect(remake(db, [toNumber])).rejects.toThrow('cannot store TEXT value in INTEGER column');
  expect([stored(db, 't'), rows(db, 'select n from t')]).toEqual([before, [{ n: 'y' }]]);
});

test.each(["'0042'", "'1.5'", "'abc'"])(
  'S14 a type of another affinity converts values without a word: it stops at %s',
  async value => {
    db.exec(
      `create table t (id integer primary key, a text, n text); insert into t values (1, 'x', ${value})`,
    );
    await expect(remake(db, [toNumber])).rejects.toThrow('are no numbers of the new type');
    expect(rows(db, 'select typeof(n) as type from t')).toEqual([{ type: 'text' }]);
    await remake(db, [{ ...toNumber, using: 'cast(n as integer)' }]);
    expect(rows(db, 'select typeof(n) as type from t')).toEqual([{ type: 'integer' }]);
  },
);

test('S15 generated columns cannot be inserted, and `table_info` hides them', async () => {
  db.exec(`
    create table t (id integer primary key, a text, up text as (upper(a)), kept text generated always as (a || '!') stored);
    insert into t (a) values ('x');
  `);
  await remake(db);
  expect(rows(db, 'select a, up, kept, added from t')).toEqual([
    { a: 'x', up: 'X', kept: 'x!', added: 'here' },
  ]);
});

test('S16 a new not-null column has no value in old rows: one is asked for, null is never copied', async () => {
  db.exec("create table t (id integer primary key, a text); insert into t values (1, 'x')");
  const bare: Operation = {
    kind: 'addColumn',
    table: 't',
    column: { name: 'bare', type: { name: 'text' }, nullable: false },
  };
  await expect(remake(db, [bare])).rejects.toThrow('bare is not null without a default');
  await remake(db);
  expect(rows(db, 'select * from t')).toEqual([{ id: 1, a: 'x', added: 'here' }]);
  expect(stored(db, 't')).toContain('"added" text not null');
  expect(stored(db, 't')).not.toContain('here');
});

test('S17 without its collation a column would be unique in another way', async () => {
  db.exec(`
    create table t (id integer primary key, a text default 'd' collate nocase unique);
    insert into t (a) values ('A');
  `);
  await remake(db);
  expect(() => db.exec("insert into t (a, added) values ('a', 1)")).toThrow('UNIQUE');
});

test('S18 strings in double quotes in views are rewritten or refused by SQLite: they are named before', async () => {
  db.exec(`
    create table t (id integer primary key, a text);
    insert into t values (1, 'x');
    create view v as select a from t where a = "text";
  `);
  expect(await refusal(db)).toContain('view v has the string "text" in double quotes');
});

test('S19 delete triggers do not fire when a table is dropped, actions of foreign keys do: neither happens', async () => {
  db.exec(`
    create table log (id);
    create table t (id integer primary key, a text);
    create table child (t_id integer references t on delete set null);
    create trigger gone after delete on t begin insert into log values (old.id); end;
    insert into t values (1, 'x');
    insert into child values (1);
  `);
  await remake(db);
  expect(counts(db, 'log', 't', 'child')).toEqual([0, 1, 1]);
  expect(rows(db, 'select t_id from child')).toEqual([{ t_id: 1 }]);
});

test('S20 other connections: a writer is waited for, a reader sees the old table until the commit, then the new one', async () => {
  db.exec(
    "pragma journal_mode = wal; create table t (id integer primary key, a text); insert into t values (1, 'x')",
  );
  const other = home.another();
  db.exec('pragma busy_timeout = 0');
  other.exec("begin immediate; update t set a = 'y'");
  await expect(remake(db)).rejects.toThrow('database is locked');
  other.exec('rollback');
  const prepared = other.prepare('select * from t');
  other.exec('begin');
  expect(prepared.all()).toEqual([{ id: 1, a: 'x' }]);
  await remake(db);
  expect(prepared.all()).toEqual([{ id: 1, a: 'x' }]);
  other.exec('commit');
  expect(other.prepare('select * from t').all()).toEqual([{ id: 1, a: 'x', added: 'here' }]);
});

test('S21 virtual tables and attached databases are refused, and left alone where they stand beside', async () => {
  db.exec(`
    create table t (id integer primary key, a text);
    insert into t values (1, 'x');
    create virtual table words using fts5(a);
    insert into words values ('kept');
  `);
  await remake(db);
  expect(rows(db, 'select a from words')).toEqual([{ a: 'kept' }]);
  const there = { ...introspect(db).tables[0]!, indexes: [] };
  const before = {
    tables: [
      { ...there, name: 'words' },
      { ...there, name: 'aux.t' },
    ],
  };
  await expect(compileOn(db, altering('words'), { before })).rejects.toThrow('not a plain table');
  await expect(compileOn(db, altering('aux.t'), { before })).rejects.toThrow(
    'in an attached database',
  );
});

test('S22 a foreign key of several columns is one, not one for each column', async () => {
  db.exec(`
    create table p (x int, y int, primary key (x, y));
    create table t (id integer primary key, a text, y int, x int,
      constraint both foreign key (x, y) references p on update cascade);
    insert into p values (1, 2); insert into t values (1, 'x', 2, 1);
  `);
  await remake(db);
  expect(introspect(db).tables.find(({ name }) => name === 't')?.foreignKeys).toMatchObject([
    { name: 'both', columns: ['x', 'y'], refColumns: ['x', 'y'] },
  ]);
  db.exec('update p set x = 5');
  expect(rows(db, 'select x, y from t')).toEqual([{ x: 5, y: 2 }]);
});

test('S23 checks with commas, line ends and comments would be lost to regular expressions: the text stays letter for letter', async () => {
  db.exec(`create table [t] -- with "comments", (and more)
(
  id INTEGER PRIMARY KEY /* (the key) */,
  'a' VARYING CHARACTER(20) -- what a is
    CHECK (a IN ('x', 'y, z', 'it''s')
      AND length(a) > 0),
  c "odd type" COLLATE NOCASE
    , unique (a collate nocase desc) on conflict ignore  check (c > ',')
    , constraint last check (c <> ')' /* , */ )
);
insert into t values (1, 'x', 'q')`);
  await remake(db);
  expect(stored(db, 't')).toMatchInlineSnapshot(`
    "CREATE TABLE "t" -- with "comments", (and more)
    (
      id INTEGER PRIMARY KEY /* (the key) */,
      'a' VARYING CHARACTER(20) -- what a is
        CHECK (a IN ('x', 'y, z', 'it''s')
          AND length(a) > 0) default 'new',
      c "odd type" COLLATE NOCASE
        , "added" text not null, unique (a collate nocase desc) on conflict ignore  check (c > ',')
        , constraint last check (c <> ')' /* , */ )
    )"
  `);
  expect(rows(db, 'select * from t')).toEqual([{ id: 1, a: 'x', c: 'q', added: 'here' }]);
});

test('S24 `vacuum` and other pragmas cannot run in a transaction: they are a step of their own', async () => {
  db.exec("create table t (id integer primary key, a text); insert into t values (1, 'x')");
  const vacuum: Operation = { kind: 'sql', sqlite: 'vacuum', transactional: false };
  const step = await compileOn(db, [...alterations, vacuum, { kind: 'sql', sqlite: 'select 1' }]);
  const { steps } = buildPlan({ dialect: 'sqlite', from: [], to: [], steps: [step] });
  const phases =
    steps[0]?.statements.map(({ phase, sql }) => `${phase} ${sql?.slice(0, 20)}`) ?? [];
  expect([...new Set(phases.map(phase => phase.slice(0, 1)))]).toEqual(['1', '2', '3']);
  expect(phases.slice(-2)).toEqual(['2 vacuum', '3 select 1']);
  expect(phases.filter(text => /pragma (?!_)|begin|commit/.test(text))).toEqual([]);
});

function altering(table: string): readonly Operation[] {
  return [{ kind: 'alterColumn', table, column: 'a', default: null }];
}
