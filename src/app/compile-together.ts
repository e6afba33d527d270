import type { Catalog, CatalogEntry } from '../dialect/dialect.ts';
import type { CombinedStatement, CompiledOperation } from '../dialect/together.ts';
import { MigshError } from '../error.ts';
import { apply } from '../operation/apply.ts';
import type { Operation, RecordedOperation } from '../operation/operation.ts';
import type { AlongWith, DraftOperation } from '../plan/build.ts';
import type { RevisionFile } from '../project/revision-files.ts';
import type { Schema } from '../schema/schema.ts';
import type { Stepper } from './compile-steps.ts';
import { locating } from './recorded.ts';

/** Where operations stand. `skip`: so many statements of the first one are done. */
interface Place {
  readonly file: RevisionFile;
  readonly skip: number;
}

/**
 * Compiles operations one by one and moves the stepper past them, then puts neighbours together that the dialect can
 * carry out at once. What is put together is tried again as a whole: it stands only if the same comes of it.
 */
export function compileTogether(
  stepper: Stepper,
  operations: readonly RecordedOperation[],
  { file, skip }: Place,
): readonly DraftOperation[] {
  const done: DraftOperation[] = [];
  let group: readonly Member[] = [];
  const close = (): void => {
    done.push(...combined(stepper, group, file));
    group = [];
  };
  for (const [at, recorded] of operations.entries()) {
    const following = operations.slice(at + 1).map(each => each.operation);
    const member = compileOne(stepper, recorded, { file, following });
    const cut = at === 0 ? skip : 0;
    // Of an operation that is half done nothing can be put together.
    const stands = cut > 0 ? false : stepper.dialect.together.joins([], member);
    if (!stands || !stepper.dialect.together.joins(group, member)) close();
    if (stands && group.length === 0) stepper.copy?.execute(`savepoint ${start}`);
    const own = { ...member, statements: member.statements.slice(cut) };
    tryOnCopy(stepper, [own], file);
    if (stands) group = [...group, own];
    else done.push(alone(own));
  }
  close();
  return done;
}

/** Moves on past an operation. */
export function pass(
  stepper: Stepper,
  { operation, line }: RecordedOperation,
  file: RevisionFile,
): Schema {
  const before = stepper.schema;
  stepper.schema = locating(file.revision.path, line, () => apply(before, operation));
  return stepper.schema;
}

/** The copy as it was before the group. */
const start = 'migsh_group';

interface Member extends CompiledOperation, Omit<RecordedOperation, 'operation'> {}

interface Within {
  readonly file: RevisionFile;
  readonly following: readonly Operation[];
}

function compileOne(
  stepper: Stepper,
  recorded: RecordedOperation,
  { file, following }: Within,
): Member {
  const { operation, line } = recorded;
  const { path, id } = file.revision;
  const before = stepper.schema;
  const after = pass(stepper, recorded, file);
  const context = {
    before,
    after,
    following,
    catalog: catalogOf(stepper),
    revision: id,
    source: { file: path, ...(line === undefined ? {} : { line }) },
    split: stepper.split,
  };
  const statements = locating(path, line, () => stepper.dialect.compile(operation, context));
  stepper.views &&= stepper.dialect.views?.follow(stepper.views, operation, after);
  return { ...recorded, context, statements };
}

function combined(
  stepper: Stepper,
  group: readonly Member[],
  file: RevisionFile,
): readonly DraftOperation[] {
  const [first, ...others] = group;
  if (first === undefined) return [];
  const after = catalogOf(stepper);
  const statements = stepper.dialect.together.combine(group, after);
  const stands = statements !== undefined && comesTo(stepper, after, statements);
  if (statements !== undefined && !stands) {
    stepper.copy?.execute(`rollback to ${start}`);
    tryOnCopy(stepper, group, file);
  }
  stepper.copy?.execute(`release ${start}`);
  if (!stands) return group.map(alone);
  return [{ ...alone(first), statements, along: others.map(along) }];
}

/** Whether the statements lead the copy from where the group began to where it ended. */
function comesTo(
  { copy }: Stepper,
  after: Catalog,
  statements: readonly CombinedStatement[],
): boolean {
  if (copy === undefined) return true;
  copy.execute(`rollback to ${start}`);
  try {
    for (const { sql } of statements) copy.execute(sql);
  } catch (error) {
    if (error instanceof MigshError) return false;
    throw error;
  }
  return texts(copy.catalog().entries) === texts(after.entries);
}

function texts(entries: readonly CatalogEntry[]): string {
  const own = entries.map(({ type, name, table, sql }) =>
    [type, name, table, sql ?? ''].join('\0'),
  );
  return own.toSorted().join('\0\0');
}

function tryOnCopy({ copy }: Stepper, members: readonly Member[], file: RevisionFile): void {
  if (copy === undefined) return;
  for (const { operation, statements, line } of members) {
    for (const { sql, code } of statements) {
      const done = code === undefined ? [sql] : madeOnCopy(operation);
      locating(file.revision.path, line, () => {
        for (const text of done) copy.execute(text);
      });
    }
  }
}

// Code does not run on the copy; what it makes may be known.
function madeOnCopy(operation: Operation): readonly string[] {
  return operation.kind === 'run' ? (operation.made?.onCopy ?? []) : [];
}

function alone({ context, ...recorded }: Member): DraftOperation {
  return { ...recorded, before: context.before };
}

function along({ context, operation, line }: Member): AlongWith {
  return { operation, before: context.before, ...(line === undefined ? {} : { line }) };
}

function catalogOf({ copy, version, views }: Stepper): Catalog {
  return { version, entries: copy?.catalog().entries ?? [], ...(views && { views }) };
}
