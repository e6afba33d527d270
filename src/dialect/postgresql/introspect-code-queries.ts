import { inScope, qualified } from './scope.ts';

const tableName = qualified('n', 'c.relname');

/**
 * Triggers of tables, none that a constraint or a parent's trigger made. One that says more than the portable form knows (a
 * function of another name, arguments, columns, transition tables) comes as a whole.
 */
const triggers = `select ${tableName} as "table", t.tgname::text as name, t.tgtype::int as type,
  p.prosrc as body, pg_catalog.pg_get_triggerdef(t.oid, true) as definition,
  p.proname = c.relname || '_' || t.tgname || '_fn' and p.pronamespace = c.relnamespace
    and l.lanname = 'plpgsql' and t.tgnargs = 0 and t.tgattr::text = '' and t.tgconstraint = 0
    and t.tgoldtable is null and t.tgnewtable is null as is_plain,
  (regexp_match(pg_catalog.pg_get_triggerdef(t.oid), ' WHEN \\((.+)\\) EXECUTE FUNCTION '))[1] as condition
from pg_catalog.pg_trigger t
join pg_catalog.pg_class c on c.oid = t.tgrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_proc p on p.oid = t.tgfoid
join pg_catalog.pg_language l on l.oid = p.prolang
where ${inScope} and not t.tgisinternal
order by 1, 2`;

const policies = `select ${tableName} as "table", o.polname::text as name, o.polcmd::text as command,
  o.polpermissive as permissive,
  (select pg_catalog.json_agg(coalesce(r.rolname::text, 'public') order by u.at)::text
    from pg_catalog.unnest(o.polroles) with ordinality as u(role, at)
    left join pg_catalog.pg_roles r on r.oid = u.role) as roles,
  pg_catalog.pg_get_expr(o.polqual, o.polrelid) as seen,
  pg_catalog.pg_get_expr(o.polwithcheck, o.polrelid) as written
from pg_catalog.pg_policy o
join pg_catalog.pg_class c on c.oid = o.polrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where ${inScope}
order by 1, 2`;

const rowSecurity = `select ${tableName} as "table", c.relforcerowsecurity as forced
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where ${inScope} and c.relrowsecurity`;

/** Functions and procedures written in SQL or a language, none of an extension, none that has a trigger's body. */
const routines = `select ${qualified('n', 'p.proname')} as name, p.prokind::text as kind,
  l.lanname::text as language, p.prosrc as body, p.prosecdef as definer, p.provolatile::text as volatility,
  pg_catalog.pg_get_function_result(p.oid) as result,
  pg_catalog.obj_description(p.oid, 'pg_proc') as comment,
  pg_catalog.pg_get_functiondef(p.oid) as definition,
  p.provariadic = 0 and not p.proisstrict and not p.proleakproof and p.proconfig is null
    and p.proparallel = 'u' and p.procost = 100 and p.prorows in (0, 1000) and p.prosupport = 0
    and to_jsonb(p) ->> 'prosqlbody' is null as is_plain,
  (select pg_catalog.json_agg(pg_catalog.json_build_object(
      'name', coalesce(p.proargnames[a.at], ''), 'type', pg_catalog.format_type(a.type, null),
      'mode', coalesce(p.proargmodes[a.at]::text, 'i'),
      'default', pg_catalog.pg_get_function_arg_default(p.oid, a.at::int)) order by a.at)::text
    from pg_catalog.unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality as a(type, at)
  ) as parameters
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
join pg_catalog.pg_language l on l.oid = p.prolang
where ${inScope} and p.prokind in ('f', 'p') and l.lanname not in ('c', 'internal')
  and not exists (
    select 1 from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  and not exists (
    select 1 from pg_catalog.pg_trigger t
    join pg_catalog.pg_class c on c.oid = t.tgrelid
    where t.tgfoid = p.oid and p.proname = c.relname || '_' || t.tgname || '_fn')
order by 1, pg_catalog.pg_get_function_identity_arguments(p.oid)`;

/** Queries for triggers, policies and routines. */
export const codeQueries = { triggers, policies, rowSecurity, routines };
