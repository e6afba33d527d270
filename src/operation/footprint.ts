import { checkNeeds } from '../schema/edit.ts';
import { mentions } from '../schema/expression.ts';
import { someSqlText, type SqlText } from '../schema/objects.ts';
import { findTable, type ForeignKey, indexColumns, type Schema } from '../schema/schema.ts';
import { enumOfColumn, touchedObjects } from './footprint-objects.ts';
import { touchedCode } from './footprint-trigger.ts';
import { createViewTouches, dropViewTouches, renameViewTouches } from './footprint-view.ts';
import { type ForEachOperation, onOperation, type Operation } from './operation.ts';

/** Something in a database that an operation can touch. A table stands for itself, not for what is in it. */
export interface Touched {
  readonly sort:
    | 'table'
    | 'column'
    | 'index'
    | 'constraint'
    | 'sequence'
    | 'enum'
    | 'schema'
    | 'extension'
    | 'trigger'
    | 'function'
    | 'policy'
    | 'row-level security';
  readonly table: string;
  /** The column's, index's or constraint's name; '' for a table. */
  readonly name: string;
}

/** What an operation takes for granted and what it makes different. */
export interface Footprint {
  readonly reads: readonly Touched[];
  readonly changes: readonly Touched[];
  /** `sql`: what it touches is not known. */
  readonly unknown: boolean;
}

/** What one operation touches, by the names that things have just before it. Columns in expressions count as read. */
export function footprint(operation: Operation, before: Schema): Footprint {
  return { reads: [], changes: [], unknown: false, ...onOperation(touched, operation, before) };
}

const table = (name: string): Touched => ({ sort: 'table', table: name, name: '' });
const column = (owner: string, name: string): Touched => ({ sort: 'column', table: owner, name });
const index = (owner: string, name: string): Touched => ({ sort: 'index', table: owner, name });
const constraint = (owner: string, name: string): Touched => ({
  sort: 'constraint',
  table: owner,
  name,
});
const sequence = (name: string): Touched => ({ sort: 'sequence', table: '', name });
const columns = (owner: string, names: readonly string[]): readonly Touched[] =>
  names.map(name => column(owner, name));

