import { describe, expect, test } from 'vitest';

import { MigshError } from '../../src/error.ts';
import type { RevisionGraph } from '../../src/revision/graph.ts';
import { formatHeader, type HeaderFields, parseHeader } from '../../src/revision/header.ts';
import { planDown, planStamp, planUp } from '../../src/revision/plan-walk.ts';
import { selectRange, selectRevisions } from '../../src/revision/select.ts';
import { ancestors, descendants, listing, realHeads, tips } from '../../src/revision/walk.ts';
import {
  pick,
  type Random,
  randomFrom,
  randomGraph,
  randomIds,
  seed,
  some,
} from './random-graph.ts';
import { slowLabels, slowListing } from './slow-rules.ts';

const rounds = 400;

/** Stands in every title, so that a failure says how to repeat it. */
const repeat = `MIGSH_SEED=${seed}`;

function* histories(): Generator<readonly [RevisionGraph, Random]> {
  for (let round = 0; round < rounds; round++) {
    const random = randomFrom(seed + round);
    yield [randomGraph(random), random];
  }
}

describe('listing', () => {
  test(`is the order that the written rule gives (${repeat})`, () => {
    for (const [graph] of histories()) {
      const all = new Set(idsOf(graph));
      expect(listing(graph, all, graph.heads)).toEqual(slowListing(graph, all, graph.heads));
    }
  });

  test(`of what is above a state is the order that the written rule gives (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const applied = ancestors(graph, randomIds(random, graph));
      const targets = realHeads(graph).filter(() => random() < 0.7);
      const wanted = without(ancestors(graph, targets), applied);
      expect(listing(graph, wanted, targets)).toEqual(slowListing(graph, wanted, targets));
    }
  });

  test(`of any selection holds each once, after all that stand on it (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const wanted = new Set(some(random, idsOf(graph), random()));
      const listed = listing(graph, wanted, randomIds(random, graph));
      expect(listed.toSorted()).toEqual([...wanted].toSorted());
      expect(upside(graph, listed.toReversed())).toEqual([]);
    }
  });
});

describe('up', () => {
  test(`runs what is missing, each after what it stands on (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const applied = ancestors(graph, randomIds(random, graph));
      const target = pick(random, idsOf(graph)) ?? 'base';
      const steps = planUp(graph, applied, target);
      expect(steps.toSorted()).toEqual(
        [...without(ancestors(graph, [target]), applied)].toSorted(),
      );
      expect(upside(graph, steps)).toEqual([]);
      expect(planUp(graph, new Set([...applied, ...steps]), target)).toEqual([]);
    }
  });

  test(`runs late files below applied revisions too (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const applied = new Set(some(random, idsOf(graph), 0.5));
      const steps = planUp(graph, applied, 'heads');
      expect([...applied, ...steps].toSorted()).toEqual(idsOf(graph).toSorted());
      expect(upside(graph, steps)).toEqual([]);
    }
  });

  test(`from the current revision goes step by step (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const applied = ancestors(graph, randomIds(random, graph).slice(0, 1));
      const two = attempt(() => planUp(graph, applied, '+2'));
      const one = attempt(() => planUp(graph, applied, '+1'));
      expect(one.ids.filter(id => two.code === undefined && !two.ids.includes(id))).toEqual([]);
      expect(one.code === undefined || two.code !== undefined).toBe(true);
    }
  });
});

describe('down', () => {
  test(`leaves whole histories, and takes back the newest first (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const applied = ancestors(graph, randomIds(random, graph));
      const target = pick(random, ['base', ...applied]) ?? 'base';
      const { ids: steps, code } = attempt(() => planDown(graph, applied, target));
      expect([undefined, 'bad-target']).toContain(code);
      const left = without(applied, new Set(steps));
      expect(ancestors(graph, left)).toEqual(left);
      expect(upside(graph, steps.toReversed())).toEqual([]);
      expect(target === 'base' ? left.size === 0 : left.has(target)).toBe(true);
    }
  });

  test(`takes back nothing but what stands on the target (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const applied = ancestors(graph, randomIds(random, graph));
      const target = pick(random, [...applied]) ?? pick(random, idsOf(graph)) ?? '';
      const { ids } = attempt(() => planDown(graph, applied, target));
      const above = descendants(graph, graph.children(target));
      expect(ids.filter(id => !above.has(id))).toEqual([]);
    }
  });

  test(`and up again to what was current restores the state (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const applied = ancestors(graph, randomIds(random, graph));
      let state = without(applied, new Set(planDown(graph, applied, 'base')));
      for (const id of tips(graph, applied)) {
        state = new Set([...state, ...planUp(graph, state, id)]);
      }
      expect(state).toEqual(applied);
    }
  });

  test(`by a branch never takes back more than without it (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const applied = ancestors(graph, randomIds(random, graph));
      const branch = pick(random, idsOf(graph));
      const target = pick(random, [...applied]);
      const narrow = attempt(() => planDown(graph, applied, `${branch}@${target}`));
      const wide = attempt(() => planDown(graph, applied, target ?? 'base'));
      expect(narrow.ids.filter(id => !wide.ids.includes(id))).toEqual([]);
    }
  });
});

describe('current', () => {
  test(`revisions stand on each other nowhere, and all that is applied is below them (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const applied = ancestors(graph, randomIds(random, graph));
      const current = tips(graph, applied);
      expect(ancestors(graph, current)).toEqual(applied);
      for (const id of current) {
        expect(
          [...ancestors(graph, [id])].filter(other => other !== id && current.includes(other)),
        ).toEqual([]);
      }
    }
  });
});

