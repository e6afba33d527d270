import { expect, test } from 'vitest';

import { draw, found } from './support.ts';

const sql = 'create index concurrently i on "order" (total)';

test('fails inside a transaction, and only there', () => {
  expect(draw([sql])).toMatchInlineSnapshot(`
    "FAIL concurrently-in-transaction: an index cannot be built concurrently inside a transaction
      take it out of the transaction: op.sql(…, { transactional: false })"
  `);
  expect(found([{ sql, comment: '', transactional: false }])).toEqual([]);
});
