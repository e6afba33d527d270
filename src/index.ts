/** What a revision file may import: `import type { Op } from 'migsh'`, and `native` for a type without a portable name. */
export { MigshError, type ErrorCode } from './error.ts';
export type { Operation, RecordedOperation } from './operation/operation.ts';
export type {
  ColumnBuilder,
  ColumnTypes,
  Deferrable,
  EnumOptions,
  ForeignKeyOptions,
  IndexOptions,
  NameOptions,
  TableBuilder,
  UniqueOptions,
} from './operation/record-builders.ts';
export type { ColumnAlteration, InsertRow, Op, SqlTexts } from './operation/record-op.ts';
export {
  native,
  type NativeType,
  type TypeArgument,
  type TypeText,
} from './operation/record-type.ts';
export type { RunRow, RunSql, RunTables, RunTools } from './operation/run-tools.ts';
export type { ColumnType } from './schema/column-type.ts';
export type { ReferentialAction } from './schema/schema.ts';
