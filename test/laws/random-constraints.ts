import type { Operation } from '../../src/operation/operation.ts';
import type { Table } from '../../src/schema/schema.ts';
import { named } from './cells.ts';
import type { Alter } from './random-operations.ts';
import {
  freeName,
  type Making,
  randomCondition,
  randomForeignKey,
  randomIndex,
  someColumns,
} from './random-parts.ts';

/** Alterations of what stands on columns. */
export const constraintMoves: readonly Alter[] = [
  createIndex,
  createIndex,
  dropIndex,
  renameIndex,
  addUnique,
  dropUnique,
  addForeignKey,
  addForeignKey,
  dropForeignKey,
  addCheck,
  dropCheck,
  renameConstraint,
];

function tableOf({ schema, dice }: Making): Table | undefined {
  return schema.tables.length === 0 ? undefined : dice.pick(schema.tables);
}

function createIndex(making: Making): readonly Operation[] | undefined {
  const table = tableOf(making);
  if (table === undefined) return undefined;
  return [{ kind: 'createIndex', table: table.name, index: randomIndex(table, making) }];
}

function dropIndex(making: Making): readonly Operation[] | undefined {
  const table = tableOf(making);
  if (table === undefined || table.indexes.length === 0) return undefined;
  return [{ kind: 'dropIndex', table: table.name, name: making.dice.pick(table.indexes).name }];
}

function renameIndex(making: Making): readonly Operation[] | undefined {
  const table = tableOf(making);
  if (table === undefined || table.indexes.length === 0) return undefined;
  const from = making.dice.pick(table.indexes).name;
  const to = freeName(making, table, [someColumns(table, making.dice), 'index']);
  return [{ kind: 'renameIndex', table: table.name, from, to }];
}

function addUnique(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = tableOf(making);
  if (table === undefined) return undefined;
  const columns = someColumns(table, dice);
  const unique = {
    name: freeName(making, table, [columns, 'unique']),
    columns,
    ...(dice.maybe(10) && { deferrable: dice.pick(['immediate', 'deferred'] as const) }),
  };
  return [{ kind: 'addUnique', table: table.name, unique }];
}

function dropUnique(making: Making): readonly Operation[] | undefined {
  const table = tableOf(making);
  if (table === undefined || table.uniques.length === 0) return undefined;
  return [{ kind: 'dropUnique', table: table.name, name: making.dice.pick(table.uniques).name }];
}

function addForeignKey(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = tableOf(making);
  const foreignKey = table && randomForeignKey(table, making);
  if (table === undefined || foreignKey === undefined) return undefined;
  const first = table.columns.find(
    column => foreignKey.columns.includes(column.name) && column.nullable,
  );
  const clear: readonly Operation[] =
    first !== undefined && dice.maybe(60)
      ? [
          {
            kind: 'backfill',
            table: table.name,
            set: { [first.name]: 'null' },
            where: `${named(first.name)} is not null`,
          },
        ]
      : [];
  return [...clear, { kind: 'addForeignKey', table: table.name, foreignKey }];
}

function dropForeignKey(making: Making): readonly Operation[] | undefined {
  const table = tableOf(making);
  if (table === undefined || table.foreignKeys.length === 0) return undefined;
  return [
    { kind: 'dropForeignKey', table: table.name, name: making.dice.pick(table.foreignKeys).name },
  ];
}

function addCheck(making: Making): readonly Operation[] | undefined {
  const table = tableOf(making);
  if (table === undefined) return undefined;
  const check = {
    name: freeName(making, table, [someColumns(table, making.dice), 'check']),
    expression: randomCondition(table, making.dice),
  };
  return [{ kind: 'addCheck', table: table.name, check }];
}

function dropCheck(making: Making): readonly Operation[] | undefined {
  const table = tableOf(making);
  const checks = table?.checks.filter(check => check.enumOf === undefined) ?? [];
  if (table === undefined || checks.length === 0) return undefined;
  return [{ kind: 'dropCheck', table: table.name, name: making.dice.pick(checks).name }];
}

function renameConstraint(making: Making): readonly Operation[] | undefined {
  const table = tableOf(making);
  if (table === undefined) return undefined;
  const { primaryKey, uniques, foreignKeys, checks } = table;
  const all = [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys, ...checks];
  if (all.length === 0) return undefined;
  const from = making.dice.pick(all).name;
  const to = freeName(making, table, [someColumns(table, making.dice), 'check']);
  return [{ kind: 'renameConstraint', table: table.name, from, to }];
}
