import type { Schema } from '../schema/schema.ts';
import { apply } from './apply.ts';
import { generatedBack, numberingBack } from './invert-column-source.ts';
import { columnBack, columnKeysBack, commentBack } from './invert-column.ts';
import {
  enumBack,
  enumGone,
  enumNameBack,
  valueBack,
  valueGone,
  valueNameBack,
} from './invert-enum.ts';
import { exclusionBack, primaryKeyBack, primaryKeyGone, validateBack } from './invert-key.ts';
import { extensionBack, extensionGone, schemaBack, schemaGone } from './invert-namespace.ts';
import {
  checkBack,
  foreignKeyBack,
  indexBack,
  rowsGone,
  tableBack,
  tableGone,
  uniqueBack,
  uniqueGone,
} from './invert-rest.ts';
import { sequenceBack } from './invert-sequence.ts';
import {
  functionBack,
  functionGone,
  policyBack,
  policyGone,
  rowSecurityBack,
  triggerBack,
  triggerGone,
} from './invert-trigger.ts';
import { viewBack, viewGone } from './invert-view.ts';
import { type ForEachOperation, onOperation, type Operation } from './operation.ts';
import { easeRestores } from './restore-order.ts';

/** Why an operation cannot be taken back, as half a sentence. */
interface Irreversible {
  readonly irreversible: string;
}

export type Inverse = readonly Operation[] | Irreversible;

/** What takes an operation back where that is known besides. */
export type Inverses = ReadonlyMap<Operation, readonly Operation[]>;

/**
 * The operations that take one back, given the schema just before it: afterwards the schema is the same again.
 * Rows are another matter: what a drop lost comes back only where it was archived, what a type cut off never.
 */
export function invert(operation: Operation, before: Schema): Inverse {
  return onOperation(inverse, operation, before);
}

/** The operations that take a whole list back, last one first; irreversible if one of them is. */
export function invertAll(
  operations: readonly Operation[],
  before: Schema,
  known: Inverses = new Map(),
): Inverse {
  let schema = before;
  const back: (readonly Operation[])[] = [];
  for (const operation of operations) {
    const inverted = known.get(operation) ?? invert(operation, schema);
    if ('irreversible' in inverted) return inverted;
    back.push(inverted);
    schema = apply(schema, operation);
  }
  return easeRestores(back.toReversed().flat());
}

const inverse: ForEachOperation<Inverse, Schema> = {
  createTable: tableGone,
  dropTable: tableBack,
  renameTable: ({ kind, from, to }) => [{ kind, from: to, to: from }],
  addColumn: ({ table, column }) => [
    { kind: 'dropColumn', table, column: column.name, definition: column },
  ],
  dropColumn: columnBack,
  renameColumn: ({ kind, table, from, to }) => [{ kind, table, from: to, to: from }],
  alterColumn: columnKeysBack,
  createIndex: ({ table, index, concurrently }) => [
    {
      kind: 'dropIndex',
      table,
      name: index.name,
      definition: index,
      ...(concurrently && { concurrently }),
    },
  ],
  dropIndex: indexBack,
  renameIndex: ({ kind, table, from, to }) => [{ kind, table, from: to, to: from }],
  addUnique: uniqueGone,
  dropUnique: uniqueBack,
  addForeignKey: ({ table, foreignKey }) => [
    { kind: 'dropForeignKey', table, name: foreignKey.name, definition: foreignKey },
  ],
  dropForeignKey: foreignKeyBack,
  addCheck: ({ table, check }) => [
    { kind: 'dropCheck', table, name: check.name, definition: check },
  ],
  dropCheck: checkBack,
  renameConstraint: ({ kind, table, from, to }) => [{ kind, table, from: to, to: from }],
  comment: commentBack,
  insert: rowsGone,
  // The rows it filled may stay filled: the column's own change decides what is left of them.
  backfill: () => [],
  archive: ({ table, columns }) => [{ kind: 'restore', table, ...(columns && { columns }) }],
  restore: ({ table, columns }) => [{ kind: 'archive', table, ...(columns && { columns }) }],
  sql: () => ({ irreversible: 'op.sql does not say how it is taken back' }),
  validate: validateBack,
  addPrimaryKey: primaryKeyGone,
  dropPrimaryKey: primaryKeyBack,
  addExclusion: ({ table, exclusion, only }) => [
    {
      kind: 'dropExclusion',
      table,
      name: exclusion.name,
      definition: exclusion,
      ...(only && { only }),
    },
  ],
  dropExclusion: exclusionBack,
  createEnum: enumGone,
  dropEnum: enumBack,
  addEnumValue: valueGone,
  renameEnumValue: valueNameBack,
  removeEnumValue: valueBack,
  renameEnum: enumNameBack,
  createView: viewGone,
  dropView: viewBack,
  renameView: ({ kind, from, to }) => [{ kind, from: to, to: from }],
  createTrigger: triggerGone,
  dropTrigger: triggerBack,
  createFunction: functionGone,
  dropFunction: functionBack,
  createPolicy: policyGone,
  dropPolicy: policyBack,
  rowSecurity: rowSecurityBack,
  setIdentity: numberingBack,
  setGenerated: generatedBack,
  createSequence: ({ sequence, only }) => [
    { kind: 'dropSequence', name: sequence.name, definition: sequence, ...(only && { only }) },
  ],
  dropSequence: sequenceBack,
  createSchema: schemaGone,
  dropSchema: schemaBack,
  createExtension: extensionGone,
  dropExtension: extensionBack,
  run: () => ({ irreversible: 'op.run does not say how it is taken back' }),
};
