import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { apply } from '../../src/operation/apply.ts';
import type { Operation } from '../../src/operation/operation.ts';
import type { Default, Schema, Table } from '../../src/schema/schema.ts';
import { openTestDatabase, type TestDatabase } from '../dialect/postgresql/support.ts';
import { Dice } from '../operation/random-schema.ts';
import { compileFor, statementsOf } from './support.ts';

const start: Table = {
  name: 't',
  columns: [
    { name: 'id', type: { name: 'integer' }, nullable: false, autoincrement: true },
    { name: 'a', type: { name: 'text' }, nullable: true },
    { name: 'b', type: { name: 'integer' }, nullable: true, default: { kind: 'value', value: 3 } },
    { name: 'c', type: { name: 'string', length: 40 }, nullable: false },
    { name: 'o', type: { name: 'integer' }, nullable: true },
    {
      name: 'g',
      type: { name: 'integer' },
      nullable: true,
      generated: { expression: 'b + 1', stored: true },
    },
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

  test('alterations together leave what they leave one by one', { timeout: 600_000 }, async () => {
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
