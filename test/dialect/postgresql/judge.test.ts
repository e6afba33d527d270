import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Operation } from '../../../src/operation/operation.ts';
import type { Table } from '../../../src/schema/schema.ts';
import {
  column,
  compileAll,
  empty,
  keyed,
  openTestDatabase,
  table,
  type TestDatabase,
} from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const Customer = defineEntity({
  name: 'Customer',
  comment: 'who buys',
  properties: {
    id: p.integer().primary().autoincrement(),
    email: p.string().length(120).unique(),
    tier: p.enum(['basic', 'gold']).default('basic'),
    meta: p.json().nullable(),
    credit: p.decimal().precision(10).scale(2).default('0'),
    createdAt: p.datetime().defaultRaw('current_timestamp'),
    small: p.smallint().comment('not big'),
    uid: p.uuid().defaultRaw('gen_random_uuid()'),
    d: p.double(),
    f: p.float(),
    b: p.blob(),
    t: p.time(),
    tags: p.array(),
    born: p.date().index(),
    active: p.boolean().default(true),
    referrerId: p.integer().nullable(),
  },
  checks: [{ name: 'customer_credit_check', expression: 'credit >= 0' }],
  indexes: [{ name: 'customer_rich_index', properties: ['credit'], where: 'credit > 100' }],
});

const Order = defineEntity({
  name: 'Order',
  properties: {
    id: p.bigint().primary().autoincrement(),
    customer: () => p.manyToOne(Customer).deleteRule('cascade'),
    reference: p.string().length(40),
    parent: () => p.manyToOne(Order).nullable().deleteRule('set null'),
  },
  uniques: [{ properties: ['customer', 'reference'] }],
});

const Line = defineEntity({
  name: 'Line',
  properties: {
    order: () => p.manyToOne(Order).primary().deleteRule('cascade'),
    number: p.integer().primary(),
    sku: p.character().length(8),
  },
});

const customer: Table = keyed(
  'customer',
  [
    column('email', { name: 'string', length: 120 }),
    column(
      'tier',
      { name: 'enum', values: ['basic', 'gold'] },
      { default: { kind: 'value', value: 'basic' } },
    ),
    column('meta', { name: 'json' }, { nullable: true }),
    column(
      'credit',
      { name: 'decimal', precision: 10, scale: 2 },
      { default: { kind: 'value', value: '0' } },
    ),
    column(
      'created_at',
      { name: 'datetime' },
      { default: { kind: 'sql', sql: 'current_timestamp' } },
    ),
    column('small', { name: 'smallint' }, { comment: 'not big' }),
    column('uid', { name: 'uuid' }, { default: { kind: 'sql', sql: 'gen_random_uuid()' } }),
    column('d', { name: 'double' }),
    column('f', { name: 'float' }),
    column('b', { name: 'blob' }),
    column('t', { name: 'time' }),
    column('tags', { name: 'array', of: { name: 'text' } }),
    column('born', { name: 'date' }),
    column('active', { name: 'boolean' }, { default: { kind: 'value', value: true } }),
    column('referrer_id', 'integer', { nullable: true }),
  ],
  {
    comment: 'who buys',
    uniques: [{ name: 'customer_email_unique', columns: ['email'] }],
    indexes: [
      { name: 'customer_born_index', columns: ['born'], unique: false },
      {
        name: 'customer_rich_index',
        columns: ['credit'],
        unique: false,
        where: 'credit > 100',
      },
    ],
    checks: [{ name: 'customer_credit_check', expression: 'credit >= 0' }],
  },
);
const orders: Table = table(
  'order',
  [
    column('id', 'bigint', { autoincrement: true }),
    column('customer_id', 'integer'),
    column('reference', { name: 'string', length: 40 }),
    column('parent_id', 'bigint', { nullable: true }),
  ],
  {
    primaryKey: { name: 'order_pkey', columns: ['id'] },
    uniques: [
      { name: 'order_customer_id_reference_unique', columns: ['customer_id', 'reference'] },
    ],
    foreignKeys: [
      {
        name: 'order_customer_id_foreign',
        columns: ['customer_id'],
        refTable: 'customer',
        refColumns: ['id'],
        onDelete: 'cascade',
      },
      {
        name: 'order_parent_id_foreign',
        columns: ['parent_id'],
        refTable: 'order',
        refColumns: ['id'],
        onDelete: 'set null',
      },
    ],
  },
);
const lines: Table = table(
  'line',
  [
    column('order_id', 'bigint'),
    column('number', 'integer'),
    column('sku', { name: 'char', length: 8 }),
  ],
  {
    primaryKey: { name: 'line_pkey', columns: ['order_id', 'number'] },
    foreignKeys: [
      {
        name: 'line_order_id_foreign',
        columns: ['order_id'],
        refTable: 'order',
        refColumns: ['id'],
        onDelete: 'cascade',
      },
    ],
  },
);
const create = (...tables: readonly Table[]): readonly Operation[] =>
  tables.map(each => ({ kind: 'createTable', table: each }));

