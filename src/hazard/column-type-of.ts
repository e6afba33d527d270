import { typeToSql } from '../dialect/postgresql/types.ts';
import type { ColumnType } from '../schema/column-type.ts';
import { enumNamed } from '../schema/native-enum.ts';
import { findColumn, findTable } from '../schema/schema.ts';
import type { SqlType } from './facts.ts';
import type { View } from './rule.ts';
import { parseType } from './sql-type.ts';

/** The PostgreSQL type that the column has before the statement; undefined for a column that the revisions do not describe. */
export function columnTypeOf(view: View, table: string, name: string): SqlType | undefined {
  const owner = findTable(view.before, table);
  const column = owner && findColumn(owner, name);
  return column && sqlTypeOf(column.type);
}

/** A portable type as PostgreSQL's; undefined for one that only another dialect has. */
export function sqlTypeOf(type: ColumnType): SqlType | undefined {
  if (type.name === 'native' && type.postgresql === undefined) return undefined;
  const name = enumNamed(type);
  if (name !== undefined) return { name, modifiers: [], array: type.name === 'array' };
  return parseType(typeToSql(type));
}
