import type { CatalogEntry } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import { fromSchema } from '../operation/from-schema.ts';
import type { Database } from '../runner/ports.ts';
import { compareSchemas } from '../schema/compare.ts';
import type { Schema } from '../schema/schema.ts';
import { readActualSchema } from './actual-schema.ts';
import type { AppContext } from './context.ts';
import { portableSchema } from './portable-schema.ts';
import { playOperations } from './scratch-play.ts';
import type { Scratch } from './scratch.ts';
import { readEntries } from './stepper.ts';

/**
 * Makes the structure of a database once more in an empty scratch database, no rows. SQLite's texts are copied as they are
 * stored; PostgreSQL's catalog is read and made anew, and read again: what does not come out alike is no copy.
 * @throws MigshError `unsupported` where it cannot be copied
 */
export async function copyActual(
  context: AppContext,
  database: Database,
  scratch: Scratch,
): Promise<void> {
  if (scratch.dialect.abilities.stepsOnCopy) return copyEntries(database, scratch);
  const actual = await readActualSchema(database);
  const missing = withoutPresent(actual, await scratch.schema());
  await playOperations(context, scratch, fromSchema(portableSchema(missing, scratch.dialect)));
  const { changes } = compareSchemas(actual, await scratch.schema(), {});
  if (changes.length > 0) throw noCopy(database);
}

/** Virtual tables bring their shadow tables, and SQLite's own tables and automatic indexes come by themselves. */
async function copyEntries(database: Database, scratch: Scratch): Promise<void> {
  const entries = await readEntries(database);
  const order = ['virtual', 'table', 'view', 'index', 'trigger'];
  const rank = ({ type, sql }: CatalogEntry): number =>
    order.indexOf(/^\s*create\s+virtual\b/i.test(sql ?? '') ? 'virtual' : type);
  for (const { name, sql } of entries.toSorted((a, b) => rank(a) - rank(b))) {
    if (sql === null || name.startsWith('sqlite_')) continue;
    const there = await scratch.query('select 1 from sqlite_schema where name = $1', [name]);
    if (there.length === 0) await scratch.run([sql]);
  }
}

/** A new session makes the schema of the config, and a server's template may hold more. */
function withoutPresent(schema: Schema, present: Schema): Schema {
  const { schemas = [], extensions = [] } = schema;
  const there = new Set(present.schemas);
  const installed = new Set(present.extensions?.map(({ name }) => name));
  return {
    ...schema,
    schemas: schemas.filter(name => !there.has(name)),
    extensions: extensions.filter(({ name }) => !installed.has(name)),
  };
}

function noCopy({ label }: Database): MigshError {
  return new MigshError(
    'unsupported',
    `${label} holds something that a copy of its structure lacks`,
  );
}
