import type { ColumnCopied } from './change-motion.ts';
import { withoutColumn } from './edit.ts';
import type { Interview } from './interview.ts';
import type { TableSides } from './motion-offers.ts';
import { columnQuestionId, quotedName } from './question-id.ts';
import { type Column, findColumn, type Table } from './schema.ts';

/** A column that stays beside the one that it was copied to. */
export interface Copy {
  readonly from: Column;
  readonly to: Column;
}

/** The answer that copies a column. */
export function copyValue(from: Pick<Column, 'name'>): string {
  return `copy:${quotedName(from.name)}`;
}

/**
 * The copies that an earlier revision made, by its answers, and whose old column is still there and unwanted: those that stay,
 * and those that an answer lets go now.
 */
export function earlierCopies(
  interview: Interview,
  { recorded, desired }: TableSides,
  stored: string,
): { readonly staying: readonly Copy[]; readonly going: readonly Copy[] } {
  const copies = recorded.columns
    .filter(({ name }) => findColumn(desired, name) === undefined)
    .flatMap(from =>
      desired.columns
        .filter(to => {
          const id = copyIds(interview, { recorded, desired }, { stored, to }).find(
            each => interview.given(each) === copyValue(from),
          );
          if (id !== undefined) interview.mayAsk(id);
          return id !== undefined;
        })
        .map(to => ({ from, to })),
    );
  const goes = ({ from }: Copy): boolean =>
    interview.given(columnQuestionId('drop', stored, from.name)) !== undefined;
  return { staying: copies.filter(copy => !goes(copy)), going: copies.filter(goes) };
}

/** The questions whose answer may have made the column a copy: it and its table may be renamed only now. */
function copyIds(
  interview: Interview,
  { recorded, desired }: TableSides,
  { stored, to }: { readonly stored: string; readonly to: Column },
): readonly string[] {
  const renamed = interview.given(columnQuestionId('rename', desired.name, to.name));
  const former =
    findColumn(recorded, to.name) ??
    recorded.columns.find(({ name }) => renamed === `rename:${quotedName(name)}`);
  if (former === undefined) return [];
  return [desired.name, stored].map(table => columnQuestionId('rename', table, former.name));
}

/** The rows that go along when a copied column goes for good. */
export function lastCopy(table: string, { from, to }: Copy): ColumnCopied {
  return { kind: 'columnCopied', table, from, to, when: 'before-drop' };
}

/** The table as it is to be while the old column stays: with it, and with a new one that may be null, since who writes the old one knows no other. */
export function withCopy(desired: Table, recorded: Table, { from, to }: Copy): Table {
  const left = withoutColumn(recorded, from.name);
  const columns = desired.columns.map(each => (each.name === to.name ? openColumn(each) : each));
  return {
    ...desired,
    columns: [...columns, from],
    indexes: [...desired.indexes, ...went(went(recorded.indexes, left.indexes), desired.indexes)],
    uniques: [...desired.uniques, ...went(went(recorded.uniques, left.uniques), desired.uniques)],
    checks: [...desired.checks, ...went(went(recorded.checks, left.checks), desired.checks)],
    foreignKeys: [
      ...desired.foreignKeys,
      ...went(went(recorded.foreignKeys, left.foreignKeys), desired.foreignKeys),
    ],
  };
}

/** Those of whose names there is none in the other list. */
function went<T extends { readonly name: string }>(all: readonly T[], rest: readonly T[]): T[] {
  return all.filter(({ name }) => !rest.some(each => each.name === name));
}

/** The column as it is while its copy, or what it was copied from, is written alone. */
export function openColumn(column: Column): Column {
  return column.default === undefined ? { ...column, nullable: true } : column;
}
