import { MigshError } from '../../error.ts';
import type { AddColumn, RenameColumn } from '../../operation/operation.ts';
import { withEnumValues } from '../../schema/native-enum.ts';
import type { Column } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { refuseBroken } from './broken.ts';
import { refuseQualified, type StoredTable, storedTable } from './catalog.ts';
import { addCheckInPlace, canAddCheck } from './check.ts';
import {
  checkToSql,
  columnToSql,
  foreignKeyToSql,
  inlineForeignKeyToSql,
  isNumbered,
} from './column-to-sql.ts';
import { foreignKeyIndexChange } from './foreign-key-index.ts';
import { foreignKeyProof } from './foreign-key-proof.ts';
import { createUniqueIndex } from './indexes.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { renameUnderViews } from './rename-under-views.ts';
import { isConstant } from './sql.ts';
import { refuseStrictType } from './strict.ts';
import { applyEdits, insertColumn, insertConstraint } from './table-edit.ts';
import { requiredColumns } from './table-shape.ts';
import { typeToSql } from './types.ts';

/**
 * `alter table "t" add column …` where SQLite can (https://www.sqlite.org/lang_altertable.html, section 4), with the
 * foreign key behind the column; a default that is an expression, and what else a table with rows refuses, wants the table made anew.
 */
export function addColumn(added: AddColumn, context: CompileContext): readonly CompiledStatement[] {
  const operation = { ...added, column: withEnumValues(added.column, context.after) };
  const { column, foreignKey, unique } = operation;
  const table = storedTable(context.catalog, operation.table);
  if (isNumbered(column)) throw numbered(table.name, column.name);
  if (foreignKey) refuseQualified(foreignKey.refTable);
  refuseStrictType(table, typeToSql(column.type));
  return [
    ...(isAddable(operation)
      ? addInPlace(table, operation, context)
      : addByRebuild(table, operation, context)),
    ...(unique ? createUniqueIndex(table.name, unique) : []),
    ...foreignKeyIndexChange(context, operation.table).create,
  ];
}

/** `alter table "t" rename column "a" to "b"`; keys, checks, indexes and triggers follow, views keep their columns. */
export function renameColumn(
  { table, from, to }: RenameColumn,
  context: CompileContext,
): readonly CompiledStatement[] {
  const { name } = storedTable(context.catalog, table);
  refuseBroken(context.catalog);
  const indexes = foreignKeyIndexChange(context, table);
  const views = renameUnderViews(context.catalog, { table: name, from, to });
  return [
    ...views.away,
    ...indexes.drop,
    {
      sql: `alter table ${quoteIdentifier(name)} rename column ${quoteIdentifier(from)} to ${quoteIdentifier(to)}`,
      comment: `rename column ${table}.${from} to ${to}`,
    },
    ...indexes.create,
    ...views.back,
  ];
}

function isAddable({ column, foreignKey }: AddColumn): boolean {
  const isStored = column.generated?.stored ?? /\bstored\b/i.test(typeToSql(column.type));
  return isConstant(column.default) && !isStored && (foreignKey?.columns.length ?? 1) === 1;
}

function addInPlace(
  { name, text }: StoredTable,
  { column, foreignKey, check }: AddColumn,
  { catalog }: CompileContext,
): readonly CompiledStatement[] {
  const named = check?.enumOf === undefined ? check : undefined;
  const required = [...requiredColumns(text), ...(column.nullable ? [] : [column.name])];
  const apart = named && canAddCheck(catalog, named, required);
  const parts = [
    columnToSql(column),
    ...(foreignKey ? [inlineForeignKeyToSql(foreignKey)] : []),
    // MikroORM takes all up to the last parenthesis for the check, so that nothing may follow.
    ...(named && !apart ? [checkToSql(named)] : []),
  ];
  const add = {
    sql: `alter table ${quoteIdentifier(name)} add column ${parts.join(' ')}`,
    comment: `add column ${name}.${column.name}`,
  };
  return [
    ...proveEmpty(name, column),
    ...(foreignKey && column.default ? guarded(name, add) : [add]),
    ...(named && apart ? [addCheckInPlace(name, named)] : []),
  ];
}

// With foreign keys on SQLite adds no column that references and has a default other than null.
function guarded(table: string, add: CompiledStatement): readonly CompiledStatement[] {
  const keys = foreignKeyProof([table]);
  return [...keys.start, { ...add, foreignKeysOff: true }, ...keys.end];
}

function addByRebuild(
  table: StoredTable,
  { column, foreignKey, check }: AddColumn,
  { catalog }: CompileContext,
): readonly CompiledStatement[] {
  const edits = [
    insertColumn(table.text, columnToSql(column)),
    ...(foreignKey ? [insertConstraint(table.text, foreignKeyToSql(foreignKey))] : []),
    ...(check && check.enumOf === undefined
      ? [insertConstraint(table.text, checkToSql(check))]
      : []),
  ];
  const sql = applyEdits(table.text.sql, edits);
  const why = `add column ${table.name}.${column.name}`;
  return [...proveEmpty(table.name, column), ...rebuild({ table, sql, why }, catalog)];
}

function needsValue({ nullable, default: value, type, generated }: Column): boolean {
  const isGenerated =
    generated !== undefined || (type.name === 'native' && /\bas\s*\(/i.test(type.sqlite ?? ''));
  return !nullable && value === undefined && !isGenerated;
}

function proveEmpty(table: string, column: Column): readonly CompiledStatement[] {
  if (!needsValue(column)) return [];
  const { name } = column;
  return [
    {
      sql: `select 1 from ${quoteIdentifier(table)} limit 1`,
      comment: `prove that ${table} is empty: ${name} is not null and has no default`,
      part: 'proof',
      expectNoRows: `table ${table} has rows, and ${name} is not null without a default: add it nullable, fill it, then make it not null`,
    },
  ];
}

function numbered(table: string, column: string): MigshError {
  return new MigshError(
    'unsupported',
    `${table}.${column} is autoincrement: SQLite numbers rows only in a primary key that the table was created with`,
    { hint: 'create another table with it, copy the rows with op.sql, and drop this one' },
  );
}
