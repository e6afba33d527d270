import { buildGraph, type RevisionGraph } from '../../src/revision/graph.ts';
import type { Revision } from '../../src/revision/revision.ts';

/**
 * A history from a sketch, one revision a line in load order: `id < parent parent [label] (dependency) message`.
 * Everything but the id may be left out.
 */
export function history(sketch: string): RevisionGraph {
  const lines = sketch.trim().split('\n');
  return buildGraph(lines.map(line => revisionOf(line.trim())));
}

function revisionOf(line: string): Revision {
  const [, id = '', parents = '', labels = '', dependsOn = '', message = ''] =
    /^(\w+)(?:\s*<((?:\s*\w+)*))?(?:\s*\[([^\]]*)\])?(?:\s*\(([^)]*)\))?(?:\s*'(.*)')?$/.exec(
      line,
    ) ?? [];
  return {
    id,
    parents: words(parents),
    labels: words(labels),
    dependsOn: words(dependsOn),
    message,
    path: `migrations/${id}.ts`,
    line: 4,
    answers: {},
    waivers: [],
  };
}

function words(text: string): readonly string[] {
  return text.split(' ').filter(word => word !== '');
}
