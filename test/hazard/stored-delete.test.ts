import { expect, test } from 'vitest';

import { deletesIn } from '../../src/hazard/deletes-in.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { draw, found } from './support.ts';

const create: Operation = {
  kind: 'createTrigger',
  table: 'order',
  trigger: {
    name: 'order_gone',
    timing: 'after',
    events: ['delete'],
    forEach: 'row',
    body: 'delete from customer where id = old.customer_id; return old',
  },
};

test('code that deletes later', () => {
  expect(draw([create])).toMatchInlineSnapshot(`
    "NOTE stored-delete: function order_order_gone_fn deletes rows of customer whenever it is called
      nothing is lost by this statement; what it deletes later, migsh will not see
    NOTE trigger-policy-lock: writes of order wait until the revision commits [SHARE ROW EXCLUSIVE on order]
      keep what is slow out of this revision"
  `);
  expect(
    draw([
      'create rule r as on insert to "order" do also delete from customer',
      'create procedure empty() language plpgsql as $$ begin truncate audit.event; end $$',
      'create function forget() returns void begin atomic delete from customer; end',
    ]),
  ).toMatchInlineSnapshot(`
    "NOTE stored-delete: rule r deletes rows of customer whenever it fires
      nothing is lost by this statement; what it deletes later, migsh will not see
    NOTE stored-delete: procedure empty deletes rows of audit.event whenever it is called
      nothing is lost by this statement; what it deletes later, migsh will not see
    NOTE stored-delete: function forget deletes rows of customer whenever it is called
      nothing is lost by this statement; what it deletes later, migsh will not see"
  `);
});

test('on SQLite', () => {
  const sql = 'create trigger t after delete on "order" begin delete from customer; end';
  expect(draw([sql], { dialect: 'sqlite' })).toMatchInlineSnapshot(`
    "NOTE stored-delete: trigger t deletes rows of customer whenever it fires
      nothing is lost by this statement; what it deletes later, migsh will not see"
  `);
});

test('words that only look like it', () => {
  expect(
    found(["create function f() returns text language sql as $$ select 'delete from t' $$"]),
  ).toEqual([]);
  expect(deletesIn('create trigger t before delete or truncate on a')).toEqual([]);
  expect(deletesIn('-- delete from a\nselect 1 /* truncate b */')).toEqual([]);
  expect(
    deletesIn('TRUNCATE TABLE ONLY "A b"; delete from only s.t; replace into r values (1)'),
  ).toEqual(['A b', 's.t', 'r']);
});
