import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import { apply } from '../operation/apply.ts';
import type { RecordedOperation } from '../operation/operation.ts';
import type { RecordedRevision } from '../project/load-revision.ts';
import { loadRevision } from '../project/load-revision.ts';
import type { RevisionFile } from '../project/revision-files.ts';
import type { Schema } from '../schema/schema.ts';
import type { AppContext } from './context.ts';
import { withMade } from './made.ts';

/** The schema before the first revision. */
const emptySchema: Schema = { tables: [] };

/** A revision's file with what it records. */
export interface LoadedRevision {
  readonly file: RevisionFile;
  readonly recorded: RecordedRevision;
}

/** Loads revision files, each text once. */
export function revisionLoader(
  context: AppContext,
  dialect: DialectName,
): (id: string) => Promise<LoadedRevision> {
  const loaded = new Map<string, Promise<RecordedRevision>>();
  return async id => {
    const file = context.history().files.get(id);
    if (file === undefined) throw noFile(id);
    const recorded = loaded.get(id) ?? loadRevision(context.project, file, dialect);
    loaded.set(id, recorded);
    return { file, recorded: withMade(await recorded, { id, dialect, made: context.made }) };
  };
}

/** What the revisions up to here produce: their operations replayed, in portable terms. */
export async function replay(
  context: AppContext,
  ids: readonly string[],
  dialect: DialectName,
): Promise<Schema> {
  const load = revisionLoader(context, dialect);
  let schema = emptySchema;
  for (const id of ids) {
    const { file, recorded } = await load(id);
    schema = applyRecorded(schema, recorded.up, file.revision.path);
  }
  return schema;
}

/** Applies operations one after the other; an error names the file and the line. */
export function applyRecorded(
  schema: Schema,
  operations: readonly RecordedOperation[],
  path: string,
): Schema {
  return operations.reduce(
    (before, { operation, line }) => locating(path, line, () => apply(before, operation)),
    schema,
  );
}

/** Adds file and line to an error that an operation raises. */
export function locating<Result>(
  path: string,
  line: number | undefined,
  run: () => Result,
): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof MigshError) || error.details['file'] !== undefined) throw error;
    const place = line === undefined ? path : `${path}:${line}`;
    // What stands in no file yet has no place.
    throw new MigshError(error.code, place === '' ? error.message : `${place}: ${error.message}`, {
      details: { ...error.details, file: path, ...(line === undefined ? {} : { line }) },
      cause: error,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}

function noFile(id: string): MigshError {
  return new MigshError('stored-only', `revision ${id} is applied, but its file is gone`, {
    hint: 'bring the file back (git log --all -- migrations), or run migsh downgrade --run-stored to use the text that the journal keeps',
    details: { revision: id },
  });
}
