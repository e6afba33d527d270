import type { ColumnType } from './column-type.ts';
import type { EnumType } from './objects.ts';
import type { Column, Schema, Table } from './schema.ts';

/** A column whose values are of a native enum. */
export interface EnumUse {
  readonly table: Table;
  readonly column: Column;
  /** Its values are lists of the enum's. */
  readonly isArray: boolean;
}

/** The native enum that a type names, itself or as what its array holds. */
export function enumNamed(type: ColumnType): string | undefined {
  if (type.name === 'array') return enumNamed(type.of);
  return type.name === 'nativeEnum' ? type.enum : undefined;
}

/** The native enum of that name, or undefined. */
export function findEnum(schema: Schema, name: string): EnumType | undefined {
  return schema.enums?.find(each => each.name === name);
}

/** The columns of a native enum, of all tables. */
export function enumUses(schema: Schema, name: string): readonly EnumUse[] {
  return schema.tables.flatMap(table =>
    table.columns
      .filter(column => enumNamed(column.type) === name)
      .map(column => ({ table, column, isArray: column.type.name === 'array' })),
  );
}

/** The schema with an enum put in place of the one of that name. */
export function replaceEnum(schema: Schema, name: string, changed: EnumType): Schema {
  const enums = (schema.enums ?? []).map(each => (each.name === name ? changed : each));
  return { ...schema, enums };
}

/** The type with a native enum under another name. */
export function withEnumRenamed(type: ColumnType, from: string, to: string): ColumnType {
  if (type.name === 'array') return { ...type, of: withEnumRenamed(type.of, from, to) };
  return type.name === 'nativeEnum' && type.enum === from ? { ...type, enum: to } : type;
}

/**
 * The column as a dialect without enum types has it: an `enum` with the values that the native one has in the schema. A
 * list of them stays a list, whose values nothing checks.
 */
export function withEnumValues(column: Column, schema: Schema): Column {
  if (column.type.name !== 'nativeEnum') return column;
  const values = findEnum(schema, column.type.enum)?.values ?? [];
  return { ...column, type: { name: 'enum', values } };
}
