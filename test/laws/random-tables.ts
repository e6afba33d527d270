import type { Operation } from '../../src/operation/operation.ts';
import { derivedName } from '../../src/schema/names.ts';
import type { Column, Table } from '../../src/schema/schema.ts';
import { kindOf, Unsure } from './cells.ts';
import type { Alter } from './random-operations.ts';
import {
  freeColumnName,
  freeName,
  freeTableName,
  otherCase,
  type Making,
  ownEnumCheck,
  randomColumn,
  randomCondition,
  randomForeignKey,
  randomIndex,
  randomLiteral,
  someColumns,
} from './random-parts.ts';
import { isNumbered, rowsOf } from './world.ts';

/** Alterations of whole tables, and of their rows. */
export const tableMoves: readonly Alter[] = [
  createTable,
  createTable,
  dropTable,
  renameTable,
  commentTable,
  insertRows,
  backfill,
];

const id: Column = { name: 'id', type: { name: 'integer' }, nullable: false, autoincrement: true };

function createTable(making: Making): readonly Operation[] | undefined {
  const { dice, schema } = making;
  const name = freeTableName(making);
  if (name === undefined || schema.tables.length > 5) return undefined;
  let table: Table = {
    name,
    ...keyOf(name, making),
    indexes: [],
    uniques: [],
    foreignKeys: [],
    checks: [],
  };
  for (let left = dice.below(6); left > 0; left -= 1) table = plusColumn(table, making);
  for (let left = dice.below(4); left > 0; left -= 1) table = plusConstraint(table, making);
  if (dice.maybe(15)) table = { ...table, comment: "a table's comment" };
  return [{ kind: 'createTable', table }];
}

function keyOf(table: string, { dice }: Making): Pick<Table, 'columns' | 'primaryKey'> {
  const kind = dice.below(10);
  const name = dice.maybe(85) ? derivedName(table, [], 'primary') : `pk_${dice.below(1_000_000)}`;
  if (kind === 0) return { columns: [plain(id)] };
  if (kind < 3) {
    const columns: Column[] = [
      { name: 'k1', type: { name: 'integer' }, nullable: false },
      { name: 'k2', type: { name: 'string', length: 40 }, nullable: false },
    ];
    return { columns, primaryKey: { name, columns: dice.maybe(50) ? ['k1', 'k2'] : ['k2', 'k1'] } };
  }
  if (kind === 3) {
    const columns: Column[] = [{ name: 'id', type: { name: 'uuid' }, nullable: false }];
    return { columns, primaryKey: { name, columns: ['id'] } };
  }
  if (kind === 4) return { columns: [plain(id)], primaryKey: { name, columns: ['id'] } };
  if (kind === 5) {
    const identity = dice.pick(['always', 'by default'] as const);
    return { columns: [{ ...plain(id), identity }], primaryKey: { name, columns: ['id'] } };
  }
  return { columns: [id], primaryKey: { name, columns: ['id'] } };
}

function plain({ name, type, nullable }: Column): Column {
  return { name, type, nullable };
}

function plusColumn(table: Table, making: Making): Table {
  const name = freeColumnName(table, making.dice);
  if (name === undefined) return table;
  const column = randomColumn(name, making);
  const check = ownEnumCheck(table.name, column, making.dice);
  return {
    ...table,
    columns: [...table.columns, column],
    checks: [...table.checks, ...(check ? [check] : [])],
  };
}

function plusConstraint(table: Table, making: Making): Table {
  const { dice, schema } = making;
  // The names that the new table has taken so far count, too.
  const within = { ...making, schema: { ...schema, tables: [...schema.tables, table] } };
  const kind = dice.below(4);
  if (kind === 0) {
    const index = randomIndex(table, within);
    return { ...table, indexes: [...table.indexes, index] };
  }
  if (kind === 1) {
    const columns = someColumns(table, dice);
    const unique = { name: freeName(within, table, [columns, 'unique']), columns };
    return { ...table, uniques: [...table.uniques, unique] };
  }
  if (kind === 2) {
    const { name } = randomIndex(table, within);
    const expression = randomCondition(table, dice);
    return { ...table, checks: [...table.checks, { name: `${name}_check`, expression }] };
  }
  const key = randomForeignKey(table, within);
  return key === undefined ? table : { ...table, foreignKeys: [...table.foreignKeys, key] };
}

