import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defineEntity, p } from '@mikro-orm/core';
import { SqliteDriver } from '@mikro-orm/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { invertAll } from '../../../src/operation/invert.ts';
import type { Operation } from '../../../src/operation/operation.ts';
import type { Schema } from '../../../src/schema/schema.ts';
import { createByMikroOrm, judge } from '../../orm/judge.ts';
import { migrate, openSqlite, type SqliteFile } from './apply.ts';
import { customer, fillShop, order, orderLine } from './shop.ts';

/** What MikroORM wants for the tables of shop.ts. */
const Customer = defineEntity({
  name: 'Customer',
  properties: {
    id: p.integer().primary(),
    email: p.string().length(120).unique(),
    tier: p.enum(['basic', 'gold']).default('basic'),
    credit: p.decimal().precision(10).scale(2).default('0'),
    note: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('current_timestamp').index(),
    parent: () => p.manyToOne(Customer).nullable().deleteRule('set null'),
  },
  checks: [{ name: 'customer_credit_check', expression: 'credit >= 0' }],
});

const Order = defineEntity({
  name: 'Order',
  properties: {
    id: p.integer().primary(),
    reference: p.string().length(40),
    customer: () => p.manyToOne(Customer).deleteRule('cascade'),
  },
});

const OrderLine = defineEntity({
  name: 'OrderLine',
  properties: {
    order: () => p.manyToOne(Order).primary().deleteRule('cascade'),
    position: p.integer().primary(),
    title: p.string().length(80),
  },
});

let folder: string;
let db: SqliteFile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migsh-judge-'));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const makers: Readonly<Record<string, () => Promise<void>>> = {
  migsh: async () => {
    const operations = [customer, order, orderLine].map((table): Operation => ({
      kind: 'createTable',
      table,
    }));
    db = openSqlite(join(folder, 'shop.sqlite'));
    migrate(db, operations, { before: { tables: [] } });
  },
  MikroORM: async () => {
    const entities = [Customer, Order, OrderLine];
    await createByMikroOrm({ driver: SqliteDriver, dbName: join(folder, 'shop.sqlite'), entities });
    db = openSqlite(join(folder, 'shop.sqlite'));
  },
};

async function wanted(
  ...entities: (typeof Customer | typeof Order | typeof OrderLine)[]
): Promise<readonly string[]> {
  return judge({ driver: SqliteDriver, dbName: join(folder, 'shop.sqlite'), entities });
}

describe.each(Object.entries(makers))(
  'of tables made by %s, MikroORM finds nothing left to do',
  (_maker, make) => {
    const schema: Schema = { tables: [customer, order, orderLine] };

    beforeEach(async () => {
      await make();
      fillShop(db);
    });

    test('after create table', async () => {
      expect(await wanted(Customer, Order, OrderLine)).toEqual([]);
    });

    const there: Readonly<Record<string, readonly Operation[]>> = {
      'a column dropped with its foreign key': [
        { kind: 'dropColumn', table: 'customer', column: 'parent_id' },
      ],
      'a column of a check dropped': [{ kind: 'dropColumn', table: 'customer', column: 'credit' }],
      'another type, default and nullability': [
        {
          kind: 'alterColumn',
          table: 'customer',
          column: 'credit',
          type: { name: 'double' },
          default: null,
          nullable: true,
        },
      ],
      'other values of an enum': [
        {
          kind: 'alterColumn',
          table: 'customer',
          column: 'tier',
          type: { name: 'enum', values: ['basic', 'gold', 'silver'] },
        },
      ],
      'a table and a column under other names': [
        { kind: 'renameTable', from: 'order', to: 'purchase' },
        { kind: 'renameColumn', table: 'purchase', from: 'customer_id', to: 'buyer_id' },
        { kind: 'renameColumn', table: 'order_line', from: 'order_id', to: 'purchase_id' },
      ],
      'nullability in place': [
        { kind: 'alterColumn', table: 'order_line', column: 'title', nullable: true },
      ],
      'constraints taken away': [
        { kind: 'dropCheck', table: 'customer', name: 'customer_credit_check' },
        { kind: 'dropUnique', table: 'customer', name: 'customer_email_unique' },
        { kind: 'dropIndex', table: 'customer', name: 'customer_created_at_index' },
        { kind: 'dropForeignKey', table: 'order_line', name: 'order_line_order_id_foreign' },
      ],
    };

    test.each(Object.entries(there))('after %s, and back', async (_, operations) => {
      const down = invertAll(operations, schema);
      if ('irreversible' in down) throw new Error(down.irreversible);
      const after = migrate(db, operations, { before: schema });
      expect(await wanted(Customer, Order, OrderLine)).not.toEqual([]);
      migrate(db, down, { before: after });
      expect(await wanted(Customer, Order, OrderLine)).toEqual([]);
    });

    const Tagged = defineEntity({
      name: 'OrderLine',
      properties: {
        order: () => p.manyToOne(Order).primary().deleteRule('cascade'),
        position: p.integer().primary(),
        title: p.string().length(80),
        kind: p.enum(['gift', 'own']).default('own'),
        giver: () => p.manyToOne(Customer).nullable().deleteRule('set null'),
        weight: p.decimal().precision(8).scale(3).nullable(),
        packedAt: p.datetime().defaultRaw('current_timestamp'),
      },
      checks: [{ name: 'order_line_weight_check', expression: 'weight > 0' }],
      indexes: [{ name: 'order_line_heavy', properties: ['weight'], where: 'weight > 10' }],
    });

    test('after columns, a check and an index were added', async () => {
      migrate(
        db,
        [
          add({
            column: {
              name: 'kind',
              type: { name: 'enum', values: ['gift', 'own'] },
              nullable: false,
              default: { kind: 'value', value: 'own' },
            },
          }),
          add({
            column: { name: 'giver_id', type: { name: 'integer' }, nullable: true },
            foreignKey: {
              name: 'order_line_giver_id_foreign',
              columns: ['giver_id'],
              refTable: 'customer',
              refColumns: ['id'],
              onDelete: 'set null',
            },
          }),
          add({
            column: {
              name: 'weight',
              type: { name: 'decimal', precision: 8, scale: 3 },
              nullable: true,
            },
          }),
          add({
            column: {
              name: 'packed_at',
              type: { name: 'datetime' },
              nullable: false,
              default: { kind: 'sql', sql: 'current_timestamp' },
            },
          }),
          {
            kind: 'addCheck',
            table: 'order_line',
            check: { name: 'order_line_weight_check', expression: 'weight > 0' },
          },
          {
            kind: 'createIndex',
            table: 'order_line',
            index: {
              name: 'order_line_heavy',
              columns: ['weight'],
              unique: false,
              where: 'weight > 10',
            },
          },
        ],
        { before: schema },
      );
      expect(
        await judge({
          driver: SqliteDriver,
          dbName: join(folder, 'shop.sqlite'),
          entities: [Customer, Order, Tagged],
        }),
      ).toEqual([]);
    });
  },
);

type AddColumn = Extract<Operation, { kind: 'addColumn' }>;

function add(operation: Omit<AddColumn, 'kind' | 'table'>): Operation {
  return { kind: 'addColumn', table: 'order_line', ...operation };
}
