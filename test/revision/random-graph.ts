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

/** How branches come and go in a history of a given size. */
export interface Growth {
  readonly count: number;
  /** The most branches that are open at once. */
  readonly live: number;
  /** The chance that a revision merges two branches, and that it opens one. */
  readonly merge: number;
  readonly fork: number;
}

/** A history that grows at the tips of its open branches, as one by several people does. */
export function grownGraph(random: Random, growth: Growth): RevisionGraph {
  const revisions = [plainRevision('r0', [])];
  const tips = ['r0'];
  for (let n = 1; n < growth.count; n++)
    revisions.push(grow(random, growth, { id: `r${n}`, tips }));
  return buildGraph(revisions);
}

function grow(
  random: Random,
  growth: Growth,
  { id, tips }: { readonly id: string; readonly tips: string[] },
): Revision {
  const at = Math.floor(random() * tips.length);
  const tip = tips[at] ?? 'r0';
  const chance = random();
  if (chance < growth.merge && tips.length > 1) {
    const other = (at + 1 + Math.floor(random() * (tips.length - 1))) % tips.length;
    const parents = [tip, tips[other] ?? tip];
    tips[at] = id;
    if (random() < 0.6) tips.splice(other, 1);
    return plainRevision(id, parents);
  }
  if (chance < growth.merge + growth.fork && tips.length < growth.live) tips.push(id);
  else tips[at] = id;
  return plainRevision(id, [tip]);
}

/** A revision with parents and nothing else. */
export function plainRevision(id: string, parents: readonly string[]): Revision {
  return {
    id,
    parents,
    dependsOn: [],
    labels: [],
    message: `about ${id}`,
    path: `migrations/${id}.ts`,
    line: 4,
    answers: {},
    waivers: [],
  };
}

function randomRevision(random: Random, before: readonly Revision[]): Revision {
  const id = Math.floor(random() * 16 ** 6)
    .toString(16)
    .padStart(6, '0')
    .concat(String(before.length).padStart(2, '0'));
  const parents = parentsOf(random, before);
  const chance = random() < 0.25 ? 0.15 : 0;
  return {
    ...plainRevision(id, parents),
    dependsOn: some(random, before, chance).map(
      other => pick(random, [other.id, ...other.labels]) ?? other.id,
    ),
    labels: random() < 0.2 ? [`label${before.length}`] : [],
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
