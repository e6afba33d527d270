import { describe, expect, test } from 'vitest';

import { MigshError } from '../../src/error.ts';
import { buildGraph } from '../../src/revision/graph.ts';
import { planDown, planUp } from '../../src/revision/plan-walk.ts';
import { ancestors, listing, realHeads, tips } from '../../src/revision/walk.ts';
import { history } from './history.ts';
import { plainRevision } from './random-graph.ts';

function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof MigshError) return `${error.code}: ${error.message}\n${error.hint}`;
    throw error;
  }
  return 'accepted';
}

const shop = history(`
  a                'orders'
  b < a            'customers'
  c1 < b [billing] 'invoices'
  d1 < c1          'paid at'
  c2 < b [audit]   'events'
  m < d1 c2        'merge'
  x [reports] (billing) 'views'
`);

describe('a graph', () => {
  test('knows its edges in both directions, heads, bases, branch and merge points', () => {
    const rows = shop.revisions.map(({ id }) => ({
      id,
      parents: shop.parents(id).join(' '),
      children: shop.children(id).join(' '),
      dependencies: shop.dependencies(id).join(' '),
      dependents: shop.dependents(id).join(' '),
      labels: shop.labels(id).join(' '),
      point:
        [shop.isBranchPoint(id) && 'branch', shop.isMergePoint(id) && 'merge'].find(Boolean) ?? '',
    }));
    expect(rows.map(row => Object.values(row).join(' | ')).join('\n')).toMatchInlineSnapshot(`
      "a |  | b |  |  |  | 
      b | a | c1 c2 |  |  |  | branch
      c1 | b | d1 |  | x | billing | 
      d1 | c1 | m |  |  | billing | 
      c2 | b | m |  |  | audit | 
      m | d1 c2 |  |  |  | billing audit | merge
      x |  |  | c1 |  | reports | "
    `);
    expect(shop.heads).toEqual(['m', 'x']);
    expect(shop.bases).toEqual(['a', 'x']);
    expect(shop.get('nope')).toBeUndefined();
    expect(shop.labelled('audit')?.id).toBe('c2');
  });

  test('a head that somebody depends on is no real head', () => {
    const graph = history('a\nb < a\nx (b)');
    expect(graph.heads).toEqual(['b', 'x']);
    expect(realHeads(graph)).toEqual(['x']);
  });

  test('without a revision is empty', () => {
    const graph = buildGraph([]);
    expect([
      graph.heads,
      graph.bases,
      tips(graph, new Set()),
      planUp(graph, new Set(), 'head'),
    ]).toEqual([[], [], [], []]);
    expect(planDown(graph, new Set(), 'base')).toEqual([]);
  });
});

const refused: readonly (readonly [name: string, sketch: string])[] = [
  ['an id twice', 'a\nb < a\nb < a'],
  ['a parent that no file has', 'abcd1\nb < abcd2'],
  ['a dependency that no file has', 'a [billing]\nb < a (biling)'],
  ['a dependency named by a prefix', 'abcd1\nb (abcd)'],
  ['its own parent', 'a\nb < b'],
  ['its own dependency', 'a\nb < a (b)'],
  ['a circle of parents', 'a < c\nb < a\nc < b\nd'],
  ['a circle through a dependency', 'a (c)\nb < a\nc < b\nd < c'],
  ['a label twice', 'a [x1]\nb [x1]'],
  ['a label that is an id', 'a\nb [a]'],
];

test('what is no history is refused with its files', () => {
  const said = refused.map(([name, sketch]) => `${name}\n${refusal(() => history(sketch))}`);
  expect(said.join('\n\n')).toMatchInlineSnapshot(`
    "an id twice
    duplicate-id: migrations/b.ts:4: revision b is also in migrations/b.ts
    If one file is a copy, remove it; if it is a revision of its own, give it another id.

    a parent that no file has
    missing-parent: migrations/b.ts:4: no file holds parent abcd2 of revision b
    Get the file from where it was written (another git branch?), or mend @parents. Nearest: abcd1.

    a dependency that no file has
    missing-dependency: migrations/b.ts:4: no file holds dependency biling of revision b
    Get the file from where it was written (another git branch?), or mend @depends. Nearest: billing.

    a dependency named by a prefix
    missing-dependency: migrations/b.ts:4: no file holds dependency abcd of revision b
    Get the file from where it was written (another git branch?), or mend @depends. Nearest: abcd1.

    its own parent
    cycle: migrations/b.ts:4: revision b is its own parent
    Mend @parents in one of these files.

    its own dependency
    cycle: migrations/b.ts:4: revision b depends on itself
    Mend @parents or @depends in one of these files.

    a circle of parents
    cycle: migrations/c.ts:4, migrations/b.ts:4, migrations/a.ts:4: revisions stand on each other in a circle: a → c → b → a
    Mend @parents in one of these files.

    a circle through a dependency
    cycle: migrations/c.ts:4, migrations/b.ts:4, migrations/a.ts:4: revisions stand on each other in a circle: a → c → b → a
    Mend @parents or @depends in one of these files.

    a label twice
    label-clash: migrations/b.ts:4: label x1 already stands in migrations/a.ts
    A label names one revision: rename one of them. Its descendants bear it without writing it.

    a label that is an id
    label-clash: migrations/b.ts:4: label a is the id of migrations/a.ts
    A label names one revision: rename one of them. Its descendants bear it without writing it."
  `);
});

test('deep histories take no stack and little time', () => {
  const revisions = Array.from({ length: 50_000 }, (_, n) =>
    plainRevision(`r${n}`, n === 0 ? [] : [`r${n - 1}`]),
  );
  const graph = buildGraph(revisions);
  expect(ancestors(graph, graph.heads).size).toBe(50_000);
  expect(planUp(graph, new Set(), 'r0@head')).toHaveLength(50_000);
  const circle = revisions.with(0, { ...revisions[0]!, parents: ['r49999'] });
  expect(refusal(() => buildGraph(circle))).toContain('r49993 → 49993 more');
});

describe('current', () => {
  test('is what no other applied revision stands on, by parent or dependency', () => {
    expect(tips(shop, new Set(['a', 'b', 'c1']))).toEqual(['c1']);
    expect(tips(shop, new Set(['a', 'b', 'c1', 'c2', 'x']))).toEqual(['c2', 'x']);
  });

  test('is not what lies below a gap', () => {
    expect(tips(shop, new Set(['a', 'c1']))).toEqual(['c1']);
  });

  test('holds what no file has', () => {
    expect(tips(shop, new Set(['gone', 'a']))).toEqual(['a', 'gone']);
  });
});

test('a late file below an applied revision runs in its place', () => {
  const graph = history('a\nlate < a\nb < late\nc < b');
  expect(planUp(graph, new Set(['a', 'b']), 'head')).toEqual(['late', 'c']);
  expect(planDown(graph, new Set(['a', 'b']), 'a')).toEqual(['b']);
});

test('listing: one branch as far as it goes, then the next', () => {
  const all = new Set(shop.revisions.map(({ id }) => id));
  expect(listing(shop, all, shop.heads)).toEqual(['m', 'd1', 'x', 'c1', 'c2', 'b', 'a']);
});
