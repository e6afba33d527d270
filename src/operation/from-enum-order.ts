import type { ColumnType } from '../schema/column-type.ts';
import type { Schema } from '../schema/schema.ts';
import { type Changes, ofKind } from './changes.ts';
import type { Draft } from './draft.ts';

/** Puts the values of enum types into another order: a new type takes the place of the old one, column by column. */
export function reorderEnums(draft: Draft, { all }: Changes): void {
  for (const { enum: name, values } of ofKind(all, 'enumReordered')) {
    const old = freeName(name, draft.schema);
    const definition = draft.schema.enums?.find(each => each.name === name);
    const columns = columnsOf(draft.schema, name);
    draft.add({ kind: 'renameEnum', from: name, to: old });
    draft.add({ kind: 'createEnum', enum: { name, values } });
    for (const { table, column, type } of columns) {
      const before = draft.schema.tables
        .find(each => each.name === table)
        ?.columns.find(each => each.name === column);
      draft.add({ kind: 'alterColumn', table, column, type, ...(before && { before }) });
    }
    draft.add({
      kind: 'dropEnum',
      name: old,
      ...(definition && { definition: { ...definition, name: old } }),
    });
  }
}

function columnsOf(
  { tables }: Schema,
  name: string,
): readonly { readonly table: string; readonly column: string; readonly type: ColumnType }[] {
  return tables.flatMap(table =>
    table.columns
      .filter(({ type }) => isOf(type, name))
      .map(({ name: column, type }) => ({ table: table.name, column, type })),
  );
}

function isOf(type: ColumnType, name: string): boolean {
  if (type.name === 'array') return isOf(type.of, name);
  return type.name === 'nativeEnum' && type.enum === name;
}

function freeName(name: string, { enums = [] }: Schema): string {
  let free = `${name}_old`;
  while (enums.some(each => each.name === free)) free = `${free}_old`;
  return free;
}
