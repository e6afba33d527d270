import { typeToSql } from '../dialect/postgresql/types.ts';
import { type Column, findColumn, findTable } from '../schema/schema.ts';
import type { SqlType } from './facts.ts';
import type { View } from './rule.ts';
import { parseType } from './sql-type.ts';

/** The PostgreSQL type that the column has before the statement; undefined for a column that the revisions do not describe. */
export function columnTypeOf(view: View, table: string, name: string): SqlType | undefined {
  const owner = findTable(view.before, table);
  const column = owner && findColumn(owner, name);
  return column && typeOf(column);
}

function typeOf({ type }: Column): SqlType | undefined {
  if (type.name === 'native' && type.postgresql === undefined) return undefined;
  return parseType(typeToSql(type));
}
