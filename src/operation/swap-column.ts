import type { ColumnType, ColumnTypeName } from '../schema/column-type.ts';
import { conversionLoss } from '../schema/conversion.ts';
import { mentions, sqlName, sqlTable } from '../schema/expression.ts';
import { mapSqlText, someSqlText, type SqlText } from '../schema/objects.ts';
import {
  type Column,
  findColumn,
  findTable,
  type Index,
  indexColumns,
  type Schema,
  type Table,
} from '../schema/schema.ts';
import type { Explained } from './explain.ts';
import type { AlterColumn, Backfill } from './operation.ts';

/**
 * A column of the new type that takes the place of one whose type changes: added empty, filled beside the traffic, then the two
 * are swapped. Undefined where the type changes without writing the table anew, or where something stands on the column that
 * would have to be built again.
 */
export function swapColumn(
  operation: AlterColumn,
  before: Schema,
): readonly Explained[] | undefined {
  const { table, column: name, type } = operation;
  const owner = findTable(before, table);
  const from = owner && findColumn(owner, name);
  if (owner === undefined || from === undefined || type === undefined) return undefined;
  const value = valueOf(operation, from.type, type);
  if (value === undefined || !standsAlone(from, owner, before)) return undefined;
  return steps({ operation, owner, from, to: { ...from, type }, value });
}

/** What is set anew; the default comes last, when no row takes it any more. */
function without({
  default: _given,
  comment: _comment,
  collation: _collation,
  ...column
}: Column): Column {
  return column;
}

interface Swap {
  readonly operation: AlterColumn;
  readonly owner: Table;
  readonly from: Column;
  /** With the new type, the rest as it was. */
  readonly to: Column;
  /** What a row gets, over the old column. */
  readonly value: SqlText;
}

function steps(swap: Swap): readonly Explained[] {
  const { operation, owner, from, to } = swap;
  const { comment = from.comment, collation = from.collation } = operation;
  const fresh: Column = {
    ...without(to),
    name: freeName(owner, `${from.name}_new`),
    nullable: true,
    ...(typeof comment === 'string' && { comment }),
    ...(typeof collation === 'string' && { collation }),
  };
  return [...filling(swap, fresh), ...exchange(swap, fresh)];
}

function filling(
  { owner: { name: table }, from, value }: Swap,
  fresh: Column,
): readonly Explained[] {
  const [old, own] = [sqlName(from.name), sqlName(fresh.name)];
  const fill: Backfill = { kind: 'backfill', table, set: { [fresh.name]: value } };
  return [
    {
      kind: 'addColumn',
      table,
      column: fresh,
      why: `takes the place of ${from.name} further down, so that the table is not written anew while others wait`,
    },
    {
      ...fill,
      where: `${own} is null and ${old} is not null`,
      transactional: false,
      why: `the values of ${from.name} as its new type has them; outside of the transaction`,
    },
    {
      kind: 'sql',
      postgresql: `lock table ${sqlTable(table)} in share row exclusive mode`,
      sqlite: '',
      why: 'from here on to the end of the transaction who writes waits, who reads does not',
    },
    {
      ...fill,
      where: mapSqlText(value, sql => `${own} is distinct from (${sql})`),
      why: 'once more, for rows that came or changed meanwhile',
    },
  ];
}

function exchange({ operation, owner, from }: Swap, fresh: Column): readonly Explained[] {
  const { name: table } = owner;
  const { name } = from;
  const { nullable = from.nullable, default: given = from.default ?? null } = operation;
  const alter = (change: Partial<AlterColumn>, before: Column): AlterColumn => ({
    kind: 'alterColumn',
    table,
    column: before.name,
    ...change,
    before,
  });
  const why = `its values are all in ${fresh.name} by now`;
  return [
    ...(nullable ? [] : [alter({ nullable: false }, fresh)]),
    { kind: 'dropColumn', table, column: name, definition: from, why },
    { kind: 'renameColumn', table, from: fresh.name, to: name },
    ...(given === null ? [] : [alter({ default: given }, { ...fresh, name, nullable })]),
  ];
}

/** The expression that was answered; the old value itself where both databases store it as the new type without one. */
function valueOf(
  { column, using }: AlterColumn,
  from: ColumnType,
  to: ColumnType,
): SqlText | undefined {
  if (incomparable.has(to.name) || incomparable.has(from.name)) return undefined;
  if (using !== undefined) return using;
  const isNumber = numbers.has(from.name) && conversionLoss(from, to) === undefined;
  return isNumber && from.name !== to.name && (numbers.has(to.name) || to.name === 'text')
    ? sqlName(column)
    : undefined;
}

const numbers: ReadonlySet<ColumnTypeName> = new Set(['smallint', 'integer', 'bigint']);

// Types whose values are not held against each other, or that bring a check or a type of their own.
const incomparable: ReadonlySet<ColumnTypeName> = new Set([
  'json',
  'jsonb',
  'native',
  'array',
  'enum',
  'nativeEnum',
]);

/** Whether nothing would have to be built again, or come to another column by its name. */
function standsAlone(column: Column, owner: Table, schema: Schema): boolean {
  const { autoincrement, identity, generated, name } = column;
  const isComputed = [autoincrement, identity, generated].some(each => each !== undefined);
  return !isComputed && !isUsedBeside(name, owner) && !isUsedElsewhere(name, owner, schema);
}

function isUsedBeside(name: string, owner: Table): boolean {
  const { primaryKey, uniques, indexes, foreignKeys, checks, exclusions = [], columns } = owner;
  const { triggers = [], policies = [] } = owner;
  if (triggers.length > 0 || policies.length > 0 || exclusions.length > 0) return true;
  const keys = [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys];
  const named = [
    ...keys.flatMap(key => key.columns),
    ...indexes.flatMap(index => [...indexColumns(index), ...(index.include ?? [])]),
  ];
  const texts: readonly SqlText[] = [
    ...checks.map(check => check.expression),
    ...indexes.flatMap(textsOf),
    ...columns.flatMap(each => each.generated?.expression ?? []),
  ];
  return named.includes(name) || texts.some(text => someSqlText(text, sql => mentions(sql, name)));
}

function textsOf({ where = '', statement = '', columns }: Index): readonly SqlText[] {
  const expressions = columns.map(part =>
    typeof part === 'string' ? '' : (part.expression ?? ''),
  );
  return [where, statement, ...expressions];
}

function isUsedElsewhere(name: string, owner: Table, { tables, views = [] }: Schema): boolean {
  const isTarget = tables.some(each =>
    each.foreignKeys.some(key => key.refTable === owner.name && key.refColumns.includes(name)),
  );
  // What a view reads by a star is not looked up.
  return (
    isTarget ||
    views.some(view => someSqlText(view.select, sql => mentions(sql, name) || sql.includes('*')))
  );
}

function freeName({ columns }: Table, wanted: string): string {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted}_${number}`;
  return name;
}
