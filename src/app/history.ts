import { selectRange } from '../revision/select.ts';
import { tips } from '../revision/walk.ts';
import { currentOf, finishedIn, readApplied, stateOf } from './applied.ts';
import type { AppliedState } from './applied.ts';
import type { AppContext } from './context.ts';
import { namesCurrent } from './name-state.ts';
import { revisionShape } from './revision-shape.ts';
import type { RevisionShape } from './shapes.ts';

export interface HistoryRequest {
  /** `a:b`, `a:`, `:b`, `-3:current`; absent: everything. */
  readonly range?: string;
  /** Reads the database and says which are applied. */
  readonly indicateCurrent?: boolean;
  readonly limit?: number;
}

/** `current`: where the database was asked. */
interface Listing {
  readonly revisions: readonly RevisionShape[];
  readonly current?: readonly string[];
}

/** Revisions, newest first. Reads files only, unless the request needs to know what is applied. */
export async function history(context: AppContext, request: HistoryRequest = {}): Promise<Listing> {
  const { graph } = context.history();
  const range = request.range ?? ':';
  const needsDatabase = request.indicateCurrent === true || namesCurrent(range);
  const applied = needsDatabase ? await readApplied(context) : undefined;
  const known = applied === undefined ? [] : tips(graph, finishedIn(applied));
  const ids = selectRange(graph, range, known);
  // One without a file has no place in the graph: it stands on top of the whole history, never in a part of it.
  const gone = applied !== undefined && range === ':' ? goneFrom(applied) : [];
  const revisions = [...gone, ...ids.flatMap(id => shape(context, id, applied))];
  return {
    revisions: revisions.slice(0, request.limit ?? revisions.length),
    ...(applied === undefined ? {} : { current: currentOf(graph, applied) }),
  };
}

/** Applied revisions without a file, as the journal kept them. */
function goneFrom({ rows, missing }: AppliedState): readonly RevisionShape[] {
  return missing.flatMap(id => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const { parents, dependsOn, message } = row;
    return [
      {
        id,
        parents,
        dependsOn,
        labels: [],
        message,
        createdAt: null,
        path: '',
        head: false,
        base: parents.length === 0,
        branchPoint: false,
        mergePoint: parents.length > 1,
        state: 'missing' as const,
      },
    ];
  });
}

function shape(
  context: AppContext,
  id: string,
  applied: AppliedState | undefined,
): readonly RevisionShape[] {
  const { graph } = context.history();
  const revision = graph.get(id);
  if (revision === undefined) return [];
  return [revisionShape(graph, revision, applied && stateOf(applied, id))];
}
