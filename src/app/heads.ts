import type { AppContext } from './context.ts';
import { revisionShape } from './revision-shape.ts';
import type { RevisionShape } from './shapes.ts';

/** The revisions that no other has as parent. Reads files only. */
export function heads(context: AppContext): { heads: readonly RevisionShape[] } {
  const { graph } = context.history();
  return {
    heads: graph.heads.flatMap(id => {
      const revision = graph.get(id);
      return revision === undefined ? [] : [revisionShape(graph, revision)];
    }),
  };
}
