import type { DialectName, Row } from '../dialect/dialect.ts';
import type { Step } from '../plan/plan.ts';
import type { Database } from './ports.ts';

/** One row of `migsh_revisions`. */
export interface AppliedRow {
  readonly id: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
  /** SHA-256 of the file's text as it was applied or stamped; `''` where another tool wrote the row. */
  readonly checksum: string;
  readonly recordChecksum: string;
  /** ISO 8601. */
  readonly appliedAt: string;
  readonly appliedBy: string;
  readonly durationMs: number;
  /** The file's text as it was applied. */
  readonly source: string;
  /** Where a run was cut off between phases; null: done. */
  readonly progress: Progress | null;
}

/** How far a revision got whose statements do not all fit into one transaction. */
export interface Progress {
  readonly direction: 'up' | 'down';
  /** So many statements are done. */
  readonly statements: number;
  /** How many operations of the file that is: `Statement.mark`. */
  readonly mark?: string;
}

export interface Journal {
  /** The tables are there. Reading makes none. */
  readonly exists: boolean;
  /** In the order in which they were applied. */
  readonly applied: ReadonlyMap<string, AppliedRow>;
}

/** The journal's two tables: `migsh_revisions` and, beside it, `migsh_log`. `name` may be `schema.table`. */
export interface JournalTables {
  readonly revisions: string;
  readonly log: string;
}

/** The quoted names of both tables; the log stands in the same schema. */
export function journalTables(name: string): JournalTables {
  const parts = name.split('.');
  return { revisions: quoted(parts), log: quoted([...parts.slice(0, -1), 'migsh_log']) };
}

function quoted(parts: readonly string[]): string {
  return parts.map(part => `"${part.replaceAll('"', '""')}"`).join('.');
}

/** Reads what is applied. Makes no table: a database without them has nothing applied. */
export async function readJournal(
  database: Database,
  { table }: { readonly table: string },
): Promise<Journal> {
  if (!(await journalExists(database, table))) return { exists: false, applied: new Map() };
  const { revisions } = journalTables(table);
  const rows = await database.query(`select * from ${revisions} order by applied_at, id`);
  return { exists: true, applied: new Map(rows.map(toAppliedRow).map(row => [row.id, row])) };
}

/** Only how far each revision is: what a run asks again and again. Nothing where there is no journal. */
export async function readProgress(
  database: Database,
  { table }: { readonly table: string },
): Promise<ReadonlyMap<string, Progress | null>> {
  if (!(await journalExists(database, table))) return new Map();
  const { revisions } = journalTables(table);
  const rows = await database.query(`select id, progress from ${revisions}`);
  return new Map(rows.map(row => [text(row['id']), toProgress(row['progress'])]));
}

/** Whether the journal's table is there. */
export async function journalExists(database: Database, table: string): Promise<boolean> {
  const { revisions } = journalTables(table);
  const rows =
    database.dialect === 'sqlite'
      ? await database.query(`select 1 from sqlite_schema where type = 'table' and name = $1`, [
          table.split('.').at(-1),
        ])
      : await database.query(`select 1 where to_regclass($1) is not null`, [revisions]);
  return rows.length > 0;
}

/** What makes the two tables. Run by the first command that writes, never by one that reads. */
export function journalDdl(dialect: DialectName, table: string): readonly string[] {
  const { revisions, log } = journalTables(table);
  const time = dialect === 'sqlite' ? 'text' : 'timestamptz';
  const key = dialect === 'sqlite' ? 'integer primary key autoincrement' : 'bigserial primary key';
  return [
    `create table if not exists ${revisions} ("id" varchar(255) not null primary key, "message" text not null, ` +
      `"parents" text not null, "depends_on" text not null, "checksum" varchar(64) not null, ` +
      `"record_checksum" varchar(64) not null, "applied_at" ${time} not null, "applied_by" text not null, ` +
      `"duration_ms" integer not null, "source" text not null, "progress" text null)`,
    `create table if not exists ${log} ("id" ${key}, "at" ${time} not null, "what" varchar(40) not null, ` +
      `"revision" varchar(255) null, "direction" varchar(4) null, "by" text not null, "host" text not null, ` +
      `"pid" integer not null, "duration_ms" integer null, "error" text null)`,
  ];
}

function toAppliedRow(row: Row): AppliedRow {
  return {
    id: text(row['id']),
    message: text(row['message']),
    parents: list(row['parents']),
    dependsOn: list(row['depends_on']),
    checksum: text(row['checksum']),
    recordChecksum: text(row['record_checksum']),
    appliedAt: toIso(row['applied_at']),
    appliedBy: text(row['applied_by']),
    durationMs: Number(row['duration_ms']),
    source: text(row['source']),
    progress: toProgress(row['progress']),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Ids hold no comma, so a list is one text that people can read in the table too. */
function list(value: unknown): readonly string[] {
  return text(value)
    .split(',')
    .filter(id => id !== '');
}

/** ISO 8601; PostgreSQL's `timestamptz` comes as `2026-11-21 02:11:08.123+00`. */
export function toIso(value: unknown): string {
  const time = value instanceof Date ? value : new Date(text(value));
  return Number.isNaN(time.getTime()) ? text(value) : time.toISOString();
}

function toProgress(value: unknown): Progress | null {
  const [, direction, statements, mark] = /^(up|down) (\d+)(?: (\S+))?$/.exec(text(value)) ?? [];
  if (direction === undefined) return null;
  return {
    direction: direction === 'down' ? 'down' : 'up',
    statements: Number(statements),
    ...(mark === undefined ? {} : { mark }),
  };
}

/** A progress as the column holds it: `up 3 2.0-9f86d081884c`. */
export function formatProgress({ direction, statements, mark }: Progress): string {
  return [direction, statements, ...(mark === undefined ? [] : [mark])].join(' ');
}

/** How far a step is when so many of the revision's statements are done. */
export function progressAfter(step: Step, statements: number): Progress {
  const { direction, done = 0 } = step;
  const mark = step.statements[statements - done - 1]?.mark;
  return { direction, statements, ...(mark === undefined ? {} : { mark }) };
}
