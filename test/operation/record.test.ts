import { describe, expect, test } from 'vitest';

import { MigshError } from '../../src/error.ts';
import type { Operation } from '../../src/operation/operation.ts';
import type { Op } from '../../src/operation/record-op.ts';
import { native } from '../../src/operation/record-type.ts';
import { recordOperations } from '../../src/operation/record.ts';

function record(run: (op: Op) => unknown): Operation[] {
  return recordOperations(run, { dialect: 'sqlite' }).map(({ operation }) => operation);
}

// oxlint-disable-next-line typescript/no-explicit-any -- what plain JavaScript can write
type Loose = any;

/** The error of a call that JavaScript allows and TypeScript does not. */
function refusal(run: (op: Loose) => unknown): string {
  const options = { dialect: 'sqlite', file: 'migrations/a.ts', locate: () => 12 } as const;
  try {
    recordOperations(run, options);
  } catch (error) {
    if (!(error instanceof MigshError)) throw error;
    return [`[${error.code}] ${error.message}`, ...(error.hint ? [`→ ${error.hint}`] : [])].join(
      '\n',
    );
  }
  throw new Error('was not refused');
}

test('a table as the guide shows it', () => {
  const [operation] = record(op => {
    op.createTable('order', t => {
      t.integer('id').primary().autoincrement();
      t.string('reference', 40).unique();
      t.datetime('placed_at').defaultRaw('current_timestamp');
      t.decimal('total', 10, 2).default(0);
      t.json('meta').nullable();
      t.integer('customer_id').references('customer', 'id', { onDelete: 'cascade' });
      t.enum('status', ['open', 'paid']).default('open');
      t.index(['placed_at']);
      t.check('order_total_positive', 'total >= 0');
      t.comment('what was bought');
    });
  });
  expect(operation).toMatchInlineSnapshot(`
    {
      "kind": "createTable",
      "table": {
        "checks": [
          {
            "enumOf": "status",
            "expression": ""status" in ('open', 'paid')",
            "name": "order_status_check",
          },
          {
            "expression": "total >= 0",
            "name": "order_total_positive",
          },
        ],
        "columns": [
          {
            "autoincrement": true,
            "name": "id",
            "nullable": false,
            "type": {
              "name": "integer",
            },
          },
          {
            "name": "reference",
            "nullable": false,
            "type": {
              "length": 40,
              "name": "string",
            },
          },
          {
            "default": {
              "kind": "sql",
              "sql": "current_timestamp",
            },
            "name": "placed_at",
            "nullable": false,
            "type": {
              "name": "datetime",
            },
          },
          {
            "default": {
              "kind": "value",
              "value": 0,
            },
            "name": "total",
            "nullable": false,
            "type": {
              "name": "decimal",
              "precision": 10,
              "scale": 2,
            },
          },
          {
            "name": "meta",
            "nullable": true,
            "type": {
              "name": "json",
            },
          },
          {
            "name": "customer_id",
            "nullable": false,
            "type": {
              "name": "integer",
            },
          },
          {
            "default": {
              "kind": "value",
              "value": "open",
            },
            "name": "status",
            "nullable": false,
            "type": {
              "name": "enum",
              "values": [
                "open",
                "paid",
              ],
            },
          },
        ],
        "comment": "what was bought",
        "foreignKeys": [
          {
            "columns": [
              "customer_id",
            ],
            "name": "order_customer_id_foreign",
            "onDelete": "cascade",
            "refColumns": [
              "id",
            ],
            "refTable": "customer",
          },
        ],
        "indexes": [
          {
            "columns": [
              "placed_at",
            ],
            "name": "order_placed_at_index",
            "unique": false,
          },
        ],
        "name": "order",
        "primaryKey": {
          "columns": [
            "id",
          ],
          "name": "order_pkey",
        },
        "uniques": [
          {
            "columns": [
              "reference",
            ],
            "name": "order_reference_unique",
          },
        ],
      },
    }
  `);
});

