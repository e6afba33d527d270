import type { RevisionGraph } from '../../revision/graph.ts';

/** `grouped`: a merged branch stands under its merge. `created`: by creation time. Both: children before parents. */
export type Order = 'grouped' | 'created';

/** All revisions, children before parents; in a grouped order the head `main` comes first. */
export function orderRevisions(
  graph: RevisionGraph,
  order: Order,
  main: string | undefined,
): readonly string[] {
  return order === 'grouped' ? grouped(graph, main) : byCreation(graph);
}

/** The head whose line stays leftmost: the one with the fewest labels, for labels are put on side branches; of several the last. */
export function mainHead(graph: RevisionGraph, heads: readonly string[]): string | undefined {
  const labels = (id: string): number => graph.labels(id).length;
  return heads.toReversed().toSorted((a, b) => labels(a) - labels(b))[0];
}

/** Depth first; the first parent is put on the stack first and so comes last, after the branches beside it. */
function grouped(graph: RevisionGraph, main: string | undefined): readonly string[] {
  const pending = pendingAbove(graph);
  const tips = graph.revisions.map(({ id }) => id).filter(id => pending.get(id) === 0);
  const stack = tips.filter(id => id !== main);
  if (main !== undefined && tips.includes(main)) stack.push(main);
  const ordered: string[] = [];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    ordered.push(id);
    stack.push(...released(graph, id, pending));
  }
  return ordered;
}

/** The newest of those whose children are all listed; a revision without a date is as old as the load order says. */
function byCreation(graph: RevisionGraph): readonly string[] {
  const pending = pendingAbove(graph);
  const age = ages(graph);
  const ready = graph.revisions
    .map(({ id }) => id)
    .filter(id => pending.get(id) === 0)
    .toSorted((a, b) => age(a) - age(b));
  const ordered: string[] = [];
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    ordered.push(id);
    for (const next of released(graph, id, pending)) {
      const at = ready.findLastIndex(other => age(other) < age(next));
      ready.splice(at + 1, 0, next);
    }
  }
  return ordered;
}

/** A place in time for each revision, unlike any other's. */
function ages(graph: RevisionGraph): (id: string) => number {
  let last = 0;
  const dated = graph.revisions.map(({ id, createdAt }) => {
    const time = Date.parse(createdAt ?? '');
    last = Number.isNaN(time) ? last : time;
    return { id, time: last };
  });
  const places = dated.toSorted((a, b) => a.time - b.time).map(({ id }, at) => [id, at] as const);
  const byId = new Map(places);
  return id => byId.get(id) ?? 0;
}

/** How many revisions stand on each, by parents and dependencies. */
function pendingAbove(graph: RevisionGraph): Map<string, number> {
  return new Map(
    graph.revisions.map(({ id }) => [id, graph.children(id).length + graph.dependents(id).length]),
  );
}

/** Those below a listed revision on which nothing else stands any more. */
function released(
  graph: RevisionGraph,
  id: string,
  pending: Map<string, number>,
): readonly string[] {
  return [...graph.parents(id), ...graph.dependencies(id)].filter(below => {
    const left = (pending.get(below) ?? 0) - 1;
    pending.set(below, left);
    return left === 0;
  });
}
