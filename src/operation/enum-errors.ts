import type { EnumUse } from '../schema/native-enum.ts';
import { nearest } from '../schema/nearest.ts';
import { badOperation } from './bad-operation.ts';

/** No enum of that name; with those that there are. */
export function noEnum(name: string, known: readonly string[]): Error {
  const near = nearest(name, known);
  return badOperation(
    `there is no enum ${name} at this point`,
    near === undefined
      ? `create it first: op.createEnum('${name}', ['…'])`
      : `did you mean ${near}?`,
  );
}

/** An enum without that value. */
export function noValue(name: string, value: string, known: readonly string[]): Error {
  const near = nearest(value, known);
  return badOperation(
    `enum ${name} has no value '${value}'`,
    near === undefined ? `there are: ${known.join(', ')}` : `did you mean '${near}'?`,
  );
}

/** An enum that has the value already. */
export function valueTaken(name: string, value: string): Error {
  return badOperation(`enum ${name} already has a value '${value}'`, 'choose another one');
}

/** An enum would be left without values. */
export function lastValue(name: string, value: string): Error {
  return badOperation(
    `'${value}' is the last value of enum ${name}`,
    `drop the enum: op.dropEnum('${name}')`,
  );
}

/** A column is of an enum that goes. */
export function stillOfType(name: string, { table, column, isArray }: EnumUse): Error {
  const type = isArray ? 'array(text)' : 'text';
  return badOperation(
    `enum ${name} cannot be dropped: ${table.name}.${column.name} is of it`,
    `first op.alterColumn('${table.name}', '${column.name}', { type: '${type}' }), or drop the column`,
  );
}

/** A column cannot be emptied. */
export function columnsRequired(value: string, { table, column }: EnumUse): Error {
  return badOperation(
    `rows with '${value}' cannot be emptied: ${table.name}.${column.name} is not null`,
    "name the value that they get: { replacement: '…' }",
  );
}

/** A column's default is a value that goes. */
export function stillDefault(value: string, { table, column }: EnumUse): Error {
  return badOperation(
    `'${value}' cannot be removed: it is the default of ${table.name}.${column.name}`,
    `first op.alterColumn('${table.name}', '${column.name}', { default: '…' })`,
  );
}

/** An expression names a value that goes, or is renamed and may be another column's. */
export function stillNamed(value: string, table: string, sql: string): Error {
  return badOperation(
    `'${value}' stands in an expression of table ${table}: ${sql}`,
    'drop what it belongs to before, and make it anew behind it',
  );
}

/** A view or trigger names a value that goes or is renamed. */
export function stillRead(value: string, reader: string): Error {
  return badOperation(
    `${reader} names '${value}'`,
    'drop it before, and make it anew behind it with the values as they are then',
  );
}