test('keys over several columns, names of one’s own, a schema before the table', () => {
  const [operation] = record(op =>
    op.createTable('sales.line', t => {
      t.integer('order_id').primary({ name: 'line_key' });
      t.integer('position').primary();
      t.enum('kind', ['a'], { check: 'line_kind' });
      t.unique(['position', 'order_id'], { deferrable: 'deferred' });
      t.foreignKey(['order_id', 'position'], 'sales.plan', ['a', 'b'], { onUpdate: 'set null' });
      t.index(['kind'], {
        unique: true,
        where: "kind = 'a'",
        using: 'btree',
        include: ['position'],
      });
    }),
  );
  expect(operation).toMatchInlineSnapshot(`
    {
      "kind": "createTable",
      "table": {
        "checks": [
          {
            "enumOf": "kind",
            "expression": ""kind" in ('a')",
            "name": "line_kind",
          },
        ],
        "columns": [
          {
            "name": "order_id",
            "nullable": false,
            "type": {
              "name": "integer",
            },
          },
          {
            "name": "position",
            "nullable": false,
            "type": {
              "name": "integer",
            },
          },
          {
            "name": "kind",
            "nullable": false,
            "type": {
              "name": "enum",
              "values": [
                "a",
              ],
            },
          },
        ],
        "foreignKeys": [
          {
            "columns": [
              "order_id",
              "position",
            ],
            "name": "line_order_id_position_foreign",
            "onUpdate": "set null",
            "refColumns": [
              "a",
              "b",
            ],
            "refTable": "sales.plan",
          },
        ],
        "indexes": [
          {
            "columns": [
              "kind",
            ],
            "include": [
              "position",
            ],
            "name": "line_kind_unique",
            "unique": true,
            "using": "btree",
            "where": "kind = 'a'",
          },
        ],
        "name": "sales.line",
        "primaryKey": {
          "columns": [
            "order_id",
            "position",
          ],
          "name": "line_key",
        },
        "uniques": [
          {
            "columns": [
              "position",
              "order_id",
            ],
            "deferrable": "deferred",
            "name": "line_position_order_id_unique",
          },
        ],
      },
    }
  `);
});

test('a key said on the table', () => {
  const [operation] = record(op =>
    op.createTable('line', t => {
      t.integer('a');
      t.integer('b');
      t.primary(['b', 'a']);
    }),
  );
  expect(operation).toMatchObject({
    table: { primaryKey: { name: 'line_pkey', columns: ['b', 'a'] } },
  });
});

