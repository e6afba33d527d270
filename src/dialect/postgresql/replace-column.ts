import { MigshError } from '../../error.ts';
import { withoutColumn } from '../../schema/edit.ts';
import type { Column, Table } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { Catalog } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { generatedSql } from './column.ts';
import { addCheck, addForeignKey, addUnique } from './constraint.ts';
import { createIndex } from './indexes.ts';
import { addExclusion } from './key.ts';
import { quoteTable } from './name.ts';
import { addColumn, dropColumn } from './table.ts';

/** A column as it is and as it shall be, in its table. */
interface Replacement {
  readonly table: Table;
  readonly from: Column;
  readonly to: Column;
}

/**
 * Drops a column and adds it anew, at the end of the table, with the indexes and constraints that go with it. A column
 * that was computed and is no more is filled with what it was computed as.
 * @throws MigshError `unsupported` for a column of the primary key
 */
export function replaceColumn(
  replacement: Replacement,
  catalog: Catalog,
): readonly CompiledStatement[] {
  return [...takeAway(replacement), ...bringBack(replacement, catalog)];
}

/** The first half: the column goes, with what stands on it. */
export function takeAway({
  table,
  from,
}: Pick<Replacement, 'table' | 'from'>): readonly CompiledStatement[] {
  const left = withoutColumn(table, from.name);
  if (table.primaryKey !== undefined && left.primaryKey === undefined) {
    throw isKey(table.name, from.name);
  }
  return dropColumn({ kind: 'dropColumn', table: table.name, column: from.name });
}

/** The second half: it comes, with what stood on it. */
export function bringBack(
  { table, from, to }: Replacement,
  catalog: Catalog,
): readonly CompiledStatement[] {
  const { name } = table;
  const left = withoutColumn(table, from.name);
  const isFilled = from.generated !== undefined && to.generated === undefined;
  // What is filled may be null only until then.
  const added = isFilled ? { ...to, nullable: true } : to;
  const checks = gone(table.checks, left.checks);
  const own = checks.find(check => check.enumOf === from.name);
  return [
    ...addColumn(
      { kind: 'addColumn', table: name, column: added, ...(own && { check: own }) },
      { catalog },
    ),
    ...(isFilled ? filled(name, from, to) : []),
    ...gone(table.uniques, left.uniques).flatMap(unique =>
      addUnique({ kind: 'addUnique', table: name, unique }),
    ),
    ...gone(table.indexes, left.indexes).flatMap(index =>
      createIndex({ kind: 'createIndex', table: name, index }),
    ),
    ...checks
      .filter(check => check !== own)
      .flatMap(check => addCheck({ kind: 'addCheck', table: name, check })),
    ...gone(table.foreignKeys, left.foreignKeys).flatMap(foreignKey =>
      addForeignKey({ kind: 'addForeignKey', table: name, foreignKey }),
    ),
    ...gone(table.exclusions ?? [], left.exclusions ?? []).flatMap(exclusion =>
      addExclusion({ kind: 'addExclusion', table: name, exclusion }),
    ),
  ];
}

function filled(table: string, from: Column, to: Column): readonly CompiledStatement[] {
  const [target, column] = [quoteTable(table), quoteIdentifier(to.name)];
  const expression = from.generated === undefined ? 'null' : generatedSql(from.generated);
  const place = `${table}.${to.name}`;
  return [
    {
      sql: `update ${target} set ${column} = (${expression})`,
      comment: `keep what ${place} was computed as`,
    },
    ...(to.nullable
      ? []
      : [
          {
            sql: `alter table ${target} alter column ${column} set not null`,
            comment: `make ${place} not null again`,
          },
        ]),
  ];
}

function gone<T extends { readonly name: string }>(
  all: readonly T[],
  left: readonly T[],
): readonly T[] {
  return all.filter(each => !left.some(({ name }) => name === each.name));
}

function isKey(table: string, column: string): MigshError {
  return new MigshError(
    'unsupported',
    `${table}.${column} is part of the primary key, and PostgreSQL would have to make the column anew`,
    { hint: `make it anew by hand: op.addColumn, op.backfill, then the key with op.sql` },
  );
}
