import { withoutColumn } from '../schema/edit.ts';
import { relationNames } from '../schema/key.ts';
import { findTable, type Schema, type Table } from '../schema/schema.ts';
import type { Changes } from './changes.ts';
import type { Draft } from './draft.ts';
import { giverTables } from './motion-ends.ts';
import type { DropForeignKey } from './operation.ts';

/** What has to go before anything new can come, because a name would be there twice. */
export interface InTheWay {
  readonly tables: ReadonlySet<string>;
  /** Tables whose dropped columns go first. */
  readonly columnsOf: ReadonlySet<string>;
}

/**
 * Finds tables and columns that go whose names, or the names of what goes with them, something new takes. SQLite does not
 * tell names apart by the case of their letters, so neither does this. Columns of a table that give their values to others
 * wait for them: their indexes and constraints go by themselves, the check of an enum steps aside.
 */
export function inTheWay(changes: Changes, base: Schema, desired: Schema): InTheWay {
  const givers = giverTables(changes.motions);
  const wanted = new Set(desired.tables.flatMap(namesIn));
  const tables = changes.tableRemoved
    .filter(({ table }) => namesIn(table).some(name => wanted.has(name)))
    .map(({ table }) => table.name);
  const columnsOf = changes.columnRemoved.filter(({ table, column }) => {
    const owner = findTable(base, table);
    const left = owner && new Set(namesIn(withoutColumn(owner, column.name)));
    const named = owner && givers.has(table) ? withoutEnumChecks(owner) : owner;
    const going = named ? namesIn(named).filter(name => left?.has(name) === false) : [];
    return isReplaced(changes, table, column.name) || going.some(name => wanted.has(name));
  });
  return { tables: new Set(tables), columnsOf: new Set(columnsOf.map(({ table }) => table)) };
}

/** Whether an index or constraint goes by itself, though a column that goes would take it along: something new takes its name, and the column waits. */
export function goesAhead(
  { motions }: Changes,
  desired: Schema,
): (removed: { readonly table: string; readonly name: string }) => boolean {
  const givers = giverTables(motions);
  const wanted = new Set(desired.tables.flatMap(namesIn));
  return ({ table, name }) => givers.has(table) && wanted.has(lower(name));
}

function withoutEnumChecks(table: Table): Table {
  return { ...table, checks: table.checks.filter(({ enumOf }) => enumOf === undefined) };
}

function isReplaced({ columnAdded }: Changes, table: string, column: string): boolean {
  return columnAdded.some(
    added => added.table === table && lower(added.column.name) === lower(column),
  );
}

/** Drops columns of the tables that are chosen; what is to be archived of one table is copied together before. */
export function dropColumns(
  draft: Draft,
  changes: Changes,
  isChosen: (table: string) => boolean,
): void {
  const removed = changes.columnRemoved.filter(({ table }) => isChosen(table));
  for (const table of new Set(removed.map(change => change.table))) {
    const columns = removed.filter(change => change.table === table).map(change => change.column);
    const names = columns.map(column => column.name);
    const isFound = findTable(draft.schema, table)?.primaryKey !== undefined;
    const kept = names.filter(
      name => isFound && changes.farewellToColumn(table, name) === 'archive',
    );
    draft.add(...keysTo(draft.schema, table, names));
    if (kept.length > 0) draft.add({ kind: 'archive', table, columns: kept });
    // The last one first: taken back, they come again in their order.
    for (const definition of columns.toReversed()) {
      draft.add({ kind: 'dropColumn', table, column: definition.name, definition });
    }
  }
}

/** Drops the tables that are chosen, those first that point to others; foreign keys that still point to one go before it. */
export function dropTables(
  draft: Draft,
  changes: Changes,
  isChosen: (table: string) => boolean,
): void {
  let waiting = changes.tableRemoved
    .filter(({ table }) => isChosen(table.name))
    .map(({ table }) => table.name);
  while (waiting.length > 0) {
    const name = nextToDrop(waiting, draft.schema);
    draft.add(...keysTo(draft.schema, name));
    if (changes.farewellToTable(name) === 'archive') draft.add({ kind: 'archive', table: name });
    const definition = findTable(draft.schema, name);
    draft.add({ kind: 'dropTable', table: name, ...(definition && { definition }) });
    waiting = waiting.filter(each => each !== name);
  }
}

function nextToDrop(waiting: readonly string[], schema: Schema): string {
  const pointedTo = (name: string): number =>
    waiting.filter(other => keysTo(schema, name).some(key => key.table === other)).length;
  const [first] = waiting.toSorted((a, b) => pointedTo(a) - pointedTo(b));
  return first ?? '';
}

/** Drops every foreign key of another table that points to the table, or to one of its columns. */
export function keysTo(
  schema: Schema,
  name: string,
  columns?: readonly string[],
): readonly DropForeignKey[] {
  return schema.tables
    .filter(table => table.name !== name)
    .flatMap(table =>
      table.foreignKeys
        .filter(key => key.refTable === name)
        .filter(key => columns?.some(column => key.refColumns.includes(column)) ?? true)
        .map(key => ({
          kind: 'dropForeignKey',
          table: table.name,
          name: key.name,
          definition: key,
        })),
    );
}

function namesIn(table: Table): readonly string[] {
  const constraints = [...table.foreignKeys, ...table.checks].map(each => each.name);
  return [...relationNames(table), ...constraints].map(lower);
}

function lower(name: string): string {
  return name.toLowerCase();
}
