import type { RevisionGraph } from './graph.ts';

/** Everything reachable from `ids` by `next`, `ids` included. */
export function reach(
  ids: Iterable<string>,
  next: (id: string) => Iterable<string>,
): ReadonlySet<string> {
  const reached = new Set(ids);
  // A set is walked in insertion order, and what is added while walking comes too.
  for (const id of reached) for (const each of next(id)) reached.add(each);
  return reached;
}

/** What must be applied for `ids` to be applied: the closure by parents and dependencies, `ids` included. */
export function ancestors(graph: RevisionGraph, ids: Iterable<string>): ReadonlySet<string> {
  return reach(ids, id => [...graph.parents(id), ...graph.dependencies(id)]);
}

/** What cannot stay when `ids` go: the closure by children and dependents, `ids` included. */
export function descendants(graph: RevisionGraph, ids: Iterable<string>): ReadonlySet<string> {
  return reach(ids, id => [...graph.children(id), ...graph.dependents(id)]);
}

/** Ancestors and descendants of a revision by parents alone, itself included: what may share its branch. */
export function lineage(graph: RevisionGraph, id: string): ReadonlySet<string> {
  return new Set([...lineageBelow(graph, id), ...reach([id], each => graph.children(each))]);
}

/** A revision and its ancestors by parents alone. */
export function lineageBelow(graph: RevisionGraph, id: string): ReadonlySet<string> {
  return reach([id], each => graph.parents(each));
}

/**
 * The current revisions: applied ones that no other applied one stands on, by parent or dependency; in load order.
 * Applied ids without a file come last, for nothing is known of what stands on them.
 */
export function tips(graph: RevisionGraph, applied: ReadonlySet<string>): readonly string[] {
  const below = ancestors(
    graph,
    [...applied].flatMap(id => graph.parents(id).concat(graph.dependencies(id))),
  );
  const known = graph.revisions.map(({ id }) => id).filter(id => applied.has(id) && !below.has(id));
  return [...known, ...[...applied].filter(id => graph.get(id) === undefined)];
}

/** Heads that nobody depends on either, in load order: what `heads` means as a target. */
export function realHeads(graph: RevisionGraph): readonly string[] {
  return graph.heads.filter(id => graph.dependents(id).length === 0);
}

/**
 * The wanted revisions, newest first: one branch as far as it goes, then the next; none before all that stand on it.
 * Read backwards it is the order in which they are applied. `starts` are listed from in load order, as Alembic does;
 * wanted revisions that no other wanted one leads to (a file that came late below an applied one) start by themselves.
 */
export function listing(
  graph: RevisionGraph,
  wanted: ReadonlySet<string>,
  starts: Iterable<string>,
): readonly string[] {
  const below = wantedBelow(graph, wanted);
  const slots = firstSlots(graph, below, new Set(starts));
  const inside = ancestors(graph, slots);
  const listed = new Set<string>();
  let at = 0;
  for (let id = slots[at]; id !== undefined; id = slots[at]) {
    const above = reach([id], each =>
      standing(graph, each).filter(next => inside.has(next) && !listed.has(next)),
    );
    const blocker = above.size === 1 ? -1 : slots.findIndex(slot => slot !== id && above.has(slot));
    if (blocker !== -1) {
      at = blocker;
      continue;
    }
    listed.add(id);
    const next = (below.get(id) ?? []).filter(each => !listed.has(each) && !slots.includes(each));
    slots.splice(at, 1, ...next.slice(0, 1));
    slots.push(...next.slice(1));
    if (next.length === 0) at = Math.max(at - 1, 0);
  }
  return [...listed];
}

/** For each wanted revision the wanted ones directly below it, parents first. */
function wantedBelow(
  graph: RevisionGraph,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const below = new Map<string, readonly string[]>();
  for (const id of wanted) {
    const next = [...graph.parents(id), ...ownDependencies(graph, id, wanted)];
    below.set(id, [...new Set(next.filter(each => wanted.has(each)))]);
  }
  return below;
}

/** Dependencies that no wanted ancestor has too: those are listed when the ancestor's turn comes. */
function ownDependencies(
  graph: RevisionGraph,
  id: string,
  wanted: ReadonlySet<string>,
): readonly string[] {
  const dependencies = graph.dependencies(id);
  if (dependencies.length === 0) return dependencies;
  const covered = new Set<string>();
  for (const ancestor of lineageBelow(graph, id)) {
    if (ancestor === id || !wanted.has(ancestor)) continue;
    for (const each of graph.dependencies(ancestor)) covered.add(each);
  }
  return dependencies.filter(each => !covered.has(each));
}

function firstSlots(
  graph: RevisionGraph,
  below: ReadonlyMap<string, readonly string[]>,
  starts: ReadonlySet<string>,
): string[] {
  const reached = new Set([...below.values()].flat());
  return graph.revisions
    .map(({ id }) => id)
    .filter(id => below.has(id) && (starts.has(id) || !reached.has(id)));
}

/** Who stands directly on it. */
function standing(graph: RevisionGraph, id: string): readonly string[] {
  return [...graph.children(id), ...graph.dependents(id)];
}
