import type { ColumnCopied } from './change-motion.ts';
import type { ColumnComparison, TablePair } from './compare-columns.ts';
import { earlierCopies, lastCopy, openColumn, withCopy } from './copies.ts';
import type { Interview } from './interview.ts';
import { type Column, findTable, type Schema, type Table } from './schema.ts';

/** What copies of earlier revisions make of a comparison. */
export interface EarlierCopies {
  /** With the old columns, as if the entities wanted them. */
  readonly pairs: readonly TablePair[];
  /** Copies that an answer lets go now. */
  readonly going: readonly ColumnCopied[];
}

/** Lets columns that were copied stay, unless an answer says that they go. */
export function withEarlierCopies(
  interview: Interview,
  pairs: readonly TablePair[],
  base: Schema,
): EarlierCopies {
  const going: ColumnCopied[] = [];
  const all = pairs.map(({ stored, desired }) => {
    const recorded = findTable(base, desired.name) ?? stored;
    const copies = earlierCopies(interview, { recorded, desired }, stored.name);
    going.push(...copies.going.map(copy => lastCopy(desired.name, copy)));
    const wanted = copies.staying.reduce((table, copy) => withCopy(table, recorded, copy), desired);
    return { stored, desired: wanted };
  });
  return { pairs: all, going };
}

/** Tables with the columns that are copied now: as they are, for the comparison, and as they stay. */
export interface NewCopies {
  readonly pairs: readonly TablePair[];
  readonly wanted: readonly Table[];
}

/** Lets columns that are copied now stay. */
export function withNewCopies(
  pairs: readonly TablePair[],
  columns: readonly ColumnComparison[],
  base: Schema,
): NewCopies {
  const copies = columns.flatMap(({ motions }) => motions).filter(isCopy);
  const withOld = ({ stored, desired }: TablePair, old: (column: Column) => Column): Table => {
    const recorded = findTable(base, desired.name) ?? stored;
    return copies
      .filter(({ table }) => table === desired.name)
      .reduce((table, { from, to }) => withCopy(table, recorded, { from: old(from), to }), desired);
  };
  return {
    pairs: pairs.map(pair => ({ stored: pair.stored, desired: withOld(pair, same => same) })),
    wanted: pairs.map(pair => withOld(pair, openColumn)),
  };
}

function isCopy(motion: { readonly kind: string }): motion is ColumnCopied {
  return motion.kind === 'columnCopied';
}
