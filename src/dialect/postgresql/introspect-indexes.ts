import type { Index, IndexColumn, IndexPart } from '../../schema/schema.ts';
import type { Row } from '../dialect.ts';
import { names, text } from './row.ts';

/**
 * What an index is over, part by part, as JSON text. Options are numbered from 0 and hold two bits: descending, nulls first
 * (manual, 51.26 pg_index). An operator class that is the type's usual one, and a collation that is the column's, go unsaid.
 */
export const indexParts = `(select pg_catalog.json_agg(pg_catalog.json_build_object(
      'column', a.attname::text,
      'expression', case when a.attname is null then pg_catalog.pg_get_indexdef(x.indexrelid, p.at, true) end,
      'desc', x.indoption[p.at - 1] & 1 = 1,
      'nullsFirst', x.indoption[p.at - 1] & 2 = 2,
      'collation', case when x.indcollation[p.at - 1] <> coalesce(a.attcollation, 100) then co.collname::text end,
      'operatorClass', case when not oc.opcdefault then oc.opcname::text end) order by p.at)::text
    from pg_catalog.generate_series(1, x.indnkeyatts) as p(at)
    left join pg_catalog.pg_attribute a
      on a.attrelid = x.indrelid and a.attnum = x.indkey[p.at - 1] and a.attnum > 0
    left join pg_catalog.pg_collation co on co.oid = x.indcollation[p.at - 1]
    left join pg_catalog.pg_opclass oc on oc.oid = x.indclass[p.at - 1])`;

/** A row of the index query. */
export function toIndex(row: Row): Index {
  const include = names(row, 'include');
  const method = text(row, 'method');
  const predicate = row['predicate'];
  const fillFactor = row['fill_factor'];
  return {
    name: text(row, 'name'),
    columns: partsOf(row),
    unique: row['is_unique'] === true,
    ...(typeof predicate === 'string' && { where: predicate }),
    ...(method !== 'btree' && { using: method }),
    ...(include.length > 0 && { include }),
    ...nullsNotDistinct(row),
    ...(typeof fillFactor === 'string' && { fillFactor: Number(fillFactor) }),
  };
}

/** `nulls not distinct`, which the catalog knows since PostgreSQL 15. */
export function nullsNotDistinct(row: Row): { readonly nullsNotDistinct?: true } {
  return row['nulls_not_distinct'] === 'true' ? { nullsNotDistinct: true } : {};
}

function partsOf(row: Row): readonly IndexColumn[] {
  const list: unknown = JSON.parse(text(row, 'parts') || '[]');
  return Array.isArray(list) ? list.map(toPart) : [];
}

function toPart(said: Readonly<Record<string, unknown>>): IndexColumn {
  const order = said['desc'] === true ? 'desc' : 'asc';
  // Descending, nulls come first unless something else was said (manual, 11.4).
  const isUsual = (said['nullsFirst'] === true) === (order === 'desc');
  const part: IndexPart = {
    ...given('column', said['column']),
    ...given('expression', said['expression']),
    ...(order === 'desc' && { order }),
    ...(!isUsual && { nulls: said['nullsFirst'] === true ? 'first' : 'last' }),
    ...given('collation', said['collation']),
    ...given('operatorClass', said['operatorClass']),
  };
  const { column } = part;
  return column !== undefined && Object.keys(part).length === 1 ? column : part;
}

function given<K extends keyof IndexPart>(key: K, value: unknown): { readonly [P in K]?: string } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed key widens to an index signature
  return (typeof value === 'string' ? { [key]: value } : {}) as { readonly [P in K]?: string };
}