test('every other operation', () => {
  const operations = record(op => {
    op.dropTable('tag');
    op.renameTable('mail', 'letter');
    op.addColumn('customer', c => c.string('full_name', 200).nullable());
    op.addColumn('order', c => c.integer('parent_id').unique().references('order', 'id'));
    op.addColumn('order', c => c.enum('tier', ['basic', 'gold']).default('basic'));
    op.addColumn('order', c => c.array('tags', 'string(20)').comment('free').collation('C'));
    op.addColumn('order', c => c.native('body', { postgresql: 'tsvector', sqlite: 'text' }));
    op.dropColumn('customer', 'full_name');
    op.renameColumn('customer', 'mail', 'email');
    op.alterColumn('customer', 'email', { type: 'string(80)', nullable: false, default: null });
    op.alterColumn('customer', 'email', { type: native('citext'), using: 'email::citext' });
    op.alterColumn('customer', 'at', { defaultRaw: 'now()', comment: null, collation: 'C' });
    op.createIndex('order', ['placed_at'], { where: 'paid' });
    op.dropIndex('order', 'order_placed_at_index');
    op.renameIndex('order', 'a', 'b');
    op.addUnique('customer', ['email', 'name']);
    op.dropUnique('customer', 'customer_email_unique');
    op.addForeignKey('invoice', ['order_id'], 'order', ['id'], { deferrable: 'immediate' });
    op.dropForeignKey('invoice', 'invoice_order_id_foreign');
    op.addCheck('invoice', 'invoice_total_check', 'total >= 0');
    op.dropCheck('invoice', 'invoice_total_check');
    op.renameConstraint('invoice', 'a', 'b');
    op.comment('invoice', 'what is owed');
    op.comment('invoice', null, { column: 'total' });
    op.insert('category', [{ id: 1, name: 'books', hot: true, parent: null }]);
    op.backfill('customer', { set: { tier: "'basic'" }, where: 'tier is null' });
    op.backfill('customer', {
      set: { tier: { postgresql: 'left(name, 1)', sqlite: 'substr(name, 1, 1)' } },
    });
    op.archive('coupon');
    op.restore('coupon', ['code']);
    op.sql('select 1');
    op.sql({ postgresql: 'vacuum', sqlite: '' }, { transactional: false });
  });
  expect(operations.map(operation => JSON.stringify(operation)).join('\n')).toMatchInlineSnapshot(`
    "{"kind":"dropTable","table":"tag"}
    {"kind":"renameTable","from":"mail","to":"letter"}
    {"kind":"addColumn","table":"customer","column":{"name":"full_name","type":{"name":"string","length":200},"nullable":true}}
    {"kind":"addColumn","table":"order","column":{"name":"parent_id","type":{"name":"integer"},"nullable":false},"unique":{"name":"order_parent_id_unique","columns":["parent_id"]},"foreignKey":{"name":"order_parent_id_foreign","columns":["parent_id"],"refTable":"order","refColumns":["id"]}}
    {"kind":"addColumn","table":"order","column":{"name":"tier","type":{"name":"enum","values":["basic","gold"]},"nullable":false,"default":{"kind":"value","value":"basic"}},"check":{"name":"order_tier_check","expression":"\\"tier\\" in ('basic', 'gold')","enumOf":"tier"}}
    {"kind":"addColumn","table":"order","column":{"name":"tags","type":{"name":"array","of":{"name":"string","length":20}},"nullable":false,"comment":"free","collation":"C"}}
    {"kind":"addColumn","table":"order","column":{"name":"body","type":{"name":"native","postgresql":"tsvector","sqlite":"text"},"nullable":false}}
    {"kind":"dropColumn","table":"customer","column":"full_name"}
    {"kind":"renameColumn","table":"customer","from":"mail","to":"email"}
    {"kind":"alterColumn","table":"customer","column":"email","type":{"name":"string","length":80},"nullable":false,"default":null}
    {"kind":"alterColumn","table":"customer","column":"email","type":{"name":"native","postgresql":"citext","sqlite":"citext"},"using":"email::citext"}
    {"kind":"alterColumn","table":"customer","column":"at","default":{"kind":"sql","sql":"now()"},"comment":null,"collation":"C"}
    {"kind":"createIndex","table":"order","index":{"name":"order_placed_at_index","columns":["placed_at"],"unique":false,"where":"paid"}}
    {"kind":"dropIndex","table":"order","name":"order_placed_at_index"}
    {"kind":"renameIndex","table":"order","from":"a","to":"b"}
    {"kind":"addUnique","table":"customer","unique":{"name":"customer_email_name_unique","columns":["email","name"]}}
    {"kind":"dropUnique","table":"customer","name":"customer_email_unique"}
    {"kind":"addForeignKey","table":"invoice","foreignKey":{"name":"invoice_order_id_foreign","columns":["order_id"],"refTable":"order","refColumns":["id"],"deferrable":"immediate"}}
    {"kind":"dropForeignKey","table":"invoice","name":"invoice_order_id_foreign"}
    {"kind":"addCheck","table":"invoice","check":{"name":"invoice_total_check","expression":"total >= 0"}}
    {"kind":"dropCheck","table":"invoice","name":"invoice_total_check"}
    {"kind":"renameConstraint","table":"invoice","from":"a","to":"b"}
    {"kind":"comment","table":"invoice","comment":"what is owed"}
    {"kind":"comment","table":"invoice","column":"total","comment":null}
    {"kind":"insert","table":"category","rows":[{"id":1,"name":"books","hot":true,"parent":null}]}
    {"kind":"backfill","table":"customer","set":{"tier":"'basic'"},"where":"tier is null"}
    {"kind":"backfill","table":"customer","set":{"tier":{"postgresql":"left(name, 1)","sqlite":"substr(name, 1, 1)"}}}
    {"kind":"archive","table":"coupon"}
    {"kind":"restore","table":"coupon","columns":["code"]}
    {"kind":"sql","postgresql":"select 1","sqlite":"select 1"}
    {"kind":"sql","postgresql":"vacuum","sqlite":"","transactional":false}"
  `);
});

test('an index may be called as a foreign key is', () => {
  const [operation] = record(op => {
    op.createTable('part', t => {
      t.integer('id').primary();
      t.integer('parent_id').references('part', 'id', { name: 'parent' });
      t.index(['parent_id'], { name: 'parent' });
    });
  });
  expect(operation).toMatchObject({
    table: { indexes: [{ name: 'parent' }], foreignKeys: [{ name: 'parent' }] },
  });
});

test('what is kept of a table is named at once: its archive has one name', () => {
  expect(() =>
    record(op => {
      op.archive('coupon', ['code']);
      op.archive('order');
      op.archive('coupon', ['percent']);
    }),
  ).toThrow(/op\.archive: keeps something of coupon a second time/);
  const again = record(op => {
    op.archive('coupon');
    op.restore('coupon');
    op.archive('coupon');
  });
  expect(again).toHaveLength(3);
});

