import { expect, test } from 'vitest';

import { draw, found } from './support.ts';

const rows = { order: 7 };

test('delete and truncate lose rows', () => {
  expect(
    draw(
      [
        'delete from "order"',
        'delete from "order" where id > 3',
        'truncate "order"',
        'truncate customer cascade',
        'with gone as (delete from "order" returning id) select * from gone',
      ],
      { rows },
    ),
  ).toMatchInlineSnapshot(`
    "LOSS delete-rows: all rows of order are deleted: 7 rows [rows 7]
      keep them: op.archive('order') before
    LOSS delete-rows: the rows of order that meet the condition are deleted (the table has 7 rows) [rows 7]
      keep them: op.archive('order') before
    LOSS delete-rows: order is emptied: 7 rows [ACCESS EXCLUSIVE on order; rows 7]
      keep them: op.archive('order') before
    LOSS delete-rows: customer is emptied (rows unknown), and every table that points to it as well [ACCESS EXCLUSIVE on customer, order]
      keep them: op.archive('customer') before
    LOSS delete-rows: all rows of order are deleted: 7 rows [rows 7]
      keep them: op.archive('order') before"
  `);
});

test('an update of every row is worth a note', () => {
  expect(draw(['update "order" set total = 0'], { rows })).toMatchInlineSnapshot(`
    "NOTE delete-rows: every row of order is written anew in one statement: 7 rows [rows 7]
      say with where which rows need it"
  `);
  expect(found([{ kind: 'backfill', table: 'order', set: { note: "'none'" } }])).toEqual([
    'note delete-rows',
  ]);
  expect(found(['update "order" set total = 0 where total is null'])).toEqual([]);
});

test('archived, empty or made by the plan: nothing is lost', () => {
  expect(found([{ kind: 'archive', table: 'order' }, 'delete from "order"'])).toEqual([
    'note delete-rows',
  ]);
  expect(found(['delete from "order"'], { rows: { order: 0 } })).toEqual([]);
  expect(
    found([
      'create table t (a int)',
      'insert into t values (1)',
      'delete from t',
      'update t set a = 1',
    ]),
  ).toEqual([]);
});

test('statements inside others, and every form of truncate', () => {
  expect(
    found([
      'prepare p as delete from "order"',
      'copy (delete from "order" returning *) to stdout',
      'explain analyze delete from "order"',
      'truncate table only "order" restart identity',
    ]),
  ).toEqual(Array.from({ length: 4 }, () => 'loss delete-rows'));
  expect(found(['truncate "order", customer'])).toEqual(['loss delete-rows', 'loss delete-rows']);
});

test('SQLite deletes the rows that are in the way of new ones', () => {
  const given = { dialect: 'sqlite', rows: { order: 7 } } as const;
  expect(draw(['replace into "order" (id) values (1)'], given)).toMatchInlineSnapshot(`
    "LOSS delete-rows: rows of order that have the key of a new one are deleted for it (the table has 7 rows) [rows 7]
      keep them: op.archive('order') before"
  `);
  expect(found(['insert or replace into "order" (id) values (1)'], given)).toEqual([
    'loss delete-rows',
  ]);
  expect(found(['insert or ignore into "order" (id) values (1)'], given)).toEqual([]);
});

test('the same on SQLite', () => {
  expect(found(['delete from "order" where id = 1'], { dialect: 'sqlite' })).toEqual([
    'loss delete-rows',
  ]);
});
