import type { Column, ForeignKey, Table } from './schema.ts';

/**
 * Values that went elsewhere, as facts in the past. The structure is in the changes beside them: what came as added, what
 * went as removed; these say that the rows go along.
 */
export type MotionChange =
  | ColumnsMerged
  | ColumnSplit
  | ColumnMoved
  | TableExtracted
  | ColumnCopied;

/** Several columns became one. */
export interface ColumnsMerged {
  readonly kind: 'columnsMerged';
  readonly table: string;
  /** In the order in which they are joined. */
  readonly from: readonly Column[];
  readonly to: Column;
}

/** One column became several, each with a piece of it. */
export interface ColumnSplit {
  readonly kind: 'columnSplit';
  readonly table: string;
  readonly from: Column;
  /** In the order of the pieces; the last takes the rest. */
  readonly to: readonly Column[];
}

/** A column went to a table that a foreign key joins with its own. */
export interface ColumnMoved {
  readonly kind: 'columnMoved';
  readonly table: string;
  readonly to: Column;
  readonly from: { readonly table: string; readonly column: Column };
  /** The foreign key of the child, which is one of the two tables. */
  readonly key: ForeignKey;
  /** `down`: to the children, each gets its parent's value. `up`: to the parent, of whose children one gives its value. */
  readonly direction: 'up' | 'down';
  /** A child may point to no parent. */
  readonly isLoose: boolean;
  /** Which child gives its value, by the order of their primary key, where there may be several. */
  readonly keeps?: 'first' | 'last';
}

/** Columns of a table went to a new one. */
export interface TableExtracted {
  readonly kind: 'tableExtracted';
  /** The table that they were in. */
  readonly table: string;
  /** The new one. */
  readonly to: Table;
  readonly columns: readonly { readonly from: Column; readonly to: Column }[];
  /** The foreign key that joins the two, and whose it is. */
  readonly key: ForeignKey;
  readonly owner: 'old' | 'new';
  /** The columns of the old table that point to the new one. */
  readonly links: readonly Column[];
  /** `each`: a row for each row. `distinct`: equal ones once. */
  readonly rows: 'each' | 'distinct';
}

/** A column was copied to another and stays, until it goes after what came meanwhile was copied. */
export interface ColumnCopied {
  readonly kind: 'columnCopied';
  readonly table: string;
  readonly from: Column;
  readonly to: Column;
  readonly when: 'first' | 'before-drop';
}

/** Whether a column is one that others gave their values. */
export function takesPart(motion: MotionChange, table: string, column: string): boolean {
  if (motion.table !== table || motion.kind === 'tableExtracted') return false;
  const taking = motion.kind === 'columnSplit' ? motion.to : [motion.to];
  return taking.some(({ name }) => name === column);
}
