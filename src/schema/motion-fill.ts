import type { ColumnCopied, ColumnMoved, MotionChange, TableExtracted } from './change-motion.ts';
import { enumerate } from './enumerate.ts';
import { sqlName, sqlTable } from './expression.ts';

/** What a column that takes values of others gets from them, and whether some rows may have none for it. */
export interface Taking {
  /** `a piece of name` */
  readonly what: string;
  readonly mayLack: boolean;
  /** The condition for such a row, by the names of before the revision; for evidence. */
  readonly lacking?: string;
}

/** What one motion gives to a column of that name; undefined where it gives nothing. */
export function fillNeed(motion: MotionChange, table: string, name: string): Taking | undefined {
  if (motion.table !== table) return undefined;
  if (motion.kind === 'tableExtracted') return linkNeed(motion, name);
  if (motion.kind === 'columnsMerged') {
    const { from, to } = motion;
    if (to.name !== name) return undefined;
    const what = `${enumerate(from.map(each => each.name))} joined`;
    const lacking = from.map(each => `${sqlName(each.name)} is null`).join(' and ');
    return { what, mayLack: from.every(each => each.nullable), lacking };
  }
  if (motion.kind === 'columnMoved') return movedNeed(motion, name);
  if (motion.kind === 'columnCopied') return copiedNeed(motion, name);
  const at = motion.to.findIndex(each => each.name === name);
  if (at === -1) return undefined;
  const old = sqlName(motion.from.name);
  const lacking = `${old} is null${at === 0 ? '' : ` or ${wordsApart(old)} not like '%${' %'.repeat(at)}'`}`;
  return {
    what: `a piece of ${motion.from.name}`,
    mayLack: at > 0 || motion.from.nullable,
    lacking,
  };
}

// Every row gets what it points to, unless all it had was null and it need not point anywhere.
function linkNeed({ links, to }: TableExtracted, name: string): Taking | undefined {
  if (!links.some(each => each.name === name)) return undefined;
  return { what: `its ${to.name}`, mayLack: false };
}

// The new column may be null as long as the old one stays.
function copiedNeed({ to, from, when }: ColumnCopied, name: string): Taking | undefined {
  if (to.name !== name) return undefined;
  if (when === 'first') return { what: from.name, mayLack: false };
  const lacking = `${sqlName(to.name)} is null and ${sqlName(from.name)} is null`;
  return { what: `what came to ${from.name} alone`, mayLack: true, lacking };
}

// A parent may have no child; a child whose foreign key is null has no parent.
function movedNeed(motion: ColumnMoved, name: string): Taking | undefined {
  const { table, to, from, key, direction, isLoose } = motion;
  if (to.name !== name) return undefined;
  const [child, parent] = direction === 'down' ? [table, from.table] : [from.table, table];
  const joined = key.columns.map(
    (column, at) =>
      `${sqlTable(parent)}.${sqlName(key.refColumns[at] ?? '')} = ${sqlTable(child)}.${sqlName(column)}`,
  );
  const given = `${sqlTable(from.table)}.${sqlName(from.column.name)} is not null`;
  return {
    what: `${from.column.name} of ${from.table}`,
    mayLack: direction === 'up' || from.column.nullable || isLoose,
    lacking: `not exists (select 1 from ${sqlTable(from.table)} where ${[...joined, given].join(' and ')})`,
  };
}

/** A text without blanks around it, and with one wherever it has up to eight. */
function wordsApart(text: string): string {
  return [4, 2, 2, 2].reduce(
    (sql, blanks) => `replace(${sql}, '${' '.repeat(blanks)}', ' ')`,
    `trim(${text})`,
  );
}
