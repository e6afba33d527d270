import { expect, test } from 'vitest';

import { describe } from '../../src/operation/describe.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { column, key, table, text } from '../schema/tables.ts';

test('every operation in one line', () => {
  const operations: Operation[] = [
    { kind: 'createTable', table: table('tag', [column('id'), text('label', 60)]) },
    { kind: 'addColumn', table: 'customer', column: text('email', 120) },
    {
      kind: 'addColumn',
      table: 'order',
      column: column('payer_id', { nullable: true }),
      foreignKey: key('order', 'payer_id', 'customer'),
    },
    {
      kind: 'addColumn',
      table: 'order',
      column: column('at', { type: { name: 'datetime' }, default: { kind: 'sql', sql: 'now()' } }),
    },
    {
      kind: 'alterColumn',
      table: 'order',
      column: 'total',
      type: { name: 'decimal', precision: 12, scale: 2 },
      using: 'total / 100',
      default: null,
      nullable: false,
    },
    {
      kind: 'createIndex',
      table: 'order',
      index: { name: 'i', columns: ['a', 'b'], unique: true, where: 'a > 0' },
    },
    { kind: 'comment', table: 'order', comment: null },
    { kind: 'comment', table: 'order', column: 'total', comment: 'in cents' },
    { kind: 'insert', table: 'tag', rows: [{ id: 1 }] },
    { kind: 'backfill', table: 'customer', set: { a: '1', b: '2' }, where: 'a is null' },
    { kind: 'archive', table: 'coupon' },
    { kind: 'restore', table: 'coupon', columns: ['code'] },
    { kind: 'sql', postgresql: 'create view a as\nselect 1', sqlite: '' },
    { kind: 'sql', sqlite: 'vacuum' },
  ];
  expect(`\n${operations.map(describe).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    create table tag (id, label)
    add column customer.email string(120)
    add column order.payer_id integer nullable to customer (id)
    add column order.at datetime default now()
    change column order.total: decimal(12, 2), using total / 100, not null, no default
    create unique index i on order (a, b) where a > 0
    remove the comment of order
    comment order.total: in cents
    insert 1 row into tag
    fill a, b of customer where a is null
    archive the rows of coupon
    restore code of coupon
    sql create view a as …
    sql vacuum
    "
  `);
});
