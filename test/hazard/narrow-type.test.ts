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

test('an expression that does not read the column replaces what is there, whatever the type', () => {
  expect(draw(['alter table customer alter email type text using null'], { rows: { customer: 9 } }))
    .toMatchInlineSnapshot(`
    "LOSS narrow-type: the values of customer.email are replaced by an expression that does not read them: 9 rows [rows 9]
      keep the old values: op.archive('customer', ['email']), or say email in using
    LOCK type-change-rewrite: reads and writes of customer wait while the table is written anew (varchar(120) to text): 9 rows [ACCESS EXCLUSIVE on customer; rows 9]
      on a big table add a column of the new type, fill it in batches, and swap the two in a later revision"
  `);
  const written = [
    "alter table customer alter email type text using 'x'",
    'alter table customer alter email type varchar(120) using id::text',
    'alter table customer alter email type text using (select 1)::text',
  ];
  expect(written.map(narrow)).toEqual(written.map(() => ['loss narrow-type']));
  expect(narrow('alter table customer alter email type text using customer.email || id')).toEqual(
    [],
  );
  expect(narrow('alter table customer alter email type text using f(customer.*)')).toEqual([]);
  const replaced = { ...retype('null'), type: { name: 'text' } } as const;
  expect(found([replaced])).toContain('loss narrow-type');
  const { type: _type, ...sameType } = { ...retype("'x'"), nullable: true };
  for (const each of [replaced, sameType]) {
    expect(judge(each)).toEqual(['loss narrow-type customer.email']);
  }
});

test('what an archive of the same revision keeps is not lost', () => {
  const archive = { kind: 'archive', table: 'customer', columns: ['email'] } as const;
  const cut = 'alter table customer alter email type varchar(9) using left(email, 9)';
  const gone = 'alter table customer alter email type text using null';
  for (const sql of [cut, gone]) {
    expect(found([archive, sql])).toContain('note narrow-type');
    expect(found([archive, sql])).not.toContain('loss narrow-type');
  }
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
    ['int[]', 'varchar(5)[]', 'fails'],
    ['bigint[]', 'int[]', 'fails'],
    ['numeric(10,2)[]', 'int[]', 'alters'],
    ['text', 'text[]', 'fails'],
    ['int[]', 'text', undefined],
    ['int[]', 'varchar(40)', 'fails'],
    ['int[]', 'int', 'fails'],
    ['int', 'varchar(11)', undefined],
    ['int', 'varchar(10)', 'fails'],
    ['uuid', 'varchar(36)', undefined],
    ['uuid', 'char(35)', 'fails'],
    ['boolean', 'int', undefined],
    ['int', 'timestamptz', 'fails'],
    ['int', 'jsonb', undefined],
    ['jsonb', 'int', 'fails'],
    ['jsonb', 'text', undefined],
    ['bytea', 'varchar(255)', 'fails'],
    ['uuid', 'bytea', 'fails'],
    ['interval', 'time', 'alters'],
    ['time', 'interval', undefined],
    ['timestamptz', 'varchar(20)', 'fails'],
    ['date', 'int', 'fails'],
  ] as const;
  test.each(cases)('%s to %s: %s', (from, to, expected) => {
    expect(narrowing(parseType(from), parseType(to))).toBe(expected);
  });
});
