import { describe, expect, test } from 'vitest';

import { MigshError } from '../../src/error.ts';
import { apply } from '../../src/operation/apply.ts';
import type { Operation } from '../../src/operation/operation.ts';
import type { Column, Schema, Table } from '../../src/schema/schema.ts';

const integer = (name: string, more: Partial<Column> = {}): Column => ({
  name,
  type: { name: 'integer' },
  nullable: false,
  ...more,
});
const text = (name: string): Column => ({ name, type: { name: 'text' }, nullable: false });

const customer: Table = {
  name: 'customer',
  columns: [
    integer('id', { autoincrement: true }),
    text('mail'),
    { name: 'mood', type: { name: 'enum', values: ['glad', 'sad'] }, nullable: false },
  ],
  primaryKey: { name: 'customer_pkey', columns: ['id'] },
  indexes: [
    { name: 'customer_mail_index', columns: ['mail'], unique: false, where: 'mail is not null' },
  ],
  uniques: [{ name: 'customer_mail_unique', columns: ['mail'] }],
  foreignKeys: [],
  checks: [
    { name: 'mail_is_long', expression: `length(mail) > 3 and "mail" <> 'mail'` },
    { name: 'customer_mood_check', expression: `"mood" in ('glad', 'sad')`, enumOf: 'mood' },
  ],
};
const order: Table = {
  name: 'order',
  columns: [integer('id'), integer('customer_id'), integer('total')],
  primaryKey: { name: 'order_pkey', columns: ['id'] },
  indexes: [],
  uniques: [],
  foreignKeys: [
    {
      name: 'order_customer_id_foreign',
      columns: ['customer_id'],
      refTable: 'customer',
      refColumns: ['id'],
    },
  ],
  checks: [{ name: 'order_total_check', expression: 'total >= 0' }],
};
const shop: Schema = { tables: [customer, order] };

const afterAll = (...operations: Operation[]): Schema => operations.reduce(apply, shop);
const tableAfter = (name: string, ...operations: Operation[]): Table =>
  afterAll(...operations).tables.find(table => table.name === name)!;
const refusal = (...operations: Operation[]): string => {
  try {
    afterAll(...operations);
  } catch (error) {
    if (error instanceof MigshError) return `${error.code}: ${error.message} → ${error.hint}`;
  }
  throw new Error('not refused');
};

describe('renames', () => {
  test('a column takes keys, predicates, checks and other tables along, names stay', () => {
    const { tables } = afterAll(
      { kind: 'renameColumn', table: 'customer', from: 'mail', to: 'email' },
      { kind: 'renameColumn', table: 'customer', from: 'mood', to: 'state' },
      { kind: 'renameColumn', table: 'customer', from: 'id', to: 'nr' },
    );
    const [renamed, pointing] = tables;
    expect(renamed!.columns.map(column => column.name)).toEqual(['nr', 'email', 'state']);
    expect(renamed!.primaryKey).toEqual({ name: 'customer_pkey', columns: ['nr'] });
    expect(renamed!.indexes).toEqual([
      {
        name: 'customer_mail_index',
        columns: ['email'],
        unique: false,
        where: 'email is not null',
      },
    ]);
    expect(renamed!.uniques).toEqual([{ name: 'customer_mail_unique', columns: ['email'] }]);
    expect(renamed!.checks).toEqual([
      { name: 'mail_is_long', expression: `length(email) > 3 and "email" <> 'mail'` },
      { name: 'customer_mood_check', expression: `"state" in ('glad', 'sad')`, enumOf: 'state' },
    ]);
    expect(pointing!.foreignKeys[0]!.refColumns).toEqual(['nr']);
  });

  test('a table takes the foreign keys along that point to it, and its name before a dot', () => {
    const { tables } = afterAll(
      { kind: 'addCheck', table: 'customer', check: { name: 'q', expression: 'customer.id > 0' } },
      { kind: 'renameTable', from: 'customer', to: 'client' },
    );
    expect(tables.map(table => table.name)).toEqual(['client', 'order']);
    expect(tables[1]!.foreignKeys[0]!.refTable).toBe('client');
    expect(tables[0]!.checks[2]!.expression).toBe('client.id > 0');
    expect(tables[0]!.primaryKey!.name).toBe('customer_pkey');
  });

  test('a constraint or an index gets another name', () => {
    expect(
      tableAfter(
        'customer',
        { kind: 'renameConstraint', table: 'customer', from: 'customer_pkey', to: 'pk' },
        { kind: 'renameConstraint', table: 'customer', from: 'customer_mail_unique', to: 'u' },
        { kind: 'renameIndex', table: 'customer', from: 'customer_mail_index', to: 'i' },
      ),
    ).toMatchObject({
      primaryKey: { name: 'pk' },
      uniques: [{ name: 'u' }],
      indexes: [{ name: 'i' }],
    });
  });
});

