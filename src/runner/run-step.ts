import type { Row } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import type { Phase } from '../plan/phases.ts';
import { phasesOf } from '../plan/phases.ts';
import type { Statement, Step } from '../plan/plan.ts';
import type { Progress } from './journal.ts';
import { formatProgress, progressAfter, readProgress } from './journal.ts';
import { beginPatiently } from './lock.ts';
import type { Database } from './ports.ts';
import { runCode } from './run-code.ts';
import { movedOn, proofFailed, statementFailed, stopped } from './run-failed.ts';
import type { Running } from './running.ts';
import { settle } from './running.ts';
import { restoreSession } from './session.ts';

export interface StepPlace {
  readonly step: Step;
  /** From 0. */
  readonly index: number;
  readonly count: number;
  /** How many steps the database has behind it, read anew. */
  readonly position: () => Promise<number>;
}

/** Milliseconds that PostgreSQL may wait for a table lock before the revision is tried again. */
export const lockTimeout = 3_000;
const lockTries = 10;

/** Runs one revision: phase by phase, each transactional one in a transaction with its journal row. */
export async function runStep(running: Running, place: StepPlace): Promise<void> {
  const { environment, onEvent } = running.options;
  const { step, index, count } = place;
  const { revision, direction } = step;
  if ((await place.position()) > index) return;
  const from = environment.elapsed();
  const done = await statementsDone(running, step);
  onEvent({ event: 'revision-start', revision, direction, index: index + 1, count });
  await nameSession(running, revision);
  const phases = phasesOf(step, done);
  for (const [n, phase] of phases.entries()) {
    const isLast = n === phases.length - 1;
    await runPhase(running, { ...place, phase, isLast, from });
  }
  onEvent({
    event: 'revision-end',
    revision,
    direction,
    milliseconds: environment.elapsed() - from,
  });
}

interface PhasePlace extends StepPlace {
  readonly phase: Phase;
  readonly isLast: boolean;
  /** When the revision began. */
  readonly from: number;
}

async function statementsDone({ database, options }: Running, step: Step): Promise<number> {
  const { revision, direction, statements, done: planned = 0 } = step;
  const progress = (await readProgress(database, options)).get(revision);
  const done = progress?.direction === direction ? progress.statements : 0;
  if (step.takesBack !== undefined) return expectHalf(step, progress);
  const mark = done > planned ? statements[done - planned - 1]?.mark : progress?.mark;
  // Stamped meanwhile, or half of another text of the same revision: the rest would not fit.
  if (done < planned || mark !== progress?.mark) throw movedOn(step, done);
  return done;
}

/** Exactly the half that the step was made for; nothing of the step itself is done. */
function expectHalf(step: Step, progress: Progress | null | undefined): number {
  const found = progress == null ? undefined : formatProgress(progress);
  if (found !== step.takesBack) throw movedOn(step, progress?.statements ?? 0);
  return 0;
}

/** What other sessions see in `pg_stat_activity` while they wait. */
async function nameSession({ database }: Running, revision: string): Promise<void> {
  if (database.dialect !== 'postgresql') return;
  await database.query("select set_config('application_name', $1, false)", [`migsh ${revision}`]);
}

async function runPhase(running: Running, place: PhasePlace): Promise<void> {
  if (running.options.signal.aborted) throw stopped(place.step);
  if (!place.phase.transactional) {
    if (await isBehind(running, place)) return;
    await runStatements(running, place);
    await keepApart(running, place);
    return;
  }
  await withLockRetries(running, () =>
    inTransaction(running, place, async () => {
      if (await isBehind(running, place)) return;
      await runStatements(running, place);
      await keep(running, place);
    }),
  );
}

/** What is done outside of a transaction cannot be taken back: that it is done is written down even when the run is stopped. */
async function keepApart(running: Running, place: PhasePlace): Promise<void> {
  running.guard.committing = true;
  const lock = { ...running.lock, signal: never };
  await inTransaction({ ...running, lock }, place, () => keep(running, place));
}

const { signal: never } = new AbortController();

