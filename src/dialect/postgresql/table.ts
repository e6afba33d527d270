import type {
  AddColumn,
  Comment,
  CreateTable,
  DropColumn,
  DropTable,
  RenameColumn,
  RenameTable,
} from '../../operation/operation.ts';
import { enumCheck } from '../../schema/enum-check.ts';
import { bareName, derivedName, qualifierOf } from '../../schema/names.ts';
import { type Column, findTable, type Table } from '../../schema/schema.ts';
import { quoteIdentifier, quoteText } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import {
  columnCommentSql,
  columnSql,
  numberedColumns,
  numberedKeySql,
  refuseVirtual,
  tableCommentSql,
} from './column.ts';
import { addCheck, addForeignKey, addUnique } from './constraint.ts';
import { createIndex } from './indexes.ts';
import { quoteList, quoteNew, quoteNewTable, quoteTable } from './name.ts';
import { objectsOf } from './table-objects.ts';
import { dropTriggerFunctions, renameTriggerFunctions } from './trigger.ts';

/** `create table`, then comments, uniques, indexes, checks and foreign keys each by a statement of their own, as MikroORM does. */
export function createTable(
  operation: CreateTable,
  context: CompileContext,
): readonly CompiledStatement[] {
  // The schema afterwards has the checks that enum types imply, also where the operation leaves them out.
  const table = findTable(context.after, operation.table.name) ?? operation.table;
  const { name } = table;
  for (const column of table.columns) refuseVirtual(column, context.catalog);
  return [
    { sql: createTableSql(table), comment: `create table ${name}` },
    ...partitionsOf(table),
    ...comments(table),
    ...table.uniques.flatMap(unique =>
      addUnique({ kind: 'addUnique', table: name, unique }, context),
    ),
    ...table.indexes.flatMap(index =>
      createIndex({ kind: 'createIndex', table: name, index }, context),
    ),
    ...table.checks.flatMap(check => addCheck({ kind: 'addCheck', table: name, check })),
    ...table.foreignKeys.flatMap(foreignKey =>
      addForeignKey({ kind: 'addForeignKey', table: name, foreignKey }),
    ),
    ...objectsOf(table, context),
  ];
}

/** `drop table "t"`, and the functions of its triggers, which it would leave behind. Never `cascade`: what still points to the table stops the run. */
export function dropTable(
  { table }: DropTable,
  { before }: Pick<CompileContext, 'before'>,
): readonly CompiledStatement[] {
  return [
    { sql: `drop table ${quoteTable(table)}`, comment: `drop table ${table}` },
    ...dropTriggerFunctions(table, before),
  ];
}

/** `alter table "a" rename to "b"`, and `set schema` where that differs. Constraints, indexes and the serial sequence keep their names, functions of triggers do not. */
export function renameTable(
  { kind, from, to }: RenameTable,
  context: Pick<CompileContext, 'before'>,
): readonly CompiledStatement[] {
  const words = `rename table ${from} to ${to}`;
  const [before, after] = [qualifierOf(from), qualifierOf(to)];
  const moved = before === after ? from : [after, bareName(from)].filter(Boolean).join('.');
  return [
    ...(moved === from ? [] : [moveSql(from, after, words)]),
    ...(moved === to
      ? []
      : [
          {
            sql: `alter table ${quoteTable(moved)} rename to ${quoteNew(bareName(to))}`,
            comment: words,
          },
        ]),
    ...renameTriggerFunctions({ kind, from, to }, context.before),
  ];
}

/** `alter table "t" add column …`, then the constraints that were written on the column. */
export function addColumn(
  operation: AddColumn,
  { catalog }: Pick<CompileContext, 'catalog'>,
): readonly CompiledStatement[] {
  const { table, column, unique, foreignKey } = operation;
  const check = operation.check ?? enumCheck(table, column);
  refuseVirtual(column, catalog);
  return [
    {
      sql: `alter table ${quoteTable(table)} add column ${columnSql(column)}`,
      comment: `add column ${table}.${column.name}`,
    },
    ...columnComment(table, column),
    ...(unique ? addUnique({ kind: 'addUnique', table, unique }, { catalog }) : []),
    ...(check ? addCheck({ kind: 'addCheck', table, check }) : []),
    ...(foreignKey ? addForeignKey({ kind: 'addForeignKey', table, foreignKey }) : []),
  ];
}

