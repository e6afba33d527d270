import type { AddCheck, DropCheck } from '../../operation/operation.ts';
import { type Check, findTable } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { Catalog, CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { isAtLeast, storedTable } from './catalog.ts';
import { checkToSql, isOwnClause } from './column-to-sql.ts';
import { findConstraint, removal } from './constraint-place.ts';
import { noConstraint } from './missing.ts';
import { isNeverNull } from './never-null.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { applyEdits, insertConstraint } from './table-edit.ts';
import { requiredColumns } from './table-shape.ts';

/**
 * `alter table "t" add constraint "n" check (…)` since SQLite 3.53 where the check cannot be null, else the table made
 * anew. An enum's check stands with its column already.
 */
export function addCheck(
  { table: name, check }: AddCheck,
  { catalog }: CompileContext,
): readonly CompiledStatement[] {
  if (!isOwnClause(check)) return [];
  const table = storedTable(catalog, name);
  const proof = proveCheck(table.name, check);
  const why = `add check ${check.name} to ${name}`;
  if (canAddCheck(catalog, check, requiredColumns(table.text))) {
    return [proof, addCheckInPlace(table.name, check)];
  }
  const sql = applyEdits(table.text.sql, [insertConstraint(table.text, checkToSql(check))]);
  return [proof, ...rebuild({ table, sql, why }, catalog)];
}

/** A query that finds a row that breaks a check. */
export function proveCheck(table: string, { name, expression }: Check): CompiledStatement {
  return {
    sql: `select 1 from ${quoteIdentifier(table)} where not (${expression}) limit 1`,
    comment: `prove that no row of ${table} breaks ${name}`,
    part: 'proof',
    expectNoRows: `rows of ${table} break the check ${name}: change them first, with op.backfill`,
  };
}

/** `alter table "t" drop constraint "n"` since SQLite 3.53; a check without a name, and older versions, want the table made anew. */
export function dropCheck(
  { table: name, name: check }: DropCheck,
  { catalog, before }: CompileContext,
): readonly CompiledStatement[] {
  const known = findTable(before, name)?.checks.find(each => each.name === check);
  if (known?.only !== undefined) return [];
  const table = storedTable(catalog, name);
  const place = findConstraint(table.text, 'check', check);
  if (place === undefined) throw noConstraint(name, 'check', check);
  const why = `drop check ${check} of ${name}`;
  const stored = place.clause.name;
  if (stored !== undefined && isAtLeast(catalog, 3, 53)) {
    return [dropConstraintInPlace(table.name, stored, why)];
  }
  const sql = applyEdits(table.text.sql, removal(place));
  return rebuild({ table, sql, why }, catalog);
}

/** Whether SQLite adds the check to a table that is there, given the columns that are never null. */
export function canAddCheck(
  catalog: Catalog,
  { expression }: Check,
  required: readonly string[],
): boolean {
  return isAtLeast(catalog, 3, 53) && isNeverNull(expression, required);
}

/** `alter table "t" add constraint "n" check (…)`. */
export function addCheckInPlace(table: string, check: Check): CompiledStatement {
  return {
    sql: `alter table ${quoteIdentifier(table)} add ${checkToSql(check)}`,
    comment: `add check ${check.name} to ${table}`,
  };
}

/** `alter table "t" drop constraint "n"`. */
export function dropConstraintInPlace(
  table: string,
  name: string,
  comment: string,
): CompiledStatement {
  return {
    sql: `alter table ${quoteIdentifier(table)} drop constraint ${quoteIdentifier(name)}`,
    comment,
  };
}
