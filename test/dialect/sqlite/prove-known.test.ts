import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Operation } from '../../../src/operation/operation.ts';
import { compileAll, openSqlite, rows, run, type SqliteFile } from './apply.ts';

let db: SqliteFile;
beforeEach(() => {
  db = openSqlite();
  db.exec(`
    create table t (id integer primary key, a text, b text generated always as (a || '!'));
    create index by_a on t (a);
    create trigger kept after insert on t begin select 1; end;
    insert into t values (1, 'x');
  `);
});
afterEach(() => {
  db.close();
});

/** Makes table t anew. */
const remake: Operation = {
  kind: 'alterColumn',
  table: 't',
  column: 'a',
  default: { kind: 'value', value: 'new' },
};

test('what the rebuild was made for is known', () => {
  run(db, compileAll(db, [remake, remake]).statements);
  const names = rows(db, "select name from sqlite_schema where tbl_name = 't' order by name");
  expect(names.map(({ name }) => name)).toEqual(['by_a', 'kept', 't']);
});

test.each([
  ['a column', "alter table t add column c text default 'only here'"],
  ['an index', 'create index by_hand on t (a)'],
  ['a trigger', 'create trigger by_hand after delete on t begin select 1; end'],
])('%s that came later stops the rebuild, and is still there', (_, later) => {
  const { statements } = compileAll(db, [remake]);
  db.exec(later);
  const before = rows(db, 'select name, sql from sqlite_schema order by name');
  expect(() => run(db, statements)).toThrow('that this was not made for');
  expect(rows(db, 'select name, sql from sqlite_schema order by name')).toEqual(before);
});
