import { describe as group, expect, test } from 'vitest';

import { describe } from '../../src/operation/describe.ts';
import { fromChanges } from '../../src/operation/from-change.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { compareSchemas } from '../../src/schema/compare.ts';
import type { Answers } from '../../src/schema/question.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { check, column, key, schema, table, text } from '../schema/tables.ts';

const customer = table('customer', [column('id'), text('name', 120), text('fax', 40)], {
  uniques: [{ name: 'customer_name_unique', columns: ['name'] }],
});
const order = table(
  'order',
  [column('id'), column('customer_id'), column('coupon_id', { nullable: true })],
  {
    foreignKeys: [
      key('order', 'customer_id', 'customer'),
      key('order', 'coupon_id', 'coupon', { onDelete: 'set null' }),
    ],
    indexes: [{ name: 'order_coupon_id_index', columns: ['coupon_id'], unique: false }],
  },
);
const coupon = table('coupon', [column('id'), text('code', 20)]);
const shop = schema(customer, coupon, order);

const generated = (
  recorded: Schema,
  desired: Schema,
  answers: Answers = {},
): { readonly up: readonly Operation[]; readonly down: readonly Operation[] } => {
  const { changes, questions } = compareSchemas(recorded, desired, answers);
  expect(questions.map(question => question.id)).toEqual([]);
  return fromChanges(changes, answers, recorded, desired);
};

const drawing = (recorded: Schema, desired: Schema, answers: Answers = {}): string => {
  const { up, down } = generated(recorded, desired, answers);
  return ['', ...up.map(describe), '--', ...down.map(describe), ''].join('\n');
};

group('drops', () => {
  const desired = schema(
    { ...customer, columns: customer.columns.slice(0, 2) },
    table('order', order.columns.slice(0, 2), {
      foreignKeys: [key('order', 'customer_id', 'customer')],
    }),
  );

  test('archived: rows and values come back', () => {
    expect(
      drawing(shop, desired, {
        'drop:table:coupon': 'archive',
        'drop:column:order.coupon_id': 'archive',
        'drop:column:customer.fax': 'archive',
      }),
    ).toMatchInlineSnapshot(`
      "
      archive fax of customer
      drop column customer.fax
      archive coupon_id of order
      drop column order.coupon_id
      archive the rows of coupon
      drop table coupon
      --
      create table coupon (id, code)
      restore the rows of coupon
      add column order.coupon_id integer nullable to coupon (id)
      create index order_coupon_id_index on order (coupon_id)
      restore coupon_id of order
      add column customer.fax string(40) nullable
      restore fax of customer
      change column customer.fax: not null
      "
    `);
  });

  test('dropped', () => {
    expect(
      drawing(shop, desired, {
        'drop:table:coupon': 'drop',
        'drop:column:order.coupon_id': 'drop',
        'drop:column:customer.fax': 'drop',
      }),
    ).toMatchInlineSnapshot(`
      "
      drop column customer.fax
      drop column order.coupon_id
      drop table coupon
      --
      create table coupon (id, code)
      add column order.coupon_id integer nullable to coupon (id)
      create index order_coupon_id_index on order (coupon_id)
      add column customer.fax string(40) default ''
      change column customer.fax: no default
      "
    `);
  });

  test('kept: nothing is done, but for what points to a table that goes', () => {
    expect(
      drawing(shop, desired, {
        'drop:table:coupon': 'drop',
        'drop:column:order.coupon_id': 'keep',
        'drop:column:customer.fax': 'keep',
      }),
    ).toMatchInlineSnapshot(`
      "
      drop foreign key order_coupon_id_foreign of order
      drop table coupon
      --
      create table coupon (id, code)
      add foreign key order_coupon_id_foreign from order (coupon_id) to coupon (id)
      "
    `);
  });

  test('tables that point to each other', () => {
    const circle = schema(
      table('a', [column('id'), column('b_id')], { foreignKeys: [key('a', 'b_id', 'b')] }),
      table('b', [column('id'), column('a_id')], { foreignKeys: [key('b', 'a_id', 'a')] }),
      customer,
    );
    expect(drawing(circle, schema(customer), { 'drop:table:a': 'archive', 'drop:table:b': 'drop' }))
      .toMatchInlineSnapshot(`
      "
      drop foreign key b_a_id_foreign of b
      archive the rows of a
      drop table a
      drop table b
      --
      create table b (id, a_id)
      create table a (id, b_id)
      restore the rows of a
      add foreign key b_a_id_foreign from b (a_id) to a (id)
      "
    `);
    expect(drawing(schema(customer), circle)).toMatchInlineSnapshot(`
      "
      create table a (id, b_id)
      create table b (id, a_id)
      add foreign key a_b_id_foreign from a (b_id) to b (id)
      --
      drop foreign key a_b_id_foreign of a
      drop table b
      drop table a
      "
    `);
  });
});

