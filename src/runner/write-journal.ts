import type { RevisionRecord } from '../plan/plan.ts';
import type { Progress } from './journal.ts';
import { formatProgress, journalDdl, journalTables } from './journal.ts';
import type { Database, RunnerEnvironment } from './ports.ts';

/** Writes to the journal; every call belongs into a transaction of the caller's. */
export interface JournalWriter {
  /** Makes the tables where they are not there. */
  create(): Promise<void>;
  /** Keeps a revision as applied, or with `progress` as cut off half-way. */
  apply(record: RevisionRecord, state: RowState): Promise<void>;
  /** A down that is half done. */
  progress(id: string, progress: Progress): Promise<void>;
  remove(id: string): Promise<void>;
  log(entry: LogEntry): Promise<void>;
}

export interface RowState {
  readonly milliseconds: number;
  readonly progress: Progress | null;
}

export interface LogEntry {
  readonly what:
    | 'started'
    | 'applied'
    | 'reverted'
    | 'failed'
    | 'interrupted'
    | 'stamped'
    | 'unstamped';
  readonly revision?: string;
  readonly direction?: 'up' | 'down';
  readonly milliseconds?: number;
  readonly error?: string;
}

/** A writer over one connection; who and when come from the environment. */
export function journalWriter(
  database: Database,
  table: string,
  environment: RunnerEnvironment,
): JournalWriter {
  const { revisions, log } = journalTables(table);
  return {
    async create() {
      for (const sql of journalDdl(database.dialect, table)) await database.query(sql);
    },
    async apply(record, state) {
      await database.query(`delete from ${revisions} where "id" = $1`, [record.id]);
      await insert(database, revisions, appliedValues(record, state, environment));
    },
    async progress(id, progress) {
      await database.query(`update ${revisions} set "progress" = $1 where "id" = $2`, [
        formatProgress(progress),
        id,
      ]);
    },
    async remove(id) {
      await database.query(`delete from ${revisions} where "id" = $1`, [id]);
    },
    log: entry => insert(database, log, logValues(entry, environment)),
  };
}

type Values = Readonly<Record<string, string | number | null>>;

function appliedValues(
  record: RevisionRecord,
  { milliseconds, progress }: RowState,
  environment: RunnerEnvironment,
): Values {
  return {
    id: record.id,
    message: record.message,
    parents: record.parents.join(','),
    depends_on: record.dependsOn.join(','),
    checksum: record.checksum,
    record_checksum: record.recordChecksum,
    applied_at: environment.now().toISOString(),
    applied_by: `${environment.user}@${environment.host}`,
    duration_ms: Math.round(milliseconds),
    source: record.source,
    progress: progress === null ? null : formatProgress(progress),
  };
}

function logValues(entry: LogEntry, environment: RunnerEnvironment): Values {
  return {
    at: environment.now().toISOString(),
    what: entry.what,
    revision: entry.revision ?? null,
    direction: entry.direction ?? null,
    by: environment.user,
    host: environment.host,
    pid: environment.pid,
    duration_ms: entry.milliseconds === undefined ? null : Math.round(entry.milliseconds),
    error: entry.error ?? null,
  };
}

async function insert(database: Database, table: string, values: Values): Promise<void> {
  const names = Object.keys(values);
  const places = names.map((_, n) => `$${n + 1}`).join(', ');
  const columns = names.map(name => `"${name}"`).join(', ');
  await database.query(
    `insert into ${table} (${columns}) values (${places})`,
    Object.values(values),
  );
}
