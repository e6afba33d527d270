import { MigshError } from '../../error.ts';
import { describePart } from '../../operation/describe-objects.ts';
import type { AddUnique, CreateIndex, DropIndex, RenameIndex } from '../../operation/operation.ts';
import {
  findTable,
  type Index,
  indexColumns,
  type Schema,
  type Unique,
} from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import { findView } from '../../schema/view-edit.ts';
import type { Catalog, CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { findIndex, storedTable } from './catalog.ts';
import { indexToSql } from './column-to-sql.ts';
import { foreignKeyIndexChange, foreignKeyIndexes } from './foreign-key-index.ts';
import { termSql } from './index-part.ts';
import { applyEdits } from './table-edit.ts';
import { sameName, tokenize } from './tokens.ts';

/** `create index`. What a foreign key already has under the same name is taken over as it stands. */
export function createIndex(
  { table, index }: CreateIndex,
  context: CompileContext,
): readonly CompiledStatement[] {
  if (isOfView(context, table)) return [];
  if (index.nullsNotDistinct === true) throw nullsAreDistinct(index.name);
  const { name } = storedTable(context.catalog, table);
  const isThere = findIndex(context.catalog, index.name) !== undefined;
  if (isThere && isForeignKeys(context.before, table, index)) return [];
  return [
    ...foreignKeyIndexChange(context, table).drop,
    ...(index.unique && index.statement === undefined ? [proveDistinct(name, index)] : []),
    createIndexOn(name, index),
  ];
}

/** `drop index`. What a foreign key wants under the same name stays. */
export function dropIndex(
  { table, name }: DropIndex,
  context: CompileContext,
): readonly CompiledStatement[] {
  if (isOfView(context, table)) return [];
  const index = findTable(context.before, table)?.indexes.find(each => each.name === name);
  if (index !== undefined && isForeignKeys(context.after, table, index)) return [];
  return [dropIndexNamed(context.catalog, name), ...foreignKeyIndexChange(context, table).create];
}

/** SQLite renames no index: it is dropped and created again from its own text. */
export function renameIndex(
  { table, from, to }: RenameIndex,
  context: CompileContext,
): readonly CompiledStatement[] {
  if (isOfView(context, table)) return [];
  const { catalog } = context;
  const index = findIndex(catalog, from);
  if (index?.sql == null) throw noIndex(from);
  const { sql } = index;
  const tokens = tokenize(sql);
  const name = tokens[tokens.findIndex(token => token.kind === 'word' && token.name === 'on') - 1];
  const text = quoteIdentifier(to);
  const renamed = name ? applyEdits(sql, [{ start: name.start, end: name.end, text }]) : sql;
  const comment = `rename index ${from} to ${to}`;
  const { drop, create } = foreignKeyIndexChange(context, table);
  return [
    ...drop,
    { sql: `drop index ${quoteIdentifier(index.name)}`, comment },
    { sql: renamed, comment },
    ...create,
  ];
}

/** A unique is a unique index, as MikroORM makes it. */
export function addUnique(
  { table, unique, usingIndex }: AddUnique,
  context: CompileContext,
): readonly CompiledStatement[] {
  if (unique.nullsNotDistinct === true) throw nullsAreDistinct(unique.name);
  if (usingIndex !== undefined) {
    const names = { from: usingIndex, to: unique.name };
    return usingIndex === unique.name
      ? []
      : renameIndex({ kind: 'renameIndex', table, ...names }, context);
  }
  const { name } = storedTable(context.catalog, table);
  return [...foreignKeyIndexChange(context, table).drop, ...createUniqueIndex(name, unique)];
}

/** `create unique index`, after a proof that no two rows have the same values. `deferrable` is PostgreSQL's alone. */
export function createUniqueIndex(table: string, unique: Unique): readonly CompiledStatement[] {
  const index = asIndex(unique);
  return [proveDistinct(table, index), createIndexOn(table, index)];
}

/** The index that stands for a unique. */
export function asIndex({ name, columns }: Unique): Index {
  return { name, columns, unique: true };
}

/** `create index "n" on "t" ("c")`. */
export function createIndexOn(table: string, index: Index): CompiledStatement {
  const sort = index.unique ? 'unique index' : 'index';
  return { sql: indexToSql(table, index), comment: `create ${sort} ${index.name}` };
}

/**
 * `drop index "n"`.
 * @throws MigshError `bad-operation` when there is none of that name
 */
export function dropIndexNamed(catalog: Catalog, name: string): CompiledStatement {
  const index = findIndex(catalog, name);
  if (index === undefined) throw noIndex(name);
  return { sql: `drop index ${quoteIdentifier(index.name)}`, comment: `drop index ${name}` };
}

// A materialized view is an ordinary one here, which has no index.
function isOfView({ before }: CompileContext, name: string): boolean {
  return findView(before, name) !== undefined;
}

function proveDistinct(table: string, index: Index): CompiledStatement {
  const { name, where } = index;
  const terms = index.columns.map(termSql);
  const columns = index.columns.map(describePart);
  // Rows with a null are never alike to a unique index.
  const conditions = terms.map(term => `${term} is not null`);
  const all = [...conditions, ...(where === undefined ? [] : [`(${where})`])].join(' and ');
  return {
    sql: `select 1 from ${quoteIdentifier(table)} where ${all} group by ${terms.join(', ')} having count(*) > 1 limit 1`,
    comment: `prove that no two rows of ${table} have the same ${columns.join(', ')}`,
    part: 'proof',
    expectNoRows: `rows of ${table} have the same ${columns.join(', ')}: ${name} cannot be unique`,
  };
}

function isForeignKeys(schema: Schema, table: string, index: Index): boolean {
  const owner = findTable(schema, table);
  const isPlain = !index.unique && index.where === undefined;
  return (
    isPlain &&
    owner !== undefined &&
    foreignKeyIndexes(owner).some(
      own =>
        sameName(own.name, index.name) &&
        indexColumns(own).join('\0') === indexColumns(index).join('\0'),
    )
  );
}

function nullsAreDistinct(name: string): MigshError {
  return new MigshError('unsupported', `${name}: SQLite holds no two nulls for the same`, {
    hint: 'leave nullsNotDistinct out, or make the columns not null',
  });
}

function noIndex(name: string): MigshError {
  return new MigshError(
    'bad-operation',
    `there is no index ${name} in the database at this point`,
    {
      hint: 'migsh drift shows where the database and its revisions differ',
    },
  );
}
