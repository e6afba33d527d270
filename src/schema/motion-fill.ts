import type { ColumnCopied, ColumnMoved, MotionChange, TableExtracted } from './change-motion.ts';
import { enumerate } from './enumerate.ts';

/** What a column that takes values of others gets from them, and whether some rows may have none for it. */
export interface Taking {
  /** `a piece of name` */
  readonly what: string;
  readonly mayLack: boolean;
}

/** What one motion gives to a column of that name; undefined where it gives nothing. */
export function fillNeed(motion: MotionChange, table: string, name: string): Taking | undefined {
  if (motion.table !== table) return undefined;
  if (motion.kind === 'tableExtracted') return linkNeed(motion, name);
  if (motion.kind === 'columnsMerged') {
    const { from, to } = motion;
    if (to.name !== name) return undefined;
    const what = `${enumerate(from.map(each => each.name))} joined`;
    return { what, mayLack: from.every(each => each.nullable) };
  }
  if (motion.kind === 'columnMoved') return movedNeed(motion, name);
  if (motion.kind === 'columnCopied') return copiedNeed(motion, name);
  const at = motion.to.findIndex(each => each.name === name);
  if (at === -1) return undefined;
  return { what: `a piece of ${motion.from.name}`, mayLack: at > 0 || motion.from.nullable };
}

// Every row gets what it points to, unless all it had was null and it need not point anywhere.
function linkNeed({ links, to }: TableExtracted, name: string): Taking | undefined {
  if (!links.some(each => each.name === name)) return undefined;
  return { what: `its ${to.name}`, mayLack: false };
}

// The new column may be null as long as the old one stays.
function copiedNeed({ to, from, when }: ColumnCopied, name: string): Taking | undefined {
  if (when === 'before-drop' || to.name !== name) return undefined;
  return { what: from.name, mayLack: false };
}

// A parent may have no child; a child whose foreign key is null has no parent.
function movedNeed(
  { to, from, direction, isLoose }: ColumnMoved,
  name: string,
): Taking | undefined {
  if (to.name !== name) return undefined;
  const what = `${from.column.name} of ${from.table}`;
  return { what, mayLack: direction === 'up' || from.column.nullable || isLoose };
}
