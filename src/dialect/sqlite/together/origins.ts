import { findColumn, findTable } from '../../../schema/schema.ts';
import type { CompiledOperation } from '../../together.ts';
import type { StoredTable } from '../catalog.ts';
import { defaultSql } from '../sql.ts';
import { fillOf } from './effect.ts';

/** Where the values of a column come from once several alterations are done. */
export interface Origin {
  /** The column that it was; absent for a new one. */
  readonly former?: string;
  /** The expression over the old row that gives its values. */
  readonly fill?: string;
}

/** Follows the columns of a table through alterations. By name in lower case. */
export function originsOf(
  table: StoredTable,
  group: readonly CompiledOperation[],
): ReadonlyMap<string, Origin> {
  const origins = new Map<string, Origin>(
    table.text.columns.map(({ name }) => [key(name), { former: name }]),
  );
  for (const each of group) follow(origins, each);
  return origins;
}

function follow(origins: Map<string, Origin>, compiled: CompiledOperation): void {
  const { operation } = compiled;
  if (operation.kind === 'addColumn') origins.set(key(operation.column.name), {});
  if (operation.kind === 'dropColumn') origins.delete(key(operation.column));
  if (operation.kind === 'renameColumn') {
    const origin = origins.get(key(operation.from));
    origins.delete(key(operation.from));
    if (origin !== undefined) origins.set(key(operation.to), origin);
  }
  if (operation.kind === 'alterColumn' && operation.default !== undefined) {
    const origin = origins.get(key(operation.column));
    if (origin !== undefined) origins.set(key(operation.column), kept(origin, compiled));
  }
  for (const [column, fill] of Object.entries(fillOf(compiled))) {
    origins.set(key(column), { fill });
  }
}

/** A column that was just added has the default that it came with in every row, whatever its default becomes. */
function kept(origin: Origin, { operation, context }: CompiledOperation): Origin {
  if (origin.former !== undefined || origin.fill !== undefined) return origin;
  if (operation.kind !== 'alterColumn') return origin;
  const owner = findTable(context.before, operation.table);
  const value = owner && findColumn(owner, operation.column)?.default;
  return { fill: value === undefined ? 'null' : defaultSql(value) };
}

function key(name: string): string {
  return name.toLowerCase();
}