test('types as text', () => {
  const types = [
    'string',
    'string(80)',
    'char( 3 )',
    'decimal(10,2)',
    'decimal(10, 2)',
    'decimal',
    'time(3)',
    'datetime',
    'BIGINT',
    "enum('basic', 'it''s', 'a,b')",
    'array(decimal(10,2))',
    'array(array(text))',
  ];
  const given = types.map(type => record((op: Loose) => op.alterColumn('t', 'c', { type })));
  expect(given.map(([operation]) => JSON.stringify(operation)).join('\n')).toMatchInlineSnapshot(`
    "{"kind":"alterColumn","table":"t","column":"c","type":{"name":"string"}}
    {"kind":"alterColumn","table":"t","column":"c","type":{"name":"string","length":80}}
    {"kind":"alterColumn","table":"t","column":"c","type":{"name":"char","length":3}}
    {"kind":"alterColumn","table":"t","column":"c","type":{"name":"decimal","precision":10,"scale":2}}
    {"kind":"alterColumn","table":"t","column":"c","type":{"name":"decimal","precision":10,"scale":2}}
    {"kind":"alterColumn","table":"t","column":"c","type":{"name":"decimal"}}
    {"kind":"alterColumn","table":"t","column":"c","type":{"name":"time","precision":3}}
    {"kind":"alterColumn","table":"t","column":"c","type":{"name":"datetime"}}
    {"kind":"alterColumn","table":"t","column":"c","type":{"name":"bigint"}}
    {"kind":"alterColumn","table":"t","column":"c","type":{"name":"enum","values":["basic","it's","a,b"]}}
    {"kind":"alterColumn","table":"t","column":"c","type":{"name":"array","of":{"name":"decimal","precision":10,"scale":2}}}
    {"kind":"alterColumn","table":"t","column":"c","type":{"name":"array","of":{"name":"array","of":{"name":"text"}}}}"
  `);
});

test('lines are those of the calls', () => {
  let line = 0;
  const recorded = recordOperations(
    op => {
      op.dropTable('a');
      op.dropTable('b');
    },
    { dialect: 'postgresql', locate: () => ++line },
  );
  expect(recorded.map(each => each.line)).toEqual([1, 2]);
});

test('op.dialect is the dialect that is compiled for', () => {
  const recorded = recordOperations(op => op.sql(`-- ${op.dialect}`), { dialect: 'postgresql' });
  expect(recorded).toMatchObject([{ operation: { sqlite: '-- postgresql' } }]);
});

