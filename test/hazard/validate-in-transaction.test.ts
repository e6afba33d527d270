import { expect, test } from 'vitest';

import { draw, found } from './support.ts';

const check = { name: 'order_total_check', expression: 'total >= 0', notValid: true } as const;
const add = { kind: 'addCheck', table: 'order', check } as const;
const validate = { kind: 'validate', table: 'order', name: 'order_total_check' } as const;

test('what is added not valid and validated in one transaction locks as if it were added at once', () => {
  expect(draw([add, validate])).toMatchInlineSnapshot(`
    "LOCK validate-in-transaction: reads and writes of order wait until order_total_check is validated, in the same transaction: rows unknown [ACCESS EXCLUSIVE on order]
      validate it outside: op.validate(…, { transactional: false }), or in a later revision"
  `);
});

test('not outside the transaction, not in another revision', () => {
  const lock = 'lock validate-in-transaction';
  expect(found([add, validate])).toContain(lock);
  expect(found([add, { ...validate, transactional: false }])).not.toContain(lock);
  expect(found([add])).not.toContain(lock);
  expect(found([add, '---', validate])).not.toContain(lock);
});
