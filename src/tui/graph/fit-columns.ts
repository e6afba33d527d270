import type { GraphRow } from './graph.ts';

/** Where the columns of some rows are drawn. */
export interface Columns {
  /** The place of a column, or undefined where it is left out. */
  place(column: number): number | undefined;
  /** How many places there are. */
  readonly count: number;
  /** How many columns were left out. */
  readonly hidden: number;
}

/**
 * The columns of the rows of one page. Where they are more than `budget`, those in which lines only pass are left out:
 * they say nothing here. Decided for a page, not for a row, so that lines go straight through it.
 */
export function fitColumns(rows: readonly GraphRow[], budget: number): Columns {
  const active = new Set<number>();
  const passing = new Set<number>();
  for (const row of rows) {
    for (const { column } of [row, ...row.parents, ...row.joins]) active.add(column);
    for (const { column } of row.through) passing.add(column);
  }
  const count = Math.max(-1, ...active, ...passing) + 1;
  if (count <= budget) return { place: column => column, count, hidden: 0 };
  const kept = [...active].toSorted((a, b) => a - b);
  const places = new Map(kept.map((column, at) => [column, at]));
  const hidden = [...passing].filter(column => !active.has(column)).length;
  return { place: column => places.get(column), count: kept.length, hidden };
}
