import type { DropUnique, RenameConstraint } from '../../operation/operation.ts';
import { findTable, type Table } from '../../schema/schema.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { findIndex, indexesOf, storedTable } from './catalog.ts';
import { addCheckInPlace, canAddCheck, dropConstraintInPlace } from './check.ts';
import { isOwnClause } from './column-to-sql.ts';
import {
  type ConstraintPlace,
  findConstraint,
  findForeignKey,
  removal,
  renaming,
} from './constraint-place.ts';
import { foreignKeyIndexChange } from './foreign-key-index.ts';
import { dropIndexNamed, renameIndex } from './indexes.ts';
import { noConstraint } from './missing.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { applyEdits } from './table-edit.ts';
import { requiredColumns } from './table-shape.ts';
import { textAt } from './table-text.ts';
import { sameName } from './tokens.ts';

/** `drop index`; a unique that stands in the table's text, as other tools write it, wants the table made anew. */
export function dropUnique(
  { table: name, name: unique }: DropUnique,
  context: CompileContext,
): readonly CompiledStatement[] {
  const { catalog } = context;
  const table = storedTable(catalog, name);
  const { create } = foreignKeyIndexChange(context, name);
  if (findIndex(catalog, unique) !== undefined) return [dropIndexNamed(catalog, unique), ...create];
  const place = findConstraint(table.text, 'unique', unique);
  if (place === undefined) throw noConstraint(name, 'unique', unique);
  const sql = applyEdits(table.text.sql, removal(place));
  return [...rebuild({ table, sql, why: `drop unique ${unique} of ${name}` }, catalog), ...create];
}

/**
 * A unique is an index; a check is dropped and added since SQLite 3.53; a foreign key's name stands in the table's text
 * alone, so the table is made anew. A primary key and an enum's check bear no name on SQLite.
 */
export function renameConstraint(
  operation: RenameConstraint,
  context: CompileContext,
): readonly CompiledStatement[] {
  const { table: name, from, to } = operation;
  const known = findTable(context.before, name);
  if (known !== undefined && isNameless(known, from)) return [];
  // Another table, or this one, may have an index of that name; names of constraints are their own matter.
  if (
    !isInText(known, from) &&
    indexesOf(context.catalog, name).some(index => sameName(index.name, from))
  ) {
    return renameIndex({ kind: 'renameIndex', table: name, from, to }, context);
  }
  const { text } = storedTable(context.catalog, name);
  const foreignKey = known?.foreignKeys.find(each => each.name === from);
  const place = foreignKey
    ? findForeignKey(text, foreignKey)
    : (findConstraint(text, 'check', from) ?? findConstraint(text, 'unique', from));
  if (place === undefined) throw noConstraint(name, 'constraint', from);
  return renameInText(operation, place, context);
}

function isInText(table: Table | undefined, name: string): boolean {
  if (table === undefined) return false;
  return [...table.foreignKeys, ...table.checks].some(each => each.name === name);
}

// A primary key and an enum's check stand there without a name, what is for PostgreSQL alone not at all.
function isNameless({ primaryKey, checks, exclusions = [] }: Table, name: string): boolean {
  const implied = checks.filter(check => !isOwnClause(check));
  return [...(primaryKey ? [primaryKey] : []), ...implied, ...exclusions].some(
    each => each.name === name,
  );
}

function renameInText(
  { table: name, from, to }: RenameConstraint,
  place: ConstraintPlace,
  { catalog }: CompileContext,
): readonly CompiledStatement[] {
  const table = storedTable(catalog, name);
  const why = `rename constraint ${from} of ${name} to ${to}`;
  const { clause } = place;
  const isNamedCheck = clause.kind === 'check' && clause.name !== undefined;
  if (isNamedCheck && clause.expression !== undefined) {
    const check = { name: to, expression: textAt(table.text.sql, clause.expression) };
    if (canAddCheck(catalog, check, requiredColumns(table.text))) {
      return [
        dropConstraintInPlace(table.name, clause.name, why),
        addCheckInPlace(table.name, check),
      ];
    }
  }
  const sql = applyEdits(table.text.sql, [renaming(place, to)]);
  return rebuild({ table, sql, why }, catalog);
}
