import { describe, expect, test } from 'vitest';

import type { ColumnType } from '../../src/schema/column-type.ts';
import { conversionLoss } from '../../src/schema/conversion.ts';
import { mentions, renameInExpression } from '../../src/schema/expression.ts';
import { readLiteral } from '../../src/schema/literal.ts';
import { nameLikeness, wordsOf } from '../../src/schema/name-likeness.ts';
import { sameDefault } from '../../src/schema/same-default.ts';
import { sameExpression } from '../../src/schema/same-expression.ts';
import { sameType } from '../../src/schema/same-type.ts';
import type { Default } from '../../src/schema/schema.ts';
import { tokenize } from '../../src/schema/tokens.ts';

const value = (given: string | number | boolean): Default => ({ kind: 'value', value: given });
const sql = (text: string): Default => ({ kind: 'sql', sql: text });
const decimal: ColumnType = { name: 'decimal', precision: 10, scale: 2 };
const string: ColumnType = { name: 'string', length: 40 };

describe('defaults', () => {
  test.each<[ColumnType, Default | undefined, Default | undefined]>([
    [decimal, value('0'), value(0)],
    [decimal, value('0.00'), sql('0')],
    [decimal, sql("'-1.50'::numeric"), value(-1.5)],
    [{ name: 'integer' }, sql('(7)'), value(7)],
    [{ name: 'boolean' }, value(1), sql('TRUE')],
    [string, sql("'it''s'::character varying"), value("it's")],
    [{ name: 'datetime' }, sql('CURRENT_TIMESTAMP'), sql('current_timestamp')],
    [{ name: 'text' }, sql('NULL'), undefined],
    [{ name: 'bigint' }, value('9007199254740993'), sql('9007199254740993')],
  ])('%j: %j is %j', (type, a, b) => expect(sameDefault(type, a, b)).toBe(true));

  test.each<[ColumnType, Default | undefined, Default | undefined]>([
    [string, value('0'), value('0.0')],
    [string, value('current_timestamp'), sql('current_timestamp')],
    [decimal, value(0), undefined],
    [{ name: 'bigint' }, value('9007199254740993'), value('9007199254740992')],
    [{ name: 'datetime' }, sql('current_timestamp'), sql('current_timestamp(3)')],
    [string, value('Now'), value('now')],
  ])('%j: %j is not %j', (type, a, b) => expect(sameDefault(type, a, b)).toBe(false));
});

describe('expressions', () => {
  test.each([
    ['total >= 0', '( "total">=0 )'],
    ['a != b AND c', '(A <> b and c)'],
    ["name = 'O''Hara'", "\"name\"   = 'O''Hara'"],
  ])('%s is %s', (a, b) => expect(sameExpression(a, b)).toBe(true));

  test.each([
    ['(a) or (b)', 'a or b'],
    ["name = 'A'", "name = 'a'"],
    ['"order" > 0', '"Order" > 0'],
    ['a > 0', undefined],
  ])('%s is not %s', (a, b) => expect(sameExpression(a, b)).toBe(false));

  test('a column is found and renamed by its words, not inside text or as a called function', () => {
    const text = `lower(name) <> 'name' and "name" > '' and Name is not null and name(1) /* name */`;
    expect(renameInExpression(text, 'name', 'order')).toBe(
      `lower("order") <> 'name' and "order" > '' and "order" is not null and name(1) /* name */`,
    );
    expect(renameInExpression('mood in (1)', 'mood', 'state')).toBe('state in (1)');
    expect(mentions("full_name <> 'name'", 'name')).toBe(false);
  });

  test('pieces joined again are the text', () => {
    const text = `a::text || E'it\\'s' -- x\n or $q$ "b" $q$ = \`c\` and .5 < 1.0e3`;
    expect(
      tokenize(text)
        .map(token => token.text)
        .join(''),
    ).toBe(text);
  });
});

