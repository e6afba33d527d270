import type { Database } from '../runner/ports.ts';
import { quoteIdentifier } from '../schema/tokens.ts';

/**
 * Takes away all that a revision could have made, each by itself: the server's lock table has no room for all at once. `schema`
 * is where unqualified names of the session go, as the config says.
 */
export async function emptyDatabase(database: Database, schema: string | undefined): Promise<void> {
  await database.rollback();
  // What SQL has set for its session is no part of the next one; the lock on a database at a URL stays.
  await database.query('reset session authorization');
  await database.query('reset role');
  await database.query('reset all');
  await database.query("set application_name to 'migsh'");
  await database.query('discard temp');
  const things =
    await database.query(`select 'extension if exists ' || quote_ident(extname) as thing
  from pg_catalog.pg_extension where extname <> 'plpgsql'
union all select 'event trigger if exists ' || quote_ident(evtname) from pg_catalog.pg_event_trigger
union all select 'publication if exists ' || quote_ident(pubname) from pg_catalog.pg_publication
union all select 'foreign data wrapper if exists ' || quote_ident(fdwname) from pg_catalog.pg_foreign_data_wrapper
union all select 'language if exists ' || quote_ident(lanname) from pg_catalog.pg_language where oid >= 16384
union all select 'schema if exists ' || quote_ident(nspname) from pg_catalog.pg_namespace
  where nspname <> 'information_schema' and nspname not like 'pg\\_%'`);
  for (const { thing } of things) await database.query(`drop ${String(thing)} cascade`);
  await database.query('create schema public');
  await database.query('grant usage on schema public to public');
  if (schema === undefined || ['*', 'public'].includes(schema)) return;
  await database.query(`create schema ${quoteIdentifier(schema)}`);
  await database.query(`set search_path to ${quoteIdentifier(schema)}, public`);
}
