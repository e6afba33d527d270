import type { Exclusion, ExclusionElement } from '../../schema/objects.ts';
import type { Table } from '../../schema/schema.ts';
import type { Row } from '../dialect.ts';
import { text } from './row.ts';
import { inScope, qualified } from './scope.ts';

/** Exclusions with what each operator compares, as JSON text, which every driver reads alike. */
const exclusions = `select ${qualified('n', 'c.relname')} as "table", k.conname::text as name, am.amname::text as method,
  pg_catalog.pg_get_expr(x.indpred, x.indrelid) as predicate,
  k.condeferrable as deferrable, k.condeferred as deferred,
  (select pg_catalog.json_agg(pg_catalog.json_build_object(
      'column', a.attname::text,
      'expression', case when a.attname is null then pg_catalog.pg_get_indexdef(x.indexrelid, p.at::int, true) end,
      'operator', o.oprname::text) order by p.at)::text
    from pg_catalog.unnest(k.conexclop) with ordinality as p(operator, at)
    join pg_catalog.pg_operator o on o.oid = p.operator
    left join pg_catalog.pg_attribute a
      on a.attrelid = x.indrelid and a.attnum = x.indkey[p.at - 1] and a.attnum > 0) as elements
from pg_catalog.pg_constraint k
join pg_catalog.pg_class c on c.oid = k.conrelid and not c.relispartition
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_index x on x.indexrelid = k.conindid
join pg_catalog.pg_class i on i.oid = x.indexrelid
join pg_catalog.pg_am am on am.oid = i.relam
where ${inScope} and k.contype = 'x'
order by 1, k.conname`;

/** The query that reads exclusions. */
export const exclusionQueries = { exclusions };

/** The exclusions of one table; nothing where it has none. */
export function toExclusions(rows: readonly Row[]): Pick<Table, 'exclusions'> {
  return rows.length === 0 ? {} : { exclusions: rows.map(toExclusion) };
}

function toExclusion(row: Row): Exclusion {
  const { predicate, deferrable, deferred } = row;
  const method = text(row, 'method');
  return {
    name: text(row, 'name'),
    ...(method !== 'gist' && { using: method }),
    elements: elementsOf(text(row, 'elements')),
    ...(typeof predicate === 'string' && { where: predicate }),
    ...(deferrable === true && { deferrable: deferred === true ? 'deferred' : 'immediate' }),
  };
}

function elementsOf(json: string): readonly ExclusionElement[] {
  const list: unknown = json === '' ? [] : JSON.parse(json);
  return Array.isArray(list) ? list.map(toElement) : [];
}

function toElement(element: Readonly<Record<string, unknown>>): ExclusionElement {
  const { column, expression, operator } = element;
  return {
    ...(typeof column === 'string' && { column }),
    ...(typeof expression === 'string' && { expression }),
    operator: String(operator),
  };
}
