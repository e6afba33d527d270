import { MigshError } from '../error.ts';
import { loadRevision } from '../project/load-revision.ts';
import type { RevisionFile } from '../project/revision-files.ts';
import type { RevisionGraph } from '../revision/graph.ts';
import { tips } from '../revision/walk.ts';
import type { AppliedRow } from '../runner/journal.ts';
import { readJournal } from '../runner/journal.ts';
import type { Database } from '../runner/ports.ts';
import { countsAsApplied } from '../runner/position.ts';
import type { AppContext } from './context.ts';
import type { RevisionState } from './shapes.ts';

/** What the database says is applied, beside what the files say. */
export interface AppliedState {
  readonly rows: ReadonlyMap<string, AppliedRow>;
  /** Applied and known to the files: what the graph may be asked about. */
  readonly known: ReadonlySet<string>;
  /** Applied, but their files are gone. */
  readonly missing: readonly string[];
  /** Applied, but their files have changed since. */
  readonly edited: readonly string[];
  readonly partial: readonly string[];
  /** Of the partial ones those that are half taken back: they count as applied, and a downgrade goes on with them. */
  readonly halfDown: readonly string[];
  /** … and those of which half of the up is done: they are not applied, an upgrade goes on and a downgrade takes that half back. */
  readonly halfUp: readonly string[];
}

/** Reads the journal over the context's reading connection; makes no table. */
export async function readApplied(context: AppContext): Promise<AppliedState> {
  return appliedIn(context, await context.database());
}

async function appliedIn(context: AppContext, database: Database): Promise<AppliedState> {
  const history = context.history();
  const { applied } = await readJournal(database, { table: context.project.settings.table });
  const ids = [...applied.keys()];
  return {
    rows: applied,
    known: new Set(ids.filter(id => history.files.has(id))),
    missing: ids.filter(id => !history.files.has(id)),
    edited: await editedIn(context, applied),
    partial: ids.filter(id => applied.get(id)?.progress != null),
    halfDown: ids.filter(id => applied.get(id)?.progress?.direction === 'down'),
    halfUp: ids.filter(id => applied.get(id)?.progress?.direction === 'up'),
  };
}

/**
 * Applied revisions whose files record something else than was applied. Other bytes with the same record (a formatter,
 * a licence line) are no edit; only files with other bytes are loaded to find out.
 */
async function editedIn(
  context: AppContext,
  rows: ReadonlyMap<string, AppliedRow>,
): Promise<readonly string[]> {
  const { files } = context.history();
  const edited: string[] = [];
  for (const [id, row] of rows) {
    const file = files.get(id);
    // A journal that another tool wrote may hold no checksum.
    if (file === undefined || row.checksum === '' || row.checksum === file.checksum) continue;
    if (await recordsOtherwise(context, file, row)) edited.push(id);
  }
  return edited;
}

async function recordsOtherwise(
  context: AppContext,
  file: RevisionFile,
  row: AppliedRow,
): Promise<boolean> {
  try {
    const recorded = await loadRevision(context.project, file, 'sqlite');
    return recorded.recordChecksum !== row.recordChecksum;
  } catch (error) {
    // A file that no longer loads is edited for sure; whoever runs it is told why.
    if (error instanceof MigshError) return true;
    throw error;
  }
}

/** What counts as applied for a plan; half of an up does not, it goes on where it stopped. */
export function appliedIds({ rows }: Pick<AppliedState, 'rows'>): readonly string[] {
  return [...rows].flatMap(([id, { progress }]) => (countsAsApplied(progress) ? [id] : []));
}

/** What is known and applied, without what is half done. */
export function finishedIn({
  known,
  halfUp,
}: Pick<AppliedState, 'known' | 'halfUp'>): ReadonlySet<string> {
  return new Set([...known].filter(id => !halfUp.includes(id)));
}

/** One revision's state, for lists. */
export function stateOf(applied: AppliedState, id: string): RevisionState {
  if (applied.missing.includes(id)) return 'missing';
  if (applied.partial.includes(id)) return 'partial';
  if (applied.edited.includes(id)) return 'edited';
  return applied.rows.has(id) ? 'applied' : 'pending';
}

/** The applied revisions on which no other applied one stands. Of one without a file the journal knows what it stands on. */
export function currentOf(graph: RevisionGraph, applied: AppliedState): readonly string[] {
  const below = new Set(
    applied.missing.flatMap(id => {
      const row = applied.rows.get(id);
      return row === undefined ? [] : [...row.parents, ...row.dependsOn];
    }),
  );
  const missing = applied.missing.filter(id => !applied.halfUp.includes(id));
  return [...tips(graph, finishedIn(applied)), ...missing].filter(id => !below.has(id));
}
