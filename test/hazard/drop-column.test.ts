import { expect, test } from 'vitest';

import { checkOperation } from '../../src/hazard/check.ts';
import { startOfPlan } from '../../src/hazard/situation.ts';
import { apply } from '../../src/operation/apply.ts';
import type { Operation } from '../../src/operation/operation.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { draw, found, hazardsOf, shop } from './support.ts';

const dropNote = { kind: 'dropColumn', table: 'order', column: 'note' } as const;

test('says how many rows lose a value', () => {
  expect(draw([dropNote], { rows: { order: 1_204_331 } })).toMatchInlineSnapshot(`
    "LOSS drop-column: order.note is dropped with its values: 1,204,331 rows [ACCESS EXCLUSIVE on order; rows 1204331]
      keep them: op.archive('order', ['note']) before the drop"
  `);
  expect(draw([dropNote])).toMatchInlineSnapshot(`
    "LOSS drop-column: order.note is dropped with its values: rows unknown [ACCESS EXCLUSIVE on order]
      keep them: op.archive('order', ['note']) before the drop"
  `);
});

test('a column with a foreign key locks the other table as well', () => {
  expect(
    draw([{ kind: 'dropColumn', table: 'order', column: 'customer_id' }], { rows: { order: 1 } }),
  ).toMatchInlineSnapshot(`
    "LOSS drop-column: order.customer_id is dropped with its values: 1 row; it locks customer as well [ACCESS EXCLUSIVE on order, customer; rows 1]
      keep them: op.archive('order', ['customer_id']) before the drop"
  `);
});

test('the subject is what questions call it', () => {
  const subjects = hazardsOf([
    dropNote,
    'alter table "a b" drop column "c.d"',
    { kind: 'renameTable', from: 'order', to: 'purchase' },
    'alter table purchase drop column total',
  ]).flatMap(({ subject }) => subject ?? []);
  expect(subjects).toEqual(['order.note', '"a b"."c.d"', 'order.total']);
});

test('an archive of the column, or of its table, keeps the values', () => {
  expect(draw([{ kind: 'archive', table: 'order', columns: ['note'] }, dropNote]))
    .toMatchInlineSnapshot(`
    "NOTE drop-column: order.note is dropped, its values are kept in the archive [ACCESS EXCLUSIVE on order]
      the downgrade brings them back; code that still reads the column fails from now on"
  `);
  expect(found([{ kind: 'archive', table: 'order' }, dropNote])).toEqual(['note drop-column']);
  expect(found([{ kind: 'archive', table: 'order', columns: ['total'] }, dropNote])).toEqual([
    'loss drop-column',
  ]);
});

test('an empty table, a new table, a new column', () => {
  expect(found([dropNote], { rows: { order: 0 } })).toEqual(['note drop-column']);
  expect(found(['create table t (a int)', 'alter table t drop column a'])).toEqual([]);
  const add = 'alter table "order" add extra text';
  const drop = 'alter table "order" drop extra';
  expect(found([add, '---', drop])).toEqual(['note drop-column']);
  expect(found([add, 'update "order" set extra = note where true', '---', drop])).toEqual([
    'loss drop-column',
  ]);
});

test('a SQLite rebuild drops a column too', () => {
  const rebuild = { sql: 'create table "x" ("id" integer)', comment: '', part: 'rebuild' } as const;
  expect(found([rebuild], { dialect: 'sqlite' })).toEqual([]);
  expect(found(['alter table "order" drop column "note"'], { dialect: 'sqlite' })).toEqual([
    'loss drop-column',
  ]);
});

const generated: Operation = {
  kind: 'setGenerated',
  table: 'order',
  column: 'note',
  generated: { expression: 'total::text', stored: true },
};

test('an ordinary column that is computed from now on loses its values, a generated one nothing', () => {
  const rows = { order: 4 };
  expect(draw([generated], { rows })).toMatchInlineSnapshot(`
    "LOSS drop-column: order.note is dropped with its values: 4 rows [ACCESS EXCLUSIVE on order; rows 4]
      keep them: op.archive('order', ['note']) before the drop
    LOCK add-column-rewrite: reads and writes of order wait while the table is written anew: 4 rows [ACCESS EXCLUSIVE on order; rows 4]
      add the column nullable and without default, set the default afterwards, then fill the rows that are there"
  `);
  const again = { ...generated, generated: { expression: "total::text || ''", stored: false } };
  const drop: Operation = { kind: 'dropColumn', table: 'order', column: 'note' };
  expect(found([generated, '---', again, '---', drop], { rows })).toMatchInlineSnapshot(`
    [
      "loss drop-column",
      "lock add-column-rewrite",
      "note drop-column",
      "note drop-column",
    ]
  `);
  expect(onSqlite(generated, shop)).toEqual(['loss drop-column', 'note sqlite-rebuild']);
  expect(onSqlite(again, apply(shop, generated))).toEqual(['note sqlite-rebuild']);
});

function onSqlite(operation: Operation, before: Schema): readonly string[] {
  const statements = [{ sql: 'create table x (id)', comment: '', part: 'rebuild' }] as const;
  const sizes = new Map([['order', { rows: 4, exact: true }]]);
  const judged = { dialect: 'sqlite', operation, before, statements } as const;
  const { hazards } = checkOperation(judged, startOfPlan(sizes));
  return hazards.flat().map(({ level, rule }) => `${level} ${rule}`);
}
