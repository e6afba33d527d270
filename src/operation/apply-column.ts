import {
  checksForType,
  replaceTable,
  renameColumn as withColumnRenamed,
  withoutColumn,
} from '../schema/edit.ts';
import { enumCheck } from '../schema/enum-check.ts';
import { mentions } from '../schema/expression.ts';
import {
  type Check,
  type Column,
  findColumn,
  type ForeignKey,
  type Schema,
  type Table,
} from '../schema/schema.ts';
import {
  computedFrom,
  numberingOf,
  refuseGenerated,
  refuseNumbering,
} from './apply-column-source.ts';
import { checkEnum } from './apply-enum.ts';
import { checkTarget } from './apply-table.ts';
import { badOperation, columnOf, tableOf } from './bad-operation.ts';
import type { AddColumn, AlterColumn, Comment, DropColumn, RenameColumn } from './operation.ts';
import { refuseTakenConstraint, refuseTakenNames } from './taken-names.ts';

/** Adds a column at the end, with the constraints written on it; an enum's check is derived where none is given. */
export function addColumn(operation: AddColumn, schema: Schema): Schema {
  const table = tableOf(schema, operation.table);
  const { column, unique, foreignKey } = operation;
  if (findColumn(table, column.name) !== undefined) throw columnTaken(table, column.name);
  checkEnum(column, schema);
  refuseNumbering(table.name, column);
  refuseGenerated(table, column);
  const check = operation.check ?? enumCheck(table.name, column);
  for (const each of [unique, foreignKey, check]) if (each) refuseTakenConstraint(table, each.name);
  if (unique) refuseTakenNames(schema, table.name, unique.name);
  const grown = replaceTable(schema, table.name, {
    ...table,
    columns: [...table.columns, column],
    uniques: [...table.uniques, ...(unique ? [unique] : [])],
    foreignKeys: [...table.foreignKeys, ...(foreignKey ? [foreignKey] : [])],
    checks: [...table.checks, ...(check ? [check] : [])],
  });
  if (foreignKey) checkTarget(grown, table.name, foreignKey);
  return grown;
}

/** Takes a column away and what goes with it; refused while a foreign key of another column points to it. */
export function dropColumn(operation: DropColumn, schema: Schema): Schema {
  const table = tableOf(schema, operation.table);
  const { name } = columnOf(table, operation.column);
  if (table.columns.length === 1) throw lastColumn(table, name);
  const pointing = pointingTo(schema, table, name);
  if (pointing !== undefined) throw stillPointedTo(`${table.name}.${name}`, pointing);
  const [computed] = computedFrom(table, name);
  if (computed !== undefined) throw stillComputed(table.name, name, computed.name);
  if (mentions(table.partitioning?.by ?? '', name)) throw splitBy(table.name, name);
  return replaceTable(schema, table.name, withoutColumn(table, name));
}

/** Gives a column another name; keys, indexes, foreign keys of every table and expressions follow. */
export function renameColumn({ table, from, to }: RenameColumn, schema: Schema): Schema {
  const owner = tableOf(schema, table);
  columnOf(owner, from);
  if (findColumn(owner, to) !== undefined) throw columnTaken(owner, to);
  return withColumnRenamed(schema, table, from, to);
}

/** Changes the keys that are given; an enum's check follows the type. */
export function alterColumn(operation: AlterColumn, schema: Schema): Schema {
  const table = tableOf(schema, operation.table);
  const old = columnOf(table, operation.column);
  refuseSecondSource(table, old, operation);
  const column = altered(old, operation);
  checkEnum(column, schema);
  refuseNumbering(table.name, column);
  const checks =
    operation.type === undefined
      ? table.checks
      : checksForType(table.checks, column, freshCheck(table, column));
  const columns = table.columns.map(each => (each.name === column.name ? column : each));
  return replaceTable(schema, table.name, { ...table, columns, checks });
}

