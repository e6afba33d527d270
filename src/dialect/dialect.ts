import type { Operation } from '../operation/operation.ts';
import type { ColumnType } from '../schema/column-type.ts';
import type { Schema } from '../schema/schema.ts';
import type { ViewCatalog } from './postgresql/views/stored-view.ts';
import type { CompiledStatement } from './statement.ts';
import type { Together } from './together.ts';

export type DialectName = 'postgresql' | 'sqlite';

/** What a dialect can do, as data: plan and runner ask for an ability, never for a name. */
export interface Abilities {
  /** Several sessions: `advisory` locks by number; one file: `immediate` transactions. */
  readonly runLock: 'advisory' | 'immediate';
  readonly schemas: boolean;
  /** `pragma foreign_keys` has to be switched outside the transaction of a rebuild. */
  readonly foreignKeySwitch: boolean;
  /** The next statement depends on what the database made of the last one: compile against a schema-only copy that moves along. */
  readonly stepsOnCopy: boolean;
}

/** A row of `sqlite_schema`: what the SQLite compiler edits and keeps. */
export interface CatalogEntry {
  readonly type: 'table' | 'index' | 'trigger' | 'view';
  readonly name: string;
  readonly table: string;
  /** null for an automatic index. */
  readonly sql: string | null;
}

/** What the database holds just before the operation, as far as the dialect wants to know. */
export interface Catalog {
  /** `select sqlite_version()` of the driver, or the PostgreSQL version, as `3.53.4`, `18.4`. */
  readonly version: string;
  /** SQLite: all of `sqlite_schema`, in its order. Empty for a dialect without `stepsOnCopy`. */
  readonly entries: readonly CatalogEntry[];
  /** PostgreSQL: the views, whoever made them. Absent: not asked for, so that none is taken care of. */
  readonly views?: ViewCatalog;
}

/** What compiling one operation may know. */
export interface CompileContext {
  /** The schema in portable terms just before the operation, replayed from the revisions. */
  readonly before: Schema;
  /** … and just after it. */
  readonly after: Schema;
  /** What the same revision does behind it, in the same direction; absent where that is not known. */
  readonly following?: readonly Operation[];
  readonly catalog: Catalog;
  /** The revision that an archive's name is made with: the one that archives. */
  readonly revision: string;
  /** Where the operation stands, for errors. */
  readonly source: SourcePosition;
  /** Splits SQL text that a person wrote into statements, with the dialect's own parser. */
  readonly split: (sql: string) => readonly string[];
}

export interface SourcePosition {
  readonly file: string;
  readonly line?: number;
}

/** A dialect: what differs between databases. */
export interface Dialect {
  readonly name: DialectName;
  readonly abilities: Abilities;
  /** The statements that carry out one operation, in order. Throws MigshError `unsupported` or `bad-operation` with file and line. */
  compile(operation: Operation, context: CompileContext): readonly CompiledStatement[];
  /** PostgreSQL: the views that stand in the way of operations, and how they are asked for and followed. */
  readonly views?: {
    /** Whether an operation may meet a view. */
    concern(operation: Operation): boolean;
    readonly query: string;
    read(rows: readonly Row[]): ViewCatalog;
    follow(catalog: ViewCatalog, operation: Operation, after: Schema): ViewCatalog;
  };
  /** How alterations of one table become one statement, or one rebuild. */
  readonly together: Together;
  /** The SQL type that MikroORM's platform declares for the portable one. */
  typeToSql(type: ColumnType): string;
  /** The portable type of SQL as the database tells it; native where there is none. It compiles to the same SQL again. */
  sqlToType(sql: string): ColumnType;
  quote(identifier: string): string;
  /** SQLite: what stands around a revision that changes rows itself while foreign keys are off. */
  readonly rowProof?: {
    readonly start: readonly CompiledStatement[];
    readonly end: readonly CompiledStatement[];
  };
  /** Queries that read the structure, by name, and what turns their rows into a schema (types `native`, defaults as SQL). */
  readonly introspection: Introspection;
}

export type Row = Readonly<Record<string, unknown>>;

export interface Introspection {
  readonly queries: Readonly<Record<string, string>>;
  toSchema(rows: Readonly<Record<string, readonly Row[]>>): Schema;
  /** The same for the current schema and some others; absent where a dialect has no schemas. */
  within?(schemas: readonly string[]): Introspection;
}

/**
 * The name of the table that keeps what a drop in `revision` would lose: `migsh_archive_<table>_<revision>`. Where that is
 * longer than PostgreSQL keeps (63 bytes), the table's part is cut and told apart by a hash; so is one of a schema, since
 * `audit.event` and `audit_event` are two. The same on every dialect.
 */
export function archiveName(table: string, revision: string): string {
  const room = 63 - bytesIn(`migsh_archive__${revision}`);
  const isPlain = !table.includes('.') && bytesIn(table) <= room;
  return `migsh_archive_${isPlain ? table : shortened(table, room)}_${revision}`;
}

function shortened(name: string, room: number): string {
  let kept = '';
  for (const character of name.replace('.', '_')) {
    if (bytesIn(kept + character) > room - 9) break;
    kept += character;
  }
  return `${kept}_${hash(name)}`;
}

// FNV-1a: eight hexadecimal digits that tell two long names with one beginning apart.
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, '0');
}

function bytesIn(text: string): number {
  return new TextEncoder().encode(text).length;
}
