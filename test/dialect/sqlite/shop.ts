import type { Operation } from '../../../src/operation/operation.ts';
import type { Column, Schema, Table } from '../../../src/schema/schema.ts';
import { migrate, openSqlite, type SqliteFile } from './apply.ts';

const id: Column = { name: 'id', type: { name: 'integer' }, nullable: false, autoincrement: true };
const nothing = { indexes: [], uniques: [], foreignKeys: [], checks: [] };

/** Customers that recommend each other. */
export const customer: Table = {
  ...nothing,
  name: 'customer',
  columns: [
    id,
    { name: 'email', type: { name: 'string', length: 120 }, nullable: false },
    {
      name: 'tier',
      type: { name: 'enum', values: ['basic', 'gold'] },
      nullable: false,
      default: { kind: 'value', value: 'basic' },
    },
    {
      name: 'credit',
      type: { name: 'decimal', precision: 10, scale: 2 },
      nullable: false,
      default: { kind: 'value', value: '0' },
    },
    { name: 'note', type: { name: 'text' }, nullable: true },
    {
      name: 'created_at',
      type: { name: 'datetime' },
      nullable: false,
      default: { kind: 'sql', sql: 'current_timestamp' },
    },
    { name: 'parent_id', type: { name: 'integer' }, nullable: true },
  ],
  primaryKey: { name: 'customer_pkey', columns: ['id'] },
  uniques: [{ name: 'customer_email_unique', columns: ['email'] }],
  indexes: [{ name: 'customer_created_at_index', columns: ['created_at'], unique: false }],
  foreignKeys: [
    {
      name: 'customer_parent_id_foreign',
      columns: ['parent_id'],
      refTable: 'customer',
      refColumns: ['id'],
      onDelete: 'set null',
    },
  ],
  checks: [{ name: 'customer_credit_check', expression: 'credit >= 0' }],
};

/** Orders go with their customer. */
export const order: Table = {
  ...nothing,
  name: 'order',
  columns: [
    id,
    { name: 'reference', type: { name: 'string', length: 40 }, nullable: false },
    { name: 'customer_id', type: { name: 'integer' }, nullable: false },
  ],
  primaryKey: { name: 'order_pkey', columns: ['id'] },
  foreignKeys: [
    {
      name: 'order_customer_id_foreign',
      columns: ['customer_id'],
      refTable: 'customer',
      refColumns: ['id'],
      onDelete: 'cascade',
    },
  ],
};

/** Lines have a key of two columns and go with their order. */
export const orderLine: Table = {
  ...nothing,
  name: 'order_line',
  columns: [
    { name: 'order_id', type: { name: 'integer' }, nullable: false },
    { name: 'position', type: { name: 'integer' }, nullable: false },
    { name: 'title', type: { name: 'string', length: 80 }, nullable: false },
  ],
  primaryKey: { name: 'order_line_pkey', columns: ['order_id', 'position'] },
  foreignKeys: [
    {
      name: 'order_line_order_id_foreign',
      columns: ['order_id'],
      refTable: 'order',
      refColumns: ['id'],
      onDelete: 'cascade',
    },
  ],
};

export interface Shop {
  readonly db: SqliteFile;
  readonly schema: Schema;
}

/** A database with the three tables, made by the compiler, and rows in each. */
export function openShop(): Shop {
  const db = openSqlite();
  const operations = [customer, order, orderLine].map((table): Operation => ({
    kind: 'createTable',
    table,
  }));
  const schema = migrate(db, operations, { before: { tables: [] } });
  fillShop(db);
  return { db, schema };
}

/** Customers 1 and 2 (9 was there, so that 10 is the next), their orders and lines. */
export function fillShop(db: SqliteFile): void {
  db.exec(`
    insert into customer (id, email, tier, credit, note, created_at, parent_id) values
      (1, 'ada@example.com', 'gold', 12.5, 'first', '2026-01-01 10:00:00', null),
      (2, 'bob@example.com', 'basic', 0, null, '2026-01-02 10:00:00', 1),
      (9, 'gone@example.com', 'basic', 0, null, '2026-01-03 10:00:00', 1);
    delete from customer where id = 9;
    insert into "order" (id, reference, customer_id) values (1, 'A-1', 1), (2, 'A-2', 1), (3, 'B-1', 2);
    insert into order_line values (1, 1, 'pen'), (1, 2, 'ink'), (3, 1, 'cup');
  `);
}
