// schema/: what a database looks like and how two of them differ. Plain data in portable terms; imports nothing.
import type { ColumnType } from './column-type.ts';
import type {
  EnumType,
  Exclusion,
  Extension,
  Partitioning,
  Policy,
  Routine,
  Sequence,
  SqlText,
  Trigger,
} from './objects.ts';

/** A part that SQL or code of a revision made: on which dialect it was found, by trying. Says how sure its portable form is. */
export interface Learnt {
  readonly learnt?: 'postgresql' | 'sqlite';
}

/** A database's structure. Tables in a stable order: as created, or by name where a database was read. */
export interface Schema {
  readonly tables: readonly Table[];
  readonly views?: readonly View[];
  /** Native enum types. */
  readonly enums?: readonly EnumType[];
  readonly routines?: readonly Routine[];
  /** Sequences that stand for themselves; the one behind an autoincrement or identity column is the column's. */
  readonly sequences?: readonly Sequence[];
  /** Schemas (namespaces) that revisions made. */
  readonly schemas?: readonly string[];
  readonly extensions?: readonly Extension[];
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
  readonly exclusions?: readonly Exclusion[];
  readonly triggers?: readonly Trigger[];
  readonly policies?: readonly Policy[];
  /** Row-level security: absent is off; `forced` binds the table's owner too. PostgreSQL only. */
  readonly rowSecurity?: 'enabled' | 'forced';
  /** How PostgreSQL splits the table; SQLite keeps it whole. */
  readonly partitioning?: Partitioning;
  readonly comment?: string;
}

export interface Column extends Learnt {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly default?: Default;
  /** The database numbers new rows: `serial` on PostgreSQL, `integer primary key autoincrement` on SQLite. */
  readonly autoincrement?: true;
  /** `generated … as identity` on PostgreSQL; on SQLite as `autoincrement`. */
  readonly identity?: Identity;
  readonly generated?: Generated;
  readonly comment?: string;
  readonly collation?: string;
}

export type Identity = 'always' | 'by default';

/** A column that is computed from others: kept on disk (`stored`), or when it is read. */
export interface Generated {
  readonly expression: SqlText;
  readonly stored: boolean;
}

/** A default: a literal value, or SQL as written. */
export type Default =
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  | { readonly kind: 'sql'; readonly sql: string };

export interface PrimaryKey {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface Index extends Learnt {
  readonly name: string;
  readonly columns: readonly IndexColumn[];
  readonly unique: boolean;
  /** The predicate of a partial index, SQL as written. */
  readonly where?: string;
  /** Access method, PostgreSQL only (`gin`, `hash`, …). */
  readonly using?: string;
  /** Columns that are only carried along, PostgreSQL only. */
  readonly include?: readonly string[];
  /** Two nulls are the same value, PostgreSQL 15 and later only. */
  readonly nullsNotDistinct?: true;
  /** Per cent of each page that is filled, PostgreSQL only. */
  readonly fillFactor?: number;
  /** The whole `create index` as written, where MikroORM's `expression` gives it; the rest is then empty. */
  readonly statement?: string;
}

/** What an index is over: a column by its name, a column with options, or an expression. */
export type IndexColumn = string | IndexPart;

export interface IndexPart {
  /** Exactly one of `column` and `expression`. */
  readonly column?: string;
  readonly expression?: SqlText;
  readonly order?: 'asc' | 'desc';
  /** PostgreSQL only. */
  readonly nulls?: 'first' | 'last';
  readonly collation?: string;
  /** PostgreSQL only: `gin_trgm_ops`. */
  readonly operatorClass?: string;
}

/** A unique constraint; on SQLite MikroORM and migsh both make it a unique index of that name. */
export interface Unique extends Learnt {
  readonly name: string;
  readonly columns: readonly string[];
  readonly deferrable?: 'immediate' | 'deferred';
  /** Two nulls are the same value, PostgreSQL 15 and later only. */
  readonly nullsNotDistinct?: true;
}

export type ReferentialAction = 'cascade' | 'set null' | 'set default' | 'restrict' | 'no action';

export interface ForeignKey extends Learnt {
  readonly name: string;
  readonly columns: readonly string[];
  readonly refTable: string;
  readonly refColumns: readonly string[];
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly deferrable?: 'immediate' | 'deferred';
  /** Rows from before are not checked yet; `validate` does that. PostgreSQL only. */
  readonly notValid?: true;
}

export interface Check extends Learnt {
  readonly name: string;
  readonly expression: string;
  /**
   * The column whose `enum` type implies this check. Such a check is made and changed with the column's type;
   * only its name is compared. On SQLite it stands inline in the column, without a name, as MikroORM writes it.
   */
  readonly enumOf?: string;
  /** Rows from before are not checked yet; `validate` does that. PostgreSQL only. */
  readonly notValid?: true;
  /** The expression is PostgreSQL's alone: SQLite goes without the check. */
  readonly only?: 'postgresql';
}

export interface View {
  readonly name: string;
  readonly select: SqlText;
  /** PostgreSQL keeps its rows; on SQLite an ordinary view. */
  readonly materialized?: true;
  /** A materialized view that is made empty. */
  readonly withData?: false;
  /** Indexes of a materialized view. */
  readonly indexes?: readonly Index[];
  readonly comment?: string;
}

/** PostgreSQL only. Numbers stay text: they may pass 2^53. */
/** The table of that name, or undefined. */
export function findTable(schema: Schema, name: string): Table | undefined {
  return schema.tables.find(table => table.name === name);
}

/** The column of that name, or undefined. */
export function findColumn(table: Table, name: string): Column | undefined {
  return table.columns.find(column => column.name === name);
}

/** The columns that an index names, without those inside expressions. */
export function indexColumns(index: Pick<Index, 'columns'>): readonly string[] {
  return index.columns.flatMap(part => columnOfPart(part) ?? []);
}

/** The column that a part of an index names; undefined for an expression. */
export function columnOfPart(part: IndexColumn): string | undefined {
  return typeof part === 'string' ? part : part.column;
}

/** Whether an index is over columns alone, none of them inside an expression. */
export function isOnColumns(index: Pick<Index, 'columns' | 'statement'>): boolean {
  return index.statement === undefined && indexColumns(index).length === index.columns.length;
}
