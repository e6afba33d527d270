import type { CatalogEntry } from '../dialect/dialect.ts';
import { quoteIdentifier } from '../schema/tokens.ts';

/** Statements that lead a SQLite copy without rows from one state to the next: what went and what changed is dropped, then made. */
export function copyStatements(
  before: readonly CatalogEntry[],
  after: readonly CatalogEntry[],
): readonly string[] {
  const gone = before.filter(entry => !stays(entry, after));
  // What stood on a table went with it.
  const tables = new Set(gone.filter(({ type }) => type === 'table').map(({ name }) => name));
  const isMade = (entry: CatalogEntry): boolean =>
    !stays(entry, before) || (entry.type !== 'table' && tables.has(entry.table));
  return [
    ...gone
      .filter(({ type, table }) => type === 'table' || !tables.has(table))
      .filter(isOwn)
      .map(({ type, name }) => `drop ${type} if exists ${quoteIdentifier(name)}`),
    ...inOrder(after.filter(isOwn).filter(isMade)).flatMap(({ sql }) => sql ?? []),
  ];
}

function stays(entry: CatalogEntry, others: readonly CatalogEntry[]): boolean {
  return others.some(other => textOf(other) === textOf(entry));
}

const order: readonly string[] = ['table', 'view', 'index', 'trigger'];

function inOrder(entries: readonly CatalogEntry[]): readonly CatalogEntry[] {
  return entries.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
}

/** None of SQLite's own, and no index that comes with its table. */
function isOwn({ name, sql }: CatalogEntry): boolean {
  return sql !== null && !name.startsWith('sqlite_');
}

function textOf({ type, name, table, sql }: CatalogEntry): string {
  return [type, name, table, sql ?? ''].join('\0');
}
