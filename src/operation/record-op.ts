import type { SqlText } from '../schema/objects.ts';
import type {
  CheckOptions,
  ColumnBuilder,
  ColumnTypes,
  ForeignKeyOptions,
  IndexColumns,
  IndexOptions,
  TableBuilder,
  UniqueOptions,
} from './record-builders.ts';
import type { ColumnSourceOp } from './record-column-source.ts';
import type { EnumOp } from './record-enum.ts';
import type { KeyOp } from './record-key.ts';
import type { NamespaceOp } from './record-namespace.ts';
import type { PolicyOp } from './record-policy.ts';
import type { RoutineOp } from './record-routine.ts';
import type { RunOp } from './record-run.ts';
import type { SequenceOp } from './record-sequence.ts';
import type { TriggerOp } from './record-trigger.ts';
import type { TypeArgument } from './record-type.ts';
import type { ViewOp } from './record-view.ts';

/** What `alterColumn` changes; what is left out stays as it is. */
export interface ColumnAlteration {
  /** `'bigint'`, `'string(80)'`, `"enum('basic', 'gold')"`, or native SQL. */
  readonly type?: TypeArgument;
  readonly nullable?: boolean;
  /** A literal; null takes the default away. */
  readonly default?: string | number | boolean | null;
  /** SQL: `'current_timestamp'`. */
  readonly defaultRaw?: string;
  /** SQL that makes the new value of the old ones: `'total::text'`. */
  readonly using?: string;
  /** null takes the comment away. */
  readonly comment?: string | null;
  /** null goes back to the database's own. */
  readonly collation?: string | null;
}

export interface CreateIndexOptions extends IndexOptions {
  /** PostgreSQL: built outside the transaction while writes go on; an invalid rest of an attempt that failed goes first. */
  readonly concurrently?: boolean;
}

export interface AddUniqueOptions extends UniqueOptions {
  /** A unique index that is there becomes the constraint's and takes its name: no scan. On SQLite it is renamed. */
  readonly usingIndex?: string;
}

/** A row to insert: column → value. */
export type InsertRow = Readonly<Record<string, string | number | boolean | null>>;

/** SQL per dialect; `''` says that nothing is needed there, one left out is an error there. */
export interface SqlTexts {
  readonly postgresql?: string;
  readonly sqlite?: string;
}

/**
 * What `up` and `down` are handed. A call records an operation and runs nothing; table names are `name` or `schema.name`.
 * Where SQLite has no statement for a change the table is rebuilt: new table, rows copied, old one dropped, renamed.
 */
