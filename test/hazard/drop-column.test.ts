import { expect, test } from 'vitest';

import { draw, found, hazardsOf } from './support.ts';

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
