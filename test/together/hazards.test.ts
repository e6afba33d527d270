import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Operation } from '../../src/operation/operation.ts';
import { buildPlan } from '../../src/plan/build.ts';
import type { Statement } from '../../src/plan/plan.ts';
import { openSqlite, type SqliteFile } from '../dialect/sqlite/apply.ts';
import { compileOn, rebuilds } from './support.ts';

let db: SqliteFile;
beforeEach(() => {
  db = openSqlite();
  db.exec(`
    create table book (id integer primary key, title text, price real, shelf text, code text,
      constraint book_price_check check (price > 0));
    insert into book values (1, 'One', 1.5, 'A', '7');
  `);
});
afterEach(() => {
  db.close();
});

const alterations: readonly Operation[] = [
  { kind: 'alterColumn', table: 'book', column: 'title', default: { kind: 'value', value: '' } },
  { kind: 'dropColumn', table: 'book', column: 'shelf' },
  {
    kind: 'alterColumn',
    table: 'book',
    column: 'price',
    type: { name: 'integer' },
    using: 'cast(price as integer)',
  },
  {
    kind: 'createIndex',
    table: 'book',
    index: { name: 'book_code_unique', columns: ['code'], unique: true },
  },
  { kind: 'renameColumn', table: 'book', from: 'code', to: 'isbn' },
];

async function statements(operations: readonly Operation[]): Promise<readonly Statement[]> {
  const before = {
    tables: [
      {
        name: 'book',
        columns: [
          { name: 'id', type: { name: 'integer' }, nullable: false },
          { name: 'title', type: { name: 'text' }, nullable: true },
          { name: 'price', type: { name: 'double' }, nullable: true },
          { name: 'shelf', type: { name: 'text' }, nullable: true },
          { name: 'code', type: { name: 'text' }, nullable: true },
        ],
        primaryKey: { name: 'book_pkey', columns: ['id'] },
        indexes: [],
        uniques: [],
        foreignKeys: [],
        checks: [{ name: 'book_price_check', expression: 'price > 0' }],
      },
    ],
  } as const;
  const step = await compileOn(db, operations, { before });
  expect(rebuilds(step)).toBe(1);
  const sizes = new Map([['book', { rows: 1, exact: true }]]);
  return buildPlan({ dialect: 'sqlite', from: [], to: [], steps: [step], sizes }).steps.flatMap(
    each => each.statements,
  );
}

test('each loss of a combined rebuild is seen, the copy once', async () => {
  const all = await statements(alterations);
  const hazards = all.flatMap(each => each.hazards);
  expect(hazards.map(({ level, rule, subject }) => [level, rule, subject])).toMatchInlineSnapshot(`
    [
      [
        "loss",
        "narrow-type",
        "book.price",
      ],
      [
        "loss",
        "drop-column",
        "book.shelf",
      ],
      [
        "break",
        "rename-breaks-readers",
        undefined,
      ],
      [
        "note",
        "sqlite-rebuild",
        undefined,
      ],
    ]
  `);
});

test('the loss of each of several columns is seen', async () => {
  const all = await statements([
    ...alterations.slice(0, 2),
    { kind: 'dropColumn', table: 'book', column: 'price' },
    { kind: 'dropColumn', table: 'book', column: 'title' },
  ]);
  const lost = all.flatMap(each => each.hazards).filter(({ level }) => level === 'loss');
  expect(lost.map(({ subject }) => subject)).toEqual(['book.shelf', 'book.price', 'book.title']);
});

test('statements stand on the line of the operation that they belong to', async () => {
  const all = await statements([
    ...alterations.slice(0, 3),
    {
      kind: 'createIndex',
      table: 'book',
      index: { name: 'book_code_unique', columns: ['code'], unique: true },
    },
  ]);
  expect(all.map(({ source, comment }) => `${source.line} ${comment}`)).toMatchInlineSnapshot(`
    [
      "4 prove that no two rows of book have the same code",
      "1 prove that foreign keys are switched off",
      "1 prove that book has nothing that would not come back",
      "1 change column book.title: default ''; drop column book.shelf; change column book.price: integer, using cast(price as integer); create unique index book_code_unique on book (code): create the new book",
      "1 copy the rows of book",
      "1 prove that all rows and values of book were copied",
      "1 drop the old book, whose rows are copied",
      "1 give the new table the name book",
      "4 create unique index book_code_unique",
    ]
  `);
});

test('what is carried out together is done when its last statement is', async () => {
  const all = await statements([
    { kind: 'sql', sqlite: 'select 1; select 2', postgresql: '' },
    ...alterations.slice(0, 2),
    { kind: 'sql', sqlite: 'vacuum', postgresql: '', transactional: false },
  ]);
  const marks = all.map(({ mark = '' }) => mark.replace(/-.*/, ''));
  expect(marks).toMatchInlineSnapshot(`
    [
      "0.1",
      "1.0",
      "1.1",
      "1.2",
      "1.3",
      "1.4",
      "1.5",
      "1.6",
      "3.0",
      "4.0",
    ]
  `);
  const last = all.findLastIndex(({ sql }) => sql !== 'vacuum');
  const rest = await compileOn(
    db,
    [
      { kind: 'sql', sqlite: 'select 1; select 2', postgresql: '' },
      ...alterations.slice(0, 2),
      { kind: 'sql', sqlite: 'vacuum', postgresql: '', transactional: false },
    ],
    { mark: all[last]?.mark ?? '' },
  );
  expect(rest.operations.flatMap(each => each.statements.map(({ sql }) => sql))).toEqual([
    'vacuum',
  ]);
});
