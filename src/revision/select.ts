import { branchLineage, branchRevision, findRevision } from './find-revision.ts';
import type { RevisionGraph } from './graph.ts';
import { parseName, parseRange, type RevisionName } from './name.ts';
import type { Revision } from './revision.ts';
import {
  choose,
  emptyHistory,
  noRange,
  noSingle,
  notInRange,
  notOnBranch,
  severalHeads,
  unknownCurrent,
} from './select-errors.ts';
import { walkSteps } from './steps.ts';
import { ancestors, lineage, listing, reach, realHeads } from './walk.ts';

/** What the database adds to names: `current`. */
export interface NameState {
  readonly current: readonly string[];
}

/**
 * The ids that a name stands for, as `show`, `history`, `stamp`, `merge` and every `--head` read it: relative names count
 * from the heads. `base` is the empty list, `heads` may be several; any other name that fits none or several is an error.
 */
export function selectRevisions(
  graph: RevisionGraph,
  name: string,
  state?: NameState,
): readonly string[] {
  return [...new Set(selectPoints(graph, parseName(name), state).flatMap(point => point ?? []))];
}

/** The one revision that a name stands for; `base` and several heads are errors. */
export function selectRevision(graph: RevisionGraph, name: string, state?: NameState): Revision {
  const ids = selectRevisions(graph, name, state);
  if (ids.length > 1) throw choose(graph, name, ids);
  const revision = graph.get(ids[0] ?? '');
  if (revision !== undefined) return revision;
  if (graph.revisions.length === 0) throw emptyHistory(name);
  throw noSingle(graph, name);
}

/**
 * The revisions of `a:b`, newest first, both ends included: what leads from a to b. `a:` goes to all heads, `:b` from the
 * base; a branch named at the lower end hides the others (as in Alembic).
 */
export function selectRange(
  graph: RevisionGraph,
  range: string,
  current: readonly string[],
): readonly string[] {
  const ends = parseRange(range);
  if (ends === undefined) throw noRange(graph, range);
  const from = parseName(ends.from ?? 'base');
  const lower = selectRevisions(graph, from.text, { current });
  const upper = onBranch(
    graph,
    selectRevisions(graph, ends.to ?? 'heads', { current }),
    from.branch,
  );
  const reached = ancestors(graph, upper);
  const lost = lower.find(id => !reached.has(id));
  if (lost !== undefined) throw notInRange(graph, range, [lost, upper]);
  return listing(graph, between(graph, lower, reached), upper);
}

/** A place in the history: a revision, or undefined below every base, where nothing is applied. */
export type Point = string | undefined;

/** The places that a name stands for; unlike ids they tell `base` from a `current` that is empty. */
export function selectPoints(
  graph: RevisionGraph,
  name: RevisionName,
  state?: NameState,
): readonly Point[] {
  const starts =
    name.symbol === undefined ? headsOf(graph, name) : symbolPoints(graph, name, state);
  const { steps } = name;
  return steps === undefined ? starts : starts.map(from => walkSteps(graph, { from, name, steps }));
}

/** What the part before the steps stands for: revision-graph rules for `head`, `heads`, `base`, ids, labels, prefixes. */
function symbolPoints(
  graph: RevisionGraph,
  name: RevisionName,
  state?: NameState,
): readonly Point[] {
  switch (name.symbol ?? '') {
    case 'base':
      branchLineage(graph, name);
      return [undefined];
    case 'heads':
      return headsOf(graph, name);
    case 'head':
      return oneHead(graph, name);
    case 'current':
      return onBranch(graph, knownCurrent(graph, state?.current ?? []), name.branch);
    default:
      return [memberOf(graph, name).id];
  }
}

/** Without a branch, heads that somebody depends on are left out; with one, all its heads by parents count. */
function headsOf(graph: RevisionGraph, name: RevisionName): readonly string[] {
  return name.branch === undefined ? realHeads(graph) : onBranch(graph, graph.heads, name.branch);
}

function oneHead(graph: RevisionGraph, name: RevisionName): readonly string[] {
  const heads = onBranch(graph, graph.heads, name.branch);
  if (heads.length > 1) throw severalHeads(graph, name.text, heads);
  return heads;
}

function memberOf(graph: RevisionGraph, name: RevisionName): Revision {
  const family = branchLineage(graph, name);
  const revision = findRevision(graph, name.symbol ?? '', family);
  if (family?.has(revision.id) === false) throw notOnBranch(graph, name, revision);
  return revision;
}

function knownCurrent(graph: RevisionGraph, current: readonly string[]): readonly string[] {
  const known = current.filter(id => graph.get(id) !== undefined);
  if (known.length === 0 && current.length > 0) throw unknownCurrent(graph, current);
  return known;
}

function onBranch(
  graph: RevisionGraph,
  ids: readonly string[],
  branch: string | undefined,
): readonly string[] {
  if (branch === undefined) return ids;
  const family = lineage(graph, branchRevision(graph, branch).id);
  return ids.filter(id => family.has(id));
}

function between(
  graph: RevisionGraph,
  lower: readonly string[],
  reached: ReadonlySet<string>,
): ReadonlySet<string> {
  if (lower.length === 0) return reached;
  const below = ancestors(graph, lower);
  const above = reach(lower, id => graph.children(id));
  return new Set(
    [...reached].filter(id => above.has(id) && (!below.has(id) || lower.includes(id))),
  );
}
