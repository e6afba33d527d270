import { MigshError } from '../../error.ts';
import { type ForEachOperation, onOperation, type Operation } from '../../operation/operation.ts';
import { runCode } from '../code.ts';
import type { CompileContext, SourcePosition } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { alterColumn } from './alter-column.ts';
import { setGenerated, setIdentity } from './column-source.ts';
import {
  addCheck,
  addForeignKey,
  addUnique,
  dropConstraint,
  renameConstraint,
} from './constraint.ts';
import { addEnumValue, createEnum, dropEnum, renameEnum, renameEnumValue } from './enum.ts';
import { createIndex, dropIndex, renameIndex } from './indexes.ts';
import { addExclusion, addPrimaryKey, dropPrimaryKey, validate } from './key.ts';
import { aroundKey } from './keys-that-stay.ts';
import { createExtension, createSchema, dropExtension, dropSchema } from './namespace.ts';
import { createPolicy, dropPolicy, refusePolicy, rowSecurity } from './policy.ts';
import { removeEnumValue } from './remove-enum-value.ts';
import { createFunction, dropFunction } from './routine.ts';
import { archive, backfill, insert, restore, sql } from './rows.ts';
import { createSequence, dropSequence } from './sequence.ts';
import {
  addColumn,
  comment,
  createTable,
  dropColumn,
  dropTable,
  renameColumn,
  renameTable,
} from './table.ts';
import { createTrigger, dropTrigger } from './trigger.ts';
import { aroundViews } from './views/around-views.ts';
import { createView, dropView, renameView } from './views/view.ts';

/**
 * The statements that carry out one operation on PostgreSQL. They equal what MikroORM would make, so that its own
 * comparison finds nothing left to do.
 * @throws MigshError `unsupported` or `bad-operation`, with file and line
 */
export function compile(
  operation: Operation,
  context: CompileContext,
): readonly CompiledStatement[] {
  if ('only' in operation && operation.only !== undefined && operation.only !== 'postgresql')
    return [];
  try {
    return aroundViews(operation, onOperation(statements, operation, context), context);
  } catch (error) {
    throw error instanceof MigshError ? locate(error, context.source) : error;
  }
}

const statements: ForEachOperation<readonly CompiledStatement[], CompileContext> = {
  createTable,
  dropTable,
  renameTable,
  addColumn,
  dropColumn: (operation, { before }) => {
    refusePolicy(before, operation);
    return dropColumn(operation);
  },
  renameColumn,
  alterColumn,
  createIndex,
  dropIndex: (operation, context) => aroundKey(operation, context, dropIndex(operation)),
  renameIndex,
  addUnique,
  dropUnique: (operation, context) => aroundKey(operation, context, dropConstraint(operation)),
  addForeignKey,
  dropForeignKey: dropConstraint,
  addCheck,
  dropCheck: dropConstraint,
  renameConstraint,
  comment,
  insert,
  backfill,
  archive,
  restore,
  sql,
  validate,
  addPrimaryKey,
  dropPrimaryKey: (operation, context) =>
    aroundKey(operation, context, dropPrimaryKey(operation, context)),
  addExclusion,
  dropExclusion: dropConstraint,
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
  run: runCode,
};

function locate(error: MigshError, { file, line }: SourcePosition): MigshError {
  const place = line === undefined ? file : `${file}:${line}`;
  return new MigshError(error.code, `${place}: ${error.message}`, {
    details: { ...error.details, file, ...(line === undefined ? {} : { line }) },
    cause: error,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  });
}
