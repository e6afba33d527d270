import { MigshError } from '../error.ts';
import { nearest } from '../schema/nearest.ts';
import { type Column, findColumn, findTable, type Schema, type Table } from '../schema/schema.ts';

/** The table of that name; without one the operation is refused, with the nearest name. */
export function tableOf(schema: Schema, name: string): Table {
  const table = findTable(schema, name);
  if (table !== undefined) return table;
  const names = schema.tables.map(each => each.name);
  throw unknown(`there is no table ${name} at this point`, name, names);
}

/** The column of that name; without one the operation is refused, with the nearest name. */
export function columnOf(table: Table, name: string): Column {
  const column = findColumn(table, name);
  if (column !== undefined) return column;
  const names = table.columns.map(each => each.name);
  throw unknown(`table ${table.name} has no column ${name}`, name, names);
}

/** The index or constraint of that name in a list of them; without one the operation is refused. */
export function namedIn<T extends { readonly name: string }>(
  list: readonly T[],
  name: string,
  what: { readonly sort: string; readonly table: string },
): T {
  const found = list.find(each => each.name === name);
  if (found !== undefined) return found;
  const names = list.map(each => each.name);
  throw unknown(`table ${what.table} has no ${what.sort} ${name}`, name, names);
}

/** An operation that does not fit the schema it meets. */
export function badOperation(message: string, hint: string): MigshError {
  return new MigshError('bad-operation', message, { hint });
}

function unknown(message: string, name: string, known: readonly string[]): MigshError {
  const near = nearest(name, known);
  const listed = known.length === 0 ? 'there are none' : `there are: ${known.join(', ')}`;
  return badOperation(message, near === undefined ? listed : `did you mean ${near}?`);
}
