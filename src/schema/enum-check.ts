import { derivedName } from './names.ts';
import type { Check, Column } from './schema.ts';
import { quoteIdentifier, quoteText } from './tokens.ts';

/** The check that an enum column implies, under its derived name; undefined for a column of another type. */
export function enumCheck(table: string, column: Column): Check | undefined {
  if (column.type.name !== 'enum') return undefined;
  return {
    name: derivedName(table, [column.name], 'check'),
    expression: enumExpression(column.name, column.type.values),
    enumOf: column.name,
  };
}

/** `"mood" in ('glad', 'sad')`, as MikroORM writes it on both dialects. */
export function enumExpression(column: string, values: readonly string[]): string {
  return `${quoteIdentifier(column)} in (${values.map(quoteText).join(', ')})`;
}
