import type { Catalog, Dialect } from '../dialect/dialect.ts';
import type { CompiledStatement } from '../dialect/statement.ts';
import { MigshError } from '../error.ts';
import { apply } from '../operation/apply.ts';
import type { RecordedOperation } from '../operation/operation.ts';
import type { SchemaCopy } from '../orm/schema-copy.ts';
import type { DraftStep } from '../plan/build.ts';
import type { RecordedRevision } from '../project/load-revision.ts';
import type { RevisionFile } from '../project/revision-files.ts';
import type { Progress } from '../runner/journal.ts';
import type { Schema } from '../schema/schema.ts';
import { marked, notBegun, resume } from './half-way.ts';
import { locating } from './recorded.ts';

/** Where compiling stands: the schema in portable terms, and for SQLite the copy that moves along. */
export interface Stepper {
  readonly dialect: Dialect;
  readonly split: (sql: string) => readonly string[];
  /** There where the dialect has `stepsOnCopy`. */
  readonly copy: SchemaCopy | undefined;
  readonly version: string;
  schema: Schema;
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
  for (const { operation, line } of all.slice(0, whole)) pass(stepper, operation, { line, file });
  const rest = all.slice(whole);
  const compiled = rest.map((operation, at) =>
    compileOne(stepper, operation, {
      file,
      skip: at === 0 ? within : 0,
      following: rest.slice(at + 1),
    }),
  );
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
    operations: proven(stepper.dialect, compiled).map((operation, at) =>
      marked(operation, { all, at: whole + at, done: at === 0 ? within : 0 }),
    ),
  };
}

type Compiled = DraftStep['operations'][number];

/** Adds the dialect's proof where the file changes rows itself although foreign keys are off for the revision. */
function proven({ rowProof }: Dialect, operations: readonly Compiled[]): readonly Compiled[] {
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

const rowChanging: ReadonlySet<string> = new Set(['sql', 'insert', 'backfill']);

function operationsOf({ file, recorded, direction }: StepRequest): readonly RecordedOperation[] {
  if (direction === 'up') return recorded.up;
  if (recorded.down !== null) return recorded.down;
  const why = recorded.irreversible ?? 'it has no down()';
  throw new MigshError('irreversible', `${file.revision.path}: cannot be taken back: ${why}`, {
    hint: `write down() in the file (migsh edit ${file.revision.id}), or downgrade to ${file.revision.id} instead of below it`,
    details: { revision: file.revision.id },
  });
}

/** Moves on past an operation that is done. */
function pass(
  stepper: Stepper,
  operation: RecordedOperation['operation'],
  { line, file }: { readonly line: number | undefined; readonly file: RevisionFile },
): Schema {
  const before = stepper.schema;
  stepper.schema = locating(file.revision.path, line, () => apply(before, operation));
  return stepper.schema;
}

/** Where an operation stands in its revision. */
interface Within {
  readonly file: RevisionFile;
  /** So many of its statements are done. */
  readonly skip: number;
  readonly following: readonly RecordedOperation[];
}

function compileOne(
  stepper: Stepper,
  { operation, line }: RecordedOperation,
  { file, skip, following }: Within,
): Compiled {
  const { path, id } = file.revision;
  const before = stepper.schema;
  const after = pass(stepper, operation, { line, file });
  const compiled = locating(path, line, () =>
    stepper.dialect.compile(operation, {
      before,
      after,
      following: following.map(each => each.operation),
      catalog: catalogOf(stepper),
      revision: id,
      source: { file: path, ...(line === undefined ? {} : { line }) },
      split: stepper.split,
    }),
  );
  const statements = compiled.slice(skip);
  for (const statement of statements) locating(path, line, () => tryOnCopy(stepper, statement));
  return { operation, before, statements, ...(line === undefined ? {} : { line }) };
}

function catalogOf(stepper: Stepper): Catalog {
  const entries = stepper.copy?.catalog().entries ?? [];
  return { version: stepper.version, entries };
}

function tryOnCopy({ copy }: Stepper, statement: CompiledStatement): void {
  if (copy === undefined) return;
  copy.execute(statement.sql);
}
