import { MikroORM } from '@mikro-orm/core';
import type { Options } from '@mikro-orm/core';

/** The entities and the database that are judged: MikroORM options with a driver. */
export type Judged = Partial<
  Pick<Options, 'entities' | 'driver' | 'dbName' | 'clientUrl' | 'schemaGenerator' | 'routines'>
>;

/**
 * What MikroORM's own comparison would still change in the database: its statements, or nothing.
 * The database has to exist: the comparison would make it.
 */
export async function judge(judged: Judged): Promise<readonly string[]> {
  return withOrm(judged, async orm => {
    const sql = await orm.schema.getUpdateSchemaSQL({ safe: false, wrap: false });
    return sql
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '');
  });
}

/** Makes the schema with MikroORM itself, for what it never agrees with even then. */
export async function createByMikroOrm(judged: Judged): Promise<void> {
  await withOrm(judged, async orm => orm.schema.create());
}

async function withOrm<Result>(
  judged: Judged,
  work: (orm: MikroORM) => Promise<Result>,
): Promise<Result> {
  const { schemaGenerator } = judged;
  const orm = await MikroORM.init({
    ...judged,
    ensureDatabase: false,
    schemaGenerator: {
      ...schemaGenerator,
      skipTables: [/^migsh_/, ...(schemaGenerator?.skipTables ?? [])],
    },
  });
  try {
    return await work(orm);
  } finally {
    await orm.close(true);
  }
}
