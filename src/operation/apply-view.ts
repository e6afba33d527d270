import { nearest } from '../schema/nearest.ts';
import type { Index, Schema, View } from '../schema/schema.ts';
import { findView, renameRelationInViews, viewsOver, withViews } from '../schema/view-edit.ts';
import { badOperation, namedIn } from './bad-operation.ts';
import type { CreateView, DropView, RenameView } from './object-operation.ts';
import { refuseTakenNames, refuseTakenTable } from './taken-names.ts';

/** Adds a view at the end, or puts it in the place of the one of that name. What it selects from is for the database to know. */
export function createView({ view, replace }: CreateView, schema: Schema): Schema {
  const views = schema.views ?? [];
  if (findView(schema, view.name) === undefined) {
    refuseTakenTable(schema, view.name);
    return withViews(schema, [...views, view]);
  }
  if (replace !== true) throw viewTaken(view.name);
  return withViews(
    schema,
    views.map(old => (old.name === view.name ? inPlaceOf(old, view) : old)),
  );
}

/** The indexes of a materialized view stay where it stays one. */
function inPlaceOf({ indexes }: View, view: View): View {
  return view.materialized === true && indexes !== undefined ? { ...view, indexes } : view;
}

/** Takes a view away, with `cascade` also those that select from it, as far as their texts tell. */
export function dropView({ name, cascade }: DropView, schema: Schema): Schema {
  const view = viewOf(schema, name);
  const gone = new Set([view, ...(cascade === true ? viewsOver(schema, name) : [])]);
  return withViews(
    schema,
    (schema.views ?? []).filter(each => !gone.has(each)),
  );
}

/** Gives a view another name; views that select from it follow. */
export function renameView({ from, to }: RenameView, schema: Schema): Schema {
  viewOf(schema, from);
  refuseTakenTable(schema, to);
  const followed = renameRelationInViews(schema, from, to);
  const rename = (view: View): View => (view.name === from ? { ...view, name: to } : view);
  return withViews(followed, (followed.views ?? []).map(rename));
}

/** The view of that name; without one the operation is refused, with the nearest name. */
export function viewOf(schema: Schema, name: string): View {
  const view = findView(schema, name);
  if (view !== undefined) return view;
  const names = (schema.views ?? []).map(each => each.name);
  const near = nearest(name, names);
  throw badOperation(
    `there is no view ${name} at this point`,
    near === undefined
      ? 'a view that no op.createView made goes by op.sql'
      : `did you mean ${near}?`,
  );
}

/** Changes the indexes of a materialized view; undefined where the name is none of a view. */
function onViewIndexes(
  schema: Schema,
  name: string,
  change: (indexes: readonly Index[]) => readonly Index[],
): Schema | undefined {
  const view = findView(schema, name);
  if (view === undefined) return undefined;
  if (view.materialized !== true) throw notMaterialized(name);
  const { indexes = [], ...rest } = view;
  const changed = change(indexes);
  const after = changed.length === 0 ? rest : { ...rest, indexes: changed };
  return withViews(
    schema,
    (schema.views ?? []).map(each => (each === view ? after : each)),
  );
}

/** Adds an index to a materialized view. Whether it has the columns is for the database to know. */
export function addViewIndex(schema: Schema, name: string, index: Index): Schema | undefined {
  return onViewIndexes(schema, name, indexes => {
    refuseTakenNames(schema, name, index.name);
    return [...indexes, index];
  });
}

/** Takes an index of a materialized view away. */
export function dropViewIndex(schema: Schema, name: string, index: string): Schema | undefined {
  return onViewIndexes(schema, name, indexes => {
    const gone = namedIn(indexes, index, { sort: 'index', table: name });
    return indexes.filter(each => each !== gone);
  });
}

/** Gives an index of a materialized view another name. */
export function renameViewIndex(
  schema: Schema,
  name: string,
  { from, to }: { readonly from: string; readonly to: string },
): Schema | undefined {
  return onViewIndexes(schema, name, indexes => {
    namedIn(indexes, from, { sort: 'index', table: name });
    refuseTakenNames(schema, name, to);
    return indexes.map(index => (index.name === from ? { ...index, name: to } : index));
  });
}

function viewTaken(name: string): Error {
  return badOperation(
    `there is already a view ${name}`,
    `replace it: op.createView('${name}', …, { replace: true }), or choose another name`,
  );
}

function notMaterialized(name: string): Error {
  return badOperation(
    `${name} is a view, which has no rows of its own to index`,
    'index the table below it, or make it with { materialized: true }',
  );
}
