import type { AlterColumn, Operation } from '../../src/operation/operation.ts';
import type { ColumnType } from '../../src/schema/column-type.ts';
import { mentions } from '../../src/schema/expression.ts';
import type { SqlText } from '../../src/schema/objects.ts';
import { indexColumns, type Column, type Schema, type Table } from '../../src/schema/schema.ts';
import { kindOf, named } from './cells.ts';
import type { Alter } from './random-operations.ts';
import {
  freeColumnName,
  freeName,
  otherCase,
  isFreeText,
  type Making,
  ownEnumCheck,
  randomColumn,
  randomForeignKey,
  randomLiteral,
  randomType,
} from './random-parts.ts';
import { isNumbered } from './world.ts';

/** Alterations of columns. */
export const columnMoves: readonly Alter[] = [
  addColumn,
  addColumn,
  addReference,
  dropColumn,
  dropColumn,
  renameColumn,
  renameColumn,
  alterNullability,
  alterDefault,
  alterType,
  alterType,
  alterType,
  alterSeveral,
  alterCollation,
  fillAndRequire,
];

function tableOf({ schema, dice }: Making): Table | undefined {
  return schema.tables.length === 0 ? undefined : dice.pick(schema.tables);
}

function addColumn(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = tableOf(making);
  const name = table && freeColumnName(table, dice);
  if (table === undefined || name === undefined) return undefined;
  const column = randomColumn(name, making);
  const check = ownEnumCheck(table.name, column, dice);
  const unique = dice.maybe(10)
    ? { name: freeName(making, table, [[name], 'unique']), columns: [name] }
    : undefined;
  return [
    {
      kind: 'addColumn',
      table: table.name,
      column,
      ...(check && { check }),
      ...(unique && { unique }),
    },
  ];
}

/** A column that points to another table from the beginning. */
function addReference(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = tableOf(making);
  const name = table && freeColumnName(table, dice);
  if (table === undefined || name === undefined) return undefined;
  const column: Column = { name, type: { name: 'integer' }, nullable: dice.maybe(80) };
  const key = randomForeignKey({ ...table, columns: [column] }, making);
  if (key === undefined || key.columns.length !== 1 || key.refTable === table.name)
    return undefined;
  return [{ kind: 'addColumn', table: table.name, column, foreignKey: key }];
}

function dropColumn(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = tableOf(making);
  if (table === undefined || table.columns.length < 2) return undefined;
  const { name } = dice.pick(table.columns);
  const isKept = dice.maybe(60) && table.primaryKey?.columns.includes(name) === false;
  return [
    ...(isKept ? [{ kind: 'archive' as const, table: table.name, columns: [name] }] : []),
    { kind: 'dropColumn', table: table.name, column: name },
  ];
}

function renameColumn(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = tableOf(making);
  if (table === undefined) return undefined;
  const from = dice.pick(table.columns).name;
  const to = dice.maybe(15) ? otherCase(from) : freeColumnName(table, dice);
  if (to === undefined || to === from) return undefined;
  return [{ kind: 'renameColumn', table: table.name, from, to }];
}

type Keys = Omit<AlterColumn, 'kind' | 'table' | 'column'>;

function altered(
  making: Making,
  keys: (column: Column, table: Table) => Keys | undefined,
): readonly Operation[] | undefined {
  const table = tableOf(making);
  if (table === undefined) return undefined;
  const column = making.dice.pick(table.columns);
  const found = keys(column, table);
  if (found === undefined) return undefined;
  return [{ kind: 'alterColumn', table: table.name, column: column.name, ...found }];
}

function isKey({ primaryKey }: Table, { name }: Column): boolean {
  return primaryKey?.columns.includes(name) === true;
}

function alterNullability(making: Making): readonly Operation[] | undefined {
  return altered(making, (column, table) =>
    isKey(table, column) ? undefined : { nullable: !column.nullable },
  );
}

function alterDefault(making: Making): readonly Operation[] | undefined {
  return altered(making, (column, table) =>
    isKey(table, column) ? undefined : defaultFor(column, making),
  );
}

function defaultFor(column: Column, making: Making): Keys | undefined {
  if (isNumbered(column) || column.generated !== undefined) return undefined;
  const value = making.dice.maybe(30) ? null : randomLiteral(column.type, column.name, making);
  if (value === undefined) return undefined;
  return { default: value === null ? null : { kind: 'value', value } };
}

