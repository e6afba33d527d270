import type { RevisionGraph } from '../../src/revision/graph.ts';
import { ancestors, lineageBelow } from '../../src/revision/walk.ts';

/** The order as its rule is written, word for word: closures are computed anew at every step. */
export function slowListing(
  graph: RevisionGraph,
  wanted: ReadonlySet<string>,
  starts: readonly string[],
): readonly string[] {
  const slots = graph.revisions
    .map(({ id }) => id)
    .filter(id => starts.includes(id) && wanted.has(id));
  const listed: string[] = [];
  let at = 0;
  while (slots.length > 0) {
    const id = slots[at]!;
    const other = slots.findIndex((slot, n) => n !== at && ancestors(graph, [slot]).has(id));
    if (other !== -1) {
      at = other;
      continue;
    }
    listed.push(id);
    const next = [...graph.parents(id), ...normalDependencies(graph, id)].filter(
      (each, n, all) =>
        wanted.has(each) &&
        !listed.includes(each) &&
        !slots.includes(each) &&
        all.indexOf(each) === n,
    );
    slots.splice(at, 1, ...next.slice(0, 1));
    slots.push(...next.slice(1));
    if (next.length === 0) at = Math.max(at - 1, 0);
  }
  return listed;
}

/** Labels by revision as their rule is written: descendants, then down from the last leaf reached. */
export function slowLabels(graph: RevisionGraph): Readonly<Record<string, readonly string[]>> {
  const labels = new Map(graph.revisions.map(({ id }) => [id, new Set<string>()]));
  for (const { id, labels: declared } of graph.revisions) {
    const todo = [id];
    let leaf = id;
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      for (const label of declared) labels.get(at)?.add(label);
      todo.push(...graph.children(at));
      leaf = at;
    }
    for (let at: string | undefined = leaf; at !== undefined; at = graph.parents(at)[0]) {
      if (graph.isMergePoint(at) || above(graph, at) > 1) break;
      for (const label of declared) labels.get(at)?.add(label);
    }
  }
  return Object.fromEntries([...labels].map(([id, each]) => [id, [...each].toSorted()]));
}

function above(graph: RevisionGraph, id: string): number {
  return new Set([...graph.children(id), ...graph.dependents(id)]).size;
}

function normalDependencies(graph: RevisionGraph, id: string): readonly string[] {
  const below = [...lineageBelow(graph, id)].filter(other => other !== id);
  const covered = new Set(below.flatMap(other => graph.dependencies(other)));
  return graph.dependencies(id).filter(each => !covered.has(each));
}
