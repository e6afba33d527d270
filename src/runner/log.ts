import type { Row } from '../dialect/dialect.ts';
import { journalExists, journalTables, toIso } from './journal.ts';
import type { Database } from './ports.ts';

/** One line of `migsh_log`. */
export interface LogLine {
  /** ISO 8601. */
  readonly at: string;
  readonly what: string;
  readonly revision: string | null;
  readonly direction: string | null;
  readonly by: string;
  readonly host: string;
  readonly pid: number;
  readonly durationMs: number | null;
  readonly error: string | null;
}

/** The log, newest first. Makes no table: a database without the journal has an empty log. */
export async function readLog(
  database: Database,
  { table, limit }: { readonly table: string; readonly limit: number },
): Promise<readonly LogLine[]> {
  if (!(await journalExists(database, table))) return [];
  const { log } = journalTables(table);
  const rows = await database.query(`select * from ${log} order by "id" desc limit $1`, [limit]);
  return rows.map(toLine);
}

function toLine(row: Row): LogLine {
  return {
    at: toIso(row['at']),
    what: String(row['what']),
    revision: textOrNull(row['revision']),
    direction: textOrNull(row['direction']),
    by: String(row['by']),
    host: String(row['host']),
    pid: Number(row['pid']),
    durationMs: row['duration_ms'] === null ? null : Number(row['duration_ms']),
    error: textOrNull(row['error']),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
