import { afterEach, beforeEach, expect, test } from 'vitest';

import { rows, type SqliteFile, stored } from './apply.ts';
import { counts, type Home, openHome, refusal, remake } from './traps-support.ts';

/** The traps of a SQLite rebuild by the numbers of the reference, each met by a table with rows in a file that several alterations make anew. */
let home: Home;
let db: SqliteFile;
beforeEach(() => {
  home = openHome();
  ({ db } = home);
});
afterEach(() => {
  home.close();
});

function family(action: string): void {
  db.exec(`
    create table t (id integer primary key, a text);
    create table child (id integer primary key, t_id integer references t (id) ${action});
    insert into t values (1, 'x'), (2, 'y');
    insert into child values (1, 1), (2, 1), (3, 2);
  `);
}

test('S1 `pragma foreign_keys = off` inside a transaction does nothing, and the drop would empty the children', async () => {
  family('on delete cascade');
  await expect(remake(db, [], { foreignKeys: 'on' })).rejects.toThrow('foreign keys are still on');
  expect(counts(db, 't', 'child')).toEqual([2, 3]);
  await remake(db);
  expect(counts(db, 't', 'child')).toEqual([2, 3]);
  expect(rows(db, 'pragma foreign_keys')).toEqual([{ foreign_keys: 1 }]);
});

test('S2 `pragma defer_foreign_keys` as a workaround still cascades: it is not used', async () => {
  family('on delete set null');
  const statements = await remake(db);
  expect(statements.filter(sql => sql.includes('defer_foreign_keys'))).toEqual([]);
  expect(rows(db, 'select t_id from child')).toEqual([{ t_id: 1 }, { t_id: 1 }, { t_id: 2 }]);
});

test('S3 a foreign key to the table itself would delete rows of the new table', async () => {
  db.exec(`
    create table t (id integer primary key, a text, up integer references t (id) on delete cascade);
    insert into t values (1, 'x', null), (2, 'y', 1), (3, 'z', 2);
  `);
  await remake(db);
  expect(rows(db, 'select id, up from t')).toEqual([
    { id: 1, up: null },
    { id: 2, up: 1 },
    { id: 3, up: 2 },
  ]);
});

test('S4 renaming the old table away would take foreign keys of other tables along', async () => {
  family('on delete cascade');
  const statements = await remake(db);
  expect(statements.filter(sql => sql.startsWith('alter table "t"'))).toEqual([]);
  expect(stored(db, 'child')).toContain('references t (id)');
  expect(rows(db, 'pragma foreign_key_check')).toEqual([]);
});

test('S5 a foreign key of the table to itself is not one to the temporary name afterwards', async () => {
  db.exec(`
    create table t (id integer primary key, a text, up integer, foreign key (up) references t);
    insert into t values (1, 'x', null), (2, 'y', 1);
  `);
  await remake(db);
  expect(stored(db, 't')).toMatch(/foreign key \(up\) references "?t"?\)/);
  expect(() => db.exec('insert into t (id, up, added) values (3, 9, 1)')).toThrow('FOREIGN KEY');
});

test('S6 any view that mentions the table, through others too, stops the rename', async () => {
  db.exec(`
    create table t (id integer primary key, a text);
    insert into t values (1, 'x');
    CREATE VIEW one as select a from t;
    CREATE VIEW "two" as select * from one;
  `);
  await remake(db);
  expect(rows(db, 'select * from two')).toEqual([{ a: 'x' }]);
  expect(stored(db, 'two')).toBe('CREATE VIEW "two" as select * from one');
});

test('S7 a trigger on another table that mentions the table stops the rename', async () => {
  db.exec(`
    create table t (id integer primary key, a text);
    create table source (x);
    create trigger copied after insert on source begin update t set a = new.x where id = 1; end;
    insert into t values (1, 'x');
  `);
  await remake(db);
  db.exec("insert into source values ('through')");
  expect(rows(db, 'select a from t')).toEqual([{ a: 'through' }]);
});

test('S8 an unrelated broken view blocks every rename: it is named before anything runs', async () => {
  db.exec(`
    create table t (id integer primary key, a text);
    insert into t values (1, 'x');
    create view lost as select * from gone;
  `);
  expect(await refusal(db)).toContain('view lost uses gone, which is not there');
  expect(rows(db, 'select * from t')).toEqual([{ id: 1, a: 'x' }]);
});

test('S9 indexes and triggers go with the old table, partial ones, ones on expressions and collations too', async () => {
  const texts = [
    'CREATE INDEX lowered on t (lower(a), length(a) desc)',
    "CREATE UNIQUE INDEX partial on t (a collate nocase) where a <> ','",
    'CREATE TRIGGER noted after update of a on t begin insert into log values (new.a); end',
  ];
  db.exec(`
    create table log (a);
    create table t (id integer primary key, a text);
    insert into t values (1, 'x'), (2, ','), (3, ',');
    ${texts.join(';')};
  `);
  await remake(db);
  expect(['lowered', 'partial', 'noted'].map(name => stored(db, name))).toEqual(texts);
  db.exec("update t set a = 'y' where id = 1");
  expect(rows(db, 'select a from log')).toEqual([{ a: 'y' }]);
});

test('S10 the highest number of `autoincrement` would fall to the highest row', async () => {
  db.exec(`
    create table t (id integer primary key autoincrement, a text);
    insert into t (a) values ('x'), ('y'), ('z');
    delete from t where id > 1;
  `);
  await remake(db);
  db.exec("insert into t (added) values ('now')");
  expect(rows(db, 'select max(id) as id from t')).toEqual([{ id: 4 }]);
  expect(rows(db, 'select * from sqlite_sequence')).toEqual([{ name: 't', seq: 4 }]);
});

test('S11 rowids without an integer primary key might be numbered anew', async () => {
  db.exec("create table t (a text); insert into t (rowid, a) values (7, 'x'), (70, 'y')");
  await remake(db);
  expect(rows(db, 'select rowid as r, a, added from t')).toEqual([
    { r: 7, a: 'x', added: 'here' },
    { r: 70, a: 'y', added: 'here' },
  ]);
});

test('S12 `without rowid`, `strict` and conflict clauses would be lost', async () => {
  db.exec(`
    create table t (id text primary key on conflict replace, a text not null on conflict ignore) STRICT, WITHOUT ROWID;
    insert into t values ('k', 'x');
  `);
  await remake(db);
  expect(rows(db, "select wr, strict from pragma_table_list('t')")).toEqual([{ wr: 1, strict: 1 }]);
  expect(stored(db, 't')).toMatchInlineSnapshot(
    `"CREATE TABLE "t" (id text primary key on conflict replace, a text not null on conflict ignore default 'new', "added" text not null) STRICT, WITHOUT ROWID"`,
  );
});
