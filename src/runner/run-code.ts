import { MigshError } from '../error.ts';
import type { Statement, Step } from '../plan/plan.ts';
import type { CodeSession } from './ports.ts';
import { codeFailed, stopped } from './run-failed.ts';
import type { Running } from './running.ts';

/** Code of a revision: where it stands, and its place among the revision's statements, from 0. */
export interface CodePlace {
  readonly step: Step;
  readonly statement: Statement;
  readonly at: number;
}

/**
 * Runs code to its end. Its function has ended when what it returned has, and everything that it sent to the database was waited
 * for; when the run is stopped it is not waited for, and can send nothing more.
 * @throws MigshError `code-failed`, `statement-failed`, `interrupted`
 */
export async function runCode(running: Running, place: CodePlace): Promise<void> {
  const { statement } = place;
  if (!statement.transactional) return carryOut(running, place);
  // It tells at the end whether the transaction is still the one in which the code began.
  await running.database.query(`savepoint ${mark}`);
  await carryOut(running, place);
  await running.database.query(`release savepoint ${mark}`).catch((error: unknown) => {
    throw codeFailed(transactionGone(error), place);
  });
}

const mark = 'migsh_code';

async function carryOut(running: Running, place: CodePlace): Promise<void> {
  const { startCode, signal } = running.options;
  const { step, statement, at } = place;
  if (startCode === undefined) throw codeFailed('nothing here can run code', place);
  const { transactional } = statement;
  const { revision, direction } = step;
  const session = await startCode({ revision, direction, at, transactional }, running.database);
  const over = new AbortController();
  try {
    void tellWaiting(running, session, over.signal);
    await Promise.race([session.ended, whenStopped(signal, over.signal)]);
  } catch (error) {
    await session.close('now');
    if (signal.aborted || isInterrupted(error)) throw stopped(step);
    throw codeFailed(error, { ...place, line: session.lineOf(error) });
  } finally {
    over.abort();
  }
  const left = await session.close('ended');
  if (signal.aborted) throw stopped(step);
  if (left > 0) throw codeFailed(notAwaited(left), place);
}

/** Rejects when the run is stopped; a function that never ends is not waited for. */
function whenStopped(signal: AbortSignal, over: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new MigshError('interrupted', 'stopped'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { signal: over });
  });
}

/** Seconds without a statement after which a person wants to know what is waited for. */
const patience = 10;

/** Says when the code has sent nothing for long. The clock keeps the process running, which a promise alone does not. */
async function tellWaiting(
  { options: { environment, onEvent } }: Running,
  session: CodeSession,
  over: AbortSignal,
): Promise<void> {
  let idle = 0;
  for (;;) {
    await environment.sleep(1000, over).catch(() => {});
    if (over.aborted) return;
    idle = session.isBusy() ? 0 : idle + 1;
    if (idle >= patience) onEvent({ event: 'waiting', for: 'code', seconds: idle });
  }
}

function isInterrupted(error: unknown): boolean {
  return error instanceof MigshError && error.code === 'interrupted';
}

function notAwaited(left: number): MigshError {
  const what = left === 1 ? 'a statement' : `${left} statements`;
  return new MigshError('code-failed', `it ended without waiting for ${what} that it had sent`, {
    hint: 'await each: await sql`…`, await kysely….execute(); then run the same command again',
  });
}

function transactionGone(error: unknown): MigshError {
  const failed = error instanceof MigshError && error.details['sqlstate'] === '25P02';
  if (failed) {
    return new MigshError('code-failed', 'a statement of it had failed, and it went on', {
      hint: 'PostgreSQL takes nothing more in that transaction: let the code throw, or keep the statement in a savepoint',
      cause: error,
    });
  }
  return new MigshError('code-failed', 'the transaction of its revision was over before it ended', {
    hint: 'take out what ends the transaction: what was done before that stays; look with migsh status',
    cause: error,
  });
}
