import { expect, test } from 'vitest';

import type { Schema } from '../../src/schema/schema.ts';
import { column, draw, found, shop, table } from './support.ts';

test('says what the parser stumbled over', () => {
  expect(draw(['delete form "order"'])).toMatchInlineSnapshot(`
    "NOTE unreadable-sql: this statement could not be read, so its hazards are not known: syntax error at or near "form"
      look at it yourself, and try it on a copy of the database"
  `);
  expect(draw(['do $$ begin delete from "order"; end $$'])).toMatchInlineSnapshot(`
    "NOTE unreadable-sql: this statement could not be read, so its hazards are not known: code in a do block
      look at it yourself, and try it on a copy of the database"
  `);
  expect(draw(['delete from where'], { dialect: 'sqlite' })).toMatchInlineSnapshot(`
    "NOTE unreadable-sql: this statement could not be read, so its hazards are not known: Syntax Error: Unexpected "where"
      look at it yourself, and try it on a copy of the database"
  `);
});

test("not for migsh's own statements", () => {
  const serial: Schema = {
    tables: [...shop.tables, table('event', [{ ...column('id', 'integer'), autoincrement: true }])],
  };
  const widen = {
    kind: 'alterColumn',
    table: 'event',
    column: 'id',
    type: { name: 'bigint' },
  } as const;
  expect(found([widen], { before: serial })).toEqual(['lock type-change-rewrite']);
});
