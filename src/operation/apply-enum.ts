import {
  defaultsTo,
  expressionsNaming,
  renameEnum as withEnumRenamed,
  renameEnumValue as withValueRenamed,
} from '../schema/enum-edit.ts';
import { namesValue } from '../schema/enum-literal.ts';
import { mentions } from '../schema/expression.ts';
import { bareName } from '../schema/names.ts';
import { enumNamed, enumUses, findEnum, replaceEnum } from '../schema/native-enum.ts';
import { type EnumType, someSqlText } from '../schema/objects.ts';
import type { Column, Schema } from '../schema/schema.ts';
import {
  columnsRequired,
  lastValue,
  noEnum,
  noValue,
  stillDefault,
  stillNamed,
  stillOfType,
  stillRead,
  valueTaken,
} from './enum-errors.ts';
import type {
  AddEnumValue,
  CreateEnum,
  DropEnum,
  RemoveEnumValue,
  RenameEnum,
  RenameEnumValue,
} from './enum-operation.ts';
import { refuseTakenType } from './taken-names.ts';

/** Adds an enum at the end. Its name may be no table's: in PostgreSQL a table is a type too. */
export function createEnum(operation: CreateEnum, schema: Schema): Schema {
  refuseTakenType(schema, operation.enum.name);
  return { ...schema, enums: [...(schema.enums ?? []), operation.enum] };
}

/** Takes an enum away; refused while a column is of it. */
export function dropEnum({ name }: DropEnum, schema: Schema): Schema {
  enumOf(schema, name);
  const [use] = enumUses(schema, name);
  if (use !== undefined) throw stillOfType(name, use);
  const { enums = [], ...rest } = schema;
  const left = enums.filter(each => each.name !== name);
  return left.length === 0 ? rest : { ...rest, enums: left };
}

/** Adds a value where it is said to stand, or at the end. */
export function addEnumValue(operation: AddEnumValue, schema: Schema): Schema {
  const { name, value, before, after } = operation;
  const { values } = enumOf(schema, name);
  if (values.includes(value)) throw valueTaken(name, value);
  for (const each of [before, after]) if (each !== undefined) valueOf(schema, name, each);
  const at =
    before === undefined
      ? after === undefined
        ? values.length
        : values.indexOf(after) + 1
      : values.indexOf(before);
  return replaceEnum(schema, name, { name, values: values.toSpliced(at, 0, value) });
}

/**
 * Renames a value, also in defaults and in expressions over columns of the enum. Refused where an expression, a view or
 * a trigger names it and it cannot be told whether it is this value.
 */
export function renameEnumValue({ name, from, to }: RenameEnumValue, schema: Schema): Schema {
  valueOf(schema, name, from);
  if (enumOf(schema, name).values.includes(to)) throw valueTaken(name, to);
  refuseNamed(schema, { name, value: from }, ({ isMixed }) => isMixed);
  return withValueRenamed(schema, name, { from, to });
}

/** Takes a value away; refused while a default, an expression, a view or a trigger names it. */
export function removeEnumValue(operation: RemoveEnumValue, schema: Schema): Schema {
  const { name, value, replacement } = operation;
  const { values } = valueOf(schema, name, value);
  if (values.length === 1) throw lastValue(name, value);
  if (typeof replacement === 'string') valueOf(schema, name, replacement);
  if (replacement === value)
    throw noValue(
      name,
      value,
      values.filter(each => each !== value),
    );
  const uses = enumUses(schema, name);
  const required = uses.find(({ column, isArray }) => !isArray && !column.nullable);
  if (replacement === null && required !== undefined) throw columnsRequired(value, required);
  const defaulted = uses.find(({ column }) => defaultsTo(column, value));
  if (defaulted !== undefined) throw stillDefault(value, defaulted);
  refuseNamed(schema, { name, value }, () => true);
  return replaceEnum(schema, name, { name, values: values.filter(each => each !== value) });
}

/** Gives an enum another name; columns follow. */
export function renameEnum({ from, to }: RenameEnum, schema: Schema): Schema {
  enumOf(schema, from);
  refuseTakenType(schema, to);
  return withEnumRenamed(schema, from, to);
}

/** Refuses a column of an enum that is not there. */
export function checkEnum({ type }: Pick<Column, 'type'>, schema: Schema): void {
  const name = enumNamed(type);
  if (name !== undefined) enumOf(schema, name);
}

/** The enum of that name; without one the operation is refused, with the nearest name. */
export function enumOf(schema: Schema, name: string): EnumType {
  const found = findEnum(schema, name);
  if (found !== undefined) return found;
  throw noEnum(name, schema.enums?.map(each => each.name) ?? []);
}

function valueOf(schema: Schema, name: string, value: string): EnumType {
  const found = enumOf(schema, name);
  if (found.values.includes(value)) return found;
  throw noValue(name, value, found.values);
}

interface Value {
  readonly name: string;
  readonly value: string;
}

type Expression = ReturnType<typeof expressionsNaming>[number];

function refuseNamed(
  schema: Schema,
  { name, value }: Value,
  isInTheWay: (expression: Expression) => boolean,
): void {
  const tables = [...new Set(enumUses(schema, name).map(({ table }) => table))];
  for (const table of tables) {
    const found = expressionsNaming(table, name, value).find(isInTheWay);
    if (found !== undefined) throw stillNamed(value, table.name, found.sql);
    for (const { name: trigger, body, when = '' } of table.triggers ?? []) {
      if ([body, when].some(text => someSqlText(text, sql => namesValue(sql, value)))) {
        throw stillRead(value, `trigger ${trigger} of ${table.name}`);
      }
    }
  }
  const view = schema.views?.find(({ select }) =>
    someSqlText(
      select,
      sql => namesValue(sql, value) && tables.some(table => mentions(sql, bareName(table.name))),
    ),
  );
  if (view !== undefined) throw stillRead(value, `view ${view.name}`);
}
