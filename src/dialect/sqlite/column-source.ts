import { MigshError } from '../../error.ts';
import type { SetGenerated, SetIdentity } from '../../operation/column-operation.ts';
import { type Column, findColumn, findTable, type Table } from '../../schema/schema.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { storedTable } from './catalog.ts';
import { generatedEdits, numberingEdits, typeEdits } from './column-edit.ts';
import { isNumbered } from './column-to-sql.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { refuseStrictType } from './strict.ts';
import { applyEdits } from './table-edit.ts';
import { columnTextOf } from './table-shape.ts';
import { checkNumbered } from './table.ts';
import { typeToSql } from './types.ts';

/**
 * `integer … primary key autoincrement` in a table made anew, or without the word; SQLite goes on behind the highest number
 * that was copied. It has one way to number rows: between an identity and `autoincrement` nothing is to be done.
 */
export function setIdentity(
  operation: SetIdentity,
  { before, after, catalog }: CompileContext,
): readonly CompiledStatement[] {
  const table = storedTable(catalog, operation.table);
  const now = columnIn(findTable(after, operation.table), operation.column);
  const then = columnIn(findTable(before, operation.table), operation.column);
  if (isNumbered(now) === isNumbered(then)) return [];
  const owner = findTable(after, operation.table);
  if (isNumbered(now) && owner !== undefined) checkNumbered(owner, now);
  const stored = { table: table.text, text: columnTextOf(table.text, operation.column) };
  const sql = applyEdits(table.text.sql, [
    ...typeEdits(stored, then, now),
    ...numberingEdits(stored, now),
  ]);
  if (sql === table.text.sql) return [];
  const words = isNumbered(now) ? 'number' : 'stop numbering';
  return rebuild({ table, sql, why: `${words} ${table.name}.${now.name}` }, catalog);
}

/**
 * The table made anew with another expression, or with none: then what was computed is copied as an ordinary value. A
 * generated column is never copied (https://www.sqlite.org/gencol.html, section 2.3), SQLite computes it.
 */
export function setGenerated(
  operation: SetGenerated,
  { after, catalog }: CompileContext,
): readonly CompiledStatement[] {
  const table = storedTable(catalog, operation.table);
  const column = columnIn(findTable(after, operation.table), operation.column);
  refuseStrictType(table, typeToSql(column.type));
  const stored = { table: table.text, text: columnTextOf(table.text, operation.column) };
  const sql = applyEdits(table.text.sql, generatedEdits(stored, column));
  const words = column.generated === undefined ? 'stop computing' : 'compute';
  return rebuild({ table, sql, why: `${words} ${table.name}.${column.name}` }, catalog);
}

/** SQLite has no sequences. */
export function refuseSequence(name: string): never {
  throw new MigshError('unsupported', `sequence ${name}: SQLite has no sequences`, {
    hint: "write { only: 'postgresql' } where SQLite needs none",
  });
}

function columnIn(table: Table | undefined, name: string): Column {
  const column = table && findColumn(table, name);
  if (column !== undefined) return column;
  throw new MigshError('bad-operation', `there is no column ${name} at this point`, {
    hint: 'name a column that an earlier operation made',
  });
}
