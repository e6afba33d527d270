import type { Schema, View } from '../schema/schema.ts';
import { findView, viewsOver } from '../schema/view-edit.ts';
import { viewOf } from './apply-view.ts';
import type { Inverse } from './invert.ts';
import type { CreateView, DropView } from './object-operation.ts';
import type { Operation } from './operation.ts';

/** Drops a new view; one that was replaced comes back as it was. */
export function viewGone(operation: CreateView, before: Schema): Inverse {
  const { view, replace } = operation;
  const old = operation.previous ?? findView(before, view.name);
  if (old !== undefined) {
    const { indexes: _kept, ...plain } = old;
    const lost = view.materialized === true ? [] : indexesBack(old);
    return [{ kind: 'createView', view: plain, replace: true, previous: view }, ...lost];
  }
  if (replace === true) {
    return { irreversible: `the view ${view.name} that it replaces was made by no op.createView` };
  }
  return [{ kind: 'dropView', name: view.name, definition: view }];
}

/** Creates the view as it was defined; after `cascade` also those that went with it, in the order in which they stand. */
export function viewBack({ name, cascade }: DropView, before: Schema): Inverse {
  const view = viewOf(before, name);
  return viewsBack(before, [view, ...(cascade === true ? viewsOver(before, name) : [])]);
}

/** Creates views with their indexes, in the order in which the schema has them. */
function viewsBack(schema: Schema, views: readonly View[]): readonly Operation[] {
  const back: Operation[] = [];
  for (const view of schema.views ?? []) {
    if (views.includes(view)) back.push(created(view), ...indexesBack(view));
  }
  return back;
}

function created({ indexes: _apart, ...view }: View): Operation {
  return { kind: 'createView', view };
}

function indexesBack({ name, indexes = [] }: View): readonly Operation[] {
  return indexes.map(index => ({ kind: 'createIndex', table: name, index }));
}
