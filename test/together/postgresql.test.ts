import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { together } from '../../src/dialect/postgresql/together/combine.ts';
import { readAlter } from '../../src/dialect/postgresql/together/command.ts';
import type { CompiledOperation } from '../../src/dialect/together.ts';
import { apply } from '../../src/operation/apply.ts';
import type { Operation } from '../../src/operation/operation.ts';
import type { Default, Schema, Table } from '../../src/schema/schema.ts';
import { openTestDatabase, type TestDatabase } from '../dialect/postgresql/support.ts';
import { Dice } from '../operation/random-schema.ts';
import { compileFor, statementsOf } from './support.ts';

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

const start: Table = {
  name: 't',
  columns: [
    { name: 'id', type: { name: 'integer' }, nullable: false, autoincrement: true },
    { name: 'a', type: { name: 'text' }, nullable: true },
    { name: 'b', type: { name: 'integer' }, nullable: true, default: { kind: 'value', value: 3 } },
    { name: 'c', type: { name: 'string', length: 40 }, nullable: false },
    { name: 'o', type: { name: 'integer' }, nullable: true },
  ],
  primaryKey: { name: 't_pkey', columns: ['id'] },
  indexes: [{ name: 't_a_index', columns: ['a'], unique: false }],
  uniques: [{ name: 't_c_unique', columns: ['c'] }],
  foreignKeys: [{ name: 't_o_foreign', columns: ['o'], refTable: 'other', refColumns: ['id'] }],
  checks: [{ name: 't_b_check', expression: 'b > 0' }],
};

const other: Table = {
  name: 'other',
  columns: [{ name: 'id', type: { name: 'integer' }, nullable: false }],
  primaryKey: { name: 'other_pkey', columns: ['id'] },
  indexes: [],
  uniques: [],
  foreignKeys: [],
  checks: [],
};

const rows = [
  'insert into other values (1), (2)',
  `insert into t (a, b, c, o) values ('1', 1, '7', 1), ('02', 2, '8', null), (null, null, '9', 2)`,
];

/** All that the table is, in one answer. */
const picture = `select
  (select json_agg(t order by t.id) from t) as rows,
  (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod), 'required', attnotnull,
     'default', pg_get_expr(adbin, adrelid), 'comment', col_description(attrelid, attnum)) order by attname)
   from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
   where attrelid = 't'::regclass and attnum > 0 and not attisdropped) as columns,
  (select json_agg(conname || ' ' || pg_get_constraintdef(oid) order by conname) from pg_constraint where conrelid = 't'::regclass) as constraints,
  (select json_agg(pg_get_indexdef(indexrelid) order by indexrelid::regclass::text) from pg_index where indrelid = 't'::regclass) as indexes`;

describe.skipIf(process.env['MIGSH_TEST_PG_URL'] === undefined)('on a server', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(async () => {
    await database.close();
  });

  test('alterations together leave what they leave one by one', async () => {
    const rounds = Number(process.env['MIGSH_TEST_ROUNDS'] ?? 150);
    const firstSeed = Number(process.env['MIGSH_TEST_SEED'] ?? 20_261_121);
    const given = statementsOf(
      compileFor({ tables: [] }, [
        { kind: 'createTable', table: other },
        { kind: 'createTable', table: start },
      ]),
    ).map(({ sql }) => sql);
    const leave = async (operations: readonly (readonly Operation[])[]): Promise<Left> => {
      let schema: Schema = { tables: [other, start] };
      const statements: string[] = [];
      for (const group of operations) {
        statements.push(...statementsOf(compileFor(schema, group)).map(({ sql }) => sql));
        schema = group.reduce(apply, schema);
      }
      const found = await database
        .rehearse([...given, ...rows, ...statements, picture])
        .catch(String);
      return { found, count: statements.length };
    };
    const counted = { apart: 0, together: 0 };
    for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
      const operations = randomAlterations(new Dice(seed));
      const apart = await leave(operations.map(operation => [operation]));
      if (typeof apart.found === 'string') continue;
      const whole = await leave([operations]);
      expect({ seed, found: whole.found }).toEqual({ seed, found: apart.found });
      counted.apart += apart.count;
      counted.together += whole.count;
    }
    expect(counted.together).toBeLessThan(counted.apart * 0.8);
  });
});