function dropTable({ schema, dice }: Making): readonly Operation[] | undefined {
  if (schema.tables.length < 2) return undefined;
  const { name } = dice.pick(schema.tables);
  const keys = schema.tables
    .filter(table => table.name !== name)
    .flatMap(table =>
      table.foreignKeys
        .filter(key => key.refTable === name)
        .map(key => ({ kind: 'dropForeignKey' as const, table: table.name, name: key.name })),
    );
  return [
    ...keys,
    ...(dice.maybe(60) ? [{ kind: 'archive' as const, table: name }] : []),
    { kind: 'dropTable', table: name },
  ];
}

function renameTable(making: Making): readonly Operation[] | undefined {
  const { schema, dice } = making;
  if (schema.tables.length === 0) return undefined;
  const from = dice.pick(schema.tables).name;
  const to = dice.maybe(15) && !from.includes('.') ? otherCase(from) : freeTableName(making);
  if (to === undefined || to === from) return undefined;
  // PostgreSQL wants the schema that a table moves to by name, there or back.
  if (from.includes('.') !== to.includes('.')) return undefined;
  return [{ kind: 'renameTable', from, to }];
}

function commentTable({ schema, dice }: Making): readonly Operation[] | undefined {
  if (schema.tables.length === 0) return undefined;
  const { name, columns } = dice.pick(schema.tables);
  const comment = dice.pick([null, 'a comment', "it's another"]);
  if (dice.maybe(50)) return [{ kind: 'comment', table: name, comment }];
  return [{ kind: 'comment', table: name, column: dice.pick(columns).name, comment }];
}

function insertRows(making: Making): readonly Operation[] | undefined {
  const { schema, dice, world } = making;
  if (schema.tables.length === 0) return undefined;
  const table = dice.pick(schema.tables);
  const rows = Array.from({ length: 1 + dice.below(3) }, (_, at) => {
    const row: Record<string, string | number | boolean | null> = {};
    for (const column of table.columns) {
      if (column.generated !== undefined) continue;
      const isKey = table.primaryKey?.columns.includes(column.name) === true;
      if (isNumbered(column) || (isKey && kindOf(column.type) === 'whole')) {
        row[column.name] = 5000 + rowsOf(world, table.name).length * 10 + at;
      } else if (column.default === undefined || isKey || dice.maybe(60)) {
        const value = column.nullable && dice.maybe(40) ? null : literalOf(column, making);
        row[column.name] = value;
      }
    }
    return row;
  });
  if (rows.some(row => Object.keys(row).length === 0)) return undefined;
  return [{ kind: 'insert', table: table.name, rows }];
}

function literalOf(column: Column, making: Making): string | number | boolean | null {
  const value = randomLiteral(column.type, column.name, making);
  if (value === undefined && !column.nullable) throw new Unsure('no literal');
  return value ?? null;
}

function backfill({ schema, dice }: Making): readonly Operation[] | undefined {
  if (schema.tables.length === 0) return undefined;
  const table = dice.pick(schema.tables);
  const { name, type, generated } = dice.pick(table.columns);
  if (generated !== undefined) return undefined;
  if (table.primaryKey?.columns.includes(name) === true) return undefined;
  const keys = schema.tables.flatMap(each => each.foreignKeys);
  // Rows that point here would follow, be emptied, or be in the way.
  if (keys.some(key => key.refTable === table.name && key.refColumns.includes(name))) {
    return undefined;
  }
  const set = fillFor(name, type.name, dice.below(2));
  if (set === undefined) return undefined;
  const where = dice.maybe(50) ? { where: randomCondition(table, dice) } : {};
  return [{ kind: 'backfill', table: table.name, set: { [name]: set }, ...where }];
}

function fillFor(name: string, type: string, which: number): string | undefined {
  const column = `"${name.replaceAll('"', '""')}"`;
  const fills: Readonly<Record<string, readonly [string, string]>> = {
    integer: ['7', `coalesce(${column}, 42)`],
    smallint: ['7', `coalesce(${column}, 3)`],
    bigint: [`coalesce(${column}, 1)`, '2'],
    text: [`coalesce(${column}, 'none''s')`, `'new' || ''`],
    string: [`coalesce(${column}, '')`, `'it''s 🎉'`],
    boolean: ['true', 'false'],
    decimal: ['12.5', `coalesce(${column}, 0.25)`],
  };
  return fills[type]?.[which];
}