describe('types', () => {
  test('an argument left out is the platform’s', () => {
    expect(sameType({ name: 'string' }, { name: 'string', length: 255 })).toBe(true);
    expect(sameType({ name: 'decimal' }, { name: 'decimal', precision: 10, scale: 0 })).toBe(true);
    expect(sameType({ name: 'datetime' }, { name: 'datetime', precision: 6 })).toBe(false);
    expect(sameType({ name: 'json' }, { name: 'text' })).toBe(false);
    // One SQL type on each database.
    expect(sameType({ name: 'json' }, { name: 'jsonb' })).toBe(true);
    expect(sameType({ name: 'datetime' }, { name: 'timestamp' })).toBe(true);
    expect(sameType({ name: 'tinyint' }, { name: 'smallint' })).toBe(true);
    const native = { name: 'native', postgresql: 'citext' } as const;
    expect(sameType(native, { ...native, sqlite: 'text' })).toBe(false);
  });

  const lossless: [ColumnType, ColumnType][] = [
    [{ name: 'smallint' }, { name: 'integer' }],
    [{ name: 'integer' }, { name: 'double' }],
    [{ name: 'integer' }, { name: 'decimal', precision: 12, scale: 2 }],
    [{ name: 'integer' }, { name: 'string', length: 11 }],
    [{ name: 'float' }, { name: 'double' }],
    [decimal, { name: 'decimal', precision: 12, scale: 4 }],
    [string, { name: 'text' }],
    [string, { name: 'string' }],
    [
      { name: 'enum', values: ['a'] },
      { name: 'enum', values: ['b', 'a'] },
    ],
    [
      { name: 'enum', values: ['abc'] },
      { name: 'string', length: 3 },
    ],
    [{ name: 'uuid' }, { name: 'char', length: 36 }],
    [{ name: 'datetime', precision: 3 }, { name: 'timestamp' }],
    [{ name: 'jsonb' }, { name: 'json' }],
    [
      { name: 'array', of: { name: 'smallint' } },
      { name: 'array', of: { name: 'bigint' } },
    ],
  ];
  test.each(lossless)('every %j survives as %j', (from, to) => {
    expect(conversionLoss(from, to)).toBeUndefined();
  });

  test('what is not a widening loses something, in words', () => {
    const lossy: [ColumnType, ColumnType][] = [
      [{ name: 'bigint' }, { name: 'integer' }],
      [{ name: 'integer' }, { name: 'float' }],
      [{ name: 'integer' }, decimal],
      [{ name: 'integer' }, { name: 'string', length: 10 }],
      [decimal, { name: 'decimal', precision: 10, scale: 3 }],
      [decimal, { name: 'decimal', precision: 12, scale: 1 }],
      [{ name: 'text' }, string],
      [string, { name: 'char', length: 40 }],
      [{ name: 'text' }, { name: 'integer' }],
      [
        { name: 'enum', values: ['a', 'b', 'c'] },
        { name: 'enum', values: ['a'] },
      ],
      [{ name: 'datetime' }, { name: 'datetime', precision: 0 }],
      [{ name: 'date' }, { name: 'datetime' }],
      [{ name: 'boolean' }, { name: 'integer' }],
      [{ name: 'native', postgresql: 'citext' }, { name: 'text' }],
      [
        { name: 'array', of: string },
        { name: 'array', of: { name: 'uuid' } },
      ],
    ];
    expect(`\n${lossy.map(([from, to]) => conversionLoss(from, to)).join('\n')}\n`)
      .toMatchInlineSnapshot(`
        "
        numbers too large for integer
        numbers too large for float
        numbers with more than 8 digits before the point
        values of integer that are no string(10)
        numbers with more than 7 digits before the point
        digits after the first 1 behind the point
        text longer than 40 characters
        values of string(40) that are no char(40)
        values of text that are no integer
        rows that say b or c
        fractions of a second beyond 0 digits
        values of date that are no datetime

        values of native(citext) that are no text
        items: values of string(40) that are no uuid
        "
      `);
  });
});

const read = (type: ColumnType, text: string): unknown => {
  const literal = readLiteral(type, text);
  return 'value' in literal ? literal.value : literal.problem;
};

test('literals', () => {
  expect([
    read({ name: 'integer' }, '+7'),
    read({ name: 'bigint' }, '9007199254740993'),
    read(decimal, '12.50'),
    read(decimal, '12.5'),
    read(decimal, '123456789.5'),
    read({ name: 'double' }, '1e3'),
    read({ name: 'boolean' }, 'yes'),
    read({ name: 'boolean' }, 'true'),
    read(string, ''),
    read({ name: 'date' }, '2026-13-01'),
    read({ name: 'datetime' }, '2026-01-31T18:30:00Z'),
    read({ name: 'uuid' }, 'x'),
    read({ name: 'jsonb' }, '{"a": 1}'),
    read({ name: 'jsonb' }, '{a}'),
    read({ name: 'blob' }, 'x'),
  ]).toMatchInlineSnapshot(`
    [
      7,
      "9007199254740993",
      "12.50",
      12.5,
      "123456789.5 does not fit decimal(10, 2)",
      1000,
      "'yes' is neither true nor false",
      true,
      "",
      "'2026-13-01' is not a date such as 2026-01-31",
      "2026-01-31T18:30:00Z",
      "'x' is not a UUID",
      "{"a": 1}",
      "'{a}' is not JSON",
      "a value of blob cannot be typed here; use sql:EXPRESSION",
    ]
  `);
});

test('names are compared by their words and letters', () => {
  expect(wordsOf('custFullName')).toEqual(['customer', 'full', 'name']);
  expect([
    nameLikeness('fullName', 'full_name'),
    nameLikeness('qty', 'quantity'),
    nameLikeness('name', 'full_name'),
    nameLikeness('colour', 'color'),
    nameLikeness('ssn', 'public_bio'),
    nameLikeness('orders', 'order'),
  ]).toMatchInlineSnapshot(`
    [
      {
        "reason": "fullName and full_name are the same words",
        "score": 1,
      },
      {
        "reason": "qty and quantity are the same words",
        "score": 1,
      },
      {
        "reason": "both names have the word name",
        "score": 0.75,
      },
      {
        "reason": "the names differ in 1 letter",
        "score": 0.8333333333333334,
      },
      {
        "score": 0,
      },
      {
        "reason": "orders and order are the same words",
        "score": 1,
      },
    ]
  `);
});
