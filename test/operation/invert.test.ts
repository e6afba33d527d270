import { expect, test } from 'vitest';

import { apply } from '../../src/operation/apply.ts';
import { describe } from '../../src/operation/describe.ts';
import { invert, invertAll } from '../../src/operation/invert.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { compareSchemas } from '../../src/schema/compare.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { check, column, key, schema, table, text } from '../schema/tables.ts';

const mood = column('mood', { type: { name: 'enum', values: ['glad', 'sad'] } });
const shop = schema(
  table(
    'customer',
    [column('id'), text('mail', 120), text('name', 80, { comment: 'full' }), mood],
    {
      indexes: [
        { name: 'customer_mail_name_index', columns: ['mail', 'name'], unique: false },
        { name: 'customer_id_index', columns: ['id'], unique: false, where: 'mail is not null' },
      ],
      uniques: [{ name: 'customer_mail_unique', columns: ['mail'] }],
      checks: [
        check('customer_mail_check', "mail <> ''"),
        { name: 'known_mood', expression: `"mood" in ('glad', 'sad')`, enumOf: 'mood' },
      ],
      comment: 'who buys',
    },
  ),
  table('order', [column('id'), column('customer_id')], {
    foreignKeys: [key('order', 'customer_id', 'customer')],
  }),
);

const drawn = (operation: Operation, before: Schema = shop): string => {
  const inverse = invert(operation, before);
  if ('irreversible' in inverse) return `irreversible: ${inverse.irreversible}`;
  return inverse.map(describe).join('; ');
};

const operations: Operation[] = [
  { kind: 'createTable', table: table('tag', [column('id')]) },
  { kind: 'dropTable', table: 'order' },
  { kind: 'renameTable', from: 'customer', to: 'client' },
  { kind: 'addColumn', table: 'order', column: column('total') },
  { kind: 'dropColumn', table: 'customer', column: 'mail' },
  { kind: 'dropColumn', table: 'customer', column: 'mood' },
  { kind: 'dropColumn', table: 'order', column: 'customer_id' },
  { kind: 'renameColumn', table: 'customer', from: 'mail', to: 'email' },
  {
    kind: 'alterColumn',
    table: 'customer',
    column: 'name',
    type: { name: 'text' },
    nullable: true,
    default: { kind: 'value', value: 'x' },
    comment: null,
  },
  { kind: 'alterColumn', table: 'customer', column: 'mood', type: { name: 'text' } },
  { kind: 'createIndex', table: 'order', index: { name: 'i', columns: ['id'], unique: true } },
  { kind: 'dropIndex', table: 'customer', name: 'customer_id_index' },
  { kind: 'renameIndex', table: 'customer', from: 'customer_id_index', to: 'i' },
  { kind: 'addUnique', table: 'order', unique: { name: 'u', columns: ['id'] } },
  { kind: 'dropUnique', table: 'customer', name: 'customer_mail_unique' },
  { kind: 'addForeignKey', table: 'customer', foreignKey: key('customer', 'id', 'order') },
  { kind: 'dropForeignKey', table: 'order', name: 'order_customer_id_foreign' },
  { kind: 'addCheck', table: 'order', check: check('c', 'id > 0') },
  { kind: 'dropCheck', table: 'customer', name: 'customer_mail_check' },
  { kind: 'renameConstraint', table: 'order', from: 'order_pkey', to: 'p' },
  { kind: 'comment', table: 'customer', comment: null },
  { kind: 'comment', table: 'customer', column: 'name', comment: 'whole' },
  { kind: 'backfill', table: 'customer', set: { name: "''" } },
  { kind: 'archive', table: 'customer', columns: ['name'] },
  { kind: 'restore', table: 'customer' },
];

