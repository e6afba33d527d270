import { expect, test } from 'vitest';

import { postgresql } from '../../../src/dialect/postgresql/dialect.ts';
import { apply } from '../../../src/operation/apply.ts';
import type { Op } from '../../../src/operation/record-op.ts';
import { recordOperations } from '../../../src/operation/record.ts';
import type { Schema } from '../../../src/schema/schema.ts';

test('before 17 a generated column is made anew for another expression, with what stands on it', () => {
  expect(sqlOn('16.4', op => op.setGenerated('line', 'total', 'price * 3'))).toMatchInlineSnapshot(`
    "alter table "line" drop column "total"
    alter table "line" add column "total" int generated always as (price * 3) stored not null
    comment on column "line"."total" is 'of it all'
    alter table "line" add constraint "line_total_unique" unique ("total")
    create index "line_total_price_index" on "line" ("total", "price")
    alter table "line" add constraint "line_total_check" check (total > 0)"
  `);
  expect(sqlOn('17.0', op => op.setGenerated('line', 'total', 'price * 3'))).toMatchInlineSnapshot(
    `"alter table "line" alter column "total" set expression as (price * 3)"`,
  );
});

test('before 18 nothing is computed when it is read', () => {
  const virtual = [
    (op: Op) => op.setGenerated('line', 'total', 'price * 3', { stored: false }),
    (op: Op) => op.addColumn('line', c => c.integer('more').generated('price', { stored: false })),
    (op: Op) =>
      op.createTable('t', t => {
        t.integer('a');
        t.integer('b').generated('a', { stored: false });
      }),
  ];
  for (const run of virtual) {
    expect(() => sqlOn('17.5', run)).toThrow(
      /is computed when it is read, which PostgreSQL 17\.5 cannot: it came with 18/,
    );
    expect(sqlOn('18.0', run)).toContain('virtual');
  }
});

test('an expression for the other dialect alone is refused', () => {
  expect(() => sqlOn('18.0', op => op.setGenerated('line', 'total', { sqlite: 'price' }))).toThrow(
    'migrations/a.ts: the generated column has no expression for PostgreSQL',
  );
});

const shop: Schema = after({ tables: [] }, op =>
  op.createTable('line', t => {
    t.integer('id').primary();
    t.integer('price');
    t.integer('total').generated('price * 2').comment('of it all').unique();
    t.index(['total', 'price']);
    t.check('line_total_check', 'total > 0');
  }),
);

function sqlOn(version: string, run: (op: Op) => void): string {
  let before = shop;
  const sql: string[] = [];
  for (const operation of recorded(run)) {
    const next = apply(before, operation);
    const statements = postgresql.compile(operation, {
      before,
      after: next,
      catalog: { version, entries: [] },
      revision: '3f2a9c1e7b04',
      source: { file: 'migrations/a.ts' },
      split: text => [text],
    });
    sql.push(...statements.map(statement => statement.sql));
    before = next;
  }
  return sql.join('\n');
}

function recorded(run: (op: Op) => void) {
  return recordOperations(run, { dialect: 'postgresql' }).map(({ operation }) => operation);
}

function after(schema: Schema, run: (op: Op) => void): Schema {
  let now = schema;
  for (const operation of recorded(run)) now = apply(now, operation);
  return now;
}
