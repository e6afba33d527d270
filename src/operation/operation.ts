// operation/: what a revision does, as data. Behaviours are tables over the kinds, one file each; sees no database.
import type { ColumnType } from '../schema/column-type.ts';
import type { SqlText } from '../schema/objects.ts';
import type { SchemaPatch } from '../schema/patch.ts';
import type { Check, Column, Default, ForeignKey, Index, Table, Unique } from '../schema/schema.ts';
import type { SetIdentity, SetGenerated } from './column-operation.ts';
import type {
  Validate,
  AddPrimaryKey,
  DropPrimaryKey,
  AddExclusion,
  DropExclusion,
} from './constraint-operation.ts';
import type {
  CreateEnum,
  DropEnum,
  AddEnumValue,
  RenameEnumValue,
  RemoveEnumValue,
  RenameEnum,
} from './enum-operation.ts';
import type {
  CreateView,
  DropView,
  RenameView,
  CreateTrigger,
  DropTrigger,
  CreateFunction,
  DropFunction,
  CreatePolicy,
  DropPolicy,
  RowSecurity,
  CreateSequence,
  DropSequence,
  CreateSchema,
  DropSchema,
  CreateExtension,
  DropExtension,
} from './object-operation.ts';
import type { Cascading } from './only-on.ts';
import type { RunFunction } from './run-tools.ts';

export interface CreateTable {
  readonly kind: 'createTable';
  readonly table: Table;
}
/** Operations that drop carry, in memory, the definition that their inverse needs; in a file they do not. */
export interface DropTable extends Cascading {
  readonly kind: 'dropTable';
  readonly table: string;
  readonly definition?: Table;
}
export interface RenameTable {
  readonly kind: 'renameTable';
  readonly from: string;
  readonly to: string;
}
export interface AddColumn {
  readonly kind: 'addColumn';
  readonly table: string;
  readonly column: Column;
  /** Written on the column builder: `.references()`, `.unique()`, an enum's check. */
  readonly foreignKey?: ForeignKey;
  readonly unique?: Unique;
  readonly check?: Check;
}
export interface DropColumn {
  readonly kind: 'dropColumn';
  readonly table: string;
  readonly column: string;
  readonly definition?: Column;
}
export interface RenameColumn {
  readonly kind: 'renameColumn';
  readonly table: string;
  readonly from: string;
  readonly to: string;
}
export interface AlterColumn {
  readonly kind: 'alterColumn';
  readonly table: string;
  readonly column: string;
  readonly type?: ColumnType;
  readonly nullable?: boolean;
  /** null takes the default away. */
  readonly default?: Default | null;
  /** PostgreSQL expression that converts the old values (`using`); on SQLite the expression that fills the rebuilt column. */
  readonly using?: string;
  /** What `using` is for the inverse, where values have a way back. */
  readonly back?: string;
  /** null takes the comment away. */
  readonly comment?: string | null;
  readonly collation?: string | null;
  /** What it was before, for the inverse: the same keys that are set above. */
  readonly before?: Column;
}
export interface CreateIndex {
  readonly kind: 'createIndex';
  readonly table: string;
  readonly index: Index;
  /** PostgreSQL: outside the transaction, writes go on meanwhile. */
  readonly concurrently?: true;
}
export interface DropIndex {
  readonly kind: 'dropIndex';
  readonly table: string;
  readonly name: string;
  readonly concurrently?: true;
  readonly definition?: Index;
}
export interface RenameIndex {
  readonly kind: 'renameIndex';
  readonly table: string;
  readonly from: string;
  readonly to: string;
}
export interface AddUnique {
  readonly kind: 'addUnique';
  readonly table: string;
  readonly unique: Unique;
  /** A unique index that becomes the constraint's, PostgreSQL; on SQLite it is renamed. */
  readonly usingIndex?: string;
}
export interface DropUnique {
  readonly kind: 'dropUnique';
  readonly table: string;
  readonly name: string;
  readonly definition?: Unique;
}
export interface AddForeignKey {
  readonly kind: 'addForeignKey';
  readonly table: string;
  readonly foreignKey: ForeignKey;
}
export interface DropForeignKey {
  readonly kind: 'dropForeignKey';
  readonly table: string;
  readonly name: string;
  readonly definition?: ForeignKey;
}
export interface AddCheck {
  readonly kind: 'addCheck';
  readonly table: string;
  readonly check: Check;
}
export interface DropCheck {
  readonly kind: 'dropCheck';
  readonly table: string;
  readonly name: string;
  readonly definition?: Check;
}
/** Renames a unique, foreign key, check or primary key constraint. */
export interface RenameConstraint {
  readonly kind: 'renameConstraint';
  readonly table: string;
  readonly from: string;
  readonly to: string;
}
/** A table's comment, or with `column` a column's. null takes it away. */
export interface Comment {
  readonly kind: 'comment';
  readonly table: string;
  readonly column?: string;
  readonly comment: string | null;
  readonly before?: string | null;
}
/** Inserts rows; the inverse deletes them by `key` (default: the primary key). */
export interface Insert {
  readonly kind: 'insert';
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
}
/** Fills columns of rows that exist: `set` maps a column to an SQL expression, one for every dialect or one each. */
export interface Backfill {
  readonly kind: 'backfill';
  readonly table: string;
  readonly set: Readonly<Record<string, SqlText>>;
  readonly where?: SqlText;
  /** false: runs outside the revision's transaction; `where` makes it bear being run again. */
  readonly transactional?: false;
}
/**
 * Copies what a drop would lose into `migsh_archive_…`: the whole table, or the named columns with the primary key.
 * The archive's name is made of the table and the revision that archives.
 */