export interface Op
  extends
    ColumnSourceOp,
    KeyOp,
    SequenceOp,
    ViewOp,
    TriggerOp,
    RoutineOp,
    PolicyOp,
    RunOp,
    EnumOp,
    NamespaceOp {
  /** The dialect that is compiled for, for what differs. A revision should seldom ask. */
  readonly dialect: 'postgresql' | 'sqlite';

  /**
   * Creates a table; columns are not null unless `.nullable()`.
   * @example op.createTable('tag', t => { t.integer('id').primary().autoincrement(); t.string('label', 60).unique(); });
   * PostgreSQL: `create table "tag" ("id" serial primary key, "label" varchar(60) not null)`, then the constraints.
   * SQLite: ``create table `tag` (`id` integer not null primary key autoincrement, `label` text not null)``.
   */
  createTable(table: string, describe: (t: TableBuilder) => void): void;
  /**
   * Drops a table with its rows. Record `op.archive` before it where they should come back.
   * @example op.dropTable('coupon');
   * Both: `drop table "coupon"`.
   */
  dropTable(table: string): void;
  /**
   * Renames a table; names of its indexes and constraints stay as they are.
   * @example op.renameTable('mail', 'letter');
   * Both: `alter table "mail" rename to "letter"`.
   */
  renameTable(from: string, to: string): void;

  /**
   * Adds a column, with its foreign key and unique.
   * @example op.addColumn('customer', c => c.string('phone', 40).nullable());
   * Both: `alter table "customer" add column "phone" varchar(40)`; SQLite rebuilds where `add column` cannot do it.
   */
  addColumn(table: string, describe: (c: ColumnTypes) => ColumnBuilder | void): void;
  /**
   * Drops a column with its values.
   * @example op.dropColumn('customer', 'phone');
   * Both: `alter table "customer" drop column "phone"`; SQLite rebuilds where the column is part of something.
   */
  dropColumn(table: string, column: string): void;
  /**
   * Renames a column; its values stay.
   * @example op.renameColumn('customer', 'mail', 'email');
   * Both: `alter table "customer" rename column "mail" to "email"`.
   */
  renameColumn(table: string, from: string, to: string): void;
  /**
   * Changes a column's type, nullability, default, comment or collation.
   * @example op.alterColumn('product', 'price', { type: 'decimal(12,2)', nullable: false });
   * PostgreSQL: `alter table "product" alter column "price" type numeric(12,2)`, `… set not null`. SQLite: a rebuild, or in place.
   */
  alterColumn(table: string, column: string, change: ColumnAlteration): void;

  /**
   * Creates an index, named `table_columns_index`, over columns, columns with an order, nulls, a collation or an operator class, or expressions.
   * @example op.createIndex('order', [{ column: 'placed_at', order: 'desc' }, { expression: 'lower(reference)' }], { name: 'order_late', where: 'paid_at is null' });
   * Both: `create index "order_late" on "order" ("placed_at" desc, (lower(reference))) where paid_at is null`.
   * PostgreSQL besides: `using`, `include`, `nulls not distinct`, `with (fillfactor = 70)`, and `concurrently` outside the transaction.
   */
  createIndex(table: string, columns: IndexColumns, options?: CreateIndexOptions): void;
  /**
   * Drops an index; `concurrently` on PostgreSQL outside the transaction, without stopping readers and writers.
   * @example op.dropIndex('order', 'order_placed_at_index', { concurrently: true });
   * Both: `drop index "order_placed_at_index"`; PostgreSQL: `drop index concurrently if exists …`.
   */
  dropIndex(table: string, name: string, options?: { readonly concurrently?: boolean }): void;
  /**
   * Renames an index.
   * @example op.renameIndex('order', 'order_placed_at_index', 'order_by_time');
   * PostgreSQL: `alter index "order_placed_at_index" rename to "order_by_time"`. SQLite: dropped and created.
   */
  renameIndex(table: string, from: string, to: string): void;

  /**
   * Adds a unique constraint, named `table_columns_unique`; `usingIndex` makes one of a unique index that is there.
   * @example op.addUnique('customer', ['email'], { usingIndex: 'customer_email' });
   * PostgreSQL: `alter table "customer" add constraint "customer_email_unique" unique ("email")`, or `… unique using index "customer_email"`. SQLite: `create unique index …`.
   */
  addUnique(table: string, columns: readonly string[], options?: AddUniqueOptions): void;
  /**
   * Drops a unique constraint.
   * @example op.dropUnique('customer', 'customer_email_unique');
   * PostgreSQL: `alter table "customer" drop constraint "customer_email_unique"`. SQLite: `drop index …`.
   */
  dropUnique(table: string, name: string): void;

  /**
   * Adds a foreign key, named `table_columns_foreign`.
   * @example op.addForeignKey('invoice', ['order_id'], 'order', ['id'], { onDelete: 'cascade' });
   * PostgreSQL: `alter table "invoice" add constraint "invoice_order_id_foreign" foreign key ("order_id") references "order" ("id") on delete cascade`. SQLite: a rebuild.
   */
  addForeignKey(
    table: string,
    columns: readonly string[],
    refTable: string,
    refColumns: readonly string[],
    options?: ForeignKeyOptions,
  ): void;
  /**
   * Drops a foreign key.
   * @example op.dropForeignKey('invoice', 'invoice_order_id_foreign');
   * PostgreSQL: `alter table "invoice" drop constraint "invoice_order_id_foreign"`. SQLite: a rebuild.
   */
  dropForeignKey(table: string, name: string): void;

  /**
   * Adds a check. With `notValid` rows from before are checked by `op.validate` alone, in a later revision; SQLite checks them at once. `only: 'postgresql'`: SQLite goes without it.
   * @example op.addCheck('invoice', 'invoice_total_check', 'total >= 0');
   * PostgreSQL: `alter table "invoice" add constraint "invoice_total_check" check (total >= 0)`. SQLite: a rebuild, or in place.
   */
  addCheck(table: string, name: string, expression: string, options?: CheckOptions): void;
  /**
   * Drops a check.
   * @example op.dropCheck('invoice', 'invoice_total_check');
   * PostgreSQL: `alter table "invoice" drop constraint "invoice_total_check"`. SQLite: a rebuild, or in place.
   */
  dropCheck(table: string, name: string): void;
  /**
   * Renames a unique, foreign key, check or primary key.
   * @example op.renameConstraint('letter', 'mail_pkey', 'letter_pkey');
   * PostgreSQL: `alter table "letter" rename constraint "mail_pkey" to "letter_pkey"`. SQLite: where the name is stored, a rebuild.
   */
  renameConstraint(table: string, from: string, to: string): void;

  /**
   * Sets the comment of a table or of a column; null takes it away.
   * @example op.comment('customer', 'where we write to', { column: 'email' });
   * PostgreSQL: `comment on column "customer"."email" is 'where we write to'`. SQLite keeps no comments: nothing runs.
   */
  comment(table: string, comment: string | null, options?: { readonly column?: string }): void;
  /**
   * Inserts rows; the inverse deletes them by key.
   * @example op.insert('category', [{ id: 1, name: 'books' }]);
   * Both: `insert into "category" ("id", "name") values (1, 'books')`.
   */
  insert(table: string, rows: readonly InsertRow[]): void;
  /**
   * Fills columns of rows that exist with SQL expressions; where the dialects differ, `{ postgresql: '…', sqlite: '…' }`.
   * @example op.backfill('customer', { set: { full_name: "first_name || ' ' || last_name" }, where: 'full_name is null' });
   * Both: `update "customer" set "full_name" = first_name || ' ' || last_name where full_name is null`. With `transactional: false` and
   * a `where` PostgreSQL runs it outside the revision's transaction, so that no lock of another operation is held meanwhile.
   */
  backfill(
    table: string,
    fill: {
      readonly set: Readonly<Record<string, SqlText>>;
      readonly where?: SqlText;
      readonly transactional?: boolean;
    },
  ): void;
  /**
   * Keeps the rows of a table, or some of its columns, that the next operation drops; `op.restore` in `down` brings them back.
   * @example op.archive('coupon'); op.dropTable('coupon');
   * Both: `create table "migsh_archive_coupon_3f2a9c1e7b04" as select * from "coupon"`.
   */
  archive(table: string, columns?: readonly string[]): void;
  /**
   * Puts archived rows or columns back and drops the archive.
   * @example op.restore('coupon');
   * Both: `insert into "coupon" (…) select … from "migsh_archive_coupon_3f2a9c1e7b04"`, then `drop table …`.
   */
  restore(table: string, columns?: readonly string[]): void;
  /**
   * SQL as written, for every dialect or one text each; several statements may stand in a text.
   * @example op.sql({ postgresql: 'create extension if not exists citext', sqlite: '' }, { transactional: false });
   * Both: the text as it is.
   */
  sql(text: string | SqlTexts, options?: { readonly transactional?: boolean }): void;
}
