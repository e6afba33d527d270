import type { RevisionGraph } from '../../revision/graph.ts';
import { ancestors } from '../../revision/walk.ts';
import { mainHead } from '../graph/order.ts';

/** What some heads have in common, and what each has of its own. */
export interface Branches {
  /** The newest revisions that all of them stand on. */
  readonly forks: readonly string[];
  /** Each head's revisions after the fork, in load order. */
  readonly sides: ReadonlyMap<string, readonly string[]>;
}

/** Where heads part, from the files' headers alone. */
export function branchesOf(graph: RevisionGraph, heads: readonly string[]): Branches {
  const below = heads.map(id => ancestors(graph, [id]));
  const [first = new Set<string>(), ...others] = below;
  const shared = new Set([...first].filter(id => others.every(other => other.has(id))));
  const own = (set: ReadonlySet<string>): readonly string[] =>
    graph.revisions.map(({ id }) => id).filter(id => set.has(id) && !shared.has(id));
  return {
    forks: [...shared].filter(id => !graph.children(id).some(child => shared.has(child))),
    sides: new Map(heads.map((id, at) => [id, own(below[at] ?? new Set())])),
  };
}

/** The heads with the main line first: the others are merged into it. */
export function orderedHeads(graph: RevisionGraph): readonly string[] {
  const main = mainHead(graph, graph.heads);
  return main === undefined ? [] : [main, ...graph.heads.filter(id => id !== main)];
}

/** The labels that tell this head from the others. */
export function branchLabels(
  graph: RevisionGraph,
  id: string,
  heads: readonly string[],
): readonly string[] {
  const others = heads.filter(head => head !== id).map(head => graph.labels(head));
  return graph
    .labels(id)
    .filter(label => others.length === 0 || !others.every(labels => labels.includes(label)));
}

/** `merge audit into main`: the branches by their labels, else by their ids. */
export function proposedMessage(
  graph: RevisionGraph,
  chosen: readonly string[],
  spell: (id: string) => string,
): string {
  const [first, ...others] = chosen;
  if (first === undefined || others.length === 0) return '';
  const labels = new Map(chosen.map(id => [id, branchLabels(graph, id, chosen)[0]]));
  const rest = others.map(id => labels.get(id) ?? spell(id)).join(', ');
  // Only beside a branch that has a name is the one without the main line.
  const main = others.every(id => labels.get(id) !== undefined) ? 'main' : spell(first);
  return `merge ${rest} into ${labels.get(first) ?? main}`;
}

/** The lowest revisions of a branch that another head does not have. */
export function rootsBeside(graph: RevisionGraph, head: string, other: string): readonly string[] {
  const own = ownBeside(graph, head, other);
  return own.filter(id => !graph.parents(id).some(parent => own.includes(parent)));
}

/** What a head has and another one has not, in load order. */
export function ownBeside(graph: RevisionGraph, head: string, other: string): readonly string[] {
  const [mine, theirs] = [ancestors(graph, [head]), ancestors(graph, [other])];
  return graph.revisions.map(({ id }) => id).filter(id => mine.has(id) && !theirs.has(id));
}