test('what takes each operation back', () => {
  const lines = operations.map(operation => `${describe(operation)}\n    ${drawn(operation)}`);
  expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    create table tag (id)
        drop table tag
    drop table order
        create table order (id, customer_id)
    rename table customer to client
        rename table client to customer
    add column order.total integer
        drop column order.total
    drop column customer.mail
        add column customer.mail string(120); create index customer_mail_name_index on customer (mail, name); create index customer_id_index on customer (id) where mail is not null; add check customer_mail_check on customer: mail <> ''
    drop column customer.mood
        add column customer.mood enum('glad', 'sad')
    drop column order.customer_id
        add column order.customer_id integer to customer (id)
    rename column customer.mail to email
        rename column customer.email to mail
    change column customer.name: text, nullable, default 'x', no comment
        change column customer.name: string(80), not null, no default, comment full
    change column customer.mood: text
        change column customer.mood: enum('glad', 'sad'); rename constraint customer_mood_check of customer to known_mood
    create unique index i on order (id)
        drop index i of order
    drop index customer_id_index of customer
        create index customer_id_index on customer (id) where mail is not null
    rename index customer_id_index of customer to i
        rename index i of customer to customer_id_index
    add unique u on order (id)
        drop unique u of order
    drop unique customer_mail_unique of customer
        add unique customer_mail_unique on customer (mail)
    add foreign key customer_id_foreign from customer (id) to order (id)
        drop foreign key customer_id_foreign of customer
    drop foreign key order_customer_id_foreign of order
        add foreign key order_customer_id_foreign from order (customer_id) to customer (id)
    add check c on order: id > 0
        drop check c of order
    drop check customer_mail_check of customer
        add check customer_mail_check on customer: mail <> ''
    rename constraint order_pkey of order to p
        rename constraint p of order to order_pkey
    remove the comment of customer
        comment customer: who buys
    comment customer.name: whole
        comment customer.name: full
    fill name of customer
        
    archive name of customer
        restore name of customer
    restore the rows of customer
        archive the rows of customer
    "
  `);
});

test.each(operations.map(operation => [describe(operation), operation] as const))(
  '%s, and back: the schema is the same',
  (_, operation) => {
    const inverse = invertAll([operation], shop);
    const back = 'irreversible' in inverse ? [] : inverse;
    const after = [operation, ...back].reduce(apply, shop);
    expect(compareSchemas(after, shop, {}).changes).toEqual([]);
    expect(compareSchemas(shop, after, {}).changes).toEqual([]);
  },
);

test('inserted rows are deleted by their key', () => {
  const pairs = schema(
    table('pair', [column('a'), text('b', 9), column('c')], {
      primaryKey: { name: 'pair_pkey', columns: ['a', 'b'] },
    }),
  );
  expect(
    invert(
      {
        kind: 'insert',
        table: 'pair',
        rows: [
          { a: 1, b: "it's", c: 0 },
          { a: 2, b: 'x' },
        ],
      },
      pairs,
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "kind": "sql",
        "postgresql": "delete from "pair" where ("a" = 1 and "b" = 'it''s') or ("a" = 2 and "b" = 'x')",
        "sqlite": "delete from "pair" where ("a" = 1 and "b" = 'it''s') or ("a" = 2 and "b" = 'x')",
      },
    ]
  `);
  expect(drawn({ kind: 'insert', table: 'pair', rows: [{ a: 1 }] }, pairs)).toMatchInlineSnapshot(
    `"irreversible: rows were inserted into pair without their a, b"`,
  );
  expect(invert({ kind: 'insert', table: 'pair', rows: [] }, pairs)).toEqual([]);
});

test('what cannot be taken back says why, and with it the whole list', () => {
  expect(drawn({ kind: 'sql', sqlite: 'vacuum' })).toMatchInlineSnapshot(
    `"irreversible: op.sql does not say how it is taken back"`,
  );
  expect(
    drawn(
      { kind: 'dropColumn', table: 't', column: 'b' },
      schema(
        table('t', [column('a'), column('b')], { primaryKey: { name: 'p', columns: ['a', 'b'] } }),
      ),
    ),
  ).toMatchInlineSnapshot(`"irreversible: t.b is part of the primary key"`);
  expect(invertAll([operations[0]!, { kind: 'sql', sqlite: 'vacuum' }], shop)).toHaveProperty(
    'irreversible',
  );
});

test('rows and values of a drop come back from the archive, into columns that are not null too', () => {
  const up: Operation[] = [
    { kind: 'archive', table: 'customer', columns: ['mail', 'name'] },
    { kind: 'dropColumn', table: 'customer', column: 'mail' },
    { kind: 'dropColumn', table: 'customer', column: 'name' },
    { kind: 'archive', table: 'order' },
    { kind: 'dropTable', table: 'order' },
  ];
  const down = invertAll(up, shop);
  if ('irreversible' in down) throw new Error(down.irreversible);
  expect(`\n${down.map(describe).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    create table order (id, customer_id)
    restore the rows of order
    add column customer.name string(80) nullable
    add column customer.mail string(120) nullable
    create index customer_mail_name_index on customer (mail, name)
    create index customer_id_index on customer (id) where mail is not null
    add check customer_mail_check on customer: mail <> ''
    restore mail, name of customer
    change column customer.name: not null
    change column customer.mail: not null
    "
  `);
});

test('the check of an enum gets its name back, also where another constraint bears the derived one', () => {
  const crowded = schema(
    table('customer', [mood], {
      uniques: [{ name: 'customer_mood_check', columns: ['mood'] }],
      checks: [{ name: 'known_mood', expression: `"mood" in ('glad', 'sad')`, enumOf: 'mood' }],
    }),
  );
  const alter: Operation = {
    kind: 'alterColumn',
    table: 'customer',
    column: 'mood',
    type: { name: 'text' },
  };
  const back = invert(alter, crowded);
  if ('irreversible' in back) throw new Error(back.irreversible);
  expect(back.reduce(apply, apply(crowded, alter))).toEqual(crowded);
});

test('a foreign key from a column to itself comes after the key that it needs', () => {
  const looped = schema(
    table('part', [column('id'), column('code')], {
      uniques: [{ name: 'part_code_unique', columns: ['code'] }],
      foreignKeys: [key('part', 'code', 'part', { refColumns: ['code'] })],
    }),
  );
  const back = invert({ kind: 'dropColumn', table: 'part', column: 'code' }, looped);
  if ('irreversible' in back) throw new Error(back.irreversible);
  expect(back.map(each => describe(each))).toMatchInlineSnapshot(`
    [
      "add column part.code integer",
      "add foreign key part_code_foreign from part (code) to part (code)",
    ]
  `);
});
