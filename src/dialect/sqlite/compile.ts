import { MigshError } from '../../error.ts';
import { type ForEachOperation, onOperation, type Operation } from '../../operation/operation.ts';
import { runCode } from '../code.ts';
import type { CompileContext, SourcePosition } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { alterColumn } from './alter-column.ts';
import { addCheck, dropCheck } from './check.ts';
import { refuseSequence, setGenerated, setIdentity } from './column-source.ts';
import { addColumn, renameColumn } from './column.ts';
import { dropUnique, renameConstraint } from './constraint.ts';
import { dropColumn } from './drop-column.ts';
import { addEnumValue, nothingForEnum, removeEnumValue, renameEnumValue } from './enum.ts';
import { addForeignKey, dropForeignKey } from './foreign-key.ts';
import { addUnique, createIndex, dropIndex, renameIndex } from './indexes.ts';
import { refuseExtension, refuseSchema } from './namespace.ts';
import { addPrimaryKey, dropPrimaryKey } from './primary-key.ts';
import { archive, backfill, insert, restore, sql } from './rows.ts';
import { comment, createTable, dropTable, renameTable } from './table.ts';
import { createTrigger, dropTrigger, refuseCode } from './trigger.ts';
import { refuseExclusion, validate } from './validate.ts';
import { createView, dropView, renameView } from './view.ts';

/**
 * The statements that carry out one operation on SQLite. What SQLite cannot change in a table makes it anew
 * (rebuild/rebuild.ts); all else stays what MikroORM would make, so that its own comparison finds nothing left to do.
 * @throws MigshError `unsupported` or `bad-operation`, with file and line
 */
export function compile(
  operation: Operation,
  context: CompileContext,
): readonly CompiledStatement[] {
  if ('only' in operation && operation.only !== undefined && operation.only !== 'sqlite') return [];
  try {
    return onOperation(statements, operation, context);
  } catch (error) {
    throw error instanceof MigshError ? locate(error, context.source) : error;
  }
}

const statements: ForEachOperation<readonly CompiledStatement[], CompileContext> = {
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
  insert,
  backfill,
  archive,
  restore,
  sql,
  validate,
  addPrimaryKey,
  dropPrimaryKey,
  addExclusion: refuseExclusion,
  dropExclusion: refuseExclusion,
  createEnum: nothingForEnum,
  dropEnum: nothingForEnum,
  addEnumValue,
  renameEnumValue,
  removeEnumValue,
  renameEnum: nothingForEnum,
  createView,
  dropView,
  renameView,
  createTrigger,
  dropTrigger,
  createFunction: ({ routine }) => refuseCode(`stored functions: ${routine.name}`),
  dropFunction: ({ name }) => refuseCode(`stored functions: ${name}`),
  createPolicy: ({ table }) => refuseCode(`policies: table ${table}`),
  dropPolicy: ({ table }) => refuseCode(`policies: table ${table}`),
  rowSecurity: ({ table }) => refuseCode(`row-level security: table ${table}`),
  setIdentity,
  setGenerated,
  createSequence: ({ sequence }) => refuseSequence(sequence.name),
  dropSequence: ({ name }) => refuseSequence(name),
  createSchema: refuseSchema,
  dropSchema: refuseSchema,
  createExtension: refuseExtension,
  dropExtension: refuseExtension,
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
