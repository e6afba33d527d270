import type { Operation } from '../../src/operation/operation.ts';
import { isOnColumns, indexColumns, type Table } from '../../src/schema/schema.ts';
import type { Alter } from './random-operations.ts';
import {
  freeName,
  type Making,
  randomCondition,
  randomForeignKey,
  someColumns,
} from './random-parts.ts';
import { isNumbered } from './world.ts';

/** Alterations of primary keys, of exclusions, and of what is validated later. */
export const keyMoves: readonly Alter[] = [
  dropPrimaryKey,
  addPrimaryKey,
  addPrimaryKey,
  adoptIndex,
  addCheckLater,
  addForeignKeyLater,
  validate,
  validate,
  addExclusion,
  dropExclusion,
];

function pickTable({ schema, dice }: Making): Table | undefined {
  return schema.tables.length === 0 ? undefined : dice.pick(schema.tables);
}

function dropPrimaryKey(making: Making): readonly Operation[] | undefined {
  const table = pickTable(making);
  // SQLite numbers rows by a primary key alone.
  if (table?.primaryKey === undefined || table.columns.some(isNumbered)) return undefined;
  return [{ kind: 'dropPrimaryKey', table: table.name }];
}

function addPrimaryKey(making: Making): readonly Operation[] | undefined {
  const { dice, schema } = making;
  const without = schema.tables.filter(({ primaryKey }) => primaryKey === undefined);
  if (without.length === 0) return undefined;
  const table = dice.pick(without);
  const unique = table.indexes.find(
    index => index.unique && index.where === undefined && isOnColumns(index),
  );
  if (unique !== undefined && dice.maybe(60)) {
    const name = dice.maybe(50) ? unique.name : freeName(making, table, [['key'], 'unique']);
    const primaryKey = { name, columns: indexColumns(unique) };
    return [{ kind: 'addPrimaryKey', table: table.name, primaryKey, usingIndex: unique.name }];
  }
  const columns = someColumns(table, dice);
  const name = freeName(making, table, [columns, 'unique']);
  return [{ kind: 'addPrimaryKey', table: table.name, primaryKey: { name, columns } }];
}

/** A unique index becomes a unique constraint. */
function adoptIndex(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = pickTable(making);
  const index = table?.indexes.find(
    each => each.unique && each.where === undefined && isOnColumns(each),
  );
  if (table === undefined || index === undefined) return undefined;
  const columns = indexColumns(index);
  const name = dice.maybe(50) ? index.name : freeName(making, table, [columns, 'unique']);
  return [
    { kind: 'addUnique', table: table.name, unique: { name, columns }, usingIndex: index.name },
  ];
}

function addCheckLater(making: Making): readonly Operation[] | undefined {
  const table = pickTable(making);
  if (table === undefined) return undefined;
  const name = freeName(making, table, [someColumns(table, making.dice), 'check']);
  const expression = randomCondition(table, making.dice);
  return [{ kind: 'addCheck', table: table.name, check: { name, expression, notValid: true } }];
}

function addForeignKeyLater(making: Making): readonly Operation[] | undefined {
  const table = pickTable(making);
  const key = table && randomForeignKey(table, making);
  if (table === undefined || key === undefined) return undefined;
  return [{ kind: 'addForeignKey', table: table.name, foreignKey: { ...key, notValid: true } }];
}

function validate({ schema, dice }: Making): readonly Operation[] | undefined {
  const later = schema.tables.flatMap(({ name: table, checks, foreignKeys }) =>
    [...checks, ...foreignKeys]
      .filter(({ notValid }) => notValid === true)
      .map(({ name }) => ({ kind: 'validate' as const, table, name })),
  );
  return later.length === 0 ? undefined : [dice.pick(later)];
}

function addExclusion(making: Making): readonly Operation[] | undefined {
  const table = pickTable(making);
  if (table === undefined) return undefined;
  const columns = someColumns(table, making.dice);
  const exclusion = {
    name: freeName(making, table, [columns, 'unique']),
    using: 'btree',
    elements: columns.map(column => ({ column, operator: '=' })),
  };
  return [{ kind: 'addExclusion', table: table.name, exclusion, only: 'postgresql' }];
}

function dropExclusion({ schema }: Making): readonly Operation[] | undefined {
  const table = schema.tables.find(({ exclusions }) => exclusions !== undefined);
  const [first] = table?.exclusions ?? [];
  if (table === undefined || first === undefined) return undefined;
  return [{ kind: 'dropExclusion', table: table.name, name: first.name, only: 'postgresql' }];
}
