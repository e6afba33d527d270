import { quoteText } from '../../../schema/tokens.ts';
import type { CompiledStatement } from '../../statement.ts';
import { quoteTable } from '../name.ts';
import type { Touched } from './stored-view.ts';
import { oidsOver, viewRows } from './view-query.ts';

/**
 * Takes away the views that read something when the statement runs, and keeps what makes them again until the
 * transaction ends. For where a plan cannot know it beforehand.
 */
export function takeAwayThen(touched: readonly Touched[], words: string): CompiledStatement {
  return {
    sql: away(oidsOver(touched.map(readersOf).join(' union '))),
    comment: `take the views on it away for a moment, as they are then (${words})`,
    part: 'views',
    view: 'away',
  };
}

/** Brings back what was taken away. */
export function bringBackThen(words: string): CompiledStatement {
  return {
    sql: `do $migsh$ declare each record; begin
  for each in select s.value->>'sql' as sql
    from pg_catalog.json_array_elements(current_setting('migsh.views')::json) with ordinality as v(value, at),
      pg_catalog.json_array_elements((v.value->>'recreate')::json) with ordinality as s(value, at)
    order by v.at, s.at
  loop execute each.sql; end loop;
end $migsh$`,
    comment: `bring the views back with their comments, owners and grants (${words})`,
    part: 'views',
    view: 'back',
  };
}

/** Takes a view away that is going to be replaced, with those on it. */
export function takeReplacedAway(name: string): CompiledStatement {
  return {
    sql: away(
      oidsOver(
        `select oid from pg_catalog.pg_class where oid = ${regclass(name)} and relkind in ('v', 'm')`,
      ),
    ),
    comment: `take view ${name} away, and the views on it for a moment, as they are then`,
    part: 'views',
    view: 'away',
  };
}

/** Gives the new view what the old one had, as far as it has the columns, and brings back the views on it. */
export function bringBackOverReplaced(name: string, sorts: readonly string[]): CompiledStatement {
  return {
    sql: `do $migsh$ declare each record; begin
  for each in select s.value->>'sql' as sql
    from pg_catalog.json_array_elements(current_setting('migsh.views')::json) with ordinality as v(value, at),
      pg_catalog.json_array_elements((v.value->>'recreate')::json) with ordinality as s(value, at)
    where v.value->>'name' <> ${quoteText(name)} or ((s.value->>'sort' in (${sorts.map(quoteText).join(', ')}) or s.value->>'sort' = 'comment' and s.value->>'column' is not null)
      and (s.value->>'column' is null or exists (
        select 1 from pg_catalog.pg_attribute a
        where a.attrelid = ${regclass(name)} and a.attname = s.value->>'column' and not a.attisdropped)))
    order by v.at, s.at
  loop execute each.sql; end loop;
end $migsh$`,
    comment: `give ${name} the grants and the owner that it had, and bring back the views on it`,
    part: 'views',
    view: 'back',
  };
}

function away(oids: string): string {
  return `do $migsh$ declare kept json; each record; begin
  select coalesce(json_agg(row_to_json(v) order by o.distance, v.oid), '[]') into kept
    from (${oids}) as o
    join (${viewRows()}) as v on v.oid = o.oid;
  perform set_config('migsh.views', kept::text, true);
  for each in select v.value->>'drop' as sql
    from pg_catalog.json_array_elements(kept) with ordinality as v(value, at) order by v.at desc
  loop execute each.sql; end loop;
end $migsh$`;
}

function readersOf({ relation, column, isType }: Touched): string {
  const type = `pg_catalog.to_regtype(${quoteText(quoteTable(relation))})`;
  const what = isType
    ? `d.refclassid = 'pg_catalog.pg_type'::regclass and d.refobjid = ${type}`
    : `d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = ${regclass(relation)}`;
  const at =
    column === undefined
      ? ''
      : ` and d.refobjsubid = (select a.attnum from pg_catalog.pg_attribute a where a.attrelid = d.refobjid and a.attname = ${quoteText(column)})`;
  return `select r.ev_class as oid from pg_catalog.pg_rewrite r
      join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = r.oid
      join pg_catalog.pg_class v on v.oid = r.ev_class and v.relkind in ('v', 'm')
      where ${what}${at}`;
}

function regclass(name: string): string {
  return `pg_catalog.to_regclass(${quoteText(quoteTable(name))})`;
}