/** What statements leave, or why they fail. */
interface Left {
  readonly found: unknown;
  readonly count: number;
}

function randomAlterations(dice: Dice): readonly Operation[] {
  const operations: Operation[] = [];
  let schema: Schema = { tables: [other, start] };
  for (let tries = 0; operations.length < 6 && tries < 60; tries += 1) {
    try {
      const table = schema.tables[1];
      if (table === undefined) break;
      const next = alteration(table, dice, tries);
      schema = apply(schema, next);
      operations.push(next);
    } catch {
      // Not possible here.
    }
  }
  return operations;
}

const values: readonly Default[] = [
  { kind: 'value', value: 7 },
  { kind: 'sql', sql: '(random() * 0 + 3)::int' },
];

function alteration(table: Table, dice: Dice, n: number): Operation {
  const column = dice.pick(table.columns.slice(1)).name;
  const second = dice.pick(table.columns).name;
  const fresh = dice.pick(['h', 'i', 'a', 'd e', 'long']);
  const at = { table: 't' };
  const choices: readonly (() => Operation)[] = [
    () => ({
      kind: 'addColumn',
      ...at,
      column: {
        name: fresh,
        type: dice.pick([{ name: 'integer' }, { name: 'bigint' }]),
        nullable: dice.maybe(60),
        ...(dice.maybe(70) && { default: dice.pick(values) }),
        ...(dice.maybe(20) && { comment: `as "${column}"` }),
      },
      ...(dice.maybe(20) && { unique: { name: `t_u${n}`, columns: [fresh] } }),
      ...(dice.maybe(20) && { check: { name: `t_n${n}`, expression: `"${fresh}" < 1000` } }),
    }),
    () => ({ kind: 'dropColumn', ...at, column }),
    () => ({ kind: 'renameColumn', ...at, from: column, to: fresh }),
    () => ({ kind: 'alterColumn', ...at, column, default: dice.pick(values) }),
    () => ({ kind: 'alterColumn', ...at, column, default: null }),
    () => ({ kind: 'alterColumn', ...at, column, nullable: dice.maybe(50) }),
    () => ({
      kind: 'alterColumn',
      ...at,
      column,
      type: dice.pick([{ name: 'integer' }, { name: 'text' }, { name: 'bigint' }]),
    }),
    () => ({
      kind: 'alterColumn',
      ...at,
      column,
      type: { name: 'text' },
      using: `coalesce("${second}"::text, 'none') || "${column}"::text`,
    }),
    () => ({ kind: 'comment', ...at, column, comment: dice.pick(['one', 'two']) }),
    () => ({
      kind: 'createIndex',
      ...at,
      index: { name: `t_x${n}`, columns: [column], unique: dice.maybe(30) },
    }),
    () => ({ kind: 'addUnique', ...at, unique: { name: `t_u${n}`, columns: [column, second] } }),
    () => ({
      kind: 'addCheck',
      ...at,
      check: {
        name: dice.pick([`t_n${n}`, 't_b_check']),
        expression: `"${column}" is not null or id < 9`,
      },
    }),
    () => ({ kind: 'dropCheck', ...at, name: dice.pick(table.checks).name }),
    () => ({ kind: 'dropUnique', ...at, name: dice.pick(table.uniques).name }),
    () => ({ kind: 'dropForeignKey', ...at, name: dice.pick(table.foreignKeys).name }),
    () => ({
      kind: 'addForeignKey',
      ...at,
      foreignKey: { name: `t_f${n}`, columns: [column], refTable: 'other', refColumns: ['id'] },
    }),
  ];
  return dice.pick(choices)();
}
