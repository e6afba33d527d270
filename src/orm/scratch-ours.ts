import type { Database } from '../runner/ports.ts';

/** The comment of a database while it is used: so what a crash leaves is known. */
export const mark = 'migsh scratch: what is in it is thrown away';

/**
 * Whether a database may be emptied: nothing in it is anybody's, down to comments and rights, or it is what a crash left: marked, and
 * with no row, no journal and nothing that emptying would not take away. Where that is not sure, it is not.
 */
export async function isOurs(database: Database): Promise<boolean> {
  const [row] = await database.query(`select
  pg_catalog.shobj_description(d.oid, 'pg_database') as mark,
  ${used(contents)} as used,
  ${used(lasting)} or ${publicSchema} as lasts
from pg_catalog.pg_database d where d.datname = current_database()`);
  if (row === undefined || row['lasts'] === true) return false;
  if (row['used'] === false) return row['mark'] === null || row['mark'] === mark;
  return row['mark'] === mark && !(await holdsRows(database));
}

/** What is made has an oid from here on (manual, 54; `FirstNormalObjectId`), and what a cluster begins with has not. */
const made = 'oid >= 16384';

const named = String.raw`${made} and nspname <> 'public' and nspname !~ '^pg_(toast_)?temp_'`;

const ofNobody = String.raw`(select oid from pg_catalog.pg_namespace where nspname ~ '^pg_(toast_)?temp_')`;

/** Catalog and condition: what `emptyDatabase` takes away. */
const contents: Readonly<Record<string, string>> = {
  pg_namespace: named,
  pg_class: `${made} and relnamespace not in ${ofNobody}`,
  pg_type: `${made} and typnamespace not in ${ofNobody}`,
  pg_proc: made,
  pg_operator: made,
  pg_opclass: made,
  pg_opfamily: made,
  pg_collation: made,
  pg_conversion: made,
  pg_ts_config: made,
  pg_ts_dict: made,
  pg_ts_parser: made,
  pg_ts_template: made,
  pg_extension: made,
  pg_event_trigger: made,
  pg_publication: made,
  pg_cast: made,
  pg_language: made,
  pg_am: made,
  pg_transform: made,
};

/** What is nobody's left-over. */
const lasting: Readonly<Record<string, string>> = {
  pg_foreign_data_wrapper: made,
  pg_foreign_server: made,
  pg_default_acl: 'true',
  pg_largeobject_metadata: 'true',
  pg_subscription: 'subdbid = d.oid',
  pg_seclabel: 'true',
};

function used(catalogs: Readonly<Record<string, string>>): string {
  const each = Object.entries(catalogs).map(
    ([name, condition]) => `exists (select 1 from pg_catalog.${name} where ${condition})`,
  );
  return `(${each.join('\n    or ')})`;
}

/** Somebody has said something of the schema `public`, or has given or taken rights in it. */
const publicSchema = `exists (select 1 from pg_catalog.pg_namespace n where n.nspname = 'public' and (
    coalesce(pg_catalog.obj_description(n.oid, 'pg_namespace'), 'standard public schema') <> 'standard public schema'
    or n.nspacl is not null and (
      not exists (select 1 from pg_catalog.aclexplode(n.nspacl) a where a.grantee = 0 and a.privilege_type = 'USAGE')
      or exists (select 1 from pg_catalog.aclexplode(n.nspacl) a where a.grantee not in (0, n.nspowner)))))`;

/** What is tried has no rows, but for few that a revision writes: a left-over with rows may have been put to use. */
async function holdsRows(database: Database): Promise<boolean> {
  const tables =
    await database.query(`select c.oid::regclass::text as name, c.relname like 'migsh\\_%' as journal
from pg_catalog.pg_class c where c.relkind in ('r', 'm') and c.${made}`);
  for (const { name, journal } of tables) {
    if (journal === true) return true;
    const found = await database.query(`select 1 from ${String(name)} limit 1`);
    if (found.length > 0) return true;
  }
  return false;
}