/** `alter table "t" drop column "c"`; indexes and constraints that involve the column go with it (manual, ALTER TABLE). */
export function dropColumn({ table, column }: DropColumn): readonly CompiledStatement[] {
  return [
    {
      sql: `alter table ${quoteTable(table)} drop column ${quoteIdentifier(column)}`,
      comment: `drop column ${table}.${column}`,
    },
  ];
}

/** `alter table "t" rename column "a" to "b"`; the serial sequence keeps its name, which MikroORM accepts. */
export function renameColumn({ table, from, to }: RenameColumn): readonly CompiledStatement[] {
  return [
    {
      sql: `alter table ${quoteTable(table)} rename column ${quoteIdentifier(from)} to ${quoteNew(to)}`,
      comment: `rename column ${table}.${from} to ${to}`,
    },
  ];
}

/** `comment on table "t" is '…'`, or on one of its columns. */
export function comment(operation: Comment): readonly CompiledStatement[] {
  const { table, column, comment: text } = operation;
  return [
    column === undefined
      ? { sql: tableCommentSql(table, text), comment: `comment on table ${table}` }
      : {
          sql: columnCommentSql(table, column, text),
          comment: `comment on column ${table}.${column}`,
        },
  ];
}

function createTableSql(table: Table): string {
  // A key of the default name bears it without a word: PostgreSQL would cut it off.
  if (table.primaryKey !== undefined) quoteNew(table.primaryKey.name);
  const inline = numberedKey(table);
  const columns = table.columns.map(column =>
    column === inline ? numberedKeySql(column) : columnSql(column),
  );
  const items = [...columns, ...(inline === undefined ? primaryKeyItem(table) : [])];
  const split = table.partitioning === undefined ? '' : ` partition by ${table.partitioning.by}`;
  return `create table ${quoteNewTable(table.name)} (${items.join(', ')})${split}`;
}

// A partition stands in the schema of its table unless its name says another.
function partitionsOf({ name, partitioning }: Table): readonly CompiledStatement[] {
  const schema = qualifierOf(name);
  return (partitioning?.partitions ?? []).map(partition => {
    const own = qualifierOf(partition.name) === '' && schema !== '';
    const target = own ? `${schema}.${partition.name}` : partition.name;
    return {
      sql: `create table ${quoteNewTable(target)} partition of ${quoteTable(name)} ${partition.bound}`,
      comment: `create partition ${partition.name} of ${name}`,
    };
  });
}

// MikroORM writes the key on the column where the database numbers it and the key has its default name.
function numberedKey(table: Table): Column | undefined {
  const { name, primaryKey } = table;
  if (primaryKey?.columns.length !== 1 || primaryKey.name !== defaultKey(name)) return undefined;
  return numberedColumns(table).find(column => column.name === primaryKey.columns[0]);
}

function primaryKeyItem({ name, primaryKey }: Table): readonly string[] {
  if (primaryKey === undefined) return [];
  const named =
    primaryKey.name === defaultKey(name) ? '' : `constraint ${quoteNew(primaryKey.name)} `;
  return [`${named}primary key (${quoteList(primaryKey.columns)})`];
}

function defaultKey(table: string): string {
  return derivedName(table, [], 'primary');
}

function comments(table: Table): readonly CompiledStatement[] {
  const own =
    table.comment === undefined
      ? []
      : comment({ kind: 'comment', table: table.name, comment: table.comment });
  return [...own, ...table.columns.flatMap(column => columnComment(table.name, column))];
}

function columnComment(table: string, column: Column): readonly CompiledStatement[] {
  if (column.comment === undefined) return [];
  return comment({ kind: 'comment', table, column: column.name, comment: column.comment });
}

// Where an unqualified name lives depends on where the run points; `set schema` takes no expression.
function moveSql(table: string, schema: string, words: string): CompiledStatement {
  const move = `alter table ${quoteTable(table)} set schema `;
  const toCurrent = `do $move$ begin execute ${quoteText(move)} || pg_catalog.quote_ident(pg_catalog.current_schema()); end $move$`;
  return { sql: schema === '' ? toCurrent : `${move}${quoteIdentifier(schema)}`, comment: words };
}
