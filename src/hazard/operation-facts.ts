import type { SetGenerated } from '../operation/column-operation.ts';
import {
  type AlterColumn,
  type ForEachOperation,
  onOperation,
  type Operation,
} from '../operation/operation.ts';
import { mentions } from '../schema/expression.ts';
import { misfit, misfitCount } from '../schema/lost-values.ts';
import { enumUses } from '../schema/native-enum.ts';
import { findColumn, findTable, type Schema } from '../schema/schema.ts';
import type { Fact, FitFact } from './facts.ts';

/**
 * The facts of an operation that SQLite carries out by copying the table: its statements say nothing of what they are for,
 * the operation does.
 */
export function rebuildFacts(operation: Operation, before: Schema): readonly Fact[] {
  return onOperation(facts, operation, before);
}

/** What an operation does to the values of a column by an expression: its statements on SQLite do not say from which type. */
export function conversionFacts(operation: Operation): readonly Fact[] {
  if (operation.kind !== 'alterColumn') return [];
  const { table, column, type, using } = operation;
  if (using === undefined) return [];
  return [
    { kind: 'convert', table, column, ...(type && { type }), reads: mentions(using, column) },
  ];
}

/** The values that a change of type stops at, on either database. */
export function fitFacts(operation: Operation, before: Schema): readonly FitFact[] {
  if (operation.kind !== 'alterColumn') return [];
  const { table, column, type: to, using } = operation;
  const owner = findTable(before, table);
  const from = owner && findColumn(owner, column);
  if (from === undefined || from.generated !== undefined || to === undefined) return [];
  const condition = using === undefined ? misfit(column, from.type, to) : undefined;
  if (condition === undefined) return [];
  return [{ kind: 'fit', table, column, to, count: misfitCount(table, condition) }];
}

const nothing = (): readonly Fact[] => [];
const copied = ({ table }: { readonly table: string }): readonly Fact[] => [
  { kind: 'rebuild', table },
];

const enumCopied = ({ name }: { readonly name: string }, before: Schema): readonly Fact[] =>
  [...new Set(enumUses(before, name).map(use => use.table.name))].map(table => ({
    kind: 'rebuild',
    table,
  }));

const facts: ForEachOperation<readonly Fact[], Schema> = {
  createTable: nothing,
  dropTable: ({ table }) => [{ kind: 'dropTable', table, cascades: false }],
  renameTable: ({ from, to }) => [
    { kind: 'rebuild', table: from },
    { kind: 'renameTable', table: from, to },
  ],
  addColumn: ({ table, column }) => [
    {
      kind: 'addColumn',
      table,
      column: column.name,
      notNull: !column.nullable,
      fill: column.default === undefined ? 'none' : 'constant',
    },
    { kind: 'rebuild', table },
  ],
  dropColumn: ({ table, column }) => [
    { kind: 'dropColumn', table, column },
    { kind: 'rebuild', table },
  ],
  renameColumn: ({ table, from, to }) => [
    { kind: 'renameColumn', table, column: from, to },
    { kind: 'rebuild', table },
  ],
  alterColumn: alterFacts,
  createIndex: copied,
  dropIndex: copied,
  renameIndex: copied,
  addUnique: copied,
  dropUnique: copied,
  addForeignKey: copied,
  dropForeignKey: copied,
  addCheck: copied,
  dropCheck: copied,
  renameConstraint: copied,
  comment: copied,
  insert: nothing,
  backfill: nothing,
  archive: nothing,
  restore: nothing,
  sql: nothing,
  validate: nothing,
  addPrimaryKey: copied,
  dropPrimaryKey: copied,
  addExclusion: nothing,
  dropExclusion: nothing,
  createEnum: nothing,
  dropEnum: nothing,
  addEnumValue: enumCopied,
  renameEnumValue: ({ name, from, to }, before) => [
    { kind: 'renameValue', enum: name, value: from, to },
    ...enumCopied({ name }, before),
  ],
  removeEnumValue: enumCopied,
  renameEnum: nothing,
  createView: nothing,
  dropView: nothing,
  renameView: nothing,
  createTrigger: nothing,
  dropTrigger: nothing,
  createFunction: nothing,
  dropFunction: nothing,
  createPolicy: nothing,
  dropPolicy: nothing,
  rowSecurity: nothing,
  setIdentity: copied,
  setGenerated: generatedFacts,
  createSequence: nothing,
  dropSequence: nothing,
  createSchema: nothing,
  dropSchema: nothing,
  createExtension: nothing,
  dropExtension: nothing,
  run: nothing,
};

// What an ordinary column holds is dropped when its values are computed from then on.
function generatedFacts(
  { table, column: name, generated }: SetGenerated,
  before: Schema,
): readonly Fact[] {
  const owner = findTable(before, table);
  const column = owner && findColumn(owner, name);
  const isLost = generated !== null && column !== undefined && column.generated === undefined;
  return [
    ...(isLost ? [{ kind: 'dropColumn', table, column: name } as const] : []),
    { kind: 'rebuild', table },
  ];
}

function alterFacts({ table, column, nullable }: AlterColumn): readonly Fact[] {
  const becomesNotNull = nullable === false;
  return [
    ...(becomesNotNull ? [{ kind: 'setNotNull', table, column } as const] : []),
    { kind: 'rebuild', table },
  ];
}
