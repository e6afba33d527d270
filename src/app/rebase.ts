import { MigshError } from '../error.ts';
import { replaceFile } from '../project/replace-file.ts';
import type { RevisionGraph } from '../revision/graph.ts';
import { planUp } from '../revision/plan-walk.ts';
import type { Move } from '../revision/rebase.ts';
import { rebased, withParents } from '../revision/rebase.ts';
import { selectRevision, selectRevisions } from '../revision/select.ts';
import { descendants } from '../revision/walk.ts';
import { readApplied } from './applied.ts';
import type { AppContext } from './context.ts';
import { dialectOf } from './context.ts';
import { learningWhereNeeded } from './learn.ts';
import { replay } from './recorded.ts';
import { revisionShape } from './revision-shape.ts';
import type { RevisionShape } from './shapes.ts';

/** A change of parents, to be shown before it is written. */
export interface PreparedRebase {
  readonly moves: readonly RebaseMove[];
  /** Label of the database that was asked whether they are applied; only the user knows of others. */
  readonly database: string | null;
  /** What could not run any more after the moves, and why; null: everything can. */
  readonly trouble: string | null;
}

export interface RebaseMove extends Move {
  readonly path: string;
}

export interface RebaseRequest {
  readonly names: readonly string[];
  /** `base`: on nothing. */
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
  const [target, ...others] = selectRevisions(graph, onto);
  if (others.length > 0) selectRevision(graph, onto);
  const named = [...new Set(names.flatMap(name => namedBy(graph, name)))];
  const { moves, graph: after } = rebased(graph, named, target);
  const ids = moves.map(({ id }) => id);
  const database = await refuseApplied(context, [...descendants(graph, ids)]);
  return {
    moves: moves.flatMap(move => {
      const path = graph.get(move.id)?.path;
      return path === undefined ? [] : [{ ...move, path }];
    }),
    database,
    trouble: moves.length === 0 ? null : await troubleIn(context, after),
  };
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

/** `heads` may be several; what stands for none would be left out in silence. */
function namedBy(graph: RevisionGraph, name: string): readonly string[] {
  const ids = selectRevisions(graph, name);
  return ids.length > 0 ? ids : [selectRevision(graph, name).id];
}

/** The new order replayed: a revision may have relied on what it no longer stands on. */
async function troubleIn(context: AppContext, after: RevisionGraph): Promise<string | null> {
  try {
    const dialect = await dialectOf(context);
    const order = planUp(after, new Set(), 'heads');
    await learningWhereNeeded(context, dialect, () => replay(context, order, dialect));
    return null;
  } catch (error) {
    if (error instanceof MigshError) return error.message;
    throw error;
  }
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
  const verb = there.length === 1 ? 'is' : 'are';
  throw new MigshError('bad-target', `${there.join(', ')} ${verb} applied to ${database}`, {
    hint: 'join the branches instead: migsh merge -m "…"; or take the revisions back first: migsh downgrade',
    details: { applied: there },
  });
}
