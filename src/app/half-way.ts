import { MigshError } from '../error.ts';
import type { RecordedOperation } from '../operation/operation.ts';
import type { DraftOperation } from '../plan/build.ts';
import { checksumsFromStart, operationsChecksum } from '../project/record-checksum.ts';
import type { RevisionFile } from '../project/revision-files.ts';
import type { Progress } from '../runner/journal.ts';

/** How much of a revision's file an earlier run has behind it. */
export interface Begun {
  /** Whole operations … */
  readonly operations: number;
  /** … and so many statements of the next one. */
  readonly statements: number;
  /** Statements in all. */
  readonly count: number;
}

export const notBegun: Begun = { operations: 0, statements: 0, count: 0 };

/**
 * What is done of a revision that was cut off: told by the operations, since SQLite's statements cannot be made again
 * once the schema has moved on.
 * @throws MigshError `partial` where the operations that are done are not the file's any more
 */
export function resume(
  all: readonly RecordedOperation[],
  { progress, file }: { readonly progress: Progress; readonly file: RevisionFile },
): Begun {
  const [, operations, statements, checksum] =
    /^(\d+)\.(\d+)-([0-9a-f]+)$/.exec(progress.mark ?? '') ?? [];
  const begun = {
    operations: Number(operations),
    statements: Number(statements),
    count: progress.statements,
  };
  const touched = begun.operations + (begun.statements > 0 ? 1 : 0);
  if (checksum !== operationsChecksum(all.slice(0, touched))) throw otherHalf(file, progress);
  return begun;
}

/** Where operations stand in their file; `done` statements of the first one are not there any more. */
interface Place {
  readonly all: readonly RecordedOperation[];
  readonly at: number;
  readonly done: number;
}

/** Operations with what the journal keeps after each of their statements. */
export function marked(
  operations: readonly DraftOperation[],
  { all, at, done }: Place,
): readonly DraftOperation[] {
  let next = at;
  const checksums = checksumsFromStart(all);
  return operations.map((operation, index) => {
    const place = { at: next, done: index === 0 ? done : 0 };
    next += 1 + (operation.along?.length ?? 0);
    const checksum = checksums[next] ?? '';
    return { ...operation, marks: marksOf(operation, { ...place, next, checksum }) };
  });
}

// What is carried out together is done when its last statement is: before that there is no place to go on from.
function marksOf(
  { statements }: DraftOperation,
  {
    at,
    done,
    next,
    checksum,
  }: Omit<Place, 'all'> & Record<'next', number> & Record<'checksum', string>,
): readonly string[] {
  return statements.map((_, n) =>
    n === statements.length - 1 ? `${next}.0-${checksum}` : `${at}.${done + n + 1}-${checksum}`,
  );
}

function otherHalf({ revision }: RevisionFile, { direction, statements }: Progress): MigshError {
  const { id, path } = revision;
  return new MigshError(
    'partial',
    `${path}: ${id} was cut off half-way, and the part of ${direction}() that is done (statements 1 to ${statements}) has changed since`,
    {
      hint: `bring that part back as it was (mend only what comes after it), or finish by hand and say so: migsh stamp ${id}`,
      details: { revision: id, statements },
    },
  );
}
