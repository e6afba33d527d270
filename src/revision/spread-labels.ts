import type { Edges } from './graph.ts';

/**
 * Labels by the revision on which they stand. A label stands on the revision that declares it and on all its descendants;
 * on its ancestors only where the line from them to the head is a plain chain, down to the nearest merge or branch point
 * (Alembic's measured behaviour, which its documentation words otherwise).
 */
export function spreadLabels(graph: Edges): ReadonlyMap<string, readonly string[]> {
  const standing = new Map<string, string[]>();
  for (const revision of graph.revisions) {
    if (revision.labels.length === 0) continue;
    for (const id of [
      ...withDescendants(graph, revision.id),
      ...plainAncestors(graph, revision.id),
    ]) {
      const labels = standing.get(id);
      if (labels === undefined) standing.set(id, [...revision.labels]);
      else labels.push(...revision.labels);
    }
  }
  return standing;
}

function withDescendants(graph: Edges, id: string): ReadonlySet<string> {
  const reached = new Set([id]);
  for (const each of reached) for (const child of graph.children(each)) reached.add(child);
  return reached;
}

function plainAncestors(graph: Edges, id: string): readonly string[] {
  const ancestors: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = graph.children(at)[0]) {
    if (!isPlain(graph, at)) return [];
  }
  for (
    let at = graph.parents(id)[0];
    at !== undefined && isPlain(graph, at);
    at = graph.parents(at)[0]
  ) {
    ancestors.push(at);
  }
  return ancestors;
}

/** One line goes through it: no merge, and nobody beside its child stands on it. */
function isPlain(graph: Edges, id: string): boolean {
  return (
    graph.parents(id).length <= 1 &&
    new Set([...graph.children(id), ...graph.dependents(id)]).size <= 1
  );
}