describe('stamp', () => {
  test(`never leaves an applied revision without an ancestor (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const applied = ancestors(graph, randomIds(random, graph));
      const targets = some(random, ['base', ...idsOf(graph)], 0.15);
      const { add, remove } = planStamp(graph, applied, targets);
      const after = new Set([...without(applied, new Set(remove)), ...add]);
      expect(ancestors(graph, after)).toEqual(after);
      expect(targets.filter(target => target !== 'base' && !after.has(target))).toEqual([]);
    }
  });

  test(`leaves unrelated branches as they are (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const applied = new Set(some(random, idsOf(graph), 0.6));
      const target = pick(random, idsOf(graph)) ?? 'base';
      const { add, remove } = planStamp(graph, applied, [target]);
      const line = new Set([...ancestors(graph, [target]), ...descendants(graph, [target])]);
      const touched = ancestors(
        graph,
        tips(graph, applied).filter(id => line.has(id)),
      );
      expect(add.filter(id => !ancestors(graph, [target]).has(id))).toEqual([]);
      expect(remove.filter(id => !touched.has(id))).toEqual([]);
    }
  });
});

describe('names', () => {
  test(`of four characters and more mean one revision or are refused with the candidates (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const id = pick(random, idsOf(graph)) ?? '';
      const prefix = id.slice(0, 4 + Math.floor(random() * 4));
      const same = idsOf(graph).filter(other => other.startsWith(prefix));
      const found = attempt(() => selectRevisions(graph, prefix));
      expect(found.code ?? found.ids).toEqual(same.length === 1 ? [id] : 'ambiguous-prefix');
    }
  });

  test(`typed at random never give a bare exception, and never everything (${repeat})`, () => {
    for (const [graph, random] of histories()) {
      const applied = ancestors(graph, randomIds(random, graph));
      const name = randomName(random, graph);
      for (const call of [
        () => selectRevisions(graph, name, { current: tips(graph, applied) }),
        () => selectRange(graph, `${name}:${randomName(random, graph)}`, tips(graph, applied)),
        () => planUp(graph, applied, name),
        () => planDown(graph, applied, name),
        () => planStamp(graph, applied, [name]).add,
      ]) {
        const { ids } = attempt(call);
        expect(new Set(ids).size).toBe(ids.length);
      }
    }
  });

  test(`stand on the revisions that the written rule gives (${repeat})`, () => {
    for (const [graph] of histories()) {
      const spread = Object.fromEntries(idsOf(graph).map(id => [id, graph.labels(id).toSorted()]));
      expect(spread).toEqual(slowLabels(graph));
    }
  });
});

test(`headers are read back as they were written (MIGSH_SEED=${seed})`, () => {
  for (let round = 0; round < rounds; round++) {
    const fields = randomFields(randomFrom(seed + round));
    const read = parseHeader(formatHeader(fields), 'x.ts');
    expect(read).toMatchObject(fields);
    expect(Object.entries(read.answers)).toEqual(Object.entries(fields.answers ?? {}));
  }
});

function idsOf(graph: RevisionGraph): string[] {
  return graph.revisions.map(({ id }) => id);
}

function without(ids: ReadonlySet<string>, gone: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...ids].filter(id => !gone.has(id)));
}

/** Steps that come before something they stand on. */
function upside(graph: RevisionGraph, steps: readonly string[]): readonly string[] {
  return steps.filter((id, at) =>
    [...ancestors(graph, [id])].some(below => steps.indexOf(below) > at),
  );
}

interface Attempt {
  readonly ids: readonly string[];
  /** Of the refusal, which must say what to type next. */
  readonly code?: string;
}

/** What a call gives, or the code of its refusal; anything but a refusal goes on. */
function attempt(call: () => readonly string[]): Attempt {
  try {
    return { ids: call() };
  } catch (error) {
    if (error instanceof MigshError && error.hint !== undefined)
      return { ids: [], code: error.code };
    throw error;
  }
}

function randomName(random: Random, graph: RevisionGraph): string {
  const symbols = ['head', 'heads', 'base', 'current', '', 'nope', 'label', ...idsOf(graph)];
  const branch = pick(random, ['', '', `${pick(random, symbols)}@`, 'label1@']);
  const steps = pick(random, ['', '', '+1', '-1', '-2', '+3', '+0', '-99']);
  return `${branch}${pick(random, symbols)?.slice(0, 2 + Math.floor(random() * 8))}${steps}`;
}

const pieces = [
  'a',
  ' ',
  '=',
  '"',
  '*/',
  '\\',
  '\n',
  '\r',
  '@',
  '<<<<<<< ',
  '/',
  ',',
  'é',
  '\t',
  '*',
  '\u2028',
];

function randomText(random: Random): string {
  return Array.from({ length: Math.floor(random() * 8) }, () => pick(random, pieces)).join('');
}

function randomFields(random: Random): HeaderFields {
  const answers = Array.from({ length: Math.floor(random() * 4) }, (_, n): [string, string] => [
    `rename:table:"${n}${randomText(random).replaceAll('"', '""')}"`,
    randomText(random),
  ]);
  return {
    message: 'what it does\n\n  - with a list\n  * of two',
    id: `r${Math.floor(random() * 1000)}`,
    parents: some(random, ['p1', 'p2', 'p3'], 0.4),
    labels: some(random, ['l.1', 'l2'], 0.4),
    dependsOn: some(random, ['d1', 'l.9'], 0.4),
    answers: Object.fromEntries(answers),
  };
}
