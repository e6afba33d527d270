import type { AppContext } from './context.ts';
import { revisionShape } from './revision-shape.ts';
import type { RevisionShape } from './shapes.ts';

/** A revision that several stand on, with those. */
export interface BranchShape extends RevisionShape {
  readonly children: readonly RevisionShape[];
}

/** The branch points. Reads files only. */
export function branches(context: AppContext): { branches: readonly BranchShape[] } {
  const { graph } = context.history();
  const shape = (id: string): readonly RevisionShape[] => {
    const revision = graph.get(id);
    return revision === undefined ? [] : [revisionShape(graph, revision)];
  };
  const points = graph.revisions.filter(({ id }) => graph.isBranchPoint(id));
  return {
    branches: points.map(revision =>
      Object.assign(revisionShape(graph, revision), {
        children: graph.children(revision.id).flatMap(shape),
      }),
    ),
  };
}
