import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Operation } from '../../../src/operation/operation.ts';
import { roundTrip, type Story } from './round-trip.ts';
import { column, keyed, openTestDatabase, type TestDatabase } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const author: Operation = {
  kind: 'createTable',
  table: keyed('author', [column('email', 'text'), column('meta', { name: 'json' })]),
};
const book: Operation = {
  kind: 'createTable',
  table: keyed('book', [
    column('author_id', 'integer', { nullable: true }),
    column('title', 'text'),
    column('pages', 'integer'),
  ]),
};
const library: Pick<Story, 'given' | 'rows' | 'survivors'> = {
  given: [author, book],
  rows: [
    `insert into author (email, meta) values ('ada@x', '{}'), ('mary@x', '{"a": 1}')`,
    `insert into book (author_id, title, pages) values (1, 'Notes', 66), (2, 'Sketches', 40)`,
  ],
  survivors: ['select * from author order by id', 'select * from book order by id'],
};

const rename = (from: string, to: string): Operation => ({
  kind: 'renameConstraint',
  table: 'book',
  from,
  to,
});

test('createIndex, renameIndex, dropIndex', async () => {
  const sql = await roundTrip(database, {
    ...library,
    up: [
      {
        kind: 'createIndex',
        table: 'book',
        index: { name: 'title', columns: ['title', 'pages'], unique: false },
      },
      { kind: 'renameIndex', table: 'book', from: 'title', to: 'book_title_pages_index' },
      {
        kind: 'createIndex',
        table: 'book',
        index: {
          name: 'book_long_unique',
          columns: ['title'],
          unique: true,
          where: 'pages > 50',
          include: ['author_id'],
        },
      },
      {
        kind: 'createIndex',
        table: 'author',
        index: { name: 'author_meta_index', columns: ['meta'], unique: false, using: 'gin' },
      },
    ],
    down: [
      { kind: 'dropIndex', table: 'author', name: 'author_meta_index' },
      { kind: 'dropIndex', table: 'book', name: 'book_long_unique' },
      { kind: 'dropIndex', table: 'book', name: 'book_title_pages_index' },
    ],
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "create index "title" on "book" ("title", "pages");
    alter index "title" rename to "book_title_pages_index";
    create unique index "book_long_unique" on "book" ("title") include ("author_id") where pages > 50;
    create index "author_meta_index" on "author" using gin ("meta");"
  `);
  expect(sql.down).toMatchInlineSnapshot(`
    "drop index "author_meta_index";
    drop index "book_long_unique";
    drop index "book_title_pages_index";"
  `);
});

test('addUnique, dropUnique', async () => {
  const sql = await roundTrip(database, {
    ...library,
    up: [
      {
        kind: 'addUnique',
        table: 'author',
        unique: { name: 'author_email_unique', columns: ['email'] },
      },
      {
        kind: 'addUnique',
        table: 'book',
        unique: {
          name: 'book_author_id_title_unique',
          columns: ['author_id', 'title'],
          deferrable: 'immediate',
        },
      },
    ],
    down: [
      { kind: 'dropUnique', table: 'book', name: 'book_author_id_title_unique' },
      { kind: 'dropUnique', table: 'author', name: 'author_email_unique' },
    ],
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "alter table "author" add constraint "author_email_unique" unique ("email");
    alter table "book" add constraint "book_author_id_title_unique" unique ("author_id", "title") deferrable initially immediate;"
  `);
  expect(sql.down).toMatchInlineSnapshot(`
    "alter table "book" drop constraint "book_author_id_title_unique";
    alter table "author" drop constraint "author_email_unique";"
  `);
});

test('addForeignKey, dropForeignKey', async () => {
  const sql = await roundTrip(database, {
    ...library,
    up: [
      {
        kind: 'addForeignKey',
        table: 'book',
        foreignKey: {
          name: 'book_author_id_foreign',
          columns: ['author_id'],
          refTable: 'author',
          refColumns: ['id'],
          onDelete: 'cascade',
          onUpdate: 'restrict',
          deferrable: 'deferred',
        },
      },
    ],
    down: [{ kind: 'dropForeignKey', table: 'book', name: 'book_author_id_foreign' }],
  });
  expect(sql.up).toMatchInlineSnapshot(
    `"alter table "book" add constraint "book_author_id_foreign" foreign key ("author_id") references "author" ("id") on update restrict on delete cascade deferrable initially deferred;"`,
  );
  expect(sql.down).toMatchInlineSnapshot(
    `"alter table "book" drop constraint "book_author_id_foreign";"`,
  );
});

test('addCheck, dropCheck', async () => {
  const sql = await roundTrip(database, {
    ...library,
    up: [
      {
        kind: 'addCheck',
        table: 'book',
        check: { name: 'book_pages_check', expression: 'pages between 1 and 5000' },
      },
    ],
    down: [{ kind: 'dropCheck', table: 'book', name: 'book_pages_check' }],
  });
  expect(sql.up).toMatchInlineSnapshot(
    `"alter table "book" add constraint "book_pages_check" check (pages between 1 and 5000);"`,
  );
  expect(sql.down).toMatchInlineSnapshot(
    `"alter table "book" drop constraint "book_pages_check";"`,
  );
});

test('renameConstraint: a unique, a foreign key, a check and the primary key', async () => {
  const names = [
    ['book_pkey', 'book_id_key'],
    ['book_title_unique', 'one_title'],
    ['book_author_id_foreign', 'written_by'],
    ['book_pages_check', 'some_pages'],
  ] as const;
  const sql = await roundTrip(database, {
    ...library,
    given: [
      ...library.given,
      {
        kind: 'addUnique',
        table: 'book',
        unique: { name: 'book_title_unique', columns: ['title'] },
      },
      {
        kind: 'addForeignKey',
        table: 'book',
        foreignKey: {
          name: 'book_author_id_foreign',
          columns: ['author_id'],
          refTable: 'author',
          refColumns: ['id'],
        },
      },
      {
        kind: 'addCheck',
        table: 'book',
        check: { name: 'book_pages_check', expression: 'pages > 0' },
      },
    ],
    up: names.map(([from, to]) => rename(from, to)),
    down: names.map(([from, to]) => rename(to, from)),
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "alter table "book" rename constraint "book_pkey" to "book_id_key";
    alter table "book" rename constraint "book_title_unique" to "one_title";
    alter table "book" rename constraint "book_author_id_foreign" to "written_by";
    alter table "book" rename constraint "book_pages_check" to "some_pages";"
  `);
});
