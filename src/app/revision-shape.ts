import type { RevisionGraph } from '../revision/graph.ts';
import type { Revision } from '../revision/revision.ts';
import type { RevisionShape, RevisionState } from './shapes.ts';

/** A revision as `--json` shows it, with its place in the graph. */
export function revisionShape(
  graph: RevisionGraph,
  revision: Revision,
  state?: RevisionState,
): RevisionShape {
  const { id } = revision;
  return {
    id,
    parents: revision.parents,
    dependsOn: revision.dependsOn,
    labels: graph.labels(id),
    message: revision.message,
    createdAt: revision.createdAt ?? null,
    path: revision.path,
    head: graph.heads.includes(id),
    base: graph.bases.includes(id),
    branchPoint: graph.isBranchPoint(id),
    mergePoint: graph.isMergePoint(id),
    ...(state === undefined ? {} : { state }),
  };
}
