import type { Extension } from '../../schema/objects.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Row } from '../dialect.ts';
import { names, text } from './row.ts';
import { inScope, qualified } from './scope.ts';

/** Enum types with their values in order, none of an extension. */
const enums = `select ${qualified('n', 't.typname')} as name,
  (select pg_catalog.json_agg(e.enumlabel::text order by e.enumsortorder)::text
    from pg_catalog.pg_enum e where e.enumtypid = t.oid) as values
from pg_catalog.pg_type t
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
where ${inScope} and t.typtype = 'e' and not exists (
  select 1 from pg_catalog.pg_depend d
  where d.classid = 'pg_catalog.pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
order by 1`;

/** Schemas beside the current one and those of the server. */
const schemas = `select n.nspname::text as name from pg_catalog.pg_namespace n
where n.nspname <> coalesce(current_schema(), '') and n.nspname not in ('public', 'information_schema')
  and n.nspname not like 'pg\\_%' and not exists (
    select 1 from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_namespace'::regclass and d.objid = n.oid and d.deptype = 'e')
order by 1`;

/** Extensions, without the language that every database begins with. */
const extensions = `select e.extname::text as name, e.extversion as version,
  case when n.nspname <> current_schema() then n.nspname::text end as schema
from pg_catalog.pg_extension e
join pg_catalog.pg_namespace n on n.oid = e.extnamespace
where e.extname <> 'plpgsql'
order by 1`;

/** Queries for enums, schemas and extensions. */
export const namespaceQueries = { enums, schemas, extensions };

/** The enums, schemas and extensions of a database; what there is none of is left out. */
export function toNamespaces(
  rows: Readonly<Record<string, readonly Row[]>>,
): Pick<Schema, 'enums' | 'schemas' | 'extensions'> {
  const found = {
    enums: (rows['enums'] ?? []).map(row => ({
      name: text(row, 'name'),
      values: names(row, 'values'),
    })),
    schemas: (rows['schemas'] ?? []).map(row => text(row, 'name')),
    extensions: (rows['extensions'] ?? []).map(toExtension),
  };
  return Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0));
}

function toExtension(row: Row): Extension {
  const [name, schema, version] = [text(row, 'name'), row['schema'], text(row, 'version')];
  return typeof schema === 'string' ? { name, schema, version } : { name, version };
}
