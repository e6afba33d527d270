/** Views and materialized views of the database's own schemas, without those of an extension and temporary ones. */
const ownViews = (): string => `from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  cross join lateral (select ${displayed('n', 'c')} as name, ${quoted('n', 'c')} as quoted,
    ${sortOf} as sort) as q
  where c.relkind in ('v', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
    and not exists (
      select 1 from pg_catalog.pg_depend x
      where x.classid = 'pg_catalog.pg_class'::regclass and x.objid = c.oid and x.deptype = 'e')`;

/** One row a view: how it is dropped and made again, in PostgreSQL's own words. */
export function viewRows(): string {
  return `${recreated()}
  ${ownViews()}`;
}

function recreated(): string {
  return `select c.oid, q.name, 'drop ' || q.sort || ' ' || q.quoted as drop,
    (${recreation})::text as recreate`;
}
/** All views, as `readViews` reads their rows. */
export function viewQuery(): string {
  return `${recreated()}, c.relkind = 'm' as materialized,
    (${uses})::text as uses, (${types})::text as types, (${holders})::text as held_by
  ${ownViews()}
  order by c.oid`;
}

/**
 * The oids of views that read what was touched, and of those on them, each with how far it is away: the farthest goes
 * first and comes back last. `roots` gives the oids of the nearest.
 */
export function oidsOver(roots: string): string {
  return `with recursive reading as (
    select distinct r.ev_class as view, d.refobjid as relation
    from pg_catalog.pg_rewrite r
    join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = r.oid
      and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid <> r.ev_class
    join pg_catalog.pg_class v on v.oid = r.ev_class and v.relkind in ('v', 'm')
  ), over (oid, distance) as (
    select root.oid, 0 from (${roots}) as root
    union
    select reading.view, over.distance + 1 from over join reading on reading.relation = over.oid
  )
  select oid, max(distance) as distance from over group by oid`;
}

const sortOf = `case c.relkind when 'm' then 'materialized view' else 'view' end`;

function name(text: string): string {
  return `'"' || replace(${text}::text, '"', '""') || '"'`;
}

function displayed(namespace: string, relation: string): string {
  return `case when ${namespace}.nspname = current_schema() then '' else ${namespace}.nspname || '.' end || ${relation}.relname`;
}

function quoted(namespace: string, relation: string): string {
  return `case when ${namespace}.nspname = current_schema() then '' else ${name(`${namespace}.nspname`)} || '.' end || ${name(`${relation}.relname`)}`;
}

const definition = `rtrim(btrim(pg_catalog.pg_get_viewdef(c.oid), E' \\n'), ';')`;

const whole = `'create ' || q.sort || ' ' || q.quoted
      || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '')
      || coalesce((select ' tablespace ' || ${name('s.spcname')} from pg_catalog.pg_tablespace s where s.oid = c.reltablespace), '')
      || ' as ' || ${definition}
      || case when c.relkind = 'v' then '' when c.relispopulated then ' with data' else ' with no data' end`;

const grantee = `case a.grantee when 0 then 'public' else (select ${name('g.rolname')} from pg_catalog.pg_roles g where g.oid = a.grantee) end`;

// What default privileges give to a new view that the old one did not give.
const revokes = `select 8, 'grants', null::text, 'revoke all on ' || q.quoted || ' from ' || ${grantee}
    from pg_catalog.pg_default_acl f, lateral pg_catalog.aclexplode(f.defaclacl) a
    where f.defaclobjtype = 'r' and f.defaclnamespace in (0, c.relnamespace)
      and f.defaclrole = (select oid from pg_catalog.pg_roles where rolname = current_user)
      and a.grantee not in (c.relowner, f.defaclrole)
      and not exists (
        select 1 from pg_catalog.aclexplode(c.relacl) b
        where b.grantee = a.grantee and b.privilege_type = a.privilege_type and b.is_grantable = a.is_grantable)
    group by a.grantee`;

const grants = `select 9, 'grants', null::text,
      'grant ' || string_agg(lower(a.privilege_type), ', ' order by a.privilege_type) || ' on ' || q.quoted
      || ' to ' || ${grantee} || case when a.is_grantable then ' with grant option' else '' end
    from pg_catalog.aclexplode(c.relacl) a
    where a.grantee <> c.relowner group by a.grantee, a.is_grantable`;