group('renames', () => {
  test('outer names first, what is derived follows, then what changed besides', () => {
    const client = table('client', [column('id'), text('full_name', 200), text('fax', 40)], {
      uniques: [{ name: 'client_full_name_unique', columns: ['full_name'] }],
    });
    expect(
      drawing(
        shop,
        schema(client, coupon, {
          ...order,
          foreignKeys: [key('order', 'customer_id', 'client'), order.foreignKeys[1]!],
        }),
        {
          'rename:table:client': 'rename:customer',
          'rename:column:client.full_name': 'rename:name',
        },
      ),
    ).toMatchInlineSnapshot(`
      "
      rename table customer to client
      rename column client.name to full_name
      rename constraint customer_name_unique of client to client_full_name_unique
      rename constraint customer_pkey of client to client_pkey
      change column client.full_name: string(200)
      --
      change column client.full_name: string(120)
      rename constraint client_pkey of client to customer_pkey
      rename constraint client_full_name_unique of client to customer_name_unique
      rename column client.full_name to name
      rename table client to customer
      "
    `);
  });

  test('what goes makes room for what comes under the same name', () => {
    const old = schema(
      table('users', [column('id'), text('mail', 9)], {
        indexes: [{ name: 'by_mail', columns: ['mail'], unique: false }],
      }),
    );
    const fresh = schema(
      table('people', [column('id'), text('mail', 9)], {
        indexes: [{ name: 'by_mail', columns: ['mail'], unique: false }],
      }),
    );
    expect(drawing(old, fresh, { 'rename:table:people': 'replace', 'drop:table:users': 'archive' }))
      .toMatchInlineSnapshot(`
      "
      archive the rows of users
      drop table users
      create table people (id, mail)
      --
      drop table people
      create table users (id, mail)
      restore the rows of users
      "
    `);
  });
});

group('fill', () => {
  const desired = schema(
    { ...customer, columns: [...customer.columns, text('currency', 3)] },
    coupon,
    order,
  );

  test('a new column', () => {
    const drawn = ['default:EUR', "sql:upper('eur')", 'nullable', 'empty'].map(
      value => `${value}${drawing(shop, desired, { 'fill:column:customer.currency': value })}`,
    );
    expect(`\n${drawn.join('')}`).toMatchInlineSnapshot(`
      "
      default:EUR
      add column customer.currency string(3) default 'EUR'
      change column customer.currency: no default
      --
      drop column customer.currency
      sql:upper('eur')
      add column customer.currency string(3) nullable
      fill currency of customer where currency is null
      change column customer.currency: not null
      --
      drop column customer.currency
      nullable
      add column customer.currency string(3) nullable
      --
      drop column customer.currency
      empty
      add column customer.currency string(3)
      --
      drop column customer.currency
      "
    `);
  });

  test('a column that becomes not null', () => {
    const strict = schema(customer, coupon, {
      ...order,
      columns: [column('id'), column('customer_id'), column('coupon_id')],
    });
    const drawn = ['default:1', 'sql:(select min(id) from coupon)', 'nullable', 'empty'].map(
      value => `${value}${drawing(shop, strict, { 'fill:column:order.coupon_id': value })}`,
    );
    expect(`\n${drawn.join('')}`).toMatchInlineSnapshot(`
      "
      default:1
      fill coupon_id of order where coupon_id is null
      change column order.coupon_id: not null
      --
      change column order.coupon_id: nullable
      sql:(select min(id) from coupon)
      fill coupon_id of order where coupon_id is null
      change column order.coupon_id: not null
      --
      change column order.coupon_id: nullable
      nullable
      --
      empty
      change column order.coupon_id: not null
      --
      change column order.coupon_id: nullable
      "
    `);
  });

  test('a literal is quoted in the backfill, and refused where it is none of the type', () => {
    const was = schema(table('t', [column('id'), text('a', 5, { nullable: true })]));
    const is = schema(table('t', [column('id'), text('a', 5)]));
    expect(generated(was, is, { 'fill:column:t.a': "default:it's" }).up).toMatchInlineSnapshot(`
      [
        {
          "kind": "backfill",
          "set": {
            "a": "'it''s'",
          },
          "table": "t",
          "where": "a is null",
          "why": "rows that have null in a get 'it''s'",
        },
        {
          "before": {
            "name": "a",
            "nullable": true,
            "type": {
              "length": 5,
              "name": "string",
            },
          },
          "column": "a",
          "kind": "alterColumn",
          "nullable": false,
          "table": "t",
        },
      ]
    `);
    const { changes } = compareSchemas(was, is, {});
    expect(() => fromChanges(changes, { 'fill:column:t.a': 'default:too long' }, was, is)).toThrow(
      "fill:column:t.a cannot be answered default:too long: 'too long' has 8 characters, string(5) takes 5",
    );
  });
});

