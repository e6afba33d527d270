import type { AddColumn, CreateTable, Operation, Restore } from './operation.ts';
import { tableObjects, withoutObjects } from './table-objects.ts';

/**
 * Lets archived values come back into a column that is not null: it is added nullable, filled by the restore, and not null
 * only then. Added not null at once it would be refused wherever the table has rows. A table's triggers and policies come
 * back behind its rows: they would fire for each, or keep it out.
 */
export function easeRestores(operations: readonly Operation[]): readonly Operation[] {
  return operations.flatMap((operation, at): readonly Operation[] => {
    if (operation.kind === 'addColumn' && waitsForRestore(operation, operations.slice(at + 1))) {
      return [{ ...operation, column: { ...operation.column, nullable: true } }];
    }
    if (operation.kind === 'createTable' && rowsFollow(operation, operations.slice(at + 1))) {
      return [{ ...operation, table: withoutObjects(operation.table) }];
    }
    if (operation.kind !== 'restore') return [operation];
    const earlier = operations.slice(0, at);
    return [operation, ...restored(operation, earlier), ...objectsBack(operation, earlier)];
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

function waitsForRestore(add: AddColumn, later: readonly Operation[]): boolean {
  return needsValues(add) && later.some(each => each.kind === 'restore' && restores(each, add));
}

function restored(restore: Restore, earlier: readonly Operation[]): readonly Operation[] {
  return earlier
    .filter(each => each.kind === 'addColumn')
    .filter(add => needsValues(add) && restores(restore, add))
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

function restores({ table, columns }: Restore, add: AddColumn): boolean {
  return table === add.table && columns !== undefined && columns.includes(add.column.name);
}