/** What MikroORM would still change after the operations, and what it would make of an empty database. */
async function judge(
  operations: readonly Operation[],
): Promise<{ left: string; theirs: readonly string[]; ours: readonly string[] }> {
  await database.clear();
  const { statements } = compileAll(operations, empty);
  for (const { sql } of statements) await database.execute(sql);
  const orm = await MikroORM.init({
    clientUrl: database.url,
    entities: [Customer, Order, Line],
    ensureDatabase: false,
  });
  const left = await orm.schema.getUpdateSchemaSQL({ safe: false });
  const created = await orm.schema.getCreateSchemaSQL();
  await orm.close(true);
  return {
    left,
    theirs: created.split('\n').filter(line => /^(?:create|alter|comment)/.test(line)),
    ours: statements.map(({ sql }) => `${sql};`),
  };
}

describe("MikroORM's own comparison finds nothing to do", () => {
  test('after createTable, whose statements are the ones MikroORM makes', async () => {
    const { left, theirs, ours } = await judge(create(customer, orders, lines));
    expect(left).toBe('');
    expect(ours.toSorted()).toEqual(theirs.toSorted());
  });

  test('after tables and columns came to be by other names and types', async () => {
    const { left } = await judge([
      ...create(
        {
          ...customer,
          name: 'client',
          primaryKey: { name: 'client_pkey', columns: ['key'] },
          columns: customer.columns.map(each => {
            if (each.name === 'id') return { ...each, name: 'key' };
            if (each.name === 'small') return column('small', { name: 'string' });
            return each;
          }),
          checks: [
            ...customer.checks,
            {
              name: 'customer_tier_check',
              expression: `"tier" in ('basic')`,
              enumOf: 'tier',
            },
          ],
        },
        { ...orders, foreignKeys: [] },
        lines,
      ),
      { kind: 'renameTable', from: 'client', to: 'customer' },
      { kind: 'renameColumn', table: 'customer', from: 'key', to: 'id' },
      { kind: 'renameConstraint', table: 'customer', from: 'client_pkey', to: 'customer_pkey' },
      { kind: 'alterColumn', table: 'customer', column: 'small', type: { name: 'smallint' } },
      { kind: 'comment', table: 'customer', column: 'small', comment: 'not big' },
      {
        kind: 'alterColumn',
        table: 'customer',
        column: 'tier',
        type: { name: 'enum', values: ['basic', 'gold'] },
      },
      { kind: 'addForeignKey', table: 'order', foreignKey: orders.foreignKeys[0]! },
      { kind: 'addForeignKey', table: 'order', foreignKey: orders.foreignKeys[1]! },
    ]);
    expect(left).toBe('');
  });

  test('but it does see what is missing', async () => {
    const { left } = await judge(create(customer, orders));
    expect(left).toContain('create table "line"');
  });
});
