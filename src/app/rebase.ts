import { MigshError } from '../error.ts';
import { replaceFile } from '../project/replace-file.ts';
import { rebased, withParents } from '../revision/rebase.ts';
import { selectRevision, selectRevisions } from '../revision/select.ts';
import { readApplied } from './applied.ts';
import type { AppContext } from './context.ts';
import { revisionShape } from './revision-shape.ts';
import type { RevisionShape } from './shapes.ts';

/** A change of parents, to be shown before it is written. */
export interface PreparedRebase {
  readonly moves: readonly RebaseMove[];
  /** Whether this database could be asked; only the user knows of others. */
  readonly database: string | null;
}

export interface RebaseMove {
  readonly id: string;
  readonly path: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export interface RebaseRequest {
  readonly names: readonly string[];
  readonly onto: string;
}

/**
 * What `rebase REVS --onto REV` would write. Writes nothing.
 * @throws MigshError `bad-target` for a revision that is applied here, or would stand on itself
 */
export async function prepareRebase(
  context: AppContext,
  { names, onto }: RebaseRequest,
): Promise<PreparedRebase> {
  const { graph } = context.history();
  const target = selectRevision(graph, onto);
  const ids = [...new Set(names.flatMap(name => selectRevisions(graph, name)))];
  const database = await refuseApplied(context, ids);
  const moves = ids.flatMap(id => {
    const revision = graph.get(id);
    if (revision === undefined) return [];
    const { parents } = rebased(graph, revision, [target.id]);
    return [{ id, path: revision.path, from: revision.parents, to: parents }];
  });
  return { moves, database };
}

/** Writes the new parents into the files and reads the history again. */
export function rebase(
  context: AppContext,
  { moves }: PreparedRebase,
): { revisions: readonly RevisionShape[] } {
  const { files } = context.history();
  for (const { id, path, to } of moves) {
    const file = files.get(id);
    if (file !== undefined) replaceFile(file.path, path, withParents(file.text, path, to));
  }
  context.reload();
  const { graph } = context.history();
  return {
    revisions: moves.flatMap(({ id }) => {
      const revision = graph.get(id);
      return revision === undefined ? [] : [revisionShape(graph, revision)];
    }),
  };
}

async function refuseApplied(context: AppContext, ids: readonly string[]): Promise<string | null> {
  let database: string;
  try {
    database = (await context.database()).label;
  } catch (error) {
    // Files can be changed without a database; the caller says that none was asked.
    if (error instanceof MigshError) return null;
    throw error;
  }
  const applied = await readApplied(context);
  const there = ids.filter(id => applied.rows.has(id));
  if (there.length === 0) return database;
  throw new MigshError('bad-target', `${there.join(', ')} is applied to ${database}`, {
    hint: 'merge the branches instead (migsh merge), or downgrade first',
    details: { applied: there },
  });
}
