import type { ReferentialAction } from '../schema/schema.ts';
import type { NativeType, TypeArgument } from './record-type.ts';

/** When a unique or foreign key is checked: with each statement unless a transaction defers it, or at its end. */
export type Deferrable = 'immediate' | 'deferred';

/** A name of your own; left out it is `table_columns_kind`. */
export interface NameOptions {
  readonly name?: string;
}

export interface UniqueOptions extends NameOptions {
  readonly deferrable?: Deferrable;
}

export interface ForeignKeyOptions extends NameOptions {
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly deferrable?: Deferrable;
}

export interface IndexOptions extends NameOptions {
  readonly unique?: boolean;
  /** Predicate of a partial index, SQL: `'deleted_at is null'`. */
  readonly where?: string;
  /** Access method, PostgreSQL only: `'gin'`. */
  readonly using?: string;
  /** Columns that are only carried along, PostgreSQL only. */
  readonly include?: readonly string[];
}

export interface EnumOptions {
  /** Name of the check that allows only the listed values; left out it is `table_column_check`. */
  readonly check?: string;
}

/** What can be said of a column behind its type: `t.string('email', 120).nullable().unique()`. Not null unless said. */
export interface ColumnBuilder {
  /** May hold null: `t.text('note').nullable()` → `"note" text`. Without it `"note" text not null`. */
  nullable(): ColumnBuilder;
  /** A literal default: `t.integer('percent').default(0)` → `"percent" integer not null default 0`. */
  default(value: string | number | boolean): ColumnBuilder;
  /** A default in SQL: `t.datetime('at').defaultRaw('current_timestamp')` → `… default current_timestamp`. */
  defaultRaw(sql: string): ColumnBuilder;
  /** Part of the primary key, in the order of the columns: `t.integer('id').primary()`. */
  primary(options?: NameOptions): ColumnBuilder;
  /** Numbered by the database: `serial` on PostgreSQL, `integer primary key autoincrement` on SQLite. */
  autoincrement(): ColumnBuilder;
  /** No two rows with the same value: `t.string('email', 120).unique()` → constraint `customer_email_unique`. */
  unique(options?: UniqueOptions): ColumnBuilder;
  /** Foreign key: `t.integer('customer_id').references('customer', 'id', { onDelete: 'cascade' })`. */
  references(table: string, column: string, options?: ForeignKeyOptions): ColumnBuilder;
  /** A note that PostgreSQL keeps with the column; SQLite keeps none. */
  comment(text: string): ColumnBuilder;
  /** Order and equality of text: `collate "C"` on PostgreSQL, `collate nocase` on SQLite. */
  collation(name: string): ColumnBuilder;
}

/** The types of columns, by name: what MikroORM's platform declares for the same type on each dialect. */
export interface ColumnTypes {
  /** `varchar(length)` on PostgreSQL, `text` on SQLite. */
  string(name: string, length?: number): ColumnBuilder;
  /** `char(length)` on PostgreSQL, `text` on SQLite. */
  char(name: string, length?: number): ColumnBuilder;
  /** `text`. */
  text(name: string): ColumnBuilder;
  /** `int` on PostgreSQL, `integer` on SQLite. */
  integer(name: string): ColumnBuilder;
  /** `smallint` on PostgreSQL, `integer` on SQLite. */
  smallint(name: string): ColumnBuilder;
  /** `smallint` on PostgreSQL, `integer` on SQLite. */
  tinyint(name: string): ColumnBuilder;
  /** `int` on PostgreSQL, `mediumint` on SQLite. */
  mediumint(name: string): ColumnBuilder;
  /** `bigint`. */
  bigint(name: string): ColumnBuilder;
  /** `numeric(precision,scale)`: `t.decimal('total', 10, 2)` holds up to 99999999.99. */
  decimal(name: string, precision?: number, scale?: number): ColumnBuilder;
  /** 6 digits: `real`. */
  float(name: string): ColumnBuilder;
  /** 15 digits: `double precision` on PostgreSQL, `double` on SQLite. */
  double(name: string): ColumnBuilder;
  /** `boolean` on PostgreSQL, `integer` on SQLite. */
  boolean(name: string): ColumnBuilder;
  /** `date`. */
  date(name: string): ColumnBuilder;
  /** `time(0)` on PostgreSQL, as MikroORM has it; `time(precision)` on SQLite. */
  time(name: string, precision?: number): ColumnBuilder;
  /** `timestamptz(precision)` on PostgreSQL, `datetime` on SQLite. */
  datetime(name: string, precision?: number): ColumnBuilder;
  /** `timestamptz(precision)` on PostgreSQL, `datetime` on SQLite: MikroORM knows one type for both names. */
  timestamp(name: string, precision?: number): ColumnBuilder;
  /** `uuid` on PostgreSQL, `text` on SQLite. */
  uuid(name: string): ColumnBuilder;
  /** MikroORM's JSON type: `jsonb` on PostgreSQL, `json` on SQLite. */
  json(name: string): ColumnBuilder;
  /** `jsonb` on PostgreSQL, `json` on SQLite. */
  jsonb(name: string): ColumnBuilder;
  /** Bytes: `bytea` on PostgreSQL, `blob` on SQLite. */
  blob(name: string): ColumnBuilder;
  /** `interval`. */
  interval(name: string): ColumnBuilder;
  /** Text with a check: `t.enum('tier', ['basic', 'gold'])` → `check ("tier" in ('basic', 'gold'))`. */
  enum(name: string, values: readonly string[], options?: EnumOptions): ColumnBuilder;
  /** `t.array('tags', 'text')` → `text[]` on PostgreSQL, `text` on SQLite. */
  array(name: string, of: TypeArgument): ColumnBuilder;
  /** A type as the database spells it: `t.native('body', { postgresql: 'tsvector', sqlite: 'text' })`. */
  native(name: string, type: string | NativeType): ColumnBuilder;
}

/** What `op.createTable` hands to its callback: columns in order, then what spans several of them. */
export interface TableBuilder extends ColumnTypes {
  /** `t.index(['placed_at'])` → `create index "order_placed_at_index" on "order" ("placed_at")`. */
  index(columns: readonly string[], options?: IndexOptions): void;
  /** `t.unique(['order_id', 'position'])` → constraint `order_line_order_id_position_unique`. */
  unique(columns: readonly string[], options?: UniqueOptions): void;
  /** `t.foreignKey(['order_id', 'position'], 'order_line', ['order_id', 'position'], { onDelete: 'cascade' })`. */
  foreignKey(
    columns: readonly string[],
    refTable: string,
    refColumns: readonly string[],
    options?: ForeignKeyOptions,
  ): void;
  /** `t.primary(['order_id', 'position'])` → `primary key ("order_id", "position")`. */
  primary(columns: readonly string[], options?: NameOptions): void;
  /** `t.check('order_total_positive', 'total >= 0')` → `constraint "order_total_positive" check (total >= 0)`. */
  check(name: string, expression: string): void;
  /** A note that PostgreSQL keeps with the table; SQLite keeps none. */
  comment(text: string): void;
}
