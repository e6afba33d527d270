import type { ColumnType } from './column-type.ts';
import type { Schema } from './schema.ts';

/** The schema with an enum type under another name; columns of the type follow. */
export function renameEnum(schema: Schema, from: string, to: string): Schema {
  return {
    ...schema,
    ...(schema.enums && {
      enums: schema.enums.map(each => (each.name === from ? { ...each, name: to } : each)),
    }),
    tables: schema.tables.map(table => ({
      ...table,
      columns: table.columns.map(column => ({ ...column, type: renamed(column.type, from, to) })),
    })),
  };
}

function renamed(type: ColumnType, from: string, to: string): ColumnType {
  if (type.name === 'array') return { ...type, of: renamed(type.of, from, to) };
  return type.name === 'nativeEnum' && type.enum === from ? { ...type, enum: to } : type;
}
