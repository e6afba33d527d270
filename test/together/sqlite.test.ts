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

async function rebuildsOf(operations: readonly Operation[], start: Start = {}): Promise<number> {
  const step = await compileOn(db, operations, start);
  run(db, statementsOf(step));
  return rebuilds(step);
}

const book = { table: 'book' };
const renamed = (from: string, to: string): Operation => ({
  kind: 'renameConstraint',
  ...book,
  from,
  to,
});

test('a renamed table whose foreign keys are renamed with it is made anew once, up and down', async () => {
  db.exec(
    'alter table book add column second integer constraint book_second_foreign references author',
  );
  const there: readonly Operation[] = [
    { kind: 'renameTable', from: 'book', to: 'volume' },
    ...['author_id', 'second'].map((column): Operation => ({
      kind: 'renameConstraint',
      table: 'volume',
      from: `book_${column}_foreign`,
      to: `volume_${column}_foreign`,
    })),
  ];
  expect(await rebuildsOf(there)).toBe(1);
  expect(stored(db, 'volume')).toContain('constraint "volume_second_foreign" references');
  expect(
    await rebuildsOf([
      ...['author_id', 'second'].map((column): Operation => ({
        kind: 'renameConstraint',
        table: 'volume',
        from: `volume_${column}_foreign`,
        to: `book_${column}_foreign`,
      })),
      { kind: 'renameTable', from: 'volume', to: 'book' },
    ]),
  ).toBe(1);
  expect(rows(db, 'select count(*) as n from book')).toEqual([{ n: 2 }]);
});

test('what SQLite changes in place needs no rebuild', async () => {
  const inPlace: readonly Operation[] = [
    { kind: 'renameColumn', ...book, from: 'pages', to: 'leaves' },
    {
      kind: 'addColumn',
      ...book,
      column: { name: 'isbn', type: { name: 'text' }, nullable: true },
    },
    { kind: 'alterColumn', ...book, column: 'title', nullable: true },
    { kind: 'dropCheck', ...book, name: 'book_pages_check' },
    { kind: 'dropColumn', ...book, column: 'price' },
  ];
  expect(await rebuildsOf(inPlace)).toBe(0);
});

test('names of columns may go round in between', async () => {
  expect(
    await rebuildsOf([
      { kind: 'alterColumn', ...book, column: 'price', default: null },
      { kind: 'renameColumn', ...book, from: 'title', to: 'kept' },
      { kind: 'renameColumn', ...book, from: 'price', to: 'title' },
      { kind: 'renameColumn', ...book, from: 'kept', to: 'price' },
      { kind: 'dropColumn', ...book, column: 'pages' },
      {
        kind: 'addColumn',
        ...book,
        column: { name: 'pages', type: { name: 'text' }, nullable: true },
      },
    ]),
  ).toBe(1);
  expect(rows(db, 'select price, title, pages from book')).toEqual([
    { price: 'One', title: 5, pages: null },
    { price: 'Two', title: null, pages: null },
  ]);
  expect(rows(db, 'select * from titles')).toEqual([{ title: 'One' }, { title: 'Two' }]);
});

test('an expression that reads a column as an earlier alteration left it waits for that', async () => {
  expect(
    await rebuildsOf([
      {
        kind: 'alterColumn',
        ...book,
        column: 'pages',
        type: { name: 'text' },
        using: "pages || ' p.'",
      },
      {
        kind: 'alterColumn',
        ...book,
        column: 'title',
        type: { name: 'blob' },
        using: "title || ', ' || coalesce(pages, '-')",
      },
    ]),
  ).toBe(2);
  expect(rows(db, 'select title from book')).toEqual([
    { title: 'One, 100 p.' },
    { title: 'Two, -' },
  ]);
});

test('a constraint on what an earlier alteration left is proven on the new rows', async () => {
  const operations: readonly Operation[] = [
    {
      kind: 'alterColumn',
      ...book,
      column: 'price',
      type: { name: 'text' },
      using: "coalesce(price, 5) || ''",
    },
    { kind: 'addUnique', ...book, unique: { name: 'book_price_unique', columns: ['price'] } },
  ];
  const step = await compileOn(db, operations);
  expect(rebuilds(step)).toBe(1);
  expect(() => {
    run(db, statementsOf(step));
  }).toThrow('rows of book have the same price: book_price_unique cannot be unique');
  db.exec("update book set price = 6 where title = 'Two'");
  expect(await rebuildsOf(operations)).toBe(1);
  expect(rows(db, 'select price from book')).toEqual([{ price: '5' }, { price: '6' }]);
});

test('a rename that other tables follow is made by itself', async () => {
  db.exec('create table copy (book_id integer references book (id))');
  const operations: readonly Operation[] = [
    { kind: 'alterColumn', ...book, column: 'price', default: null },
    { kind: 'renameColumn', ...book, from: 'id', to: 'number' },
    renamed('book_pages_check', 'book_leaves_check'),
    { kind: 'alterColumn', ...book, column: 'title', default: { kind: 'value', value: '' } },
  ];
  expect(await rebuildsOf(operations)).toBe(2);
  expect(stored(db, 'copy')).toBe('CREATE TABLE copy (book_id integer references book ("number"))');
});

test('operations on other tables stand in between', async () => {
  const half: Operation = { kind: 'alterColumn', ...book, column: 'price', default: null };
  const other: Operation = { kind: 'dropColumn', table: 'author', column: 'name' };
  const rest: Operation = { kind: 'dropForeignKey', ...book, name: 'book_author_id_foreign' };
  expect(await rebuildsOf([half, other, rest])).toBe(2);
});