test('convert: cast is left to the dialect, an expression is handed on', () => {
  const was = schema(table('t', [column('id'), text('a', 80)]));
  const is = schema(table('t', [column('id'), column('a')]));
  expect(drawing(was, is, { 'convert:column:t.a': 'cast' })).toMatchInlineSnapshot(`
    "
    change column t.a: integer
    --
    change column t.a: string(80)
    "
  `);
  expect(drawing(was, is, { 'convert:column:t.a': 'sql:length(a)' })).toMatchInlineSnapshot(`
    "
    archive a of t
    change column t.a: integer, using length(a)
    --
    add column t.a_now integer nullable
    fill a_now of t
    change column t.a: string(80)
    restore a of t
    fill a of t where a_now is distinct from cast((length(a)) as integer)
    drop column t.a_now
    "
  `);
});

test('a new foreign key waits for the key that it points to', () => {
  const desired = schema(
    {
      ...customer,
      uniques: [...customer.uniques, { name: 'customer_fax_unique', columns: ['fax'] }],
    },
    coupon,
    order,
    table('call', [column('id'), text('fax', 40)], {
      foreignKeys: [key('call', 'fax', 'customer', { refColumns: ['fax'] })],
    }),
  );
  expect(drawing(shop, desired, { 'duplicates:constraint:customer.customer_fax_unique': 'empty' }))
    .toMatchInlineSnapshot(`
    "
    create table call (id, fax)
    add unique customer_fax_unique on customer (fax)
    add foreign key call_fax_foreign from call (fax) to customer (fax)
    --
    drop foreign key call_fax_foreign of call
    drop unique customer_fax_unique of customer
    drop table call
    "
  `);
});

test('a foreign key lets go of a unique constraint that is made anew', () => {
  const was = schema(
    table('customer', [column('id'), text('code', 9)], {
      uniques: [{ name: 'customer_code_unique', columns: ['code'] }],
    }),
    table('order', [column('id'), text('code', 9)], {
      foreignKeys: [key('order', 'code', 'customer', { refColumns: ['code'] })],
    }),
  );
  const [customerTable, orderTable] = was.tables;
  const unique = {
    name: 'customer_code_unique',
    columns: ['code'],
    deferrable: 'deferred',
  } as const;
  const is = schema({ ...customerTable!, uniques: [unique] }, orderTable!);
  expect(drawing(was, is)).toMatchInlineSnapshot(`
    "
    drop foreign key order_code_foreign of order
    drop unique customer_code_unique of customer
    add unique customer_code_unique on customer (code)
    add foreign key order_code_foreign from order (code) to customer (code)
    --
    drop foreign key order_code_foreign of order
    drop unique customer_code_unique of customer
    add unique customer_code_unique on customer (code)
    add foreign key order_code_foreign from order (code) to customer (code)
    "
  `);
});

test('an enum: its check comes with the type and takes the name that the entity has', () => {
  const was = schema(table('t', [column('id'), text('mood', 9)]));
  const is = schema(
    table('t', [column('id'), column('mood', { type: { name: 'enum', values: ['a', 'b'] } })], {
      checks: [{ ...check('mood_is_known', `"mood" in ('a', 'b')`), enumOf: 'mood' }],
    }),
  );
  expect(drawing(was, is, { 'convert:column:t.mood': 'cast' })).toMatchInlineSnapshot(`
    "
    change column t.mood: enum('a', 'b')
    rename constraint t_mood_check of t to mood_is_known
    --
    rename constraint mood_is_known of t to t_mood_check
    change column t.mood: string(9)
    "
  `);
});

test('another primary key: the old one goes before, the new one comes behind its columns', () => {
  const was = schema(table('t', [column('id', { autoincrement: true }), column('nr')]));
  const is = schema(
    table('t', [column('id'), column('nr')], {
      primaryKey: { name: 't_pkey', columns: ['id', 'nr'] },
    }),
  );
  expect(drawing(was, is)).toMatchInlineSnapshot(`
    "
    t.id is not numbered by the database any more
    drop the primary key of t
    add primary key t_pkey on t (id, nr)
    --
    drop the primary key of t
    add primary key t_pkey on t (id)
    t.id is numbered by the database, autoincrement
    "
  `);
});

test('a table that is to be split in another way is made anew while its rows wait', () => {
  const was = schema(table('t', [column('id')]));
  const is = schema(
    table('t', [column('id')], { partitioning: { by: 'hash (id)', partitions: [] } }),
  );
  expect(drawing(was, is)).toMatchInlineSnapshot(`
    "
    archive the rows of t
    drop table t
    create table t (id)
    restore the rows of t
    --
    archive the rows of t
    drop table t
    create table t (id)
    restore the rows of t
    "
  `);
});

test('nothing to do', () => {
  expect(generated(shop, shop)).toEqual({ up: [], down: [] });
});
