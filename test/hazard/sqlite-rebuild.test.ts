import { expect, test } from 'vitest';

import { checkOperation } from '../../src/hazard/check.ts';
import type { Hazard } from '../../src/hazard/hazard.ts';
import { startOfPlan } from '../../src/hazard/situation.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { shop } from './support.ts';

const rebuild = [
  { sql: 'select 1 where 0', comment: 'look first', part: 'proof' },
  { sql: 'create table "new" ("id" integer)', comment: 'make', part: 'rebuild' },
  { sql: 'insert into "new" select "id" from "order"', comment: 'copy', part: 'rebuild' },
  { sql: 'drop table "order"', comment: 'drop', part: 'rebuild' },
  { sql: 'alter table "new" rename to "order"', comment: 'rename', part: 'rebuild' },
  { sql: 'select 1 where 0', comment: 'prove', part: 'proof' },
] as const;

const judge = (operation: Operation, rows?: number): readonly (readonly Hazard[])[] =>
  checkOperation(
    { dialect: 'sqlite', operation, before: shop, statements: rebuild },
    startOfPlan(new Map(rows === undefined ? [] : [['order', { rows, exact: true }]])),
  ).hazards;
const drawn = (hazards: readonly (readonly Hazard[])[]): readonly string[] =>
  hazards.map(found =>
    found.map(({ level, rule, message }) => `${level} ${rule}: ${message}`).join('\n'),
  );

test('one hazard for the copy, on its first statement; its own drop loses nothing', () => {
  const retype: Operation = {
    kind: 'alterColumn',
    table: 'order',
    column: 'total',
    type: { name: 'integer' },
  };
  expect(drawn(judge(retype, 200))).toMatchInlineSnapshot(`
    [
      "fail narrow-type: a value of order.total that does not fit into integer stops it",
      "note sqlite-rebuild: order is copied into a table of the new form: 200 rows; writers wait until the revision commits",
      "",
      "",
      "",
      "",
    ]
  `);
  expect(drawn(judge(retype, 200_000))[1]).toMatch(/^slow sqlite-rebuild/);
  expect(drawn(judge(retype))[1]).toMatch(/^slow sqlite-rebuild: .* rows unknown/);
});

test('what the operation itself loses or breaks is said beside it', () => {
  expect(drawn(judge({ kind: 'dropColumn', table: 'order', column: 'note' }, 200))[1])
    .toMatchInlineSnapshot(`
    "loss drop-column: order.note is dropped with its values: 200 rows
    note sqlite-rebuild: order is copied into a table of the new form: 200 rows; writers wait until the revision commits"
  `);
  expect(drawn(judge({ kind: 'renameColumn', table: 'order', from: 'note', to: 'remark' }, 200))[1])
    .toMatchInlineSnapshot(`
    "break rename-breaks-readers: code that still says order.note fails as soon as it is order.remark
    note sqlite-rebuild: order is copied into a table of the new form: 200 rows; writers wait until the revision commits"
  `);
  const column = { name: 'c', type: { name: 'text' }, nullable: false } as const;
  expect(drawn(judge({ kind: 'addColumn', table: 'order', column }, 200))[1])
    .toMatchInlineSnapshot(`
    "fail add-not-null-without-default: order.c has no value for the rows that are there: 200 rows
    note sqlite-rebuild: order is copied into a table of the new form: 200 rows; writers wait until the revision commits"
  `);
});
