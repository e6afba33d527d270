import { MigshError } from '../../error.ts';
import { mentions } from '../../schema/expression.ts';
import { enumUses } from '../../schema/native-enum.ts';
import { someSqlText, type SqlText } from '../../schema/objects.ts';
import type { Check, ForeignKey, Index, Schema, Table } from '../../schema/schema.ts';
import type { CompiledStatement } from '../statement.ts';
import { addCheck, addForeignKey, dropConstraint } from './constraint.ts';
import { createIndex, dropIndex } from './indexes.ts';

/** What goes before the type of an enum's columns changes, and comes back behind it. */
export interface Standing {
  readonly drop: readonly CompiledStatement[];
  readonly create: readonly CompiledStatement[];
}

/**
 * Checks, predicates and expressions of indexes over the enum's columns compare them with values of the old type, and a
 * foreign key joins two columns that change one after the other.
 */
export function standingOn(schema: Schema, name: string): Standing {
  const found = schema.tables.map(table => ({ table, ...standing(schema, table, name) }));
  return {
    drop: [
      ...found.flatMap(({ table, keys }) => keys.flatMap(key => dropOf(table, key))),
      ...found.flatMap(({ table, checks }) => checks.flatMap(check => dropOf(table, check))),
      ...found.flatMap(({ table, indexes }) =>
        indexes.flatMap(index =>
          dropIndex({ kind: 'dropIndex', table: table.name, name: index.name }),
        ),
      ),
    ],
    create: [
      ...found.flatMap(({ table, indexes }) =>
        indexes.flatMap(index => createIndex({ kind: 'createIndex', table: table.name, index })),
      ),
      ...found.flatMap(({ table, checks }) =>
        checks.flatMap(check => addCheck({ kind: 'addCheck', table: table.name, check })),
      ),
      ...found.flatMap(({ table, keys }) =>
        keys.flatMap(foreignKey =>
          addForeignKey({ kind: 'addForeignKey', table: table.name, foreignKey }),
        ),
      ),
    ],
  };
}

/**
 * Refuses what PostgreSQL lets stand on a column whose type changes only if it goes away for it: generated columns,
 * triggers and policies over the column, partitions by it, routines that take the enum (manual, ALTER TABLE). Views are
 * taken away and brought back around the operation (views/around-views.ts).
 */
export function refuseDependents(schema: Schema, name: string): void {
  const reader = schema.tables.map(table => readerOf(schema, table, name)).find(Boolean);
  const routine = schema.routines?.find(
    ({ parameters, returns }) => returns === name || parameters.some(({ type }) => type === name),
  );
  const found = reader ?? (routine && `${routine.type} ${routine.name}`);
  if (found !== undefined) throw inTheWay(name, found);
}

interface StandingOnTable {
  readonly keys: readonly ForeignKey[];
  readonly checks: readonly Check[];
  readonly indexes: readonly Index[];
}

function standing(schema: Schema, table: Table, name: string): StandingOnTable {
  const own = columnsOf(schema, table.name, name);
  const uses = (sql = ''): boolean => own.some(column => mentions(sql, column));
  return {
    checks: table.checks.filter(check => uses(check.expression)),
    indexes: table.indexes.filter(
      index =>
        uses(index.where) ||
        uses(index.statement) ||
        index.columns.some(
          part => typeof part !== 'string' && someSqlText(part.expression ?? '', uses),
        ),
    ),
    keys: table.foreignKeys.filter(
      key =>
        key.columns.some(column => own.includes(column)) ||
        columnsOf(schema, key.refTable, name).some(column => key.refColumns.includes(column)),
    ),
  };
}

function readerOf(schema: Schema, table: Table, name: string): string | undefined {
  const own = columnsOf(schema, table.name, name);
  if (own.length === 0) return undefined;
  const of = `of ${table.name}`;
  const onTable = readersIn(table)
    .filter(({ column, texts }) => {
      const isOwn = column !== undefined && own.includes(column);
      const names = (text: string): boolean => own.some(each => mentions(text, each));
      return isOwn || texts.some(sql => someSqlText(sql, names));
    })
    .map(({ what }) => `${what} ${of}`);
  return onTable[0];
}

interface Reader {
  readonly what: string;
  /** A generated column that may be of the enum itself. */
  readonly column?: string;
  readonly texts: readonly SqlText[];
}

function readersIn(table: Table): readonly Reader[] {
  const { columns, triggers = [], policies = [], exclusions = [], partitioning } = table;
  return [
    ...columns.flatMap(({ name, generated }) =>
      generated === undefined
        ? []
        : [{ what: `the generated column ${name}`, column: name, texts: [generated.expression] }],
    ),
    ...triggers.map(({ name, when = '' }) => ({ what: `trigger ${name}`, texts: [when] })),
    ...policies.map(({ name, using = '', check = '' }) => ({
      what: `policy ${name}`,
      texts: [using, check],
    })),
    ...exclusions.map(({ name, where = '', elements }) => ({
      what: `exclusion ${name}`,
      texts: [where, ...elements.map(each => each.expression ?? '')],
    })),
    ...(partitioning === undefined ? [] : [{ what: 'the partitioning', texts: [partitioning.by] }]),
  ];
}

function columnsOf(schema: Schema, table: string, name: string): readonly string[] {
  return enumUses(schema, name)
    .filter(use => use.table.name === table)
    .map(({ column }) => column.name);
}

function dropOf(table: Table, { name }: { readonly name: string }): readonly CompiledStatement[] {
  return dropConstraint({ table: table.name, name });
}

function inTheWay(name: string, what: string): MigshError {
  return new MigshError(
    'unsupported',
    `a value of enum ${name} cannot be removed while ${what} stands on it: PostgreSQL makes the type anew`,
    { hint: 'drop it before, and make it anew behind it' },
  );
}
