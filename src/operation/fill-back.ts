import type { ColumnType, ColumnTypeName } from '../schema/column-type.ts';
import { literalSql } from '../schema/literal.ts';
import { type Default, findTable, type Schema } from '../schema/schema.ts';
import { apply } from './apply.ts';
import type { Explained } from './explain.ts';
import { numberRows } from './number-rows.ts';
import type { AddColumn, Operation } from './operation.ts';

/**
 * Lets a column come back that was dropped for good: its values are gone, so rows that are there get the emptiest value of its
 * type, and those of a key are numbered. Added not null as it was, it would be refused wherever the table has rows.
 */
export function fillBack(down: readonly Operation[], before: Schema): readonly Explained[] {
  let schema = before;
  return down.flatMap((operation, at): readonly Explained[] => {
    const met = schema;
    schema = apply(schema, operation);
    if (operation.kind !== 'addColumn' || !isRefused(operation, down.slice(0, at))) {
      return [operation];
    }
    const becomesKey = down.slice(at + 1).some(later => isKeyOf(later, operation));
    return becomesKey ? numbered(operation, met) : filled(operation);
  });
}

/** Whether rows that are there would have nothing in it. */
function isRefused({ column, ...add }: AddColumn, earlier: readonly Operation[]): boolean {
  const { nullable, default: value, autoincrement, identity, generated } = column;
  const isFilled = [value, autoincrement, identity, generated].some(each => each !== undefined);
  // One value for all rows would break what stands on the column.
  const isAlone = add.unique === undefined && add.foreignKey === undefined;
  const isNew = earlier.some(each => each.kind === 'createTable' && each.table.name === add.table);
  return !nullable && !isFilled && isAlone && !isNew;
}

function isKeyOf(operation: Operation, { table, column }: AddColumn): boolean {
  return (
    operation.kind === 'addPrimaryKey' &&
    operation.table === table &&
    operation.primaryKey.columns.includes(column.name)
  );
}

function filled(add: AddColumn): readonly Explained[] {
  const { table, column } = add;
  const value = emptiest(column.type);
  if (value === undefined) return [add];
  const gone = `the values of ${table}.${column.name} are gone`;
  const filling = { ...column, default: { kind: 'value' as const, value } };
  return [
    { ...add, column: filling, why: `${gone}: rows that are there get ${literalSql(value)}` },
    { kind: 'alterColumn', table, column: column.name, default: null, before: filling },
  ];
}

/** By the place of each row in the order of the key that the table has until now. */
function numbered(add: AddColumn, met: Schema): readonly Explained[] {
  const { table, column } = add;
  const key = findTable(met, table)?.primaryKey?.columns ?? [];
  if (key.length === 0 || !numbers.has(column.type.name)) return [add];
  return numberRows(table, column, key);
}

const numbers: ReadonlySet<ColumnTypeName> = new Set(['smallint', 'integer', 'bigint']);

/** The value of a type that says least; undefined where it is not one text on both databases. */
export function emptiest(
  type: ColumnType,
): Extract<Default, { kind: 'value' }>['value'] | undefined {
  return type.name === 'enum' ? type.values[0] : values[type.name];
}

// Types whose emptiest value is not one text on both databases are left out.
const values: Partial<Readonly<Record<ColumnTypeName, string | number | boolean>>> = {
  text: '',
  string: '',
  char: '',
  smallint: 0,
  tinyint: 0,
  mediumint: 0,
  integer: 0,
  bigint: 0,
  decimal: 0,
  float: 0,
  double: 0,
  boolean: false,
  json: '{}',
  jsonb: '{}',
  uuid: '00000000-0000-0000-0000-000000000000',
  date: '1970-01-01',
  datetime: '1970-01-01 00:00:00Z',
  timestamp: '1970-01-01 00:00:00Z',
  time: '00:00:00',
};