describe('columns', () => {
  test('an enum brings its check, follows new values and takes it away', () => {
    const role: Column = { name: 'role', type: { name: 'enum', values: ["o'k"] }, nullable: true };
    expect(
      tableAfter('order', { kind: 'addColumn', table: 'order', column: role }).checks[1],
    ).toEqual({ name: 'order_role_check', expression: `"role" in ('o''k')`, enumOf: 'role' });
    const wider: Operation = {
      kind: 'alterColumn',
      table: 'customer',
      column: 'mood',
      type: { name: 'enum', values: ['glad', 'sad', 'calm'] },
    };
    expect(tableAfter('customer', wider).checks[1]).toEqual({
      name: 'customer_mood_check',
      expression: `"mood" in ('glad', 'sad', 'calm')`,
      enumOf: 'mood',
    });
    const plain: Operation = {
      kind: 'alterColumn',
      table: 'customer',
      column: 'mood',
      type: { name: 'text' },
    };
    expect(tableAfter('customer', plain).checks.map(check => check.name)).toEqual(['mail_is_long']);
    expect(tableAfter('customer', plain, wider).checks[1]!.name).toBe('customer_mood_check');
  });

  test('a column that goes takes with it what PostgreSQL takes with it', () => {
    expect(
      tableAfter('customer', { kind: 'dropColumn', table: 'customer', column: 'mail' }),
    ).toEqual({
      ...customer,
      columns: [customer.columns[0], customer.columns[2]],
      indexes: [],
      uniques: [],
      checks: [customer.checks[1]],
    });
  });

  test('alterColumn changes the given keys only; null takes one away', () => {
    const given = tableAfter('order', {
      kind: 'alterColumn',
      table: 'order',
      column: 'total',
      default: { kind: 'value', value: 0 },
      comment: 'cents',
    });
    expect(given.columns[2]).toEqual(
      integer('total', { default: { kind: 'value', value: 0 }, comment: 'cents' }),
    );
    const taken = [
      {
        kind: 'alterColumn',
        table: 'order',
        column: 'total',
        default: { kind: 'value', value: 0 },
      },
      { kind: 'alterColumn', table: 'order', column: 'total', default: null, nullable: true },
    ] as const;
    expect(tableAfter('order', ...taken).columns[2]).toEqual(integer('total', { nullable: true }));
  });
});

test('operations on rows and sql leave the schema as it is', () => {
  const rows: Operation[] = [
    { kind: 'insert', table: 'order', rows: [{ id: 1, customer_id: 1, total: 0 }] },
    { kind: 'backfill', table: 'order', set: { total: '0' } },
    { kind: 'archive', table: 'order' },
    { kind: 'restore', table: 'order' },
    { kind: 'sql', postgresql: 'drop table everything' },
  ];
  expect(afterAll(...rows)).toEqual(shop);
});

test('comments are set and taken away', () => {
  expect(
    tableAfter(
      'order',
      { kind: 'comment', table: 'order', comment: 'what was bought' },
      { kind: 'comment', table: 'order', column: 'total', comment: 'cents' },
    ),
  ).toMatchObject({ comment: 'what was bought', columns: [{}, {}, { comment: 'cents' }] });
});

