import type { Operation } from '../../../operation/operation.ts';
import { sqlText } from '../../../schema/objects.ts';
import { isSameRelation, readQuery } from '../../../schema/query-text.ts';
import type { Schema, View } from '../../../schema/schema.ts';
import { tokenize } from '../../../schema/tokens.ts';
import {
  allOver,
  directlyOver,
  type StoredView,
  type Use,
  type ViewCatalog,
} from './stored-view.ts';

/** What the views of a database are like after an operation, as far as what follows has to know. */
export function followViews(
  catalog: ViewCatalog,
  operation: Operation,
  after: Schema,
): ViewCatalog {
  if (operation.kind === 'sql') {
    return changesViews(operation.postgresql ?? '') ? unread(catalog) : catalog;
  }
  if (operation.kind === 'run') return unread(catalog);
  // What a view compares with is spelled in another way from now on, in whichever view.
  if (operation.kind === 'renameEnum' || operation.kind === 'renameEnumValue') {
    return { ...catalog, views: catalog.views.map(asStale) };
  }
  return { ...catalog, views: viewsAfter(catalog.views, operation, after) };
}

function viewsAfter(
  views: readonly StoredView[],
  operation: Operation,
  after: Schema,
): readonly StoredView[] {
  if (operation.kind === 'createView') {
    return [...without(views, operation.view.name), made(operation.view, after)];
  }
  if (operation.kind === 'dropView') return gone(views, operation.name);
  if (operation.kind === 'renameView' || operation.kind === 'renameTable') {
    return renamed(views, operation);
  }
  if (operation.kind === 'renameColumn') return columnRenamed(views, operation);
  return operation.kind === 'dropTable' ? withoutOver(views, operation.table) : views;
}

/** Whether an operation may change a type, or drop something: all else leaves views in peace. */
export function mayMeetViews(operation: Operation): boolean {
  if (operation.kind === 'alterColumn') {
    return operation.type !== undefined || operation.collation !== undefined;
  }
  if (operation.kind === 'createView') return operation.replace === true;
  return meeting.has(operation.kind);
}

const meeting: ReadonlySet<string> = new Set([
  'dropTable',
  'dropColumn',
  'dropView',
  'setGenerated',
  'setIdentity',
  'removeEnumValue',
  'dropEnum',
]);

function asStale(view: StoredView): StoredView {
  return { ...view, stale: true };
}

function unread({ views }: ViewCatalog): ViewCatalog {
  return { views, unread: true };
}

// What only reads or writes rows leaves views as they are. A function may do anything, which is rare in `select`.
function changesViews(sql: string): boolean {
  const words = tokenize(sql).filter(({ kind }) => kind === 'word');
  return words.some(({ text }) => changing.has(text.toLowerCase()));
}

const changing = new Set(
  'view views rule grant revoke owner owned privileges comment do call execute schema rename extension'.split(
    ' ',
  ),
);

function without(views: readonly StoredView[], name: string): readonly StoredView[] {
  return views.filter(view => view.name !== name);
}

// Dropped with `cascade` it takes those on it along; without, there are none.
function gone(views: readonly StoredView[], name: string): readonly StoredView[] {
  return without(withoutOver(views, name), name);
}

function withoutOver(views: readonly StoredView[], relation: string): readonly StoredView[] {
  const over = allOver(views, directlyOver(views, [{ relation }]));
  return views.filter(view => !over.includes(view));
}

interface Renaming {
  readonly from: string;
  readonly to: string;
}

function renamed(views: readonly StoredView[], { from, to }: Renaming): readonly StoredView[] {
  return views.map(view => {
    const isRead = view.uses.some(use => use.relation === from);
    if (!isRead && view.name !== from) return view;
    const uses = view.uses.map(use => (use.relation === from ? { ...use, relation: to } : use));
    return { ...view, name: view.name === from ? to : view.name, uses, stale: true };
  });
}

function columnRenamed(
  views: readonly StoredView[],
  { table, from, to }: Renaming & { readonly table: string },
): readonly StoredView[] {
  const isIt = (use: Use): boolean => use.relation === table && use.column === from;
  return views.map(view =>
    view.uses.some(isIt)
      ? {
          ...view,
          uses: view.uses.map(use => (isIt(use) ? { ...use, column: to } : use)),
          stale: true,
        }
      : view,
  );
}

/** A view that the plan makes: what it reads is told by its text, by which columns is not. */
function made({ name, select, materialized }: View, { tables, views = [] }: Schema): StoredView {
  const { relations } = readQuery(sqlText(select, 'postgresql') ?? '');
  const known = [...tables, ...views].map(each => each.name);
  return {
    name,
    materialized: materialized === true,
    drop: '',
    create: [],
    uses: relations.map(relation => ({
      relation: known.find(each => isSameRelation(relation.name, each)) ?? relation.name,
    })),
    types: [],
    heldBy: [],
    stale: true,
  };
}