/** SQLite has no lock between two transactions: another run of the same plan may have come in and done this phase. */
async function isBehind(
  running: Running,
  { step, index, phase, position }: PhasePlace,
): Promise<boolean> {
  if ((await position()) > index) return true;
  const [first] = phase.statements;
  return first !== undefined && first[0] < (await statementsDone(running, step));
}

async function inTransaction(
  running: Running,
  { step }: PhasePlace,
  work: () => Promise<void>,
): Promise<void> {
  const { database, lock } = running;
  await beginPatiently(database, lock, { foreignKeysOff: step.foreignKeysOff });
  await settle(running, async () => {
    if (database.dialect === 'postgresql') {
      await database.query(`set local lock_timeout = '${lockTimeout}ms'`);
    }
    await work();
  });
}

async function runStatements(running: Running, { step, phase }: PhasePlace): Promise<void> {
  const { database, options } = running;
  const { environment, onEvent, signal } = options;
  const { revision } = step;
  const { length: count } = step.statements;
  for (const [at, statement] of phase.statements) {
    if (signal.aborted) throw stopped(step);
    const { sql, code } = statement;
    const index = at - (step.done ?? 0) + 1;
    const from = environment.elapsed();
    const text = code === undefined ? { sql: sql ?? '' } : { code };
    onEvent({ event: 'statement-start', revision, index, count, ...text });
    if (code === undefined) await runSql(database, step, statement);
    else await runCode(running, { step, statement, at });
    const milliseconds = environment.elapsed() - from;
    onEvent({ event: 'statement-end', revision, index, milliseconds });
  }
}

async function runSql(database: Database, step: Step, statement: Statement): Promise<void> {
  const ask = (sql: string): Promise<readonly Row[]> =>
    database.query(sql).catch((error: unknown) => {
      throw isInterrupted(error) ? stopped(step) : statementFailed(error, step, statement);
    });
  const { cleanup } = statement;
  if (cleanup !== undefined && (await ask(cleanup.onlyIf)).length > 0) await ask(cleanup.sql);
  const rows = await ask(statement.sql ?? '');
  if (statement.expectNoRows !== undefined && rows.length > 0) {
    throw proofFailed(step, statement, rows);
  }
}

/** Writes what is done now into the journal: half of the revision, or all of it. */
async function keep(running: Running, place: PhasePlace): Promise<void> {
  const { writer, options } = running;
  await restoreSession(running);
  const { step, phase, isLast, from } = place;
  const { revision, direction, record } = step;
  const milliseconds = options.environment.elapsed() - from;
  const last = phase.statements.at(-1)?.[0] ?? -1;
  const progress = isLast ? null : progressAfter(step, last + 1);
  if (direction === 'up') await writer.apply(record, { milliseconds, progress });
  else if (progress === null) await writer.remove(revision);
  else await writer.progress(revision, progress);
  if (!isLast) return;
  await writer.log({
    what: direction === 'up' ? 'applied' : 'reverted',
    revision,
    direction,
    milliseconds,
  });
}

/**
 * PostgreSQL's 55P03 (somebody else holds the table) and 40P01 (two wait for each other). The transaction is rolled back,
 * so it can be tried again.
 */
async function withLockRetries(running: Running, work: () => Promise<void>): Promise<void> {
  const { environment, onEvent, signal } = running.options;
  const from = environment.elapsed();
  let told = -1;
  for (let tries = 1; ; tries += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isAboutLocks(error) || tries === lockTries || signal.aborted) throw error;
      const seconds = Math.floor((environment.elapsed() - from) / 1000);
      if (seconds > told) onEvent({ event: 'waiting', for: 'lock', seconds });
      told = seconds;
      await environment.sleep(backOff(tries), signal).catch(() => {});
    }
  }
}

/** Half a second, doubled each time up to eight, with a quarter of jitter so that two runs do not meet again. */
function backOff(tries: number): number {
  return Math.min(500 * 2 ** (tries - 1), 8_000) * (0.75 + Math.random() / 2);
}

function isAboutLocks(error: unknown): boolean {
  return (
    error instanceof MigshError && ['55P03', '40P01'].includes(String(error.details['sqlstate']))
  );
}

function isInterrupted(error: unknown): boolean {
  return error instanceof MigshError && error.code === 'interrupted';
}