test('what does not fit is refused in words, with what to do', () => {
  const refusals = [
    refusal({ kind: 'dropTable', table: 'ordr' }),
    refusal({ kind: 'dropTable', table: 'customer' }),
    refusal({ kind: 'createTable', table: order }),
    refusal({ kind: 'renameTable', from: 'order', to: 'customer' }),
    refusal({ kind: 'dropColumn', table: 'customer', column: 'email' }),
    refusal({ kind: 'dropColumn', table: 'customer', column: 'telephone' }),
    refusal({ kind: 'dropColumn', table: 'customer', column: 'id' }),
    refusal({ kind: 'addColumn', table: 'customer', column: text('mail') }),
    refusal({ kind: 'renameColumn', table: 'order', from: 'total', to: 'id' }),
    refusal({ kind: 'dropIndex', table: 'customer', name: 'customer_mail_indx' }),
    refusal({
      kind: 'createIndex',
      table: 'order',
      index: { name: 'customer_mail_unique', columns: ['id'], unique: false },
    }),
    refusal({ kind: 'dropCheck', table: 'customer', name: 'customer_mood_check' }),
    refusal({
      kind: 'addCheck',
      table: 'order',
      check: { name: 'order_total_check', expression: 'true' },
    }),
    refusal({
      kind: 'addForeignKey',
      table: 'order',
      foreignKey: { name: 'f', columns: ['total'], refTable: 'invoice', refColumns: ['id'] },
    }),
    refusal({ kind: 'backfill', table: 'order', set: { totl: '0' } }),
    refusal(
      {
        kind: 'addForeignKey',
        table: 'order',
        foreignKey: { name: 'f', columns: ['total'], refTable: 'customer', refColumns: ['mail'] },
      },
      { kind: 'dropUnique', table: 'customer', name: 'customer_mail_unique' },
    ),
    refusal(
      { kind: 'renameTable', from: 'order', to: 'purchase' },
      { kind: 'createTable', table: { ...order, foreignKeys: [] } },
    ),
  ];
  expect(`\n${refusals.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    bad-operation: there is no table ordr at this point → did you mean order?
    bad-operation: table customer cannot be dropped: foreign key order_customer_id_foreign of order points to it → first op.dropForeignKey('order', 'order_customer_id_foreign')
    bad-operation: there is already a table order → drop or rename it first, or choose another name
    bad-operation: there is already a table customer → drop or rename it first, or choose another name
    bad-operation: table customer has no column email → did you mean mail?
    bad-operation: table customer has no column telephone → there are: id, mail, mood
    bad-operation: column customer.id cannot be dropped: foreign key order_customer_id_foreign of order points to it → first op.dropForeignKey('order', 'order_customer_id_foreign')
    bad-operation: table customer already has a column mail → drop or rename it first, or choose another name
    bad-operation: table order already has a column id → drop or rename it first, or choose another name
    bad-operation: table customer has no index customer_mail_indx → did you mean customer_mail_index?
    bad-operation: there is already an index customer_mail_unique (in table customer) → drop or rename it first, or choose another name
    bad-operation: check customer_mood_check of customer belongs to the enum type of column mood → change the type: op.alterColumn('customer', 'mood', { type: … })
    bad-operation: there is already a constraint order_total_check (in table order) → drop or rename it first, or choose another name
    bad-operation: foreign key f of order points to table invoice, which is not there at this point → create invoice first, or add the key afterwards with op.addForeignKey
    bad-operation: table order has no column totl → did you mean total?
    bad-operation: customer_mail_unique of customer cannot be dropped: foreign key f of order points to the columns that it makes a key → first op.dropForeignKey('order', 'f')
    bad-operation: there is already an index order_pkey (in table purchase) → drop or rename it first, or choose another name
    "
  `);
});
