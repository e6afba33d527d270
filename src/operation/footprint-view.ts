import { mentions } from '../schema/expression.ts';
import type { SqlText } from '../schema/objects.ts';
import { isSameRelation, readQuery } from '../schema/query-text.ts';
import type { Schema } from '../schema/schema.ts';
import { viewsOver } from '../schema/view-edit.ts';
import type { Footprint, Touched } from './footprint.ts';
import type { CreateView, DropView, RenameView } from './object-operation.ts';

/** Makes the view; takes for granted the tables and views that its text reads, with their columns. */
export function createViewTouches({ view }: CreateView, before: Schema): Partial<Footprint> {
  return { reads: readBy(view.select, before), changes: [viewTouched(view.name)] };
}

/** Takes the view away, with `cascade` also those over it. */
export function dropViewTouches({ name, cascade }: DropView, before: Schema): Partial<Footprint> {
  const over = cascade === true ? viewsOver(before, name) : [];
  return { changes: [name, ...over.map(view => view.name)].map(viewTouched) };
}

/** Changes both names, and the texts of the views over it. */
export function renameViewTouches({ from, to }: RenameView, before: Schema): Partial<Footprint> {
  return {
    reads: viewsOver(before, from).map(({ name }) => viewTouched(name)),
    changes: [from, to].map(viewTouched),
  };
}

// A view shares its name with tables, and an operation on a table's column concerns it through the columns that it reads.
function viewTouched(name: string): Touched {
  return { sort: 'table', table: name, name: '' };
}

function readBy(select: SqlText, before: Schema): readonly Touched[] {
  const texts = typeof select === 'string' ? [select] : Object.values(select);
  const names = texts.flatMap(text => readQuery(text).relations.map(({ name }) => name));
  const isRead = (name: string): boolean => names.some(each => isSameRelation(each, name));
  const tables = before.tables.filter(({ name }) => isRead(name));
  const views = (before.views ?? []).filter(({ name }) => isRead(name));
  return [
    ...[...tables, ...views].map(({ name }) => viewTouched(name)),
    ...tables.flatMap(table =>
      table.columns
        .filter(column => texts.some(text => mentionsColumn(text, column.name)))
        .map(column => ({ sort: 'column', table: table.name, name: column.name }) as const),
    ),
  ];
}

function mentionsColumn(text: string, column: string): boolean {
  return /(?:^|[\s,.])\*/.test(text) || mentions(text, column);
}
