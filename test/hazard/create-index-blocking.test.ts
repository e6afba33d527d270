import { expect, test } from 'vitest';

import { draw, found } from './support.ts';

const index = { name: 'order_total_index', columns: ['total'], unique: false };

test('writes wait while an index is built', () => {
  expect(
    draw([{ kind: 'createIndex', table: 'order', index }], {
      sizes: { order: { rows: 2_100_000, bytes: 200_000_000, exact: false } },
    }),
  ).toMatchInlineSnapshot(`
    "LOCK create-index-blocking: writes to order wait while the index is built: about 2,100,000 rows [SHARE on order; rows 2100000]
      build it beside the traffic: op.createIndex(…, { concurrently: true })"
  `);
  expect(draw(['create unique index on customer (email)'])).toMatchInlineSnapshot(`
    "LOCK create-index-blocking: writes to customer wait while the index is built: rows unknown; two rows with the same values make it fail [SHARE on customer]
      build it beside the traffic: op.createIndex(…, { concurrently: true })"
  `);
});

test('not concurrently, not on a new table, not on SQLite', () => {
  const concurrently = {
    sql: 'create index concurrently i on "order" (total)',
    comment: '',
    transactional: false,
  } as const;
  expect(found([concurrently])).toEqual([]);
  expect(found(['create table t (a int)', '---', 'create index on t (a)'])).toEqual([]);
  expect(found(['create index i on "order" (total)'], { dialect: 'sqlite' })).toEqual([]);
});

test('a table that is large elsewhere is judged by that, however few rows it has here', () => {
  const rows = { rows: 0, exact: true } as const;
  const create = { kind: 'createIndex', table: 'order', index } as const;
  expect(found([create], { sizes: { order: rows } })).toEqual([]);
  expect(draw([create], { sizes: { order: { ...rows, large: true } } })).toMatchInlineSnapshot(`
    "LOCK create-index-blocking: writes to order wait while the index is built: 0 rows here, large elsewhere [SHARE on order; rows 0]
      build it beside the traffic: op.createIndex(…, { concurrently: true })"
  `);
  // What would be lost here is judged by what is here.
  const drop = { kind: 'dropTable', table: 'order' } as const;
  expect(found([drop], { sizes: { order: { ...rows, large: true } } })).not.toContain(
    'loss drop-table',
  );
});
