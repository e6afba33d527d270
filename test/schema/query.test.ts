import { expect, test } from 'vitest';

import { renameColumnInQuery, renameRelation } from '../../src/schema/query-edit.ts';
import { readQuery } from '../../src/schema/query-text.ts';

const others = (name: string): boolean => name === 'u';

test.each([
  ['select 1', []],
  ['select a from t', ['t']],
  ['select a from t x, audit.u as y, lateral (select 1 from "W") z', ['t', 'audit.u', 'W']],
  ['select a from (t join u using (id)) left join only v on t.id = v.id', ['t', 'u', 'v']],
  ['with t as (select 1 from u) select a from t', ['u']],
  ['with t (a, b) as not materialized (select 1 from u) select a from t, w', ['u', 'w']],
  ["select extract(year from at), trim(both 'x' from b) from t where a is distinct from b", ['t']],
  ['select a from generate_series(1, 3) g, t union select b from u order by a, b', ['t', 'u']],
  ["select 'from x' /* from y */ from t -- from z", ['t']],
  ['select (select max(a) from u) from t where a in (select a from v)', ['u', 't', 'v']],
])('%s reads %j', (sql, names) => {
  expect(readQuery(sql).relations.map(({ name }) => name)).toEqual(names);
});

test.each([
  ['select t.a, T.b from t', 'select n.a, n.b from n'],
  ['select x.a from t x', 'select x.a from n x'],
  ['select t.a from other t join t as y on true', 'select t.a from other t join n as y on true'],
  ['select "t".t from public."t"', 'select "n".t from public."n"'],
  ["select 't.a' from u", "select 't.a' from u"],
])('%s with another table', (sql, expected) => {
  expect(renameRelation(sql, 't', 'n')).toBe(expected);
});

test.each([
  ['select a, t.a, b from t', 'select n as a, t.n as a, b from t'],
  [
    'select a x, a as a, lower(a) from t order by a',
    'select n x, n as a, lower(n) from t order by n',
  ],
  ['select q.a from (select a from t) q', undefined],
  [
    'select u.a, t.a as b from t join u on u.a = t.a',
    'select u.a, t.n as b from t join u on u.a = t.n',
  ],
  ['select a from t, u', undefined],
  ["select b::a, a(1), 'a' from t", "select b::a, a(1), 'a' from t"],
  ['select a from u', 'select a from u'],
])('%s with another column', (sql, expected) => {
  expect(renameColumnInQuery(sql, { table: 't', from: 'a', to: 'n', others })).toBe(expected);
});
