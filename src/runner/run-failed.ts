import type { Row } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import type { Statement, Step } from '../plan/plan.ts';

/** A statement that the database refused, with its place. What is no such error is given as it is. */
export function statementFailed(error: unknown, step: Step, statement: Statement): unknown {
  if (!(error instanceof MigshError) || error.code !== 'statement-failed') return error;
  const { revision } = step;
  return new MigshError(
    'statement-failed',
    `${revision} failed at ${placeOf(statement)}: ${error.message}`,
    {
      hint: error.hint ?? hintAfter(step),
      details: {
        ...error.details,
        ...detailsOf(step, statement),
        statement: statement.sql ?? '',
      },
      cause: error,
    },
  );
}

/** Code that threw, at the line where it did; a statement of its that failed keeps the database's words. */
export function codeFailed(
  error: unknown,
  { step, statement, line }: { step: Step; statement: Statement; line?: number | undefined },
): MigshError {
  const { source, transactional } = statement;
  const at = line === undefined ? statement : { source: { ...source, line } };
  const failed = error instanceof MigshError && error.code === 'statement-failed';
  const own = error instanceof MigshError ? error : undefined;
  return new MigshError(
    failed ? 'statement-failed' : 'code-failed',
    `${step.revision} failed at ${placeOf(at)}, in code: ${wordsOf(error)}`,
    {
      hint: own?.hint ?? (transactional ? hintAfter(step) : outsideHint),
      details: { ...own?.details, ...detailsOf(step, at) },
      cause: error,
    },
  );
}

const outsideHint =
  'what this code did before stays, and it runs again from its beginning; mend it or the data, then run the same command again';

function wordsOf(error: unknown): string {
  if (error instanceof MigshError) return error.message;
  if (error instanceof Error) {
    return error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
  }
  return typeof error === 'string' ? error : `it threw ${JSON.stringify(error) ?? 'nothing'}`;
}

/** A proof that found rows. */
export function proofFailed(step: Step, statement: Statement, rows: readonly Row[]): MigshError {
  return new MigshError(
    'proof-failed',
    `${step.revision} at ${placeOf(statement)}: ${statement.expectNoRows}`,
    {
      hint: 'this revision was rolled back, nothing of it stays; mend the file or the data, then run the same command again',
      details: {
        revision: step.revision,
        file: statement.source.file,
        rows: rows.slice(0, 3),
        statement: statement.sql ?? '',
      },
    },
  );
}

/** Somebody asked the run to stop. */
export function stopped({ revision, transactional }: Step): MigshError {
  const what = transactional
    ? 'which was rolled back'
    : 'which does not run in one transaction: what was done of it before stays';
  return new MigshError('interrupted', `stopped in ${revision}, ${what}`, {
    hint: 'run the same command again: it goes on from here',
    details: { revision },
  });
}

/** Another run got further, or stamped, since the plan was made. */
export function movedOn({ revision, done = 0 }: Step, found: number): MigshError {
  return new MigshError(
    'plan-changed',
    `${revision} is no longer where the plan was made for: ${found} of its statements are done, not ${done}; nothing more was run`,
    { hint: 'run the same command again: it makes a new plan', details: { revision } },
  );
}

/** `migrations/x.ts:12`. */
function placeOf({ source: { file, line } }: Pick<Statement, 'source'>): string {
  return line === undefined ? file : `${file}:${line}`;
}

function detailsOf(
  { revision }: Step,
  { source: { file, line } }: Pick<Statement, 'source'>,
): Readonly<Record<string, unknown>> {
  return { revision, file, line: line ?? null };
}

function hintAfter({ transactional }: Step): string {
  return transactional
    ? 'this revision was rolled back; mend the file or the data, then run the same command again'
    : 'what was done of this revision before stays; mend the data, or the file from here on, then run the same command again';
}
