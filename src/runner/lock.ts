import { MigshError } from '../error.ts';
import type { OnEvent } from './events.ts';
import type { Database, RunnerEnvironment } from './ports.ts';

export interface LockRequest {
  /** The journal's table: two journals in one database do not wait for each other. */
  readonly table: string;
  /** Milliseconds; 0: not at all. */
  readonly wait: number;
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal;
  readonly environment: RunnerEnvironment;
}

/** Milliseconds between two tries. */
const interval = 250;

/**
 * Takes PostgreSQL's advisory lock of the journal by polling: a session that waits in `pg_advisory_lock` while the holder
 * builds an index concurrently is a deadlock (reference: PostgreSQL manual 13.3.5, measured on 12 to 18).
 * SQLite has no such lock: its transactions are immediate, see {@link beginPatiently}.
 * @returns what gives the lock back
 * @throws MigshError `locked` when the wait is over, `interrupted`
 */
export async function takeRunLock(
  database: Database,
  request: LockRequest,
): Promise<() => Promise<void>> {
  if (database.dialect === 'sqlite') return async () => {};
  await patiently(request, async () => {
    const [row] = await database.query(`select pg_try_advisory_lock(${lockKey('$1')}) as taken`, [
      request.table,
    ]);
    if (row?.['taken'] === true) return { taken: true };
    return { taken: false, holder: await holderOf(database, request.table) };
  });
  return async () => {
    await database.query(`select pg_advisory_unlock(${lockKey('$1')})`, [request.table]);
  };
}

/** Starts a transaction; on SQLite it waits for a file that another process is writing to. */
export async function beginPatiently(
  database: Database,
  request: LockRequest,
  options: { readonly foreignKeysOff: boolean },
): Promise<void> {
  await patiently(request, async () => {
    try {
      await database.begin(options);
      return { taken: true };
    } catch (error) {
      if (error instanceof MigshError && error.code === 'locked') return { taken: false };
      throw error;
    }
  });
}

/** The arguments of PostgreSQL's lock functions, two 32-bit numbers: migsh's, and one made of the journal's name (SQL text). */
export function lockKey(table: string): string {
  return `1835624307, hashtext(${table})`;
}

interface Try {
  readonly taken: boolean;
  readonly holder?: string;
}

async function patiently(request: LockRequest, attempt: () => Promise<Try>): Promise<void> {
  const { environment, onEvent, signal, wait } = request;
  const from = environment.elapsed();
  let told = -1;
  for (;;) {
    if (signal.aborted) throw stopped();
    const { taken, holder } = await attempt();
    if (taken) return;
    const waited = environment.elapsed() - from;
    if (waited >= wait) throw locked(waited, holder);
    const who = holder === undefined ? {} : { holder };
    const seconds = Math.floor(waited / 1000);
    if (seconds > told) onEvent({ event: 'waiting', for: 'run-lock', seconds, ...who });
    told = seconds;
    await environment.sleep(Math.min(interval, wait - waited), signal).catch(() => {});
  }
}

async function holderOf(database: Database, table: string): Promise<string> {
  const [row] = await database.query(
    `select a.pid, a.usename, coalesce(host(a.client_addr), 'this host') as host, a.application_name
       from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.granted and l.classid = 1835624307
        and l.objid = hashtext($1)::bit(32)::bigint::oid limit 1`,
    [table],
  );
  if (row === undefined) return 'another run';
  const { usename, host, pid, application_name: name } = row;
  return `${String(usename)} from ${String(host)}, pid ${String(pid)} (${String(name)})`;
}

function locked(waited: number, holder: string | undefined): MigshError {
  const seconds = Math.round(waited / 1000);
  const who = holder === undefined ? 'another process writes to the database' : `${holder} runs`;
  return new MigshError('locked', `${who}; waited ${seconds} s`, {
    hint: 'wait for the other run to end, or wait longer: --wait 30m',
    details: holder === undefined ? {} : { holder },
  });
}

function stopped(): MigshError {
  return new MigshError(
    'interrupted',
    'stopped while waiting for another run; nothing more was run',
    {
      hint: 'run the same command again',
    },
  );
}