export interface Archive {
  readonly kind: 'archive';
  readonly table: string;
  readonly columns?: readonly string[];
}
/** Puts archived rows (or the archived columns' values) back and drops the archive. */
export interface Restore {
  readonly kind: 'restore';
  readonly table: string;
  readonly columns?: readonly string[];
}
/** SQL as written. A dialect that is missing is an error when compiled; `''` means nothing is needed there. */
export interface Sql {
  readonly kind: 'sql';
  readonly postgresql?: string;
  readonly sqlite?: string;
  /** false: runs outside the revision's transaction and must bear being run again. */
  readonly transactional?: false;
  readonly made?: Made;
}

/** Code as written: shown as code, run with the revision's connection. The function itself travels beside the data. */
export interface Run {
  readonly kind: 'run';
  readonly code: string;
  readonly transactional?: false;
  readonly made?: Made;
}

/** What SQL or code of a person makes of the schema: found out by trying it, no part of what a file records. */
export interface Made {
  readonly patches: readonly SchemaPatch[];
  /** SQLite: statements that do the same to a schema-only copy, on which code does not run. */
  readonly onCopy: readonly string[];
}

export type Operation =
  | CreateTable
  | DropTable
  | RenameTable
  | AddColumn
  | DropColumn
  | RenameColumn
  | AlterColumn
  | CreateIndex
  | DropIndex
  | RenameIndex
  | AddUnique
  | DropUnique
  | AddForeignKey
  | DropForeignKey
  | AddCheck
  | DropCheck
  | RenameConstraint
  | Comment
  | Insert
  | Backfill
  | Archive
  | Restore
  | Sql
  | Validate
  | AddPrimaryKey
  | DropPrimaryKey
  | AddExclusion
  | DropExclusion
  | CreateEnum
  | DropEnum
  | AddEnumValue
  | RenameEnumValue
  | RemoveEnumValue
  | RenameEnum
  | CreateView
  | DropView
  | RenameView
  | CreateTrigger
  | DropTrigger
  | CreateFunction
  | DropFunction
  | CreatePolicy
  | DropPolicy
  | RowSecurity
  | SetIdentity
  | SetGenerated
  | CreateSequence
  | DropSequence
  | CreateSchema
  | DropSchema
  | CreateExtension
  | DropExtension
  | Run;

export type OperationKind = Operation['kind'];
export type OperationOf<K extends OperationKind> = Extract<Operation, { kind: K }>;

/** A total function over operations, as a table: leave a kind out and it does not compile. */
export type ForEachOperation<Result, Context = void> = {
  readonly [K in OperationKind]: (operation: OperationOf<K>, context: Context) => Result;
};

/** Applies a table to one operation. */
export function onOperation<Result, Context>(
  table: ForEachOperation<Result, Context>,
  operation: Operation,
  context: Context,
): Result {
  const handle: (operation: never, context: Context) => Result = table[operation.kind];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's key and the operation's kind agree, which TypeScript cannot correlate
  return handle(operation as never, context);
}

/** An operation with the line of the revision file that recorded it. */
export interface RecordedOperation {
  readonly operation: Operation;
  readonly line?: number;
  /** The function of a `run`: code, so no part of the data. */
  readonly run?: RunFunction;
}
