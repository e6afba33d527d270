import type { AddForeignKey, DropForeignKey } from '../../operation/operation.ts';
import { findTable, type ForeignKey } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { refuseQualified, storedTable } from './catalog.ts';
import { foreignKeyToSql } from './column-to-sql.ts';
import { findForeignKey, removal } from './constraint-place.ts';
import { foreignKeyIndexChange } from './foreign-key-index.ts';
import { noConstraint } from './missing.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { applyEdits, insertConstraint } from './table-edit.ts';

/** Makes the table anew with the foreign key, after a proof that no row points to nothing, and adds the index that MikroORM gives it. */
export function addForeignKey(
  { table: name, foreignKey }: AddForeignKey,
  context: CompileContext,
): readonly CompiledStatement[] {
  refuseQualified(foreignKey.refTable);
  const table = storedTable(context.catalog, name);
  const item = insertConstraint(table.text, foreignKeyToSql(foreignKey));
  const sql = applyEdits(table.text.sql, [item]);
  const why = `add foreign key ${foreignKey.name} to ${name}`;
  return [
    proveParents(table.name, foreignKey),
    ...rebuild({ table, sql, why }, context.catalog),
    ...foreignKeyIndexChange(context, name).create,
  ];
}

/** Makes the table anew without the foreign key; the index that came with it goes too. */
export function dropForeignKey(
  operation: DropForeignKey,
  context: CompileContext,
): readonly CompiledStatement[] {
  const { table: name, name: key } = operation;
  const table = storedTable(context.catalog, name);
  const known =
    operation.definition ??
    findTable(context.before, name)?.foreignKeys.find(each => each.name === key);
  const place = findForeignKey(
    table.text,
    known ?? { name: key, columns: [], refTable: '', refColumns: [] },
  );
  if (place === undefined) throw noConstraint(name, 'foreign key', key);
  const sql = applyEdits(table.text.sql, removal(place));
  const { gone, create } = foreignKeyIndexChange(context, name);
  const why = `drop foreign key ${key} of ${name}`;
  return [...rebuild({ table, sql, why, withoutIndexes: gone }, context.catalog), ...create];
}

/** A query that finds a row whose foreign key points to nothing. */
export function proveParents(table: string, key: ForeignKey): CompiledStatement {
  const isSet = key.columns.map(column => `child.${quoteIdentifier(column)} is not null`);
  const same = key.columns.map(
    (column, at) =>
      `parent.${quoteIdentifier(key.refColumns[at] ?? '')} = child.${quoteIdentifier(column)}`,
  );
  return {
    sql: `select 1 from ${quoteIdentifier(table)} as child where ${isSet.join(' and ')} and not exists (select 1 from ${quoteIdentifier(key.refTable)} as parent where ${same.join(' and ')}) limit 1`,
    comment: `prove that every ${key.columns.join(', ')} of ${table} is in ${key.refTable}`,
    part: 'proof',
    expectNoRows: `rows of ${table} point to no row of ${key.refTable}: delete them or clear ${key.columns.join(', ')} first`,
  };
}
