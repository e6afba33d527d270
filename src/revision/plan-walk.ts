import { branchRevision } from './find-revision.ts';
import type { RevisionGraph } from './graph.ts';
import { parseName, type RevisionName } from './name.ts';
import { fileIsGone, hasChildren, nothingAbove, nowhere } from './plan-errors.ts';
import { type DownTarget, downFrom, upFrom } from './relative-target.ts';
import { choose, nameTheHead } from './select-errors.ts';
import { selectPoints, selectRevisions, type Point } from './select.ts';
import { ancestors, descendants, lineageBelow, listing, tips } from './walk.ts';

/** The ids that `upgrade TARGET` runs, in order: what the target needs and what is not applied, late files included. */
export function planUp(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  target: string,
): readonly string[] {
  const name = parseName(target);
  const points =
    name.symbol === undefined ? [upFrom(graph, applied, name)] : absolute(graph, applied, name);
  const targets = points.flatMap(point => point ?? []);
  const wanted = [...ancestors(graph, targets)].filter(id => !applied.has(id));
  return listing(graph, new Set(wanted), targets).toReversed();
}

/**
 * The ids that `downgrade TARGET` takes back, in order: everything applied above the target, by parents and dependencies.
 * A branch (or the current revision, for `-1`) chooses which line above a branch point goes. Every applied revision must
 * be in the graph: one without a file is added from the journal, or nobody could say whether it stands in the way.
 */
export function planDown(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  target: string,
): readonly string[] {
  const name = parseName(target);
  const gone = unknown(graph, applied);
  if (gone.length > 0) throw fileIsGone(gone);
  const { point, along } = downTo(graph, applied, name);
  const current = tips(graph, applied);
  const roots = chosenRoots(graph, point, along);
  const drop = [...descendants(graph, roots)].filter(id => applied.has(id));
  if (drop.length > 0) return listing(graph, new Set(drop), current);
  if (point === undefined || current.includes(point)) return [];
  throw nothingAbove(graph, applied, { name, point });
}

/** What `stamp` writes and removes. */
export interface StampPlan {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * What `stamp TARGETS` changes: branches that a target lies on, above or below, are applied up to the targets afterwards
 * and no further; other branches stay as they are. So a stamp never leaves an applied revision without an ancestor.
 * `base` forgets everything, `label@base` that branch; `purge` forgets first what was applied.
 */
export function planStamp(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  targets: readonly string[],
  options: { readonly purge?: boolean } = {},
): StampPlan {
  const names = targets.map(parseName);
  const current = tips(graph, applied);
  const points = names.map(name => onlyPlaces(graph, name, selectPoints(graph, name, { current })));
  const touched = new Set(names.flatMap((name, at) => [...related(graph, name, points[at] ?? [])]));
  const everything = options.purge === true || names.some(isBareBase);
  const kept = everything ? [] : current.filter(id => !touched.has(id));
  const stays = new Set([...ancestors(graph, kept)].filter(id => applied.has(id)));
  const wanted = new Set([
    ...stays,
    ...ancestors(
      graph,
      points.flat().flatMap(point => point ?? []),
    ),
  ]);
  const order = [...graph.revisions.map(({ id }) => id), ...unknown(graph, applied)];
  return {
    add: order.filter(id => wanted.has(id) && !applied.has(id)),
    remove: order.filter(id => applied.has(id) && !wanted.has(id)),
  };
}

/** The parents of a new revision: those that `--head` names, else the only head; `splice` allows one that has children. */
export function newParents(
  graph: RevisionGraph,
  head: string | undefined,
  options: { readonly splice: boolean },
): readonly string[] {
  if (head === undefined && graph.heads.length > 1) throw nameTheHead(graph, graph.heads);
  const parents = selectRevisions(graph, head ?? 'head');
  if (parents.length > 1) throw choose(graph, head ?? 'head', parents);
  const [parent] = parents;
  if (parent !== undefined && !options.splice && graph.children(parent).length > 0) {
    throw hasChildren(graph, parent);
  }
  return parents;
}

/** Applied revisions that no file has. */
function unknown(graph: RevisionGraph, applied: ReadonlySet<string>): readonly string[] {
  return [...applied].filter(id => graph.get(id) === undefined);
}

function absolute(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  name: RevisionName,
): readonly Point[] {
  return onlyPlaces(graph, name, selectPoints(graph, name, { current: tips(graph, applied) }));
}

/** No place is not the base: `current` of an empty database must never mean everything. */
function onlyPlaces(
  graph: RevisionGraph,
  name: RevisionName,
  points: readonly Point[],
): readonly Point[] {
  if (points.length === 0 && graph.revisions.length > 0) throw nowhere(name);
  return points;
}

function downTo(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  name: RevisionName,
): DownTarget {
  if (name.symbol === undefined) return downFrom(graph, applied, name);
  const points = absolute(graph, applied, name);
  if (points.length > 1)
    throw choose(
      graph,
      name.text,
      points.flatMap(point => point ?? []),
    );
  const along = name.branch === undefined ? undefined : branchRevision(graph, name.branch).id;
  return { point: points[0], along };
}

/** The first revisions to go: all that stand on the target, or those on the line that was named. */
function chosenRoots(
  graph: RevisionGraph,
  point: Point,
  along: string | undefined,
): readonly string[] {
  const roots = point === undefined ? graph.bases : graph.children(point);
  if (along === undefined || roots.length <= 1) return roots;
  const line = lineageBelow(graph, along);
  return roots.filter(id => line.has(id));
}

function isBareBase(name: RevisionName): boolean {
  return name.symbol === 'base' && name.branch === undefined && name.steps === undefined;
}

/** Who shares a line with a target, by parents and dependencies; with `label@X` also with the label's revision. */
function related(
  graph: RevisionGraph,
  name: RevisionName,
  points: readonly Point[],
): ReadonlySet<string> {
  const branch = name.branch === undefined ? [] : [branchRevision(graph, name.branch).id];
  const ids = [...branch, ...points.flatMap(point => point ?? [])];
  return new Set([...ancestors(graph, ids), ...descendants(graph, ids)]);
}
