import { expect, test } from 'vitest';

import { refuseTransactionControl } from '../../src/dialect/transaction-control.ts';

test.each([
  'commit',
  ' /* done */ -- now\n COMMIT work',
  'begin',
  'start transaction',
  'end',
  'rollback',
  'rollback and chain',
  `prepare transaction 'x'`,
])('%s would end the transaction of the revision', sql => {
  expect(() => refuseTransactionControl(sql)).toThrow(/^op\.sql: .+ would begin or end/);
});

test.each([
  'select 1',
  'savepoint a',
  'rollback to a',
  'rollback work to savepoint a',
  'comment on table t is $$commit$$',
  'create trigger a after insert on t begin delete from u; end',
  'commitment',
  'prepare p as select 1',
])('%s is left alone', sql => {
  expect(refuseTransactionControl(sql)).toBeUndefined();
});
