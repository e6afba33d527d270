import { describe, expect, test } from 'vitest';

import { checkOperation } from '../../src/hazard/check.ts';
import { startOfPlan } from '../../src/hazard/situation.ts';
import { parseType } from '../../src/hazard/sql-type.ts';
import { narrowing } from '../../src/hazard/type-change.ts';
import type { AlterColumn, Operation } from '../../src/operation/operation.ts';
import { draw, found, hazardsOf, shop } from './support.ts';

const narrow = (sql: string): readonly string[] =>
  found([sql]).filter(each => each.includes('narrow-type'));

test('what is rounded is lost', () => {
  const [hazard] = hazardsOf(['alter table "order" alter total type int'], { rows: { order: 9 } });
  expect(hazard).toMatchInlineSnapshot(`
    {
      "advice": "keep the old values: op.archive('order', ['total']), or keep numeric(10,2)",
      "level": "loss",
      "message": "values of order.total that int does not hold are cut or rounded: 9 rows",
      "rows": 9,
      "rule": "narrow-type",
      "subject": "order.total",
      "tables": [
        "order",
      ],
    }
  `);
});

test('what does not fit stops the statement', () => {
  expect(draw(['alter table customer alter email type varchar(40)'])).toMatchInlineSnapshot(`
    "FAIL narrow-type: a value of customer.email that does not fit into varchar(40) stops the statement: rows unknown
      look for such values first, or keep varchar(120)
    LOCK type-change-rewrite: reads and writes of customer wait while the table is written anew (varchar(120) to varchar(40)): rows unknown [ACCESS EXCLUSIVE on customer]
      on a big table add a column of the new type, fill it in batches, and swap the two in a later revision"
  `);
});

test('a cast or an expression may cut off', () => {
  expect(
    narrow('alter table customer alter email type varchar(40) using email::varchar(40)'),
  ).toEqual(['loss narrow-type']);
  expect(narrow('alter table customer alter email type varchar(9) using left(email, 9)')).toEqual([
    'loss narrow-type',
  ]);
  expect(narrow('alter table customer alter email type int using email::int')).toEqual([
    'fail narrow-type',
  ]);
});

const retype = (using?: string): AlterColumn => ({
  kind: 'alterColumn',
  table: 'customer',
  column: 'email',
  type: { name: 'integer' },
  ...(using !== undefined && { using }),
});
const judge = (operation: Operation): readonly string[] =>
  checkOperation(
    {
      dialect: 'sqlite',
      operation,
      before: shop,
      statements: [{ sql: 'select 1 where 0', comment: 'look first', part: 'proof' }],
    },
    startOfPlan(new Map()),
  )
    .hazards.flat()
    .map(({ level, rule, subject }) => `${level} ${rule} ${subject}`);

test('on SQLite an expression changes values without a word', () => {
  expect(judge(retype('cast(email as integer)'))).toEqual(['loss narrow-type customer.email']);
  expect(judge(retype())).toEqual([]);
  expect(judge({ ...retype('lower(email)'), type: { name: 'text' } })).toEqual([]);
});

test('not where every value fits, nor in a table without old rows', () => {
  expect(narrow('alter table customer alter email type text')).toEqual([]);
  expect(found(['create table t (a text)', 'alter table t alter a type int using a::int'])).toEqual(
    [],
  );
  const rows = { customer: 0 };
  const shorter = 'alter table customer alter email type varchar(40)';
  expect(found([shorter], { rows })).toEqual([]);
});

describe('from one type to another', () => {
  const cases = [
    ['varchar(80)', 'varchar(40)', 'fails'],
    ['text', 'varchar(40)', 'fails'],
    ['varchar(40)', 'char', 'fails'],
    ['varchar(40)', 'text', undefined],
    ['text', 'int', 'fails'],
    ['int', 'text', undefined],
    ['int', 'bigint', undefined],
    ['bigint', 'int', 'fails'],
    ['int', 'smallint', 'fails'],
    ['numeric(10,2)', 'numeric(10,0)', 'alters'],
    ['numeric(10,2)', 'numeric(10,4)', 'fails'],
    ['numeric(10,2)', 'numeric(12,4)', undefined],
    ['numeric(10,2)', 'numeric', undefined],
    ['numeric', 'numeric(10,2)', 'alters'],
    ['numeric(10,2)', 'int', 'alters'],
    ['numeric(9,0)', 'int', undefined],
    ['int', 'numeric(10,2)', 'fails'],
    ['double precision', 'real', 'alters'],
    ['double precision', 'int', 'alters'],
    ['real', 'double precision', undefined],
    ['int', 'double precision', undefined],
    ['bigint', 'double precision', 'alters'],
    ['numeric(10,2)', 'double precision', undefined],
    ['int', 'boolean', 'alters'],
    ['timestamptz', 'timestamptz(0)', 'alters'],
    ['timestamptz(0)', 'timestamptz', undefined],
    ['timestamptz', 'date', 'alters'],
    ['timestamptz', 'text', undefined],
    ['date', 'timestamptz', undefined],
    ['json', 'jsonb', undefined],
    ['int[]', 'text[]', undefined],
  ] as const;
  test.each(cases)('%s to %s: %s', (from, to, expected) => {
    expect(narrowing(parseType(from), parseType(to))).toBe(expected);
  });
});
