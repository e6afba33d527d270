import type { Column } from './schema.ts';

/**
 * Values that went elsewhere, as facts in the past. The structure is in the changes beside them: what came as added, what
 * went as removed; these say that the rows go along.
 */
export type MotionChange = ColumnsMerged | ColumnSplit;

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
