import type { Index, Schema, View } from '../../schema/schema.ts';
import type { Row } from '../dialect.ts';
import { optional, text } from './row.ts';
import { inScope, qualified } from './scope.ts';

/** Views and materialized views, without those of an extension, with their text as the server spells it. */
export const viewQueries = {
  views: `select ${qualified('n', 'c.relname')} as name, c.relkind = 'm' as materialized, c.relispopulated as filled,
  rtrim(btrim(pg_catalog.pg_get_viewdef(c.oid), E' \\n'), ';') as "select",
  pg_catalog.obj_description(c.oid, 'pg_class') as comment
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where ${inScope} and c.relkind in ('v', 'm') and not exists (
  select 1 from pg_catalog.pg_depend d
  where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
order by 1`,
};

/** The views of the database; `indexesOf` those of a materialized one. */
export function toViews(
  rows: readonly Row[],
  indexesOf: (name: string) => readonly Index[],
): Pick<Schema, 'views'> {
  return rows.length === 0 ? {} : { views: rows.map(row => toView(row, indexesOf)) };
}

function toView(row: Row, indexesOf: (name: string) => readonly Index[]): View {
  const name = text(row, 'name');
  const materialized = row['materialized'] === true;
  const indexes = materialized ? indexesOf(name) : [];
  return {
    name,
    select: { postgresql: text(row, 'select') },
    ...(materialized && { materialized }),
    ...(materialized && row['filled'] !== true && { withData: false }),
    ...(indexes.length > 0 && { indexes }),
    ...optional(row, 'comment'),
  };
}
