import { setTimeout as delay } from 'node:timers/promises';

import type { DialectName } from '../dialect/dialect.ts';
import type { CompiledStatement } from '../dialect/statement.ts';
import { MigshError } from '../error.ts';
import type { DraftStep } from '../plan/build.ts';
import type { Database } from '../runner/ports.ts';
import type { AppContext } from './context.ts';
import { codeOf, codeStarter } from './plan-code.ts';
import type { Scratch } from './scratch.ts';

/** Code of a compiled revision; `at` is its place among the statements. */
export interface CodePlace {
  readonly step: DraftStep;
  readonly at: number;
  readonly statement: CompiledStatement;
}

/**
 * Runs code of a revision on a scratch database: no rows, no more time than a replay may take, nothing that reaches others.
 * @throws MigshError `code-failed`, `statement-failed`
 */
export async function runCode(
  context: AppContext,
  scratch: Scratch,
  { step, at, statement }: CodePlace,
): Promise<void> {
  const start = codeStarter(context, codeOf([step]));
  const transactional = statement.transactional !== false;
  const request = { revision: step.record.id, direction: step.direction, at, transactional };
  const session = await start(request, guarded(scratch));
  const over = new AbortController();
  try {
    await Promise.race([session.ended, tooLong(over.signal)]);
  } catch (error) {
    await session.close('now');
    throw error instanceof MigshError ? error : codeFailed(error);
  } finally {
    over.abort();
  }
  await session.close('ended');
}

/** The connection, for code that sends what it likes. */
function guarded({ database, reaches }: Scratch): Database {
  const { dialect, label, name, version } = database;
  const refuse = (sql: string): void => {
    if (reaches(sql)) throw reaching(dialect);
  };
  return {
    dialect,
    label,
    name,
    version,
    async query(sql, parameters) {
      refuse(sql);
      return database.query(sql, parameters);
    },
    async answer(sql, parameters) {
      refuse(sql);
      return database.answer(sql, parameters);
    },
    begin: async options => database.begin(options),
    commit: async () => database.commit(),
    rollback: async () => database.rollback(),
    cancel: async () => database.cancel(),
    close: async () => database.close(),
  };
}

/** Milliseconds that code may take on a database without rows. */
const patience = 30_000;

/** Rejects when that is over. */
async function tooLong(signal: AbortSignal): Promise<never> {
  await delay(patience, undefined, { signal }).catch(() => {});
  throw new MigshError('code-failed', `the code has not ended after ${patience / 1000} seconds`);
}

function reaching(dialect: DialectName): MigshError {
  const what = dialect === 'sqlite' ? 'other files' : 'the whole server';
  return new MigshError('code-failed', `the code reaches ${what}`);
}

function codeFailed(error: unknown): MigshError {
  const said = error instanceof Error ? error.message : String(error);
  return new MigshError('code-failed', `the code failed: ${said}`, { cause: error });
}
