// What a database holds beside its tables, and what hangs on a table.

/** SQL as written: one text for every dialect, or one each. A dialect that is missing is an error when compiled. */
export type SqlText = string | { readonly postgresql?: string; readonly sqlite?: string };

/** No two rows for which all operators hold: `exclude using gist ("room" with =, "during" with &&)`. PostgreSQL only. */
export interface Exclusion {
  readonly name: string;
  /** Default `gist`. */
  readonly using?: string;
  readonly elements: readonly ExclusionElement[];
  readonly where?: string;
  readonly deferrable?: 'immediate' | 'deferred';
}

/** What one operator of an exclusion compares. */
export interface ExclusionElement {
  /** Exactly one of `column` and `expression`. */
  readonly column?: string;
  readonly expression?: string;
  readonly operator: string;
}

/** A native enum type: `create type "mood" as enum (…)`; on SQLite a check on each column of the type. */
export interface EnumType {
  readonly name: string;
  readonly values: readonly string[];
}

/** A trigger as MikroORM declares it: its body is PL/pgSQL without `begin … end` on PostgreSQL, statements on SQLite. */
export interface Trigger {
  readonly name: string;
  readonly timing: 'before' | 'after' | 'instead of';
  readonly events: readonly ('insert' | 'update' | 'delete' | 'truncate')[];
  readonly forEach: 'row' | 'statement';
  readonly body: SqlText;
  readonly when?: SqlText;
  /** `body` is the whole `create trigger`, as written. */
  readonly whole?: true;
}

/** A function or procedure. PostgreSQL only: SQLite's are made by the application on its connection. */
export interface Routine {
  readonly name: string;
  readonly type: 'function' | 'procedure';
  readonly parameters: readonly RoutineParameter[];
  /** SQL type; absent is `void` (or a procedure). */
  readonly returns?: string;
  readonly language: string;
  readonly body: string;
  readonly security?: 'invoker' | 'definer';
  readonly volatility?: 'immutable' | 'stable' | 'volatile';
  readonly comment?: string;
  /** `body` is the whole `create function`, as written. */
  readonly whole?: true;
}

/** What a routine is given, or gives back. */
export interface RoutineParameter {
  /** `''` where it has none. */
  readonly name: string;
  readonly type: string;
  /** Absent is `in`. */
  readonly direction?: 'out' | 'inout';
  /** SQL. */
  readonly default?: string;
}

/** Which rows a role may see and write. PostgreSQL only. */
export interface Policy {
  readonly name: string;
  /** Absent is `all`. */
  readonly command?: 'select' | 'insert' | 'update' | 'delete';
  /** Absent is permissive. */
  readonly restrictive?: true;
  /** Absent is `public`. */
  readonly roles?: readonly string[];
  readonly using?: string;
  readonly check?: string;
}

/** A sequence that stands for itself. PostgreSQL only. Numbers stay text: they may pass 2^53. */
export interface Sequence {
  readonly name: string;
  readonly type?: 'smallint' | 'integer' | 'bigint';
  readonly start?: string;
  readonly increment?: string;
  readonly min?: string;
  readonly max?: string;
  readonly cache?: string;
  readonly cycle?: true;
}

/** An extension of PostgreSQL: `create extension "citext"`. */
export interface Extension {
  readonly name: string;
  readonly schema?: string;
  readonly version?: string;
}

/** `partition by hash ("id")` and its partitions with their bounds as written: `for values with (modulus 4, remainder 0)`. */
export interface Partitioning {
  readonly by: string;
  readonly partitions: readonly { readonly name: string; readonly bound: string }[];
}

/** The text for one dialect; undefined where it is not given. */
export function sqlText(text: SqlText, dialect: 'postgresql' | 'sqlite'): string | undefined {
  return typeof text === 'string' ? text : text[dialect];
}

/** The text with a change made in it, for each dialect. */
export function mapSqlText(text: SqlText, change: (sql: string) => string): SqlText {
  if (typeof text === 'string') return change(text);
  const { postgresql, sqlite } = text;
  return {
    ...(postgresql !== undefined && { postgresql: change(postgresql) }),
    ...(sqlite !== undefined && { sqlite: change(sqlite) }),
  };
}

/** Every text of it. */
export function sqlTexts(text: SqlText): readonly string[] {
  return typeof text === 'string' ? [text] : Object.values(text);
}

/** Whether one of its texts says so. */
export function someSqlText(text: SqlText, test: (sql: string) => boolean): boolean {
  return sqlTexts(text).some(test);
}
