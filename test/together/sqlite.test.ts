import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Operation } from '../../src/operation/operation.ts';
import { openSqlite, rows, run, type SqliteFile, stored } from '../dialect/sqlite/apply.ts';
import { compileOn, rebuilds, sqlOf, type Start, statementsOf } from './support.ts';

let db: SqliteFile;
beforeEach(() => {
  db = openSqlite();
  db.exec(`
    create table author (id integer primary key autoincrement, name text not null);
    create table book (
      id integer primary key autoincrement,
      title text not null, -- as printed
      price numeric(10, 2) default 1,
      pages integer,
      author_id integer constraint book_author_id_foreign references author (id) on delete cascade,
      constraint book_pages_check check (pages > 0)
    );
    create index book_title_index on book (title);
    create view titles as select title from book;
    insert into author (name) values ('Ada'), ('Bo');
    insert into book (title, price, pages, author_id) values ('One', 5, 100, 1), ('Two', null, null, 2);
  `);
});
afterEach(() => {
  db.close();
});

async function up(operations: readonly Operation[], start: Start = {}): Promise<string> {
  const step = await compileOn(db, operations, start);
  run(db, statementsOf(step));
  return sqlOf(step);
}

test('alterations of one table make it anew once', async () => {
  const sql = await up([
    { kind: 'alterColumn', table: 'book', column: 'price', default: { kind: 'value', value: 9 } },
    { kind: 'dropForeignKey', table: 'book', name: 'book_author_id_foreign' },
    {
      kind: 'addColumn',
      table: 'book',
      column: { name: 'isbn', type: { name: 'text' }, nullable: true },
    },
    {
      kind: 'createIndex',
      table: 'book',
      index: { name: 'book_isbn_index', columns: ['isbn'], unique: false },
    },
  ]);
  expect(sql).toMatchInlineSnapshot(`
    "drop view "titles"
    create table "migsh_new_book" (
          id integer primary key autoincrement,
          title text not null, -- as printed
          price numeric(10, 2) default 9,
          pages integer,
          author_id integer, "isbn" text null,
          constraint book_pages_check check (pages > 0)
        )
    insert into "migsh_new_book" ("id", "title", "price", "pages", "author_id") select "id", "title", "price", "pages", "author_id" from "book"
    delete from sqlite_sequence where name = 'migsh_new_book'
    insert into sqlite_sequence (name, seq) select 'migsh_new_book', seq from sqlite_sequence where name = 'book'
    drop table "book"
    alter table "migsh_new_book" rename to "book"
    create index book_title_index on book (title)
    create view titles as select title from book
    create index "book_isbn_index" on "book" ("isbn")"
  `);
  expect(stored(db, 'book')).toMatchInlineSnapshot(`
    "CREATE TABLE "book" (
          id integer primary key autoincrement,
          title text not null, -- as printed
          price numeric(10, 2) default 9,
          pages integer,
          author_id integer, "isbn" text null,
          constraint book_pages_check check (pages > 0)
        )"
  `);
  expect(rows(db, 'select * from book')).toMatchInlineSnapshot(`
    [
      {
        "author_id": 1,
        "id": 1,
        "isbn": null,
        "pages": 100,
        "price": 5,
        "title": "One",
      },
      {
        "author_id": 2,
        "id": 2,
        "isbn": null,
        "pages": null,
        "price": null,
        "title": "Two",
      },
    ]
  `);
});

test('a new column that loses the default it came with keeps the values', async () => {
  const step = await compileOn(db, [
    {
      kind: 'addColumn',
      table: 'book',
      column: {
        name: 'currency',
        type: { name: 'text' },
        nullable: false,
        default: { kind: 'value', value: 'EUR' },
      },
    },
    { kind: 'alterColumn', table: 'book', column: 'currency', default: null },
  ]);
  expect(rebuilds(step)).toBe(1);
  run(db, statementsOf(step));
  expect(rows(db, 'select distinct currency from book')).toEqual([{ currency: 'EUR' }]);
  expect(stored(db, 'book')).toContain('"currency" text not null');
});