const touched: ForEachOperation<Partial<Footprint>, Schema> = {
  ...touchedObjects,
  ...touchedCode,
  createTable: ({ table: made }) => ({
    reads: [
      ...made.foreignKeys.filter(key => key.refTable !== made.name).flatMap(target),
      ...made.columns.flatMap(enumOfColumn),
    ],
    changes: [table(made.name)],
  }),
  dropTable: operation => ({ changes: [table(operation.table)] }),
  renameTable: ({ from, to }) => ({ changes: [table(from), table(to)] }),
  addColumn: ({ table: owner, column: added, foreignKey, unique, check }, before) => ({
    reads: [
      table(owner),
      ...(foreignKey ? target(foreignKey) : []),
      ...enumOfColumn(added),
      ...mentionedIn(before, owner, added.generated?.expression),
    ],
    changes: [
      column(owner, added.name),
      ...[foreignKey, unique, check].flatMap(it => (it ? [constraint(owner, it.name)] : [])),
    ],
  }),
  dropColumn: operation => ({
    reads: [table(operation.table)],
    changes: [column(operation.table, operation.column)],
  }),
  renameColumn: ({ table: owner, from, to }) => ({
    reads: [table(owner)],
    changes: columns(owner, [from, to]),
  }),
  alterColumn: ({ table: owner, column: name, type, using }, before) => ({
    reads: [
      table(owner),
      ...mentioned(before, owner, using),
      ...(type === undefined ? [] : enumOfColumn({ type })),
    ],
    changes: [column(owner, name)],
  }),
  createIndex: ({ table: owner, index: made }, before) => ({
    reads: [
      table(owner),
      ...columns(owner, [...indexColumns(made), ...(made.include ?? [])]),
      ...mentioned(before, owner, made.where),
    ],
    changes: [index(owner, made.name)],
  }),
  dropIndex: ({ table: owner, name }) => ({ reads: [table(owner)], changes: [index(owner, name)] }),
  renameIndex: ({ table: owner, from, to }) => ({
    reads: [table(owner)],
    changes: [index(owner, from), index(owner, to)],
  }),
  addUnique: ({ table: owner, unique }) => ({
    reads: [table(owner), ...columns(owner, unique.columns)],
    changes: [constraint(owner, unique.name)],
  }),
  dropUnique: dropConstraint,
  addForeignKey: ({ table: owner, foreignKey }) => ({
    reads: [table(owner), ...columns(owner, foreignKey.columns), ...target(foreignKey)],
    changes: [constraint(owner, foreignKey.name)],
  }),
  dropForeignKey: dropConstraint,
  addCheck: ({ table: owner, check }, before) => ({
    reads: [table(owner), ...columnsOf(before, owner).filter(each => checkNeeds(check, each.name))],
    changes: [constraint(owner, check.name)],
  }),
  dropCheck: dropConstraint,
  renameConstraint: ({ table: owner, from, to }) => ({
    reads: [table(owner)],
    changes: [constraint(owner, from), constraint(owner, to)],
  }),
  comment: ({ table: owner, column: name }) => ({
    reads: [table(owner)],
    changes: name === undefined ? [] : [column(owner, name)],
  }),
  insert: ({ table: owner, rows }) => ({
    reads: [table(owner), ...columns(owner, [...new Set(rows.flatMap(row => Object.keys(row)))])],
  }),
  backfill: ({ table: owner, set, where }, before) => ({
    reads: [
      table(owner),
      ...[...Object.values(set), where].flatMap(each => mentionedIn(before, owner, each)),
    ],
    changes: columns(owner, Object.keys(set)),
  }),
  archive: ({ table: owner, columns: names }) => ({
    reads: [table(owner), ...columns(owner, names ?? [])],
  }),
  restore: ({ table: owner, columns: names }) => ({
    reads: [table(owner)],
    changes: columns(owner, names ?? []),
  }),
  sql: () => ({ unknown: true }),
  validate: dropConstraint,
  addPrimaryKey: ({ table: owner, primaryKey, usingIndex }) => ({
    reads: [table(owner), ...columns(owner, primaryKey.columns)],
    changes: [
      constraint(owner, primaryKey.name),
      ...(usingIndex === undefined ? [] : [index(owner, usingIndex)]),
    ],
  }),
  dropPrimaryKey: ({ table: owner, definition }, before) => ({
    reads: [table(owner)],
    changes: [
      constraint(
        owner,
        (findTable(before, owner)?.primaryKey ?? definition)?.name ?? `${owner}_pkey`,
      ),
    ],
  }),
  addExclusion: ({ table: owner, exclusion: { name, elements, where } }, before) => ({
    reads: [
      table(owner),
      ...columns(
        owner,
        elements.flatMap(each => each.column ?? []),
      ),
      ...mentioned(
        before,
        owner,
        [...elements.map(each => each.expression ?? ''), where ?? ''].join(' '),
      ),
    ],
    changes: [constraint(owner, name)],
  }),
  dropExclusion: dropConstraint,
  createView: createViewTouches,
  dropView: dropViewTouches,
  renameView: renameViewTouches,
  setIdentity: ({ table: owner, column: name }) => ({
    reads: [table(owner)],
    changes: [column(owner, name)],
  }),
  setGenerated: ({ table: owner, column: name, generated }, before) => ({
    reads: [table(owner), ...mentionedIn(before, owner, generated?.expression)],
    changes: [column(owner, name)],
  }),
  createSequence: ({ sequence: made }) => ({ changes: [sequence(made.name)] }),
  dropSequence: ({ name }) => ({ changes: [sequence(name)] }),
  run: () => ({ unknown: true }),
};

function dropConstraint(operation: {
  readonly table: string;
  readonly name: string;
}): Partial<Footprint> {
  const { table: owner, name } = operation;
  return { reads: [table(owner)], changes: [constraint(owner, name)] };
}

function target({ refTable, refColumns }: ForeignKey): readonly Touched[] {
  return [table(refTable), ...columns(refTable, refColumns)];
}

function mentioned(schema: Schema, owner: string, text: string | undefined): readonly Touched[] {
  if (text === undefined) return [];
  return columnsOf(schema, owner).filter(each => mentions(text, each.name));
}

function columnsOf(schema: Schema, owner: string): readonly Touched[] {
  return findTable(schema, owner)?.columns.map(each => column(owner, each.name)) ?? [];
}

function mentionedIn(schema: Schema, owner: string, text: SqlText | undefined): readonly Touched[] {
  if (text === undefined) return [];
  return columnsOf(schema, owner).filter(each =>
    someSqlText(text, sql => mentions(sql, each.name)),
  );
}
