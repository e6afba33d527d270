import { expect, test } from 'vitest';

import { draw, found } from './support.ts';

test('the table that the key points to is locked too', () => {
  expect(draw([{ kind: 'dropForeignKey', table: 'order', name: 'order_customer_id_foreign' }]))
    .toMatchInlineSnapshot(`
    "NOTE drop-foreign-key-lock: reads and writes of order and of customer wait until the revision commits [ACCESS EXCLUSIVE on order, customer]
      keep what is slow out of this revision"
  `);
});

test('not for another constraint', () => {
  expect(found(['alter table "order" drop constraint order_pkey'])).toEqual([]);
});
