import { buildGraph, type RevisionGraph } from '../../src/revision/graph.ts';
import type { Revision } from '../../src/revision/revision.ts';

/** Numbers below 1 that follow from a seed (mulberry32). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Another seed on each run, printed in the titles of the tests; `MIGSH_SEED=…` repeats one. */
export const seed = Number(process.env['MIGSH_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** One of the items; undefined only where there is none. */
export function pick<T>(random: Random, items: readonly T[]): T | undefined {
  return items[Math.floor(random() * items.length)];
}

/** Each item with the given chance. */
export function some<T>(random: Random, items: readonly T[], chance: number): readonly T[] {
  return items.filter(() => random() < chance);
}

/** A history of up to 24 revisions with forks, merges, several bases, dependencies and labels, in any load order. */
export function randomGraph(random: Random): RevisionGraph {
  const count = 1 + Math.floor(random() * 24);
  const revisions: Revision[] = [];
  for (let n = 0; n < count; n++) revisions.push(randomRevision(random, revisions));
  return buildGraph(shuffled(random, revisions));
}

/** A state that migsh can come to: some revisions and all that they stand on. */
export function randomIds(random: Random, graph: RevisionGraph): readonly string[] {
  return some(random, graph.revisions, random() * 0.4).map(({ id }) => id);
}

function randomRevision(random: Random, before: readonly Revision[]): Revision {
  const id = Math.floor(random() * 16 ** 6)
    .toString(16)
    .padStart(6, '0')
    .concat(String(before.length).padStart(2, '0'));
  const parents = parentsOf(random, before);
  const chance = random() < 0.25 ? 0.15 : 0;
  return {
    id,
    parents,
    dependsOn: some(random, before, chance).map(
      other => pick(random, [other.id, ...other.labels]) ?? other.id,
    ),
    labels: random() < 0.2 ? [`label${before.length}`] : [],
    message: `revision ${before.length}`,
    path: `migrations/${id}.ts`,
    line: 4,
    answers: {},
    waivers: [],
  };
}

function parentsOf(random: Random, before: readonly Revision[]): readonly string[] {
  const count = random() < 0.08 ? 0 : random() < 0.2 ? 2 : random() < 0.03 ? 3 : 1;
  const near = before.slice(-6);
  const parents = Array.from({ length: count }, () => pick(random, near)?.id).flatMap(
    id => id ?? [],
  );
  return [...new Set(parents)];
}

function shuffled<T>(random: Random, items: readonly T[]): readonly T[] {
  return items
    .map(item => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
