import type { AddColumn, Backfill, CreateTable, Operation, Restore } from './operation.ts';
import { tableObjects, withoutObjects } from './table-objects.ts';

/**
 * Lets values come back into a column that is not null: it is added nullable, filled by the restore, by what works out the
 * rest, and not null only then. Added not null at once it would be refused wherever the table has rows. A table's triggers
 * and policies come back behind its rows: they would fire for each, or keep it out.
 */
export function easeRestores(operations: readonly Operation[]): readonly Operation[] {
  return operations.flatMap((operation, at): readonly Operation[] => {
    const [earlier, later] = [operations.slice(0, at), operations.slice(at + 1)];
    if (operation.kind === 'addColumn' && waits(operation, later)) {
      return [{ ...operation, column: { ...operation.column, nullable: true } }];
    }
    if (operation.kind === 'createTable' && rowsFollow(operation, later)) {
      return [{ ...operation, table: withoutObjects(operation.table) }];
    }
    if (operation.kind === 'backfill') return [operation, ...filled(operation, earlier, later)];
    if (operation.kind !== 'restore') return [operation];
    return [operation, ...filled(operation, earlier, later), ...objectsBack(operation, earlier)];
  });
}

function rowsFollow({ table }: CreateTable, later: readonly Operation[]): boolean {
  return later.some(each => each.kind === 'restore' && isWhole(each, table.name));
}

function objectsBack(restore: Restore, earlier: readonly Operation[]): readonly Operation[] {
  return earlier
    .filter(each => each.kind === 'createTable')
    .filter(({ table }) => isWhole(restore, table.name))
    .flatMap(({ table }) => tableObjects(table));
}

function isWhole({ table, columns }: Restore, name: string): boolean {
  return table === name && columns === undefined;
}

function waits(add: AddColumn, later: readonly Operation[]): boolean {
  return needsValues(add) && later.some(each => fills(each, add));
}

/** The columns that are full now, so that they can be not null again: nothing later fills them. */
function filled(
  operation: Restore | Backfill,
  earlier: readonly Operation[],
  later: readonly Operation[],
): readonly Operation[] {
  return earlier
    .filter(each => each.kind === 'addColumn')
    .filter(add => needsValues(add) && fills(operation, add))
    .filter(add => !later.some(each => fills(each, add)))
    .map(add => ({
      kind: 'alterColumn',
      table: add.table,
      column: add.column.name,
      nullable: false,
    }));
}

function needsValues({ column }: AddColumn): boolean {
  return !column.nullable && column.default === undefined && column.autoincrement !== true;
}

function fills(operation: Operation, { table, column }: AddColumn): boolean {
  if (operation.kind === 'backfill') {
    return operation.table === table && Object.hasOwn(operation.set, column.name);
  }
  return (
    operation.kind === 'restore' &&
    operation.table === table &&
    operation.columns?.includes(column.name) === true
  );
}
