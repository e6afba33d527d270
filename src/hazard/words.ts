import type { ForeignKey, Schema } from '../schema/schema.ts';
import { findTable } from '../schema/schema.ts';
import type { TableSize } from './hazard.ts';
import type { Finding, View } from './rule.ts';
import { holdsNothingOld, isNew, sizeOf } from './situation.ts';

const english = new Intl.NumberFormat('en-US');

/** `1,234 rows`, `about 1,234 rows`, `rows unknown`. */
export function rowsOf({ situation }: View, table: string): string {
  return wordsFor(sizeOf(situation, table));
}

/** The size as a hazard carries it. */
export function sized({ situation }: View, table: string): Pick<Finding, 'rows' | 'bytes'> {
  const size = sizeOf(situation, table);
  if (size === undefined) return {};
  return size.bytes === undefined ? { rows: size.rows } : { rows: size.rows, bytes: size.bytes };
}

/** Whether work on the table makes anybody wait: not on SQLite, which locks the file, not on a table of the plan, not on an empty one. */
export function mayWait({ dialect, situation }: View, table: string): boolean {
  if (dialect !== 'postgresql' || isNew(situation, table)) return false;
  if (sizeOf(situation, table)?.large === true) return true;
  return !holdsNothingOld(situation, table);
}

/**
 * The tables that foreign keys of `table` point to, without itself and without new ones. Dropping such a key, alone or with
 * its column or table, locks them as well (ACCESS EXCLUSIVE, PostgreSQL 11 to 18).
 */
export function alsoLocked(view: View, table: string, column?: string): readonly string[] {
  const keys = foreignKeysOf(view.before, table).filter(
    key => column === undefined || key.columns.includes(column),
  );
  const targets = keys.map(key => key.refTable).filter(target => target !== table);
  return [...new Set(targets)].filter(target => mayWait(view, target));
}

/** The tables whose foreign keys point to `table`: `cascade` reaches them. */
export function pointingTo(view: View, table: string): readonly string[] {
  return view.before.tables
    .filter(({ name }) => name !== table && mayWait(view, name))
    .filter(({ foreignKeys }) => foreignKeys.some(key => key.refTable === table))
    .map(({ name }) => name);
}

/** `ACCESS EXCLUSIVE` on the tables; nothing on a dialect or a table where it does not matter. */
export function exclusive(view: View, tables: readonly string[]): Pick<Finding, 'lock' | 'tables'> {
  const locked = tables.filter(table => mayWait(view, table));
  return locked.length === 0 ? { tables } : { lock: 'ACCESS EXCLUSIVE', tables: locked };
}

function foreignKeysOf(schema: Schema, table: string): readonly ForeignKey[] {
  return findTable(schema, table)?.foreignKeys ?? [];
}

function wordsFor(size: TableSize | undefined): string {
  if (size === undefined) return 'rows unknown';
  const count = `${english.format(size.rows)} ${size.rows === 1 ? 'row' : 'rows'}`;
  const known = size.exact ? count : `about ${count}`;
  return size.large === true ? `${known} here, large elsewhere` : known;
}
