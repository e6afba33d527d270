import type { Schema } from '../schema/schema.ts';
import { setGenerated, setIdentity } from './apply-column-source.ts';
import { addColumn, alterColumn, comment, dropColumn, renameColumn } from './apply-column.ts';
import {
  addCheck,
  addForeignKey,
  addUnique,
  createIndex,
  dropCheck,
  dropForeignKey,
  dropIndex,
  dropUnique,
  renameConstraint,
  renameIndex,
} from './apply-constraint.ts';
import {
  addEnumValue,
  createEnum,
  dropEnum,
  removeEnumValue,
  renameEnum,
  renameEnumValue,
} from './apply-enum.ts';
import {
  addExclusion,
  addPrimaryKey,
  dropExclusion,
  dropPrimaryKey,
  validate,
} from './apply-key.ts';
import { createExtension, createSchema, dropExtension, dropSchema } from './apply-namespace.ts';
import { createFunction, dropFunction } from './apply-routine.ts';
import { createSequence, dropSequence } from './apply-sequence.ts';
import { createTable, dropTable, renameTable, tried, touchesRows } from './apply-table.ts';
import {
  createPolicy,
  createTrigger,
  dropPolicy,
  dropTrigger,
  rowSecurity,
} from './apply-trigger.ts';
import { createView, dropView, renameView } from './apply-view.ts';
import { type ForEachOperation, onOperation, type Operation } from './operation.ts';

/**
 * The schema after the operation. What the operation takes for granted is checked: an unknown table or column, a name
 * that is taken, a table that is still pointed to give `bad-operation` in words, before any database sees it.
 * Rows are not known here, nor what `sql` and `run` do unless it was tried: those leave the schema as it is.
 */
export function apply(schema: Schema, operation: Operation): Schema {
  return onOperation(after, operation, schema);
}

const after: ForEachOperation<Schema, Schema> = {
  createTable,
  dropTable,
  renameTable,
  addColumn,
  dropColumn,
  renameColumn,
  alterColumn,
  createIndex,
  dropIndex,
  renameIndex,
  addUnique,
  dropUnique,
  addForeignKey,
  dropForeignKey,
  addCheck,
  dropCheck,
  renameConstraint,
  comment,
  insert: touchesRows,
  backfill: touchesRows,
  archive: touchesRows,
  restore: touchesRows,
  sql: tried,
  validate,
  addPrimaryKey,
  dropPrimaryKey,
  addExclusion,
  dropExclusion,
  createEnum,
  dropEnum,
  addEnumValue,
  renameEnumValue,
  removeEnumValue,
  renameEnum,
  createView,
  dropView,
  renameView,
  createTrigger,
  dropTrigger,
  createFunction,
  dropFunction,
  createPolicy,
  dropPolicy,
  rowSecurity,
  setIdentity,
  setGenerated,
  createSequence,
  dropSequence,
  createSchema,
  dropSchema,
  createExtension,
  dropExtension,
  run: tried,
};
