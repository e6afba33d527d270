import { MigshError } from '../error.ts';
import type { Plan, Step } from '../plan/plan.ts';
import type { ErrorShape } from './events.ts';
import { journalExists, readProgress } from './journal.ts';
import { beginPatiently, takeRunLock } from './lock.ts';
import type { Database } from './ports.ts';
import { countsAsApplied, positionOf } from './position.ts';
import { runStep } from './run-step.ts';
import type { RunOptions, Running } from './running.ts';
import { settle } from './running.ts';
import { readSession, restoreSession } from './session.ts';
import { journalWriter } from './write-journal.ts';

/**
 * Carries a plan out, revision by revision, each with its journal row in one transaction. Decides nothing: where the
 * database is not where the plan was made for, nothing runs.
 * @throws MigshError `locked`, `plan-changed`, `statement-failed`, `proof-failed`, `interrupted`
 */
export async function run(
  plan: Plan,
  database: Database,
  options: RunOptions,
): Promise<{ current: readonly string[] }> {
  const { environment, onEvent, signal, table } = options;
  const from = environment.elapsed();
  onEvent({ event: 'plan', plan });
  const running: Running = {
    database,
    options,
    writer: journalWriter(database, table, environment),
    lock: { table, environment, onEvent, signal, wait: options.wait },
    session: await readSession({ database }),
    guard: { committing: false },
  };
  const cancel = (): void => {
    if (!running.guard.committing) void database.cancel();
  };
  signal.addEventListener('abort', cancel);
  try {
    if (plan.steps.length > 0) await runLocked(plan, running);
    const current = await currentOf(running);
    onEvent({ event: 'done', current, milliseconds: environment.elapsed() - from });
    return { current };
  } catch (error) {
    signal.removeEventListener('abort', cancel);
    await report(running, error);
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

async function runLocked(plan: Plan, running: Running): Promise<void> {
  const release = await takeRunLock(running.database, running.lock);
  try {
    await announce(plan, running);
    await runSteps(plan, running);
  } finally {
    // A lost connection gave its lock back already.
    await release().catch(() => {});
  }
}

/** The journal's tables, and a line in the log, in a transaction of their own: they stay when a revision is rolled back. */
async function announce({ steps }: Plan, running: Running): Promise<void> {
  const { database, writer, lock } = running;
  await beginPatiently(database, lock, { foreignKeysOff: false });
  await settle(running, async () => {
    if ((await positionIn(running, steps)) === steps.length) return;
    await writer.create();
    const [first] = steps;
    await writer.log({ what: 'started', ...(first && { direction: first.direction }) });
  });
}

async function runSteps({ steps }: Plan, running: Running): Promise<void> {
  const { options } = running;
  for (const [index, step] of steps.entries()) {
    if (options.stop?.aborted === true || options.signal.aborted) throw stoppedBefore(step);
    await runStep(running, {
      step,
      index,
      count: steps.length,
      position: () => positionIn(running, steps),
    });
  }
}

async function positionIn({ database, options }: Running, steps: readonly Step[]): Promise<number> {
  return positionOf(await readProgress(database, options), options.applied, steps);
}

async function currentOf({ database, options }: Running): Promise<readonly string[]> {
  const rows = [...(await readProgress(database, options))];
  const applied = rows.filter(([, progress]) => countsAsApplied(progress));
  return options.tips(new Set(applied.map(([id]) => id)));
}

async function report(running: Running, error: unknown): Promise<void> {
  const { database, writer, options, lock } = running;
  const interrupted = error instanceof MigshError && error.code === 'interrupted';
  const message = error instanceof Error ? error.message : String(error);
  try {
    await restoreSession(running);
    if ((await journalExists(database, options.table)) && !isAboutOthers(error)) {
      await beginPatiently(
        database,
        { ...lock, wait: 0, signal: never },
        { foreignKeysOff: false },
      );
      await settle(running, () =>
        writer.log({ what: interrupted ? 'interrupted' : 'failed', error: message }),
      );
    }
  } catch {
    // Not everybody may write, and a connection may be lost: the first error says what went wrong.
  }
  const current = await currentOf(running).catch(() => null);
  options.onEvent({ event: 'error', error: shapeOf(error), current });
}

const { signal: never } = new AbortController();

/** Nothing of this run happened: another one holds the lock or was faster. */
function isAboutOthers(error: unknown): boolean {
  return error instanceof MigshError && (error.code === 'locked' || error.code === 'plan-changed');
}

function shapeOf(error: unknown): ErrorShape {
  if (!(error instanceof MigshError)) {
    return { code: 'internal', message: String(error), details: {} };
  }
  const { code, message, hint, details } = error;
  return { code, message, details, ...(hint === undefined ? {} : { hint }) };
}

function stoppedBefore({ revision }: Step): MigshError {
  return new MigshError('interrupted', `stopped before ${revision}`, {
    hint: 'run the same command again: it goes on from here',
    details: { revision },
  });
}
