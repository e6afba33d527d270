import type { Dialect } from '../dialect/dialect.ts';
import { sameExpression } from '../schema/same-expression.ts';
import { sameIndex } from '../schema/same-index.ts';
import type { Column, Index, Learnt, Schema, Table, Unique } from '../schema/schema.ts';
import { findColumn, findTable, indexColumns, isOnColumns } from '../schema/schema.ts';

/**
 * The recorded schema as it is compared. What SQL or code made counts as what the entity says where the dialect on which it was
 * found cannot tell the two apart. An index or a constraint that no entity names is left out: somebody made it on purpose.
 */
export function adoptLearnt(recorded: Schema, desired: Schema, dialect: Dialect): Schema {
  return {
    ...recorded,
    tables: recorded.tables.map(table => {
      const wanted = findTable(desired, table.name) ?? likely(table, recorded, desired);
      return wanted === undefined ? table : adoptTable(table, wanted, dialect);
    }),
  };
}

/** The table that one made by SQL may be under a new name: a new one with half of its columns. */
function likely(table: Table, recorded: Schema, desired: Schema): Table | undefined {
  const shared = (other: Table): number =>
    table.columns.filter(({ name }) => findColumn(other, name) !== undefined).length;
  return desired.tables
    .filter(({ name }) => findTable(recorded, name) === undefined)
    .filter(other => shared(other) * 2 >= table.columns.length)
    .toSorted((a, b) => shared(b) - shared(a))[0];
}

function adoptTable(table: Table, wanted: Table, dialect: Dialect): Table {
  return {
    ...table,
    columns: table.columns.map(column => {
      const entity = findColumn(wanted, column.name);
      if (entity !== undefined) return adoptColumn(column, entity, dialect);
      // It may get another name: then it is of the type of one of those that came.
      const came = wanted.columns.filter(({ name }) => findColumn(table, name) === undefined);
      const fitting = came.filter(each => isOneType(column, each, dialect));
      const next = fitting.find(({ nullable }) => nullable === column.nullable) ?? fitting[0];
      return next === undefined ? column : adoptColumn(column, next, dialect);
    }),
    indexes: adopt([...table.indexes, ...asIndexes(table, wanted)], wanted.indexes, sameIndex),
    uniques: adopt([...table.uniques, ...asUniques(table, wanted)], wanted.uniques, sameColumns),
    foreignKeys: adopt(table.foreignKeys, wanted.foreignKeys, sameColumns),
    checks: adopt(table.checks, wanted.checks, (a, b) =>
      sameExpression(a.expression, b.expression),
    ),
  };
}

/** A uuid and a text are one on SQLite; which of them was meant says the entity. */
function adoptColumn(column: Column, entity: Column, dialect: Dialect): Column {
  if (column.learnt !== dialect.name || !isOneType(column, entity, dialect)) return column;
  return { ...column, type: entity.type };
}

function isOneType({ type: a }: Column, { type: b }: Column, dialect: Dialect): boolean {
  // What an enum holds is in its values, not in its SQL type.
  if (a.name === 'enum' && b.name === 'enum') return false;
  return dialect.typeToSql(a).toLowerCase() === dialect.typeToSql(b).toLowerCase();
}

/** A unique index by hand does what a unique constraint of that name would. */
function asUniques({ indexes }: Table, { uniques }: Table): readonly Unique[] {
  return indexes.flatMap(index => {
    const isPlain = index.learnt !== undefined && index.unique && index.where === undefined;
    const entity = uniques.find(({ name }) => isPlain && name === index.name);
    const isSame = entity !== undefined && sameColumns(entity, { columns: indexColumns(index) });
    return isSame && isOnColumns(index) ? [entity] : [];
  });
}

/** … and on SQLite, where the two are one, a unique is what the entity calls an index. */
function asIndexes({ uniques }: Table, { indexes }: Table): readonly Index[] {
  return uniques.flatMap(unique => {
    const entity = indexes.find(({ name }) => unique.learnt !== undefined && name === unique.name);
    const isSame =
      entity?.unique === true && sameColumns(unique, { columns: indexColumns(entity) });
    return isSame ? [entity] : [];
  });
}

interface Part extends Learnt {
  readonly name: string;
}

function adopt<T extends Part>(
  parts: readonly T[],
  wanted: readonly T[],
  same: (a: T, b: T) => boolean,
): readonly T[] {
  return parts.filter(
    part =>
      part.learnt === undefined || wanted.some(each => each.name === part.name || same(each, part)),
  );
}

function sameColumns(
  a: { readonly columns: readonly string[] },
  b: { readonly columns: readonly string[] },
): boolean {
  return a.columns.join('\0') === b.columns.join('\0');
}
