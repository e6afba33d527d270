import type { AppContext } from '../app/context.ts';
import { revisionShape } from '../app/revision-shape.ts';
import type { RevisionShape } from '../app/shapes.ts';

/** Finds revisions of the files by their id. */
export function findRevisionIn(context: AppContext): (id: string) => RevisionShape | undefined {
  const { graph } = context.history();
  return id => {
    const revision = graph.get(id);
    return revision && revisionShape(graph, revision);
  };
}
