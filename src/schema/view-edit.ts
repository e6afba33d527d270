import { mapSqlText, type SqlText } from './objects.ts';
import { renameColumnInQuery, renameRelation } from './query-edit.ts';
import { isSameRelation, readQuery, reads } from './query-text.ts';
import { findColumn, findTable, type Schema, type View } from './schema.ts';

/** The view of that name, or undefined. */
export function findView(schema: Schema, name: string): View | undefined {
  return schema.views?.find(view => view.name === name);
}

/** The schema with these views; without the key where there are none. */
export function withViews(schema: Schema, views: readonly View[]): Schema {
  const { views: _old, ...rest } = schema;
  return views.length === 0 ? rest : { ...rest, views };
}

/** Views whose text reads the table or view, themselves or through other views; those nearest to it first. */
export function viewsOver(schema: Schema, name: string): readonly View[] {
  const found: View[] = [];
  for (let round: readonly string[] = [name]; round.length > 0;) {
    const names = round;
    const next = (schema.views ?? []).filter(
      view => !found.includes(view) && names.some(each => viewReads(view, each)),
    );
    found.push(...next);
    round = next.map(view => view.name);
  }
  return found;
}

/** Whether one of the view's texts reads the table or view. */
function viewReads({ select }: View, name: string): boolean {
  const texts = typeof select === 'string' ? [select] : Object.values(select);
  return texts.some(text => reads(readQuery(text), name));
}

/** The views after a table or a view got another name. */
export function renameRelationInViews(schema: Schema, from: string, to: string): Schema {
  return mapSelects(schema, text => renameRelation(text, from, to));
}

/** The views after a column got another name; what they answer with keeps its names, as on PostgreSQL. */
export function renameColumnInViews(
  schema: Schema,
  table: string,
  from: string,
  to: string,
): Schema {
  const others = hasColumn(schema, from);
  return mapSelects(schema, text => renameColumnInQuery(text, { table, from, to, others }) ?? text);
}

/** Whether a table has a column of that name, or something unknown may have one. */
function hasColumn(schema: Schema, column: string): (relation: string) => boolean {
  return relation => {
    const name = schema.tables.find(table => isSameRelation(relation, table.name))?.name;
    const table = name === undefined ? undefined : findTable(schema, name);
    return table === undefined || findColumn(table, column) !== undefined;
  };
}

function mapSelects(schema: Schema, change: (text: string) => string): Schema {
  if (schema.views === undefined) return schema;
  return withViews(
    schema,
    schema.views.map(view => ({ ...view, select: mapped(view.select, change) })),
  );
}

function mapped(select: SqlText, change: (text: string) => string): SqlText {
  return mapSqlText(select, change);
}