function alterType(making: Making): readonly Operation[] | undefined {
  return altered(making, (column, table) => typeFor(column, table, making));
}

function typeFor(column: Column, table: Table, making: Making): Keys | undefined {
  const { dice } = making;
  const type = randomType(making);
  if (!mayBecome(column, type, { table, schema: making.schema })) return undefined;
  const redefault = column.default === undefined ? {} : defaultFor({ ...column, type }, making);
  if (redefault === undefined) return undefined;
  const isWhole = kindOf(type) === 'whole' && kindOf(column.type) === 'whole';
  if (isWhole && dice.maybe(50)) return { type };
  return { type, ...redefault, ...usingFor(column, type.name, dice.below(10)) };
}

/** Whether what stands on the column bears the type. */
function mayBecome(
  column: Column,
  type: ColumnType,
  { table, schema }: { readonly table: Table; readonly schema: Schema },
): boolean {
  if (column.generated !== undefined) return false;
  if (isNumbered(column) && !['integer', 'bigint', 'smallint'].includes(type.name)) return false;
  if (column.collation !== undefined && kindOf(type) !== 'text') return false;
  if (type.name === 'enum' && isInExpression(table, column)) return false;
  const isNative = type.name === 'nativeEnum' || column.type.name === 'nativeEnum';
  if (kindOf(type) === kindOf(column.type) && !isNative) return true;
  return !isPointing(schema, table, column) && !isInExpression(table, column);
}

function usingFor(column: Column, type: string, which: number): Pick<Keys, 'using'> {
  const name = named(column.name);
  if (which < 2 && type === 'text' && isFreeText(column.type)) {
    return { using: `${name} || '!'` };
  }
  if (which < 3 && type === 'integer' && column.type.name === 'text') {
    return { using: `length(${name})` };
  }
  return {};
}

/** Whether a foreign key goes from the column or to it. */
function isPointing(schema: Schema, table: Table, { name }: Column): boolean {
  return (
    table.foreignKeys.some(key => key.columns.includes(name)) ||
    schema.tables.some(each =>
      each.foreignKeys.some(key => key.refTable === table.name && key.refColumns.includes(name)),
    )
  );
}

/** Whether a check or a predicate asks more of the column than to be null. */
function isInExpression(table: Table, { name }: Column): boolean {
  const texts = [
    ...table.checks.filter(check => check.enumOf === undefined).map(check => check.expression),
    ...table.indexes.flatMap(index => index.where ?? []),
    ...table.columns.flatMap(column => sqlTexts(column.generated?.expression)),
  ];
  return texts.some(text => mentions(text, name) && !/ is (?:not )?null$/.test(text));
}

function sqlTexts(text: SqlText | undefined): readonly string[] {
  return typeof text === 'string' ? [text] : Object.values(text ?? {});
}

function alterSeveral(making: Making): readonly Operation[] | undefined {
  return altered(making, (column, table) => {
    const typed = typeFor(column, table, making);
    if (typed === undefined) return undefined;
    const comment = making.dice.maybe(50) ? { comment: making.dice.pick([null, 'new']) } : {};
    const nullable = isKey(table, column) ? {} : { nullable: making.dice.maybe(60) };
    return { ...typed, ...comment, ...nullable };
  });
}

function alterCollation(making: Making): readonly Operation[] | undefined {
  const { dice, physics, schema } = making;
  return altered(making, (column, table) => {
    if (!isFreeText(column.type)) return undefined;
    if (isPointing(schema, table, column)) return undefined;
    const name = physics.dialect === 'sqlite' ? 'nocase' : 'C';
    return { collation: column.collation === undefined || dice.maybe(50) ? name : null };
  });
}

/** As a careful person makes a column required: fill, then not null. */
function fillAndRequire(making: Making): readonly Operation[] | undefined {
  const table = tableOf(making);
  const column = table?.columns.find(
    ({ nullable, type, generated }) =>
      nullable && kindOf(type) === 'whole' && generated === undefined,
  );
  if (table === undefined || column === undefined) return undefined;
  if (table.indexes.some(index => index.unique && indexColumns(index).includes(column.name))) {
    return undefined;
  }
  const set = { [column.name]: '0' };
  const where = `${named(column.name)} is null`;
  return [
    { kind: 'backfill', table: table.name, set, where },
    { kind: 'alterColumn', table: table.name, column: column.name, nullable: false },
  ];
}
