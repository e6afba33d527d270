import { codeQueries } from './introspect-code-queries.ts';
import { exclusionQueries } from './introspect-exclusions.ts';
import { indexParts } from './introspect-indexes.ts';
import { namespaceQueries } from './introspect-namespaces.ts';
import { viewQueries } from './introspect-views.ts';
import { inScope, qualified } from './scope.ts';

/**
 * Tables of the current schema, without those of an extension, without partitions (their parent stands for them) and
 * without temporary ones, which live in a schema of their own.
 */
const ownTables = `from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where ${inScope} and c.relkind in ('r', 'p') and not c.relispartition
    and not exists (
      select 1 from pg_catalog.pg_depend d
      where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

const tables = `select ${qualified('n', 'c.relname')} as name, pg_catalog.obj_description(c.oid, 'pg_class') as comment,
  case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end as split_by
  ${ownTables}
  order by 1`;

/** A sequence that the column owns and takes its numbers from is what `serial` leaves behind. */
const columns = `with own as (select c.oid, ${qualified('n', 'c.relname')} as relname ${ownTables})
select own.relname::text as "table", a.attname::text as name,
  pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
  a.attnotnull as not_null,
  pg_catalog.pg_get_expr(ad.adbin, ad.adrelid) as "default",
  a.attidentity::text as identity, a.attgenerated::text as generated,
  exists (
    select 1 from pg_catalog.pg_depend d
    join pg_catalog.pg_class s on s.oid = d.objid and s.relkind = 'S'
    where d.classid = 'pg_catalog.pg_class'::regclass and d.refclassid = 'pg_catalog.pg_class'::regclass
      and d.refobjid = a.attrelid and d.refobjsubid = a.attnum and d.deptype = 'a'
      and pg_catalog.pg_get_expr(ad.adbin, ad.adrelid) like 'nextval(%') as autoincrement,
  case when a.attcollation <> t.typcollation then co.collname::text end as collation,
  pg_catalog.col_description(a.attrelid, a.attnum) as comment
from own
join pg_catalog.pg_attribute a on a.attrelid = own.oid and a.attnum > 0 and not a.attisdropped
join pg_catalog.pg_type t on t.oid = a.atttypid
left join pg_catalog.pg_attrdef ad on ad.adrelid = a.attrelid and ad.adnum = a.attnum
left join pg_catalog.pg_collation co on co.oid = a.attcollation
order by own.relname, a.attnum`;

/**
 * Primary keys, uniques, foreign keys and checks. Names come as JSON text, which every driver reads alike. A foreign key to a
 * table in partitions is there once more for each of them, with the first as its parent: those are PostgreSQL's own.
 */
const constraints = `with own as (select c.oid, ${qualified('n', 'c.relname')} as relname ${ownTables})
select own.relname::text as "table", k.conname::text as name, k.contype::text as kind,
  ${namesOf('k.conkey', 'k.conrelid')} as columns,
  case when rn.nspname = current_schema() then r.relname::text else rn.nspname || '.' || r.relname end as ref_table,
  ${namesOf('k.confkey', 'k.confrelid')} as ref_columns,
  k.confdeltype::text as on_delete, k.confupdtype::text as on_update,
  k.condeferrable as deferrable, k.condeferred as deferred, not k.convalidated as not_valid,
  pg_catalog.to_jsonb(xi) ->> 'indnullsnotdistinct' as nulls_not_distinct,
  case when k.contype = 'c' then pg_catalog.pg_get_expr(k.conbin, k.conrelid) end as expression
from own
join pg_catalog.pg_constraint k on k.conrelid = own.oid and k.contype in ('p', 'u', 'f', 'c')
  and (k.contype <> 'f' or k.conparentid = 0)
left join pg_catalog.pg_class r on r.oid = k.confrelid
left join pg_catalog.pg_index xi on k.contype = 'u' and xi.indexrelid = k.conindid
left join pg_catalog.pg_namespace rn on rn.oid = r.relnamespace
order by own.relname, k.conname`;

/** Indexes that stand for themselves; the one behind a constraint is the constraint's. */
const indexes = `with own as (select c.oid, ${qualified('n', 'c.relname')} as relname ${ownTables.replace("'r', 'p'", "'r', 'p', 'm'")})
select own.relname::text as "table", i.relname::text as name, x.indisunique as is_unique,
  am.amname::text as method,
  pg_catalog.pg_get_expr(x.indpred, x.indrelid) as predicate,
  ${indexParts} as parts,
  ${indexColumns('x.indnkeyatts + 1', 'x.indnatts')} as include,
  pg_catalog.to_jsonb(x) ->> 'indnullsnotdistinct' as nulls_not_distinct,
  (select o.option_value from pg_catalog.pg_options_to_table(i.reloptions) o where o.option_name = 'fillfactor') as fill_factor
from own
join pg_catalog.pg_index x on x.indrelid = own.oid
join pg_catalog.pg_class i on i.oid = x.indexrelid
join pg_catalog.pg_am am on am.oid = i.relam
where not exists (
  select 1 from pg_catalog.pg_constraint k
  where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
order by own.relname, i.relname`;

/** Direct partitions, with their bounds as the server spells them. */
const partitions = `with own as (select c.oid, ${qualified('n', 'c.relname')} as relname ${ownTables})
select own.relname::text as "table",
  case when n.nspname = current_schema() then p.relname::text else n.nspname || '.' || p.relname end as name,
  pg_catalog.pg_get_expr(p.relpartbound, p.oid) as bound
from own
join pg_catalog.pg_inherits h on h.inhparent = own.oid
join pg_catalog.pg_class p on p.oid = h.inhrelid and p.relispartition
join pg_catalog.pg_namespace n on n.oid = p.relnamespace
order by own.relname, p.relname`;

/** Sequences that stand for themselves: none that a column owns, none of an extension. */
const sequences = `select ${qualified('n', 'c.relname')} as name, pg_catalog.format_type(s.seqtypid, null) as type,
  s.seqstart::text as start, s.seqincrement::text as increment, s.seqmin::text as min, s.seqmax::text as max,
  s.seqcache::text as cache, s.seqcycle as cycle
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_sequence s on s.seqrelid = c.oid
where ${inScope} and c.relkind = 'S' and not exists (
  select 1 from pg_catalog.pg_depend d
  where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i', 'e'))
order by 1`;

/** The catalog queries of PostgreSQL 13 to 18, by the name that `toSchema` knows their rows under. They read the current schema. */
export const queries = {
  ...namespaceQueries,
  tables,
  columns,
  constraints,
  indexes,
  partitions,
  sequences,
  ...viewQueries,
  ...codeQueries,
  ...exclusionQueries,
};

function namesOf(numbers: string, table: string): string {
  return `(select pg_catalog.json_agg(a.attname::text order by p.at)::text
    from pg_catalog.unnest(${numbers}) with ordinality as p(number, at)
    join pg_catalog.pg_attribute a on a.attrelid = ${table} and a.attnum = p.number)`;
}

// indkey counts from 0; an expression has no column behind it and comes as SQL.
function indexColumns(first: string, last: string): string {
  return `(select pg_catalog.json_agg(
      coalesce(a.attname::text, pg_catalog.pg_get_indexdef(x.indexrelid, p.at, true)) order by p.at)::text
    from pg_catalog.generate_series(${first}, ${last}) as p(at)
    left join pg_catalog.pg_attribute a
      on a.attrelid = x.indrelid and a.attnum = x.indkey[p.at - 1] and a.attnum > 0)`;
}
