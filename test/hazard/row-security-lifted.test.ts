import { expect, test } from 'vitest';

import type { Operation } from '../../src/operation/operation.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { draw, found, shop } from './support.ts';

const [customer, order] = shop.tables;
const guarded: Schema = {
  tables: [
    customer!,
    {
      ...order!,
      rowSecurity: 'forced',
      policies: [
        { name: 'own', using: 'customer_id = 1' },
        { name: 'narrow', restrictive: true, using: 'total > 0' },
      ],
    },
  ],
};
const given = { before: guarded, rows: { order: 7 } };
const drop = (name: string): Operation => ({ kind: 'dropPolicy', table: 'order', name });

test('rows that more people see', () => {
  expect(draw([{ kind: 'rowSecurity', table: 'order', mode: 'disabled' }], given))
    .toMatchInlineSnapshot(`
      "NOTE row-security-lifted: the owner of order sees every row of it again [ACCESS EXCLUSIVE on order]
        see that this is meant: policies often keep customers apart
      NOTE trigger-policy-lock: reads and writes of order wait until the revision commits [ACCESS EXCLUSIVE on order]
        keep what is slow out of this revision
      NOTE row-security-lifted: every row of order is shown to everybody who may read the table: its policies do not count any more [ACCESS EXCLUSIVE on order]
        see that this is meant: policies often keep customers apart
      NOTE trigger-policy-lock: reads and writes of order wait until the revision commits [ACCESS EXCLUSIVE on order]
        keep what is slow out of this revision"
    `);
  expect(draw([drop('narrow')], given)).toMatchInlineSnapshot(`
    "NOTE row-security-lifted: rows of order that policy narrow kept back are shown to more people [ACCESS EXCLUSIVE on order]
      see that this is meant: policies often keep customers apart
    NOTE trigger-policy-lock: reads and writes of order wait until the revision commits [ACCESS EXCLUSIVE on order]
      keep what is slow out of this revision"
  `);
  expect(draw(['drop policy unknown on "order"'], given)).toMatchInlineSnapshot(`
    "NOTE row-security-lifted: policy unknown decides no more who sees which rows of order [ACCESS EXCLUSIVE on order]
      see that this is meant: policies often keep customers apart
    NOTE trigger-policy-lock: reads and writes of order wait until the revision commits [ACCESS EXCLUSIVE on order]
      keep what is slow out of this revision"
  `);
});

test('a permissive policy that goes shows nothing to anybody', () => {
  expect(found([drop('own')], given)).not.toContain('note row-security-lifted');
});
