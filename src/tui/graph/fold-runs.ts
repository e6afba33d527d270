import type { RevisionGraph } from '../../revision/graph.ts';
import type { GraphNode } from './graph.ts';

/** The rows of an order, with long plain runs put into one row each. */
export function foldRuns(
  graph: RevisionGraph,
  ids: readonly string[],
  foldable: (id: string) => boolean,
): readonly GraphNode[] {
  const nodes: GraphNode[] = [];
  let run: string[] = [];
  for (const id of ids) {
    const plain = isPlain(graph, id) && foldable(id);
    if (!plain || !follows(graph, run.at(-1), id)) {
      nodes.push(...foldedRun(graph, run));
      run = [];
    }
    if (plain) run.push(id);
    else nodes.push(nodeOf(graph, id));
  }
  return [...nodes, ...foldedRun(graph, run)];
}

/** A revision as a row of its own. */
export function nodeOf(graph: RevisionGraph, id: string): GraphNode {
  return { id, parents: graph.parents(id) };
}

/** A fold must be worth its row. */
const shortestFold = 3;

/** The newest of a run stays: it shows what the line above stands on. */
function foldedRun(graph: RevisionGraph, run: readonly string[]): readonly GraphNode[] {
  const [newest, ...fold] = run;
  const [first, last] = [fold[0], fold.at(-1)];
  if (
    newest === undefined ||
    first === undefined ||
    last === undefined ||
    fold.length < shortestFold
  ) {
    return run.map(id => nodeOf(graph, id));
  }
  // The row above names the first of the folded ones as its parent, so the fold takes its id.
  return [nodeOf(graph, newest), { id: first, parents: graph.parents(last), fold }];
}

/** One line goes through it, nobody gave it a label, and nothing hangs on it beside its child. */
function isPlain(graph: RevisionGraph, id: string): boolean {
  return (
    graph.parents(id).length === 1 &&
    graph.children(id).length === 1 &&
    graph.dependencies(id).length === 0 &&
    graph.dependents(id).length === 0 &&
    graph.get(id)?.labels.length === 0
  );
}

function follows(graph: RevisionGraph, above: string | undefined, id: string): boolean {
  return above === undefined || graph.parents(above)[0] === id;
}
