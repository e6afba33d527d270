import { expect, test } from 'vitest';

import { draw, found } from './support.ts';

const create = 'create index order_late on "order" (total)';
const index = { name: 'order_late', columns: ['total'], unique: false };

test('everybody waits while an index is dropped', () => {
  expect(
    draw([
      { kind: 'createIndex', table: 'order', index, concurrently: true },
      '---',
      { kind: 'dropIndex', table: 'order', name: 'order_late' },
    ]),
  ).toMatchInlineSnapshot(`
    "NOTE drop-index-lock: reads and writes of order wait until the revision commits [ACCESS EXCLUSIVE on order]
      drop it beside the traffic: op.dropIndex(…, { concurrently: true })"
  `);
});

test('not concurrently, not an index that nobody knows, not on SQLite', () => {
  const concurrently = {
    sql: 'drop index concurrently order_late',
    comment: '',
    transactional: false,
  } as const;
  expect(found([concurrently])).toEqual([]);
  expect(found(['drop index whatever'])).toEqual([]);
  expect(found([create, '---', 'drop index order_late'], { dialect: 'sqlite' })).toEqual([]);
});
