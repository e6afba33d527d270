import { MigshError } from '../error.ts';
import type { RevisionRecord } from '../plan/plan.ts';
import type { AppliedStamp, JournalRow, LogEntry, LogStamp } from './journal-rows.ts';
import { appliedRow, insertInto, logRow } from './journal-rows.ts';
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
  log(entry: TimedEntry): Promise<void>;
}

interface RowState {
  readonly milliseconds: number;
  readonly progress: Progress | null;
}

interface TimedEntry extends LogEntry {
  readonly milliseconds?: number;
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
      for (const sql of journalDdl(database.dialect, table)) {
        await database.query(sql).catch((error: unknown) => {
          throw withPlace(error, table);
        });
      }
    },
    async apply(record, state) {
      await database.query(`delete from ${revisions} where "id" = $1`, [record.id]);
      const row = { record, progress: state.progress };
      await insert(database, revisions, appliedRow(row, stampOf(state, environment), asIs));
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
    log: entry => insert(database, log, logRow(entry, logStampOf(entry, environment), asIs)),
  };
}

type Value = string | number | null;

const asIs = (text: string | null): Value => text;

function stampOf({ milliseconds }: RowState, environment: RunnerEnvironment): AppliedStamp<Value> {
  return {
    applied_at: environment.now().toISOString(),
    applied_by: `${environment.user}@${environment.host}`,
    duration_ms: Math.round(milliseconds),
  };
}

function logStampOf({ milliseconds }: TimedEntry, environment: RunnerEnvironment): LogStamp<Value> {
  return {
    at: environment.now().toISOString(),
    by: environment.user,
    host: environment.host,
    pid: environment.pid,
    duration_ms: milliseconds === undefined ? null : Math.round(milliseconds),
  };
}

async function insert(database: Database, table: string, row: JournalRow<Value>): Promise<void> {
  const places = Object.keys(row).map((name, n) => [name, `$${n + 1}`] as const);
  await database.query(insertInto(table, Object.fromEntries(places)), Object.values(row));
}

/** A schema for the journal is a person's to make: its owner and its rights are their business. */
function withPlace(error: unknown, table: string): unknown {
  const [schema, name] = table.split('.');
  if (!(error instanceof MigshError) || name === undefined || error.hint !== undefined)
    return error;
  const hint =
    `the journal's table is ${table} (migsh.table in package.json): ` +
    `on PostgreSQL make its schema first, create schema ${schema}; on SQLite name a table without schema`;
  return new MigshError(error.code, error.message, { hint, details: error.details, cause: error });
}
