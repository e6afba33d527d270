import { expect, test } from 'vitest';

import { footprintOfAll, overlap } from '../../src/operation/footprint-of-all.ts';
import { footprint, type Touched } from '../../src/operation/footprint.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { column, key, schema, table, text } from '../schema/tables.ts';

const shop = schema(
  table('customer', [column('id'), text('mail', 120), text('name', 80)]),
  table('order', [column('id'), column('customer_id'), column('total')], {
    foreignKeys: [key('order', 'customer_id', 'customer')],
  }),
);

const names = (list: readonly Touched[]): string =>
  list.map(each => `${each.sort} ${[each.table, each.name].filter(Boolean).join('.')}`).join(', ');

const drawn = (operation: Operation): string => {
  const { reads, changes, unknown } = footprint(operation, shop);
  return `${operation.kind}: ${names(changes)} | ${names(reads)}${unknown ? ' | unknown' : ''}`;
};

test('each operation says what it changes and what it reads, in expressions too', () => {
  const operations: Operation[] = [
    {
      kind: 'createTable',
      table: table('note', [column('id'), column('order_id')], {
        foreignKeys: [key('note', 'order_id', 'order')],
      }),
    },
    { kind: 'renameTable', from: 'customer', to: 'client' },
    {
      kind: 'addColumn',
      table: 'order',
      column: column('payer_id'),
      foreignKey: key('order', 'payer_id', 'customer'),
    },
    { kind: 'dropColumn', table: 'order', column: 'total' },
    {
      kind: 'alterColumn',
      table: 'order',
      column: 'total',
      type: { name: 'text' },
      using: 'total || customer_id',
    },
    {
      kind: 'createIndex',
      table: 'order',
      index: { name: 'i', columns: ['id'], unique: false, where: 'total > 0' },
    },
    { kind: 'addCheck', table: 'order', check: { name: 'c', expression: 'total > customer_id' } },
    { kind: 'backfill', table: 'customer', set: { name: "mail || ''" }, where: 'name is null' },
    { kind: 'archive', table: 'order', columns: ['total'] },
    { kind: 'insert', table: 'customer', rows: [{ id: 1, mail: 'a' }] },
    { kind: 'dropForeignKey', table: 'order', name: 'order_customer_id_foreign' },
    { kind: 'sql', sqlite: 'delete from customer' },
  ];
  expect(`\n${operations.map(drawn).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    createTable: table note | table order, column order.id
    renameTable: table customer, table client | 
    addColumn: column order.payer_id, constraint order.order_payer_id_foreign | table order, table customer, column customer.id
    dropColumn: column order.total | table order
    alterColumn: column order.total | table order, column order.customer_id, column order.total
    createIndex: index order.i | table order, column order.id, column order.total
    addCheck: constraint order.c | table order, column order.customer_id, column order.total
    backfill: column customer.name | table customer, column customer.mail, column customer.name
    archive:  | table order, column order.total
    insert:  | table customer, column customer.id, column customer.mail
    dropForeignKey: constraint order.order_customer_id_foreign | table order
    sql:  |  | unknown
    "
  `);
});

test('renames on one branch are seen through when it is compared with another', () => {
  const renames = footprintOfAll(
    [
      { kind: 'renameTable', from: 'customer', to: 'client' },
      { kind: 'renameColumn', table: 'client', from: 'mail', to: 'email' },
      { kind: 'addUnique', table: 'client', unique: { name: 'u', columns: ['email'] } },
    ],
    shop,
  );
  const narrows = footprintOfAll(
    [{ kind: 'alterColumn', table: 'customer', column: 'mail', nullable: true }],
    shop,
  );
  const elsewhere = footprintOfAll(
    [{ kind: 'alterColumn', table: 'order', column: 'total', nullable: true }],
    shop,
  );
  expect(names(renames.changes)).toMatchInlineSnapshot(
    `"table customer, table client, column customer.mail, column customer.email, constraint customer.u"`,
  );
  expect(names(overlap(renames, narrows))).toMatchInlineSnapshot(
    `"table customer, column customer.mail"`,
  );
  expect(overlap(renames, elsewhere)).toEqual([]);
});

test('a key to a column and a change of that column meet, though in different tables', () => {
  const points = footprintOfAll(
    [{ kind: 'addForeignKey', table: 'order', foreignKey: key('order', 'total', 'customer') }],
    shop,
  );
  const widens = footprintOfAll(
    [{ kind: 'alterColumn', table: 'customer', column: 'id', type: { name: 'bigint' } }],
    shop,
  );
  expect(names(overlap(points, widens))).toBe('column customer.id');
});
