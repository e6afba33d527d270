import type { OnEvent } from './events.ts';
import type { LockRequest } from './lock.ts';
import type { Database, RunnerEnvironment, StartCode } from './ports.ts';
import type { Session } from './session.ts';
import type { JournalWriter } from './write-journal.ts';

export interface RunOptions {
  /** The journal's table. */
  readonly table: string;
  /** What was applied when the plan was made: the plan holds for that state alone. */
  readonly applied: ReadonlySet<string>;
  /** Current revisions of a set of applied ones; the graph knows. */
  readonly tips: (applied: ReadonlySet<string>) => readonly string[];
  readonly environment: RunnerEnvironment;
  readonly onEvent: OnEvent;
  /** Cancels the running statement and rolls its transaction back. */
  readonly signal: AbortSignal;
  /** Stops before the next revision. */
  readonly stop?: AbortSignal;
  /** Milliseconds to wait for another run. */
  readonly wait: number;
  /** Calls the function of a code statement; absent where a plan holds none. */
  readonly startCode?: StartCode;
}

/** What a run works with, handed down. */
export interface Running {
  readonly database: Database;
  readonly writer: JournalWriter;
  readonly options: RunOptions;
  readonly lock: LockRequest;
  /** As it was before the first revision. */
  readonly session: Session | undefined;
  /** A commit is let through: whether a stopped one took effect nobody could say. */
  readonly guard: { committing: boolean };
}

/** Commits what `work` did, or rolls it back and passes its error on. */
export async function settle(
  { database, guard }: Pick<Running, 'database' | 'guard'>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
    guard.committing = true;
    await database.commit();
  } catch (error) {
    // The first error says what went wrong; a rollback that fails too has lost its connection.
    await database.rollback().catch(() => {});
    throw error;
  } finally {
    guard.committing = false;
  }
}
