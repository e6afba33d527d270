import type { ColumnType } from '../schema/column-type.ts';
import type { CodeFact } from './code-facts.ts';

/**
 * What a statement does, as far as hazards care: read from the SQL that will run, so that generated and hand-written
 * statements are judged alike. A statement may hold several facts; one that none of them describes holds none.
 */
export type Fact =
  | { readonly kind: 'createTable'; readonly table: string; readonly filled: boolean }
  | { readonly kind: 'dropTable'; readonly table: string; readonly cascades: boolean }
  | {
      readonly kind: 'dropWhole';
      /** `role`: what it owns. */
      readonly sort: 'schema' | 'database' | 'extension' | 'type' | 'collation' | 'role';
      readonly name: string;
    }
  | { readonly kind: 'createView'; readonly view: string }
  | { readonly kind: 'dropView'; readonly view: string; readonly materialized: boolean }
  | { readonly kind: 'refreshView'; readonly view: string; readonly concurrently: boolean }
  | { readonly kind: 'renameTable'; readonly table: string; readonly to: string }
  | CodeFact
  | AddColumnFact
  | {
      readonly kind: 'dropColumn';
      readonly table: string;
      readonly column: string;
    }
  | {
      readonly kind: 'renameColumn';
      readonly table: string;
      readonly column: string;
      readonly to: string;
    }
  /** A value of an enum gets another name. */
  | {
      readonly kind: 'renameValue';
      readonly enum: string;
      readonly value: string;
      readonly to: string;
    }
  | { readonly kind: 'setNotNull'; readonly table: string; readonly column: string }
  | AlterTypeFact
  | ConvertFact
  | FitFact
  /** A generated column is computed anew, of another expression. */
  | { readonly kind: 'recompute'; readonly table: string; readonly column: string }
  | CreateIndexFact
  | { readonly kind: 'dropIndex'; readonly name: string; readonly concurrently: boolean }
  | AddForeignKeyFact
  | {
      readonly kind: 'addCheck';
      readonly table: string;
      readonly name: string;
      readonly checksRows: boolean;
    }
  | AddUniqueFact
  | { readonly kind: 'addExclusion'; readonly table: string; readonly name: string }
  | { readonly kind: 'dropConstraint'; readonly table: string; readonly name: string }
  | { readonly kind: 'deleteRows'; readonly table: string; readonly where: boolean }
  /** SQLite: rows that have the key of a new one go (`replace into`). */
  | { readonly kind: 'replaceRows'; readonly table: string }
  | { readonly kind: 'truncate'; readonly table: string; readonly cascades: boolean }
  | { readonly kind: 'updateRows'; readonly table: string; readonly where: boolean }
  /** `copied`: the rows come from a query, so they may be all that is left of other rows. */
  | { readonly kind: 'insertRows'; readonly table: string; readonly copied: boolean }
  /** SQLite: the table is copied into a new one. */
  | { readonly kind: 'rebuild'; readonly table: string }
  /** A function: it may do anything. */
  | { readonly kind: 'code' }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface AddColumnFact {
  readonly kind: 'addColumn';
  readonly table: string;
  readonly column: string;
  readonly notNull: boolean;
  /** `perRow`: computed for each row (a volatile function, a sequence, a stored expression). */
  readonly fill: 'none' | 'constant' | 'perRow';
}

export interface AlterTypeFact {
  readonly kind: 'alterType';
  readonly table: string;
  readonly column: string;
  readonly type: SqlType;
  /** What stands behind `using`: nothing, the column cast to the type, more, or something that does not read the column. */
  readonly using: 'none' | 'cast' | 'expression' | 'replacement';
}

/** SQLite: the values of a column are written anew by an expression. */
export interface ConvertFact {
  readonly kind: 'convert';
  readonly table: string;
  readonly column: string;
  /** Absent: the type stays. */
  readonly type?: ColumnType;
  /** Whether the expression reads the old value. */
  readonly reads: boolean;
}

/** A plain change of type stops at values that do not fit. */
export interface FitFact {
  readonly kind: 'fit';
  readonly table: string;
  readonly column: string;
  readonly to: ColumnType;
  /** A query that counts them. */
  readonly count: string;
}

interface CreateIndexFact {
  readonly kind: 'createIndex';
  readonly table: string;
  readonly name: string;
  readonly unique: boolean;
  readonly concurrently: boolean;
}

interface AddForeignKeyFact {
  readonly kind: 'addForeignKey';
  readonly table: string;
  readonly name: string;
  readonly refTable: string;
  /** false for `not valid`, and for a new column that is null everywhere. */
  readonly checksRows: boolean;
}

/** A unique or primary key constraint. */
interface AddUniqueFact {
  readonly kind: 'addUnique';
  readonly table: string;
  readonly name: string;
  readonly primary: boolean;
  /** Built of an index that is there already. */
  readonly usingIndex: boolean;
}

/** A PostgreSQL type under its catalog name: `varchar(80)` is `{ name: 'varchar', modifiers: [80] }`, `int[]` an array of `int4`. */
export interface SqlType {
  readonly name: string;
  readonly modifiers: readonly number[];
  readonly array: boolean;
}
