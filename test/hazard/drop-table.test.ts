import { expect, test } from 'vitest';

import { draw, found, hazardsOf } from './support.ts';

const dropOrder = { kind: 'dropTable', table: 'order' } as const;

test('says how many rows go, and what is locked besides', () => {
  expect(draw([dropOrder], { rows: { order: 18_022 } })).toMatchInlineSnapshot(`
    "LOSS drop-table: order is dropped with its rows: 18,022 rows; it locks customer as well [ACCESS EXCLUSIVE on order, customer; rows 18022]
      keep them: op.archive('order') before the drop"
  `);
  expect(draw([dropOrder])).toMatchInlineSnapshot(`
    "LOSS drop-table: order is dropped with its rows: rows unknown; it locks customer as well [ACCESS EXCLUSIVE on order, customer]
      keep them: op.archive('order') before the drop"
  `);
  expect(draw([dropOrder], { sizes: { order: { rows: 2_100_000, bytes: 5, exact: false } } }))
    .toMatchInlineSnapshot(`
      "LOSS drop-table: order is dropped with its rows: about 2,100,000 rows; it locks customer as well [ACCESS EXCLUSIVE on order, customer; rows 2100000]
        keep them: op.archive('order') before the drop"
    `);
});

test('the subject is what questions call it, also after a rename in the same revision', () => {
  const [, hazard] = hazardsOf([
    { kind: 'renameTable', from: 'order', to: 'old order' },
    { kind: 'dropTable', table: 'old order' },
  ]);
  expect(hazard).toMatchObject({ rule: 'drop-table', subject: 'order' });
  const odd = hazardsOf(['drop table "a b"', 'drop table audit.event']);
  expect(odd.map(({ subject }) => subject)).toEqual(['"a b"', 'audit.event']);
});

test('an archive in the same revision keeps the rows', () => {
  const archive = { kind: 'archive', table: 'order' } as const;
  expect(draw([archive, dropOrder], { rows: { order: 3 } })).toMatchInlineSnapshot(`
    "NOTE drop-table: order is dropped, its rows are kept in the archive; it locks customer as well [ACCESS EXCLUSIVE on order, customer; rows 3]
      the downgrade brings them back; code that still reads the table fails from now on"
  `);
  expect(found([archive, '---', dropOrder])).toEqual(['loss drop-table']);
  const insert = 'insert into "order" (id) values (9)';
  expect(draw([archive, insert, dropOrder])).toContain(
    'order is dropped with its rows: rows unknown; it was archived before, but rows may have been written since',
  );
  expect(found([archive, insert, archive, dropOrder])).toEqual(['note drop-table']);
  const code = { kind: 'run', code: 'async () => {}' } as const;
  expect(found([archive, code, dropOrder])).toEqual(['note unreadable-code', 'loss drop-table']);
  expect(found(['create table kept as select * from "order"', 'drop table "order"'])).toEqual([
    'loss drop-table',
  ]);
});

test('an empty table is no loss, unless the plan has put rows into it', () => {
  const rows = { order: 0 };
  expect(found([dropOrder], { rows })).toEqual(['note drop-table']);
  expect(found(['insert into "order" select * from old', dropOrder], { rows })).toEqual([
    'loss drop-table',
  ]);
  expect(found(['update "order" set total = 0 where true', dropOrder], { rows })).toEqual([
    'note drop-table',
  ]);
  expect(found([dropOrder], { sizes: { order: { rows: 0, exact: false } } })).toEqual([
    'loss drop-table',
  ]);
});

test('a table that the plan itself has made and not copied rows into', () => {
  expect(found(['create table t (a int)', '---', 'drop table t'])).toEqual([]);
  expect(found(['create table t (a int)', 'insert into t values (1)', 'drop table t'])).toEqual([]);
  expect(
    found(['create table t (a int)', 'insert into t select id from customer', 'drop table t']),
  ).toEqual(['loss drop-table']);
  expect(found(['create table t as select * from customer', 'drop table t'])).toEqual([
    'loss drop-table',
  ]);
  expect(
    found(['create table t (a int)', 'alter table t rename to u', 'drop table u', 'drop table t']),
  ).toEqual(['loss drop-table']);
});

test('cascade, schemas and databases', () => {
  expect(
    draw([
      'drop table customer cascade',
      'drop schema audit cascade',
      'drop type mood, a.b cascade',
      'drop extension citext cascade',
      'drop database old',
    ]),
  ).toMatchInlineSnapshot(`
    "LOSS drop-table: customer is dropped with its rows: rows unknown; cascade also drops the views and foreign keys on it; it locks order as well [ACCESS EXCLUSIVE on customer, order]
      keep them: op.archive('customer') before the drop
    LOSS drop-table: schema audit is dropped with everything in it
      drop that one by one, so that each says what it holds
    LOSS drop-table: type mood is dropped with its columns and all else that stands on it
      drop that one by one, so that each says what it holds
    LOSS drop-table: type a.b is dropped with its columns and all else that stands on it
      drop that one by one, so that each says what it holds
    LOSS drop-table: extension citext is dropped with the columns of its types and all else that stands on it
      drop that one by one, so that each says what it holds
    LOSS drop-table: database old is dropped with everything in it
      drop that one by one, so that each says what it holds"
  `);
});

test('what a role owns goes with its rows, and columns of a collation', () => {
  expect(draw(['drop owned by ada, current_user', 'drop collation german cascade']))
    .toMatchInlineSnapshot(`
      "LOSS drop-table: everything that ada owns is dropped, tables with their rows too
        drop that one by one, so that each says what it holds
      LOSS drop-table: everything that the user owns is dropped, tables with their rows too
        drop that one by one, so that each says what it holds
      LOSS drop-table: collation german is dropped with its columns and all else that stands on it
        drop that one by one, so that each says what it holds"
    `);
});

test('what stops where something is left loses nothing', () => {
  expect(found(['drop schema audit', 'drop type mood', 'drop extension citext'])).toEqual([]);
});

test('restore drops its archive and loses nothing', () => {
  expect(found([{ kind: 'restore', table: 'order' }])).toEqual([]);
});

test('SQLite has no table locks', () => {
  expect(draw(['drop table "order"'], { dialect: 'sqlite', rows: { order: 5 } }))
    .toMatchInlineSnapshot(`
    "LOSS drop-table: order is dropped with its rows: 5 rows [rows 5]
      keep them: op.archive('order') before the drop"
  `);
});