const columnGrants = `select 9, 'grants', att.attname::text,
      'grant ' || string_agg(lower(a.privilege_type) || ' (' || ${name('att.attname')} || ')', ', ' order by a.privilege_type)
      || ' on ' || q.quoted || ' to ' || ${grantee} || case when a.is_grantable then ' with grant option' else '' end
    from pg_catalog.pg_attribute att, lateral pg_catalog.aclexplode(att.attacl) a
    where att.attrelid = c.oid and att.attnum > 0 and a.grantee <> c.relowner
    group by att.attname, a.grantee, a.is_grantable`;

const recreation = `select json_agg(json_build_object('sort', p.sort, 'column', p.about, 'sql', p.sql) order by p.at, p.sql)
  from (
    select 1 as at, 'view' as sort, null::text as about, ${whole} as sql
    union all
    select 2, 'comment', null::text, 'comment on ' || q.sort || ' ' || q.quoted || ' is ' || quote_literal(t.description)
    from pg_catalog.pg_description t
    where t.classoid = 'pg_catalog.pg_class'::regclass and t.objoid = c.oid and t.objsubid = 0
    union all
    select 3, 'comment', att.attname::text, 'comment on column ' || q.quoted || '.' || ${name('att.attname')} || ' is ' || quote_literal(t.description)
    from pg_catalog.pg_description t
    join pg_catalog.pg_attribute att on att.attrelid = c.oid and att.attnum = t.objsubid
    where t.classoid = 'pg_catalog.pg_class'::regclass and t.objoid = c.oid and t.objsubid > 0
    union all
    select 4, 'default', att.attname::text, 'alter view ' || q.quoted || ' alter column ' || ${name('att.attname')} || ' set default ' || pg_catalog.pg_get_expr(ad.adbin, ad.adrelid)
    from pg_catalog.pg_attrdef ad
    join pg_catalog.pg_attribute att on att.attrelid = ad.adrelid and att.attnum = ad.adnum
    where ad.adrelid = c.oid
    union all
    select 5, 'index', null::text, pg_catalog.pg_get_indexdef(i.indexrelid, 0, true) from pg_catalog.pg_index i where i.indrelid = c.oid
    union all
    select 6, 'index', null::text, 'comment on index ' || i.indexrelid::regclass || ' is ' || quote_literal(t.description)
    from pg_catalog.pg_index i
    join pg_catalog.pg_description t on t.classoid = 'pg_catalog.pg_class'::regclass and t.objoid = i.indexrelid
    where i.indrelid = c.oid
    union all
    select 6, 'trigger', null::text, pg_catalog.pg_get_triggerdef(g.oid, true) from pg_catalog.pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal
    union all
    select 6, 'rule', null::text, rtrim(pg_catalog.pg_get_ruledef(r.oid, true), ';') from pg_catalog.pg_rewrite r where r.ev_class = c.oid and r.rulename <> '_RETURN'
    union all
    select 7, 'owner', null::text, 'alter ' || q.sort || ' ' || q.quoted || ' owner to ' || ${name('o.rolname')}
    from pg_catalog.pg_roles o where o.oid = c.relowner and o.rolname <> current_user
    union all
    ${revokes}
    union all
    ${grants}
    union all
    ${columnGrants}
  ) as p`;

const uses = `select coalesce(json_agg(distinct jsonb_build_object('relation', ${displayed('un', 'u')}, 'column', ua.attname)), '[]')
  from pg_catalog.pg_rewrite r
  join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = r.oid
    and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid <> c.oid
  join pg_catalog.pg_class u on u.oid = d.refobjid
  join pg_catalog.pg_namespace un on un.oid = u.relnamespace
  left join pg_catalog.pg_attribute ua on ua.attrelid = u.oid and ua.attnum = d.refobjsubid and d.refobjsubid > 0
  where r.ev_class = c.oid`;

const types = `select coalesce(json_agg(distinct pg_catalog.format_type(d.refobjid, null)), '[]')
  from pg_catalog.pg_depend d
  where d.refclassid = 'pg_catalog.pg_type'::regclass
    and ((d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid in (select r.oid from pg_catalog.pg_rewrite r where r.ev_class = c.oid))
      or (d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid))`;

const holders = `select coalesce(json_agg(distinct pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)), '[]')
  from pg_catalog.pg_depend d
  left join pg_catalog.pg_rewrite r on d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid
  left join pg_catalog.pg_class rc on rc.oid = r.ev_class
  where d.deptype = 'n'
    and ((d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = c.oid)
      or (d.refclassid = 'pg_catalog.pg_type'::regclass
        and d.refobjid in (select y.oid from pg_catalog.pg_type y where y.oid = c.reltype or y.typelem = c.reltype)))
    and case when r.oid is null then d.classid in ('pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_policy'::regclass, 'pg_catalog.pg_class'::regclass)
      else rc.relkind not in ('v', 'm') end`;
