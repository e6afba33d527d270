import { refuseDependents } from '../../src/dialect/postgresql/enum-dependents.ts';
import type { Operation } from '../../src/operation/operation.ts';
import {
  type Column,
  type Generated,
  indexColumns,
  type Table,
  type View,
} from '../../src/schema/schema.ts';
import { kindOf, named, namedTable } from './cells.ts';
import type { Alter } from './random-operations.ts';
import { freeColumnName, type Making } from './random-parts.ts';

/** Alterations of computed and numbered columns, of native enums and of views. */
export const objectMoves: readonly Alter[] = [
  addGenerated,
  setGenerated,
  setIdentity,
  createEnum,
  dropEnum,
  addEnumValue,
  renameEnumValue,
  removeEnumValue,
  renameEnum,
  createView,
  createView,
  dropView,
  renameView,
];

function pickTable({ schema, dice }: Making): Table | undefined {
  return schema.tables.length === 0 ? undefined : dice.pick(schema.tables);
}

/** A computed column over another one of the table. */
function addGenerated(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = pickTable(making);
  const name = table && freeColumnName(table, dice);
  const found = table && randomGenerated(table, making);
  if (table === undefined || name === undefined || found === undefined) return undefined;
  const column = { name, type: found.type, nullable: dice.maybe(80), generated: found.generated };
  return [{ kind: 'addColumn', table: table.name, column }];
}

function randomGenerated(
  table: Table,
  { dice }: Making,
): { readonly type: Column['type']; readonly generated: Generated } | undefined {
  const plain = table.columns.filter(column => column.generated === undefined);
  if (plain.length === 0) return undefined;
  const { name, type } = dice.pick(plain);
  const stored = dice.maybe(50);
  if (type.name === 'string' || type.name === 'text') {
    const generated = dice.maybe(50)
      ? { type: { name: 'integer' } as const, expression: `length(${named(name)})` }
      : { type: { name: 'text' } as const, expression: `coalesce(${named(name)}, '') || '!'` };
    return { type: generated.type, generated: { expression: generated.expression, stored } };
  }
  if (type.name !== 'smallint' && type.name !== 'tinyint') return undefined;
  return {
    type: { name: 'bigint' },
    generated: { expression: `coalesce(${named(name)}, 0) + 1`, stored },
  };
}

function setGenerated(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = pickTable(making);
  if (table === undefined) return undefined;
  const computed = table.columns.find(column => column.generated !== undefined);
  if (computed !== undefined && dice.maybe(70)) {
    return [{ kind: 'setGenerated', table: table.name, column: computed.name, generated: null }];
  }
  const found = randomGenerated(table, making);
  const fitting = table.columns.filter(
    column => found !== undefined && column.type.name === found.type.name,
  );
  if (found === undefined || fitting.length === 0) return undefined;
  const column = dice.pick(fitting).name;
  // PostgreSQL has no index on a column that is computed when it is read.
  if (!found.generated.stored && stoodOn(table).includes(column)) return undefined;
  return [{ kind: 'setGenerated', table: table.name, column, generated: found.generated }];
}

function stoodOn({ uniques, indexes, foreignKeys, exclusions = [] }: Table): readonly string[] {
  return [
    ...[...uniques, ...foreignKeys].flatMap(({ columns }) => columns),
    ...indexes.flatMap(index => [...indexColumns(index), ...(index.include ?? [])]),
    ...exclusions.flatMap(({ elements }) => elements.flatMap(({ column }) => column ?? [])),
  ];
}

function setIdentity(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = pickTable(making);
  const key = table?.primaryKey?.columns.length === 1 ? table.primaryKey.columns[0] : undefined;
  const column = table?.columns.find(({ name }) => name === key);
  if (table === undefined || column === undefined || kindOf(column.type) !== 'whole') {
    return undefined;
  }
  const identity = dice.pick(['always', 'by default', 'autoincrement', null] as const);
  return [{ kind: 'setIdentity', table: table.name, column: column.name, identity }];
}