describe('refused, with the call and the line', () => {
  test('what does not exist', () => {
    expect(refusal(op => op.addColum('a', () => 0))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.addColum: there is no such call
      → did you mean op.addColumn?"
    `);
    expect(refusal(op => op.frobnicate())).toContain('calls are createTable, dropTable');
    expect(refusal(op => op.createTable('a', (t: Loose) => t.strng('x')))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: t.strng: there is no such call
      → did you mean t.string?"
    `);
    expect(refusal(op => op.addColumn('a', (c: Loose) => c.text('x').nulable())))
      .toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: column x.nulable: there is no such call
      → did you mean column x.nullable?"
    `);
    expect(refusal(op => op.addColumn('a', (c: Loose) => c.text('x').index())))
      .toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: column x.index: a column has no index()
      → write t.index(['column']) in createTable, else op.createIndex"
    `);
  });

  test('what a later version brings', () => {
    expect(refusal(op => op.backfill('a', { set: { b: '1' }, batch: 5 }))).toMatchInlineSnapshot(`
      "[unsupported] migrations/a.ts:12: op.backfill: the option batch is not supported by this version of migsh
      → write the change in SQL with op.sql, or leave it out"
    `);
  });

  test('keys and exclusions', () => {
    const stay = (element: object, more?: object) =>
      refusal(op => op.addExclusion('stay', 'apart', [element], more));
    expect(stay({ operator: '=' })).toContain('an element is either a column or an expression');
    expect(stay({ column: 'room' })).toContain('the operator must be text, not missing');
    expect(stay({ column: 'room', operator: '=' }, { only: 'mysql' })).toContain(
      "only must be 'postgresql' or 'sqlite'",
    );
    expect(refusal(op => op.addPrimaryKey('stay', 'id'))).toContain("write ['id'] instead of 'id'");
    expect(refusal(op => op.addCheck('a', 'b', 'c', { notValid: 1 }))).toContain(
      'notValid must be true or false',
    );
  });

  test('names', () => {
    expect(refusal(op => op.dropTable())).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.dropTable: the table must be text, not missing"`,
    );
    expect(refusal(op => op.dropTable(''))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.dropTable: the table is empty"`,
    );
    expect(refusal(op => op.dropTable('a.b.c'))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.dropTable: 'a.b.c' is no table's name
      → write 'name' or 'schema.name'"
    `);
    expect(refusal(op => op.dropTable('a', { cascade: true }))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.dropTable: takes 1 argument and was given 2"`,
    );
    expect(refusal(op => op.renameColumn('a', 'b', 'b'))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.renameColumn: b has that name already"`,
    );
    expect(refusal(op => op.dropIndex('order', ['placed_at']))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.dropIndex: wants the name of what is dropped, not its columns
      → write 'order_placed_at_index'"
    `);
    expect(refusal(op => op.createIndex('order', 'placed_at'))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.createIndex: the columns must be a list
      → write ['placed_at'] instead of 'placed_at'"
    `);
    expect(refusal(op => op.createIndex('order', []))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.createIndex: the columns must not be empty"`,
    );
    expect(refusal(op => op.createIndex('order', ['a', 'a']))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.createIndex: the columns name 'a' twice"`,
    );
  });

  test('options', () => {
    expect(refusal(op => op.createIndex('a', ['b'], { unqiue: true }))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.createIndex: unknown option 'unqiue'; did you mean 'unique'?
      → options are 'name', 'unique', 'where', 'using', 'include', 'nullsNotDistinct', 'fillFactor', 'statement' and 'concurrently'"
    `);
    expect(refusal(op => op.createIndex('a', ['b'], { unique: 'yes' }))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.createIndex: unique must be true or false, not "yes""`,
    );
    expect(
      refusal(op => op.addForeignKey('a', ['b'], 'c', ['d'], { onDelete: 'casade' })),
    ).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.addForeignKey: onDelete must be 'cascade', 'set null', 'set default', 'restrict' or 'no action', not "casade""`,
    );
    expect(refusal(op => op.addForeignKey('a', ['b'], 'c', ['d', 'e']))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.addForeignKey: 1 columns refer to 2
      → name as many as there"
    `);
    expect(refusal(op => op.alterColumn('a', 'b', {}))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.alterColumn: changes nothing
      → say what: { type: 'string(80)', nullable: true, default: 0 }"
    `);
    expect(refusal(op => op.alterColumn('a', 'b', { using: 'x' }))).toContain('changes nothing');
    expect(
      refusal(op => op.alterColumn('a', 'b', { default: 1, defaultRaw: '1' })),
    ).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.alterColumn: default and defaultRaw exclude each other"`,
    );
    expect(refusal(op => op.sql('select 1', { transactional: 'no' }))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.sql: transactional must be true or false, not "no""`,
    );
  });

  test('types', () => {
    expect(refusal(op => op.alterColumn('a', 'b', { type: 'strng(80)' }))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.alterColumn: there is no type 'strng(80)'; did you mean 'string'?
      → for a type of the database's own write native('…') or { postgresql: '…', sqlite: '…' }"
    `);
    expect(refusal(op => op.alterColumn('a', 'b', { type: 'text(80)' }))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.alterColumn: 'text(80)' is not how text is written
      → write text, without more"
    `);
    expect(refusal(op => op.alterColumn('a', 'b', { type: 'decimal(1,2,3)' })))
      .toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.alterColumn: 'decimal(1,2,3)' is not how decimal is written
      → write decimal(10,2)"
    `);
    expect(refusal(op => op.alterColumn('a', 'b', { type: 'citext' }))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.alterColumn: there is no type 'citext'; did you mean 'text'?
      → for a type of the database's own write native('…') or { postgresql: '…', sqlite: '…' }"
    `);
    expect(refusal(op => op.alterColumn('a', 'b', { type: 'enum(basic)' }))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.alterColumn: the values of enum(basic) cannot be read
      → write them as in SQL: enum('basic', 'gold')"
    `);
    expect(refusal(op => op.alterColumn('a', 'b', { type: "enum('a',)" }))).toContain(
      'cannot be read',
    );
    expect(refusal(op => op.alterColumn('a', 'b', { type: {} }))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.alterColumn: a native type has no text
      → give it one text per dialect: { postgresql: 'tsvector', sqlite: 'text' }"
    `);
    expect(refusal(op => op.alterColumn('a', 'b', { type: 5 }))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.alterColumn: a type is text such as 'string(80)' or native(…), not 5"`,
    );
  });

  test('tables', () => {
    const table = (describeTable: (t: Loose) => unknown): string =>
      refusal(op => op.createTable('a', describeTable));
    expect(table(() => 0)).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.createTable: table a has no columns"`,
    );
    expect(table(t => [t.text('x'), t.text('x')])).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: t.text: there is a column x already"`,
    );
    expect(table(t => [t.text('x'), t.index(['y'])])).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.createTable: a_y_index names a column y that is not there"`,
    );
    expect(table(t => [t.text('x').unique(), t.unique(['x'])])).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.createTable: two things are named a_x_unique
      → give one of them another name: { name: '…' }"
    `);
    expect(table(t => [t.text('x').primary(), t.primary(['x'])])).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.createTable: the primary key is said twice
      → write .primary() on columns or t.primary([…])"
    `);
    expect(table(t => t.text('x').primary().nullable())).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.createTable: column x is nullable and part of the primary key"`,
    );
    expect(table(t => t.string('x', '40'))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: t.string: the length must be a whole number from 1 on, not "40""`,
    );
    expect(table(t => t.enum('x', []))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: t.enum: the values of an enum must not be empty"`,
    );
    expect(table(t => t.enum('x', ['a', 'a']))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: t.enum: the enum lists 'a' twice"`,
    );
    expect(table(t => t.text('x').default(null))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: column x.default: null is what a column without default holds
      → leave .default(null) out"
    `);
    expect(table(t => t.json('x').default({ a: 1 }))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: column x.default: the default must be text, a number or a boolean
      → write JSON as text, such as .default('{}'), SQL as .defaultRaw('…')"
    `);
    expect(table(t => t.text('x').default('a').defaultRaw('b'))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: column x.defaultRaw: column x was already given a default"`,
    );
    expect(refusal(op => op.createTable('a'))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.createTable: needs a function that names the columns, such as t => { t.text('note'); }"`,
    );
    expect(table(async (t: Loose) => t.text('x'))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.createTable: its function returns a promise
      → what it says after the first wait would be lost"
    `);
    expect(refusal(op => op.addColumn('a', (c: Loose) => [c.text('x'), c.text('y')])))
      .toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.addColumn: adds one column, and its function names 2
      → write c => c.string('name', 80).nullable(), once for each column"
    `);
  });

  test('rows', () => {
    expect(refusal(op => op.insert('a', { id: 1 }))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.insert: the rows must be a list, not {"id":1}"`,
    );
    expect(refusal(op => op.insert('a', [{}]))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.insert: a row is an object such as { id: 1, name: 'books' }"`,
    );
    expect(refusal(op => op.insert('a', [{ at: new Date(0) }]))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.insert: the value of at is a Date
      → write it as text: '1970-01-01T00:00:00.000Z'"
    `);
    expect(refusal(op => op.insert('a', [{ n: Number.NaN }]))).toMatchInlineSnapshot(
      `"[bad-operation] migrations/a.ts:12: op.insert: the value of n must be a finite number, not NaN"`,
    );
    const rounded = refusal(op => op.insert('a', [{ n: Number('9007199254740993') }]));
    expect(rounded).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.insert: the value of n is a whole number beyond 2^53, which JavaScript rounds
      → write it as text, digit by digit: '9007199254740993'"
    `);
    expect(refusal(op => op.insert('a', [{ n: 9007199254740993n }]))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.insert: the value of n is a whole number beyond 2^53, which JavaScript rounds
      → write it as text, digit by digit: '9007199254740993'"
    `);
    expect(refusal(op => op.backfill('a', { set: { n: 0 } }))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.backfill: the value of n must be an SQL expression
      → text stands in quotes twice: { n: "'basic'" }; numbers once: { n: '0' }"
    `);
    expect(refusal(op => op.backfill('a'))).toMatchInlineSnapshot(`
      "[bad-operation] migrations/a.ts:12: op.backfill: says nothing to set
      → write { set: { full_name: "first || ' ' || last" } }"
    `);
  });

  test('calls that come too late', () => {
    let late: Op | undefined;
    record(op => void (late = op));
    expect(() => late?.dropTable('a')).toThrow('op.dropTable: comes after its function has ended');
  });
});

test('what the revision itself throws passes through', () => {
  const failure = new Error('of the revision');
  expect(() =>
    record(() => {
      throw failure;
    }),
  ).toThrow(failure);
});
