import type { RevisionGraph } from './graph.ts';
import type { RevisionName } from './name.ts';
import type { Revision } from './revision.ts';
import { ambiguousPrefix, noSuchBranch, prefixTooShort, unknownRevision } from './select-errors.ts';
import { lineage } from './walk.ts';

/** The revision that a branch's name stands for: its label's, or an id's. */
export function branchRevision(graph: RevisionGraph, branch: string): Revision {
  const exact = graph.labelled(branch) ?? graph.get(branch);
  if (exact !== undefined) return exact;
  const found = startingWith(graph, branch);
  if (found.length > 1) throw ambiguousPrefix(graph, branch, found);
  if (found[0] === undefined) throw noSuchBranch(graph, branch);
  if (branch.length < shortestPrefix) throw prefixTooShort(graph, branch, found);
  return found[0];
}

/** The revisions that may be meant by `branch@…`: ancestors and descendants of the branch's revision, or undefined for all. */
export function branchLineage(
  graph: RevisionGraph,
  name: RevisionName,
): ReadonlySet<string> | undefined {
  return name.branch === undefined
    ? undefined
    : lineage(graph, branchRevision(graph, name.branch).id);
}

/** Stricter than Alembic, which takes any length: a name typed by hand must not change its meaning with the next file. */
const shortestPrefix = 4;

/** The revision with this id, label or prefix; with a family, a prefix is looked up inside it first. */
export function findRevision(
  graph: RevisionGraph,
  text: string,
  family?: ReadonlySet<string>,
): Revision {
  const exact = graph.get(text) ?? graph.labelled(text);
  if (exact !== undefined) return exact;
  const anywhere = startingWith(graph, text);
  if (anywhere[0] === undefined) throw unknownRevision(graph, text);
  if (text.length < shortestPrefix) throw prefixTooShort(graph, text, anywhere);
  const inside = anywhere.filter(({ id }) => family?.has(id) !== false);
  if (inside.length > 1) throw ambiguousPrefix(graph, text, inside);
  return inside[0] ?? anywhere[0];
}

/** Revisions whose id or label is longer than three characters and begins with the text. */
function startingWith(graph: RevisionGraph, text: string): readonly Revision[] {
  const begins = (name: string): boolean => name.length >= shortestPrefix && name.startsWith(text);
  return graph.revisions.filter(({ id, labels }) => begins(id) || labels.some(begins));
}
