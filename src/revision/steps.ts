import { branchLineage } from './find-revision.ts';
import type { RevisionGraph } from './graph.ts';
import type { RevisionName } from './name.ts';
import { severalWays, tooFar } from './select-errors.ts';

/** A walk along parents; undefined stands below every base, where nothing is applied. */
export interface Walk {
  readonly from: string | undefined;
  readonly steps: number;
  /** What asked for it; its branch, where one is named, chooses among children. */
  readonly name: RevisionName;
}

/** Where a walk ends. It never chooses: two ways on are an error, and so is walking off the history. */
export function walkSteps(graph: RevisionGraph, walk: Walk): string | undefined {
  const family = branchLineage(graph, walk.name);
  let at = walk.from;
  for (let step = 0; step < Math.abs(walk.steps); step++) {
    const ways: readonly (string | undefined)[] =
      walk.steps > 0
        ? (at === undefined ? graph.bases : graph.children(at)).filter(
            id => family?.has(id) !== false,
          )
        : waysDown(graph, at);
    if (ways.length > 1)
      throw severalWays(graph, walk.name, { at, ways: ways.flatMap(id => id ?? []) });
    if (ways.length === 0) throw tooFar(graph, walk.name, { from: walk.from, taken: step });
    at = ways[0];
  }
  return at;
}

function waysDown(graph: RevisionGraph, at: string | undefined): readonly (string | undefined)[] {
  if (at === undefined) return [];
  const parents = graph.parents(at);
  return parents.length === 0 ? [undefined] : parents;
}