/** Sets or takes away the comment of a table or a column. */
export function comment(operation: Comment, schema: Schema): Schema {
  const table = tableOf(schema, operation.table);
  if (operation.column === undefined) {
    const { comment: _old, ...rest } = table;
    const given = operation.comment === null ? {} : { comment: operation.comment };
    return replaceTable(schema, table.name, { ...rest, ...given });
  }
  const column = altered(columnOf(table, operation.column), { comment: operation.comment });
  const columns = table.columns.map(each => (each.name === column.name ? column : each));
  return replaceTable(schema, table.name, { ...table, columns });
}

type ColumnKeys = Pick<AlterColumn, 'type' | 'nullable' | 'default' | 'comment' | 'collation'>;

function altered(column: Column, keys: ColumnKeys): Column {
  const { default: oldDefault, comment: oldComment, collation: oldCollation, ...rest } = column;
  return {
    ...rest,
    type: keys.type ?? column.type,
    nullable: keys.nullable ?? column.nullable,
    ...keyed('default', keys.default, oldDefault),
    ...keyed('comment', keys.comment, oldComment),
    ...keyed('collation', keys.collation, oldCollation),
  };
}

// null takes the key away, undefined leaves it as it was.
function keyed<K extends string, V>(
  key: K,
  next: V | null | undefined,
  old: V | undefined,
): { readonly [P in K]?: V } {
  const value = next === undefined ? old : next;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed key widens to an index signature
  return (value == null ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

function freshCheck(table: Table, column: Column): Check | undefined {
  const check = enumCheck(table.name, column);
  const known = table.checks.some(each => each.enumOf === column.name);
  if (check !== undefined && !known) refuseTakenConstraint(table, check.name);
  return check;
}

function pointingTo(schema: Schema, table: Table, column: string): PointingKey | undefined {
  for (const other of schema.tables) {
    const key = other.foreignKeys.find(
      each =>
        each.refTable === table.name &&
        each.refColumns.includes(column) &&
        !(other === table && each.columns.includes(column)),
    );
    if (key !== undefined) return { table: other.name, key };
  }
  return undefined;
}

interface PointingKey {
  readonly table: string;
  readonly key: ForeignKey;
}

// A column takes its values from one place; PostgreSQL refuses a second one.
function refuseSecondSource(table: Table, column: Column, keys: AlterColumn): void {
  const place = `${table.name}.${column.name}`;
  const isGenerated = column.generated !== undefined;
  if (isGenerated && keys.using !== undefined) throw computedBy(place, 'its values');
  if (keys.default === undefined || keys.default === null) return;
  if (isGenerated) throw computedBy(place, 'a default');
  if (numberingOf(column) !== undefined) throw numberedBy(table.name, column.name);
}

function computedBy(place: string, what: string): Error {
  return badOperation(
    `${place} is generated: its expression is where ${what} would come from`,
    'change the expression with op.setGenerated, or end it with null',
  );
}

function numberedBy(table: string, column: string): Error {
  return badOperation(
    `${table}.${column} is numbered by the database, so that it takes no default`,
    `first op.setIdentity('${table}', '${column}', null)`,
  );
}

function stillComputed(table: string, column: string, computed: string): Error {
  return badOperation(
    `${table}.${column} cannot be dropped: ${computed} is generated from it`,
    `first op.dropColumn('${table}', '${computed}')`,
  );
}

function splitBy(table: string, column: string): Error {
  return badOperation(
    `${table}.${column} cannot be dropped: the table is partitioned by it`,
    'make another table, and copy the rows with op.sql',
  );
}

function columnTaken(table: Table, name: string): Error {
  return badOperation(
    `table ${table.name} already has a column ${name}`,
    'drop or rename it first, or choose another name',
  );
}

function lastColumn(table: Table, name: string): Error {
  return badOperation(
    `${name} is the last column of table ${table.name}`,
    `drop the table: op.dropTable('${table.name}')`,
  );
}

function stillPointedTo(column: string, { table, key }: PointingKey): Error {
  return badOperation(
    `column ${column} cannot be dropped: foreign key ${key.name} of ${table} points to it`,
    `first op.dropForeignKey('${table}', '${key.name}')`,
  );
}
