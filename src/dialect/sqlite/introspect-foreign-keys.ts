import { derivedName } from '../../schema/names.ts';
import type { ForeignKey, ReferentialAction } from '../../schema/schema.ts';
import type { Row } from '../dialect.ts';
import { findForeignKey } from './constraint-place.ts';
import { type StoredRows, text } from './row.ts';

/**
 * A row of `pragma foreign_key_list` is one column of a key: those with one `id` belong together, in the order of `seq`.
 * The name and what is deferrable stand in the table's text alone.
 */
export function toForeignKeys(stored: StoredRows): readonly ForeignKey[] {
  const rows = stored.own('foreignKeys');
  const ids = [...new Set(rows.map(row => row['id']))];
  return ids.map(id =>
    toForeignKey(
      rows.filter(row => row['id'] === id),
      stored,
    ),
  );
}

function toForeignKey(parts: readonly Row[], { table, all }: StoredRows): ForeignKey {
  const [first = {}] = parts;
  const columns = parts.map(row => text(row, 'column'));
  const refTable = text(first, 'ref_table');
  const clause = findForeignKey(table, { name: '', columns, refTable, refColumns: [] })?.clause;
  const onDelete = actions[text(first, 'on_delete')];
  const onUpdate = actions[text(first, 'on_update')];
  return {
    name: clause?.name ?? derivedName(table.name, columns, 'foreign'),
    columns,
    refTable,
    refColumns: refColumnsOf(parts, all('columns')),
    ...(onDelete && { onDelete }),
    ...(onUpdate && { onUpdate }),
    ...(clause?.deferrable && { deferrable: clause.deferrable }),
  };
}

// `references t` without columns means the primary key of t.
function refColumnsOf(parts: readonly Row[], columns: readonly Row[]): readonly string[] {
  const key = columns
    .filter(row => row['table'] === parts[0]?.['ref_table'] && row['pk'] !== 0)
    .toSorted((one, other) => Number(one['pk']) - Number(other['pk']));
  return parts.map((row, at) => text(row, 'ref_column') || text(key[at] ?? {}, 'name'));
}

// `NO ACTION` is the same as nothing said.
const actions: Readonly<Record<string, ReferentialAction>> = {
  CASCADE: 'cascade',
  'SET NULL': 'set null',
  'SET DEFAULT': 'set default',
  RESTRICT: 'restrict',
};
