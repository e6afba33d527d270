import { selectRange } from '../revision/select.ts';
import { tips } from '../revision/walk.ts';
import { readApplied, stateOf } from './applied.ts';
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

/** Revisions, newest first. Reads files only, unless the request needs to know what is applied. */
export async function history(
  context: AppContext,
  request: HistoryRequest = {},
): Promise<{ revisions: readonly RevisionShape[]; current: readonly string[] }> {
  const { graph } = context.history();
  const range = request.range ?? ':';
  const needsDatabase = request.indicateCurrent === true || namesCurrent(range);
  const applied = needsDatabase ? await readApplied(context) : undefined;
  const current = applied === undefined ? [] : tips(graph, applied.known);
  const ids = selectRange(graph, range, current);
  const shown = ids.slice(0, request.limit ?? ids.length);
  return { revisions: shown.flatMap(id => shape(context, id, applied)), current };
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
