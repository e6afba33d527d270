import type { Column, Schema, Table } from '../schema/schema.ts';
import { findColumn, findTable } from '../schema/schema.ts';

/**
 * The recorded schema with the entities' words wherever it has the very words in which the database tells what they want: what SQL
 * or code made is read from a database, and what is the same there is the same.
 */
export function adoptHeard(recorded: Schema, desired: Schema, heard: Schema): Schema {
  const { views, enums, routines } = recorded;
  return {
    ...recorded,
    ...(views && { views: parts(views, desired.views, heard.views) }),
    ...(enums && { enums: parts(enums, desired.enums, heard.enums) }),
    ...(routines && { routines: parts(routines, desired.routines, heard.routines) }),
    tables: recorded.tables.map(table => {
      const [wanted, told] = [findTable(desired, table.name), findTable(heard, table.name)];
      return wanted === undefined || told === undefined ? table : adopt(table, wanted, told);
    }),
  };
}

function adopt(table: Table, wanted: Table, told: Table): Table {
  const { primaryKey, exclusions, triggers, policies, partitioning } = table;
  return {
    ...table,
    columns: table.columns.map(column => {
      const [entity, same] = [findColumn(wanted, column.name), findColumn(told, column.name)];
      return entity === undefined || same === undefined ? column : aspects(column, entity, same);
    }),
    ...(primaryKey && wanted.primaryKey && isSame(primaryKey, told.primaryKey)
      ? { primaryKey: wanted.primaryKey }
      : {}),
    indexes: parts(table.indexes, wanted.indexes, told.indexes),
    uniques: parts(table.uniques, wanted.uniques, told.uniques),
    foreignKeys: parts(table.foreignKeys, wanted.foreignKeys, told.foreignKeys),
    checks: parts(table.checks, wanted.checks, told.checks),
    ...(exclusions && { exclusions: parts(exclusions, wanted.exclusions, told.exclusions) }),
    ...(triggers && { triggers: parts(triggers, wanted.triggers, told.triggers) }),
    ...(policies && { policies: parts(policies, wanted.policies, told.policies) }),
    ...(partitioning && wanted.partitioning && isSame(partitioning, told.partitioning)
      ? { partitioning: wanted.partitioning }
      : {}),
  };
}

/** Each by itself: SQL may have changed the default of a column whose type an operation made, and which the database does not tell. */
function aspects(column: Column, entity: Column, told: Column): Column {
  const from = <Aspect extends keyof Column>(aspect: Aspect): Column[Aspect] => {
    const isTold = column.learnt !== undefined || aspect === 'default' || aspect === 'generated';
    return isTold && isSame(column[aspect], told[aspect]) ? entity[aspect] : column[aspect];
  };
  const [value, collation] = [from('default'), from('collation')];
  const [autoincrement, identity] = [from('autoincrement'), from('identity')];
  const [generated, comment] = [from('generated'), from('comment')];
  return {
    name: column.name,
    type: from('type'),
    nullable: from('nullable'),
    ...(value !== undefined && { default: value }),
    ...(autoincrement && { autoincrement }),
    ...(identity && { identity }),
    ...(generated && { generated }),
    ...(comment !== undefined && { comment }),
    ...(collation !== undefined && { collation }),
    ...(column.learnt && { learnt: column.learnt }),
  };
}

function parts<T extends { readonly name: string }>(
  recorded: readonly T[],
  wanted: readonly T[] = [],
  told: readonly T[] = [],
): readonly T[] {
  return recorded.map(part => {
    const entity = wanted.find(({ name }) => name === part.name);
    const same = told.find(({ name }) => name === part.name);
    return entity !== undefined && isSame(part, same) ? entity : part;
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
