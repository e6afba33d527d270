import { describe, expect, test } from 'vitest';

import { together } from '../../src/dialect/postgresql/together/combine.ts';
import { readAlter } from '../../src/dialect/postgresql/together/command.ts';
import type { CompiledOperation } from '../../src/dialect/together.ts';

/** What becomes of statements that one operation after the other gives. */
function combined(...statements: readonly string[]): readonly string[] {
  const group = statements.map((sql): CompiledOperation => ({
    operation: { kind: 'addCheck', table: 't', check: { name: 'n', expression: 'true' } },
    context: {
      before: { tables: [] },
      after: { tables: [] },
      catalog: { version: '18.4', entries: [] },
      revision: 'a',
      source: { file: 'f' },
      split: text => [text],
    },
    statements: [{ sql, comment: sql }],
  }));
  return (
    together.combine(group, { version: '18.4', entries: [] })?.map(({ sql }) => sql) ?? statements
  );
}

const t = 'alter table "t" ';
const one = (...commands: readonly string[]): readonly string[] => [t + commands.join(', ')];

describe('one statement', () => {
  test.each([
    ['drop column "a"', 'add column "b" int null'],
    ['add column "a" int null', 'drop column "b"'],
    ['add column "a" int null', 'add constraint "u" unique ("a")'],
    ['add column "a" int null', 'alter column "a" set not null'],
    ['add column "a" int not null default 1', 'alter column "b" type text using "b"::text'],
    ['drop column "a"', 'add column "a" text null'],
    ['drop constraint "u"', 'add constraint "u" unique ("a", "b")'],
    ['alter column "a" type bigint', 'alter column "b" type bigint'],
    ['alter column "a" type bigint', 'add constraint "c" check (a > 0)'],
    ['alter column "a" drop default', 'alter column "a" type int using "a"::int'],
    ['alter column "a" set default 1', 'alter column "b" drop not null'],
    [
      'add constraint "f" foreign key ("a") references "r" ("id")',
      'add constraint "g" foreign key ("b") references "r" ("id")',
    ],
    ['drop constraint "p"', 'add constraint "q" primary key ("a", "b")'],
  ])('%s, then %s', (first, second) => {
    expect(combined(t + first, t + second)).toEqual(one(first, second));
  });

  test('comments and indexes come behind', () => {
    const comment = `comment on column "t"."a" is 'it''s'`;
    const index = 'create index "i" on "t" ("a")';
    expect(
      combined(
        `${t}add column "a" int null`,
        comment,
        index,
        `${t}add constraint "c" check (b > 0)`,
      ),
    ).toEqual([
      ...one('add column "a" int null', 'add constraint "c" check (b > 0)'),
      comment,
      index,
    ]);
  });
});

describe('apart, since PostgreSQL would take the second before the first', () => {
  test.each([
    ['add column "a" int null', 'drop column "a"'],
    ['add constraint "n" check (a > 0)', 'drop constraint "n"'],
    ['add constraint "n" check (a > 0)', 'drop column "a"'],
    ['alter column "a" set default 1', 'alter column "a" drop default'],
    ['alter column "a" set not null', 'alter column "a" drop not null'],
    ['add column "a" int null', 'alter column "a" type text'],
    ['add constraint "n" check (a > 0)', 'alter column "a" type bigint'],
    ['alter column "a" set default 1', 'alter column "a" type bigint'],
  ])('%s, then %s', (first, second) => {
    expect(combined(t + first, t + second)).toEqual([t + first, t + second]);
  });
});

describe('apart, for another reason', () => {
  test.each([
    [
      'using reads the row as it was',
      'alter column "a" type int',
      'alter column "b" type int using a + 1',
    ],
    [
      'a check may spare set not null the reading',
      'alter column "a" set not null',
      'drop constraint "a_is_not_null"',
    ],
    ['a rename is a statement of its own', 'add column "a" int null', 'rename column "b" to "c"'],
    [
      'validate reads under a mild lock',
      'add constraint "n" check (a > 0) not valid',
      'validate constraint "n"',
    ],
    [
      'a foreign key is checked under a mild lock',
      'add constraint "f" foreign key ("a") references "r" ("id")',
      'add column "b" int null',
    ],
  ])('%s', (_, first, second) => {
    expect(combined(t + first, t + second)).toEqual([t + first, t + second]);
  });

  test('an index that a foreign key may need', () => {
    const statements = [
      `${t}add column "a" int null`,
      'create unique index "i" on "t" ("a")',
      `${t}add constraint "f" foreign key ("b") references "t" ("a")`,
    ];
    expect(combined(...statements)).toEqual(statements);
  });

  test('an index that comes first is built under its own lock', () => {
    const statements = ['create index "i" on "t" ("a")', `${t}add column "b" int null`];
    expect(combined(...statements)).toEqual(statements);
  });
});

test('sub-commands are told apart by commas outside of parentheses, strings and names', () => {
  const commands = [
    `add column "a, b" numeric(10, 2) not null default ', drop column "x"'`,
    'add constraint "c" check ("a, b" in (1, 2))',
    'alter column "d" type varchar(10)[] using array["d", \'x\']',
  ];
  expect(readAlter(`alter table "s"."t" ${commands.join(', ')}`)).toMatchObject({
    head: 'alter table "s"."t" ',
    commands: [
      { sql: commands[0], pass: 'add column', subject: 'a, b' },
      { sql: commands[1], pass: 'other', subject: 'c' },
      { sql: commands[2], pass: 'type', subject: 'd' },
    ],
  });
});
