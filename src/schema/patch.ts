import { renameColumn, renameTable } from './edit.ts';
import type { ListPatch, Renamed } from './patch-list.ts';
import { goneAndNew, hasNothing, one, patchedList, patchOfList } from './patch-list.ts';
import { patchedTable, patchOfTable, sameColumns } from './patch-table.ts';
import type { TablePatch } from './patch-table.ts';
import { findTable, type Schema, type Table } from './schema.ts';

/**
 * What SQL of a person made of a schema, found by looking before and after. It names what differs alone, so that it fits a schema
 * in which the rest is said in other words, and survives JSON.
 */
export interface SchemaPatch {
  readonly renamedTables: readonly Renamed[];
  readonly tables: ListPatch<Table>;
  readonly changedTables: readonly TablePatch[];
  readonly lists: ObjectLists;
}

type ListName = 'views' | 'enums' | 'routines' | 'sequences' | 'extensions' | 'schemas';
type ItemOf<Name extends ListName> = NonNullable<Schema[Name]>[number];
type ObjectLists = { readonly [Name in ListName]: ListPatch<ItemOf<Name>> };

/**
 * What leads from one state of a database to the next. A table or a column that is as another was, under a new name and in
 * its place, was renamed: what was known of it stays known. Nothing else hangs on that guess.
 */
export function patchBetween(before: Schema, after: Schema): SchemaPatch {
  const renamedTables = tableRenames(before, after);
  const moved = renamedTables.reduce(
    (schema, { from, to }) => renameTable(schema, from, to),
    before,
  );
  const tables = patchOfList(moved.tables, after.tables);
  const stays = (table: Table): boolean => findTable(moved, table.name) !== undefined;
  return {
    renamedTables,
    tables: { put: tables.put.filter(table => !stays(table)), gone: tables.gone },
    changedTables: tables.put.filter(stays).flatMap(table => changesOf(moved, table)),
    lists: {
      views: patchOfList(moved.views, after.views),
      enums: patchOfList(moved.enums, after.enums),
      routines: patchOfList(moved.routines, after.routines),
      sequences: patchOfList(moved.sequences, after.sequences),
      extensions: patchOfList(moved.extensions, after.extensions),
      schemas: patchOfList(moved.schemas, after.schemas),
    },
  };
}

/** Whether nothing differed. */
export function isEmptyPatch(patch: SchemaPatch): boolean {
  const { renamedTables, tables, changedTables, lists } = patch;
  return (
    renamedTables.length + changedTables.length === 0 &&
    [tables, ...Object.values(lists)].every(hasNothing)
  );
}

/** The schema with what was made. What it does not have is not missed: it may say less than the database that was looked at. */
export function applyPatch(schema: Schema, patch: SchemaPatch): Schema {
  const renamed = patch.renamedTables.reduce(
    (each, { from, to }) => (findTable(each, from) ? renameTable(each, from, to) : each),
    schema,
  );
  const changed = patch.changedTables.reduce(withChanges, renamed);
  const { views, enums, routines, sequences, extensions, schemas } = changed;
  const { lists } = patch;
  return {
    tables: patchedList(changed.tables, patch.tables),
    ...one('views', some(patchedList(views, lists.views))),
    ...one('enums', some(patchedList(enums, lists.enums))),
    ...one('routines', some(patchedList(routines, lists.routines))),
    ...one('sequences', some(patchedList(sequences, lists.sequences))),
    ...one('schemas', some(patchedList(schemas, lists.schemas))),
    ...one('extensions', some(patchedList(extensions, lists.extensions))),
  };
}

function tableRenames(before: Schema, after: Schema): readonly Renamed[] {
  return goneAndNew(before.tables, after.tables, sameColumns);
}

function changesOf(before: Schema, after: Table): readonly TablePatch[] {
  const old = findTable(before, after.name);
  if (old === undefined) return [];
  const renamed = goneAndNew(old.columns, after.columns, (a, b) => same(a, b));
  const moved = renamed.reduce(
    (schema, { from, to }) => renameColumn(schema, after.name, from, to),
    before,
  );
  return [patchOfTable(findTable(moved, after.name) ?? old, after, renamed)];
}

function withChanges(schema: Schema, patch: TablePatch): Schema {
  const renamed = patch.renamed.reduce(
    (each, { from, to }) => renameColumn(each, patch.name, from, to),
    schema,
  );
  const tables = renamed.tables.map(table =>
    table.name === patch.name ? patchedTable(table, patch) : table,
  );
  return { ...renamed, tables };
}

function same(a: { readonly name: string }, b: { readonly name: string }): boolean {
  return JSON.stringify({ ...a, name: '' }) === JSON.stringify({ ...b, name: '' });
}

// A schema that never had any has no empty list.
function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
