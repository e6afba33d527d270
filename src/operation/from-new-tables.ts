import { hasKey } from '../schema/key.ts';
import { findTable, type ForeignKey, type Schema, type Table } from '../schema/schema.ts';
import type { Changes } from './changes.ts';
import type { Draft } from './draft.ts';
import type { OwnedKey } from './from-constraint.ts';

/**
 * Creates new tables, those first that others point to. Where that goes in a circle, or a target gets its key only later,
 * the foreign key is left out and given back, to be added when everything is there.
 */
export function createTables(draft: Draft, { tableAdded }: Changes): readonly OwnedKey[] {
  const late: OwnedKey[] = [];
  let waiting = tableAdded.map(({ table }) => table);
  while (waiting.length > 0) {
    const table = nextTable(waiting, draft.schema);
    const inline = table.foreignKeys.filter(key => hasTarget(key, table, draft.schema));
    const others = table.foreignKeys.filter(key => !inline.includes(key));
    late.push(...others.map(foreignKey => ({ table: table.name, foreignKey })));
    draft.add({ kind: 'createTable', table: { ...bare(table), foreignKeys: inline } });
    waiting = waiting.filter(each => each !== table);
  }
  return late;
}

// What hangs on a table comes once everything else is there.
function bare(table: Table): Table {
  const { triggers: _triggers, policies: _policies, rowSecurity: _rowSecurity, ...rest } = table;
  return rest;
}

// The one that waits for the fewest others; by name among equals, since they come sorted.
function nextTable(waiting: readonly Table[], schema: Schema): Table {
  const names = new Set(waiting.map(table => table.name));
  const missing = (table: Table): number =>
    table.foreignKeys.filter(key => names.has(key.refTable) && !hasTarget(key, table, schema))
      .length;
  const [first] = waiting.toSorted((a, b) => missing(a) - missing(b));
  if (first === undefined) throw new TypeError('no table waits');
  return first;
}

/** Whether the columns that the key points to are there, and are a key. */
function hasTarget(key: ForeignKey, owner: Table, schema: Schema): boolean {
  const target = key.refTable === owner.name ? owner : findTable(schema, key.refTable);
  return target !== undefined && hasKey(target, key.refColumns);
}
