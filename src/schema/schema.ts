// schema/: what a database looks like and how two of them differ. Plain data in portable terms; imports nothing.
import type { ColumnType } from './column-type.ts';

/** A database's structure. Tables in a stable order: as created, or by name where a database was read. */
export interface Schema {
  readonly tables: readonly Table[];
}

/** One table. `name` is `table`, or `schema.table` where it is qualified. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly primaryKey?: PrimaryKey;
  readonly indexes: readonly Index[];
  readonly uniques: readonly Unique[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly Check[];
  readonly comment?: string;
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly default?: Default;
  /** The database numbers new rows: `serial` on PostgreSQL, `integer primary key autoincrement` on SQLite. */
  readonly autoincrement?: true;
  readonly comment?: string;
  readonly collation?: string;
}

/** A default: a literal value, or SQL as written. */
export type Default =
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  | { readonly kind: 'sql'; readonly sql: string };

export interface PrimaryKey {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface Index {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
  /** The predicate of a partial index, SQL as written. */
  readonly where?: string;
  /** Access method, PostgreSQL only (`gin`, `hash`, …). */
  readonly using?: string;
  /** Columns that are only carried along, PostgreSQL only. */
  readonly include?: readonly string[];
}

/** A unique constraint; on SQLite MikroORM and migsh both make it a unique index of that name. */
export interface Unique {
  readonly name: string;
  readonly columns: readonly string[];
  readonly deferrable?: 'immediate' | 'deferred';
}

export type ReferentialAction = 'cascade' | 'set null' | 'set default' | 'restrict' | 'no action';

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly refTable: string;
  readonly refColumns: readonly string[];
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly deferrable?: 'immediate' | 'deferred';
}

export interface Check {
  readonly name: string;
  readonly expression: string;
  /**
   * The column whose `enum` type implies this check. Such a check is made and changed with the column's type;
   * only its name is compared. On SQLite it stands inline in the column, without a name, as MikroORM writes it.
   */
  readonly enumOf?: string;
}

/** The table of that name, or undefined. */
export function findTable(schema: Schema, name: string): Table | undefined {
  return schema.tables.find(table => table.name === name);
}

/** The column of that name, or undefined. */
export function findColumn(table: Table, name: string): Column | undefined {
  return table.columns.find(column => column.name === name);
}
