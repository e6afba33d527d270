import { expect, test } from 'vitest';

import type { Operation } from '../../src/operation/operation.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { draw, found, shop } from './support.ts';

const [customer, order] = shop.tables;
const coded: Schema = {
  tables: [
    customer!,
    {
      ...order!,
      triggers: [
        {
          name: 'order_sum',
          timing: 'before',
          events: ['update'],
          forEach: 'row',
          body: { postgresql: 'new.total = new.total + 1; return new' },
        },
      ],
    },
  ],
  routines: [
    {
      name: 'turnover',
      type: 'function',
      parameters: [],
      returns: 'numeric',
      language: 'sql',
      body: 'select sum(total) from "order"',
    },
  ],
};
const rename = (from: string): Operation => ({
  kind: 'renameColumn',
  table: 'order',
  from,
  to: 'other',
});

test('bodies that still say the old name', () => {
  const told = draw([rename('total')], { before: coded });
  expect(told.split('\n').filter(line => line.includes('breaks-code'))).toMatchInlineSnapshot(`
    [
      "BREAK rename-breaks-code: trigger order_sum and function turnover still say order.total: PostgreSQL renames in no body, and it fails when it runs next",
    ]
  `);
  expect(found([{ kind: 'renameTable', from: 'order', to: 'sale' }], { before: coded })).toContain(
    'break rename-breaks-code',
  );
});

test('not those of another column, nor on SQLite, which renames in them', () => {
  expect(found([rename('note')], { before: coded })).not.toContain('break rename-breaks-code');
  const sql = 'alter table "order" rename column total to other';
  expect(found([sql], { before: coded, dialect: 'sqlite' })).not.toContain(
    'break rename-breaks-code',
  );
});
