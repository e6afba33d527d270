import type { Introspection, Row } from '../dialect/dialect.ts';
import type { Database } from '../runner/ports.ts';
import type { Schema } from '../schema/schema.ts';
import { dialects } from './stepper.ts';

/** What a database holds, in all its schemas, as it tells it: types are native, expressions spelled as it spells them. */
export async function readActualSchema(database: Database): Promise<Schema> {
  const { introspection } = dialects[database.dialect];
  const others = await schemasIn(database, introspection);
  const whole = introspection.within?.(others) ?? introspection;
  const rows: Record<string, readonly Row[]> = {};
  for (const [name, sql] of Object.entries(whole.queries)) rows[name] = await database.query(sql);
  return whole.toSchema(rows);
}

async function schemasIn(
  database: Database,
  { queries }: Introspection,
): Promise<readonly string[]> {
  const { schemas } = queries;
  if (schemas === undefined) return [];
  return (await database.query(schemas)).map(({ name }) => String(name));
}