const enumNames = ['mood', 'Stimmung', 'state of it'];
const values = ['glad', "it's sad", 'Ruhig', 'on', 'a,b', '7'];

function freeEnumName({ schema, dice }: Making): string | undefined {
  const free = enumNames.filter(name => !schema.enums?.some(each => each.name === name));
  return free.length === 0 ? undefined : dice.pick(free);
}

function createEnum(making: Making): readonly Operation[] | undefined {
  const name = freeEnumName(making);
  if (name === undefined) return undefined;
  const from = making.dice.below(3);
  const list = values.slice(from, from + 2 + making.dice.below(2));
  return [{ kind: 'createEnum', enum: { name, values: list } }];
}

function pickEnum({ schema, dice }: Making) {
  return schema.enums === undefined || schema.enums.length === 0
    ? undefined
    : dice.pick(schema.enums);
}

function dropEnum(making: Making): readonly Operation[] | undefined {
  const found = pickEnum(making);
  return found && [{ kind: 'dropEnum', name: found.name }];
}

function addEnumValue(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const found = pickEnum(making);
  if (found === undefined) return undefined;
  const value = dice.pick(values);
  const other = dice.pick(found.values);
  const place = dice.pick([{}, { before: other }, { after: other }]);
  return [{ kind: 'addEnumValue', name: found.name, value, ...place }];
}

function renameEnumValue(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const found = pickEnum(making);
  if (found === undefined) return undefined;
  const [from, to] = [dice.pick(found.values), dice.pick(values)];
  return [{ kind: 'renameEnumValue', name: found.name, from, to }];
}

function removeEnumValue(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const found = pickEnum(making);
  if (found === undefined || isHeld(making, found.name)) return undefined;
  const value = dice.pick(found.values);
  const replacement = dice.pick([undefined, null, dice.pick(found.values)]);
  return [
    {
      kind: 'removeEnumValue',
      name: found.name,
      value,
      ...(replacement !== undefined && { replacement }),
    },
  ];
}

/** PostgreSQL makes the type anew, which is refused in words while triggers and the like stand on it. */
function isHeld({ schema, physics }: Making, name: string): boolean {
  if (physics.dialect !== 'postgresql') return false;
  try {
    refuseDependents(schema, name);
    return false;
  } catch {
    return true;
  }
}

function renameEnum(making: Making): readonly Operation[] | undefined {
  const found = pickEnum(making);
  const to = freeEnumName(making);
  return found && to !== undefined ? [{ kind: 'renameEnum', from: found.name, to }] : undefined;
}

const viewNames = ['v', 'View of it', "v's"];

function freeViewName({ schema, dice }: Making): string | undefined {
  const free = viewNames.filter(name => !schema.views?.some(each => each.name === name));
  return free.length === 0 ? undefined : dice.pick(free);
}

/** A view of some columns of a table. */
function createView(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = pickTable(making);
  const name = freeViewName(making);
  if (table === undefined || name === undefined) return undefined;
  const columns = table.columns.filter(() => dice.maybe(60)).map(column => named(column.name));
  if (columns.length === 0) return undefined;
  const first = columns[0] ?? '';
  const where = dice.maybe(50) ? ` where ${first} is not null` : '';
  const view: View = {
    name,
    select: `select ${columns.join(', ')} from ${namedTable(table.name)}${where}`,
    ...(dice.maybe(30) && { materialized: true }),
    ...(dice.maybe(20) && { comment: "a view's comment" }),
  };
  return [{ kind: 'createView', view }];
}

function dropView({ schema, dice }: Making): readonly Operation[] | undefined {
  const { views = [] } = schema;
  return views.length === 0 ? undefined : [{ kind: 'dropView', name: dice.pick(views).name }];
}

function renameView(making: Making): readonly Operation[] | undefined {
  const { views = [] } = making.schema;
  const to = freeViewName(making);
  if (views.length === 0 || to === undefined) return undefined;
  return [{ kind: 'renameView', from: making.dice.pick(views).name, to }];
}
