import { relationNames } from '../schema/key.ts';
import { bareName, qualifierOf } from '../schema/names.ts';
import { findEnum } from '../schema/native-enum.ts';
import { findTable, type Schema, type Table } from '../schema/schema.ts';
import { badOperation } from './bad-operation.ts';

/** Refuses a table that is already there, or whose name an index has. */
export function refuseTakenTable(schema: Schema, name: string): void {
  if (findTable(schema, name) !== undefined) throw taken('table', name, name);
  if (findEnum(schema, name) !== undefined) throw taken('enum', name, name);
  refuseTakenByView(schema, name);
  const inTheWay = schema.tables.find(
    table => qualifierOf(table.name) === qualifierOf(name) && relationNames(table).includes(name),
  );
  if (inTheWay !== undefined) throw taken('index', name, inTheWay.name);
}

/**
 * Refuses a name for an index or a unique constraint that another one has, in whatever table: in PostgreSQL they share
 * one namespace per schema, with the tables; in SQLite one per database file.
 */
export function refuseTakenNames(schema: Schema, table: string, name: string): void {
  const neighbours = schema.tables.filter(each => qualifierOf(each.name) === qualifierOf(table));
  for (const each of neighbours) {
    if (each.name === name) throw taken('table', name, name);
    if (relationNames(each).includes(name)) throw taken('index', name, each.name);
  }
  refuseTakenByView(schema, qualifierOf(table) === '' ? name : `${qualifierOf(table)}.${name}`);
}

function refuseTakenByView(schema: Schema, name: string): void {
  for (const view of schema.views ?? []) {
    if (view.name === name) throw taken('view', name, name);
    const isBeside = qualifierOf(view.name) === qualifierOf(name);
    if (isBeside && view.indexes?.some(index => index.name === bareName(name))) {
      throw taken('index', bareName(name), view.name);
    }
  }
}

/** Refuses a name for a type: in PostgreSQL tables and views are types too. */
export function refuseTakenType(schema: Schema, name: string): void {
  if (findEnum(schema, name) !== undefined) throw taken('enum', name, name);
  if (findTable(schema, name) !== undefined) throw taken('table', name, name);
  if (schema.views?.some(view => view.name === name)) throw taken('view', name, name);
}

/** Refuses a name for a constraint that the table has already used for one. */
export function refuseTakenConstraint(table: Table, name: string): void {
  const { primaryKey, uniques, foreignKeys, checks, exclusions = [] } = table;
  const key = primaryKey ? [primaryKey] : [];
  const constraints = [...key, ...uniques, ...foreignKeys, ...checks, ...exclusions];
  if (constraints.some(each => each.name === name)) throw taken('constraint', name, table.name);
}

/** Refuses a list in which a name stands twice. */
export function refuseTwice(list: readonly { readonly name: string }[], what: string): void {
  const twice = list.find(({ name }, at) => list.slice(at + 1).some(other => other.name === name));
  if (twice === undefined) return;
  throw badOperation(`${twice.name} stands twice as ${what}`, 'give one of them another name');
}

function taken(sort: string, name: string, table: string): Error {
  const where = name === table ? '' : ` (in table ${table})`;
  return badOperation(
    `there is already ${/^[ie]/.test(sort) ? 'an' : 'a'} ${sort} ${name}${where}`,
    `drop or rename it first, or choose another name`,
  );
}
