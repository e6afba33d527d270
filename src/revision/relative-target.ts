import { branchLineage, branchRevision } from './find-revision.ts';
import type { RevisionGraph } from './graph.ts';
import type { RevisionName } from './name.ts';
import { notDownwards, nothingApplied, notUpwards, severalStarts } from './plan-errors.ts';
import { unknownCurrent } from './select-errors.ts';
import type { Point } from './select.ts';
import { walkSteps } from './steps.ts';
import { tips } from './walk.ts';

/** `+2`, `label@+1`: from the one current revision (of the branch), or from below the bases. */
export function upFrom(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  name: RevisionName,
): Point {
  const steps = name.steps ?? 0;
  if (steps <= 0) throw notUpwards(name);
  const family = branchLineage(graph, name);
  const current = tips(graph, applied);
  const starts = family === undefined ? current : branchStarts(graph, { applied, current, family });
  const [from] = onlyStart(graph, name, starts);
  return walkSteps(graph, { from, name, steps });
}

/** Where a downgrade ends, and the revision whose line it follows where several lead down to it. */
export interface DownTarget {
  readonly point: Point;
  readonly along: string | undefined;
}

/** `-2`, `label@-1`: from the one current revision (of the branch). */
export function downFrom(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  name: RevisionName,
): DownTarget {
  const steps = name.steps ?? 0;
  if (steps >= 0) throw notDownwards(name);
  const family = branchLineage(graph, name);
  const current = tips(graph, applied);
  const starts = family === undefined ? current : branchEnds(graph, { applied, current, family });
  const [from] = onlyStart(graph, name, starts);
  if (from === undefined) throw nothingApplied(name);
  const point = walkSteps(graph, { from, name, steps });
  return { point, along: name.branch === undefined ? from : branchRevision(graph, name.branch).id };
}

/** Current revisions of the branch; where other branches stand on it, the highest of it that are applied. */
function branchStarts(
  graph: RevisionGraph,
  state: {
    readonly applied: ReadonlySet<string>;
    readonly current: readonly string[];
    readonly family: ReadonlySet<string>;
  },
): readonly string[] {
  const { applied, current, family } = state;
  const rows = current.filter(id => family.has(id));
  if (rows.length > 0) return rows;
  const inside = (id: string): boolean => applied.has(id) && family.has(id);
  return graph.revisions
    .map(({ id }) => id)
    .filter(id => inside(id) && !graph.children(id).some(inside));
}

function onlyStart(
  graph: RevisionGraph,
  name: RevisionName,
  starts: readonly string[],
): readonly string[] {
  if (starts.length > 1) throw severalStarts(graph, name, starts);
  if (starts.some(id => graph.get(id) === undefined)) throw unknownCurrent(graph, starts);
  return starts;
}

/** Current revisions of the branch, else its applied revisions without an applied child: others only depend on them. */
function branchEnds(
  graph: RevisionGraph,
  state: {
    readonly applied: ReadonlySet<string>;
    readonly current: readonly string[];
    readonly family: ReadonlySet<string>;
  },
): readonly string[] {
  const rows = state.current.filter(id => state.family.has(id));
  if (rows.length > 0) return rows;
  return [...state.applied].filter(
    id => state.family.has(id) && !graph.children(id).some(child => state.applied.has(child)),
  );
}
