import type { Dialect } from '../dialect/dialect.ts';
import type { ViewCatalog } from '../dialect/postgresql/views/stored-view.ts';
import { MigshError } from '../error.ts';
import type { RecordedOperation } from '../operation/operation.ts';
import type { SchemaCopy } from '../orm/schema-copy.ts';
import type { DraftOperation, DraftStep } from '../plan/build.ts';
import type { RecordedRevision } from '../project/load-revision.ts';
import type { RevisionFile } from '../project/revision-files.ts';
import type { Progress } from '../runner/journal.ts';
import type { Schema } from '../schema/schema.ts';
import { compileTogether, pass } from './compile-together.ts';
import { marked, notBegun, resume } from './half-way.ts';

/** Where compiling stands: the schema in portable terms, and for SQLite the copy that moves along. */
export interface Stepper {
  readonly dialect: Dialect;
  readonly split: (sql: string) => readonly string[];
  /** There where the dialect has `stepsOnCopy`. */
  readonly copy: SchemaCopy | undefined;
  readonly version: string;
  schema: Schema;
  /** There where the dialect takes care of views. */
  views?: ViewCatalog | undefined;
  /** Asks the connected database for them. */
  readonly readViews?: () => Promise<ViewCatalog>;
}

/** One revision to carry out, as its file recorded it. */
export interface StepRequest {
  readonly file: RevisionFile;
  readonly recorded: RecordedRevision;
  readonly direction: 'up' | 'down';
  /** How far an earlier run got with it. */
  readonly progress?: Progress | null | undefined;
}

/**
 * Compiles one revision and moves the stepper past it.
 * @throws MigshError `irreversible` for a down that is not there, `partial` where the half that is done was edited since, and what apply and compile throw, with file and line
 */
export function compileStep(stepper: Stepper, request: StepRequest): DraftStep {
  const { file, recorded, direction, progress } = request;
  const { revision } = file;
  const all = operationsOf(request);
  const begun =
    progress?.direction === direction ? resume(all, { ...request, progress }) : undefined;
  const { operations: whole, statements: within } = begun ?? notBegun;
  for (const done of all.slice(0, whole)) pass(stepper, done, file);
  const compiled = compileTogether(stepper, all.slice(whole), { file, skip: within });
  return {
    record: {
      id: revision.id,
      message: revision.message,
      parents: revision.parents,
      dependsOn: revision.dependsOn,
      checksum: file.checksum,
      recordChecksum: recorded.recordChecksum,
      source: file.text,
    },
    direction,
    file: revision.path,
    answers: revision.answers,
    waivers: revision.waivers,
    ...(begun === undefined ? {} : { done: begun.count }),
    operations: marked(proven(stepper.dialect, compiled), { all, at: whole, done: within }),
  };
}

/** Adds the dialect's proof where the file changes rows itself although foreign keys are off for the revision. */
function proven(
  { rowProof }: Dialect,
  operations: readonly DraftOperation[],
): readonly DraftOperation[] {
  const statements = operations.flatMap(operation => operation.statements);
  const switchedOff = statements.some(statement => statement.foreignKeysOff);
  const atomic = statements.every(statement => statement.transactional !== false);
  const changesRows = operations.some(({ operation }) => rowChanging.has(operation.kind));
  if (rowProof === undefined || !switchedOff || !atomic || !changesRows) return operations;
  return operations.map((operation, at) => ({
    ...operation,
    statements: [
      ...(at === 0 ? rowProof.start : []),
      ...operation.statements,
      ...(at === operations.length - 1 ? rowProof.end : []),
    ],
  }));
}

const rowChanging: ReadonlySet<string> = new Set(['sql', 'insert', 'backfill', 'run']);

function operationsOf({ file, recorded, direction }: StepRequest): readonly RecordedOperation[] {
  if (direction === 'up') return recorded.up;
  if (recorded.down !== null) return recorded.down;
  const why = recorded.irreversible ?? 'it has no down()';
  throw new MigshError('irreversible', `${file.revision.path}: cannot be taken back: ${why}`, {
    hint: `write down() in the file (migsh edit ${file.revision.id}), or downgrade to ${file.revision.id} instead of below it`,
    details: { revision: file.revision.id },
  });
}
