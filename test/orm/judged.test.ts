import { join, resolve } from 'node:path';

import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { SqliteDriver } from '@mikro-orm/sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';

import { postgresql } from '../../src/dialect/postgresql/dialect.ts';
import { splitStatements, sqlite } from '../../src/dialect/sqlite/dialect.ts';
import { apply } from '../../src/operation/apply.ts';
import { fromChanges } from '../../src/operation/from-change.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { loadConfig } from '../../src/orm/config.ts';
import { openDatabase } from '../../src/orm/database.ts';
import { readDesiredSchema } from '../../src/orm/desired-schema.ts';
import { openSchemaCopy } from '../../src/orm/schema-copy.ts';
import type { SchemaCopy } from '../../src/orm/schema-copy.ts';
import { compareSchemas } from '../../src/schema/compare.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { createDatabase } from '../servers/postgresql.ts';
import { portable } from './entities.ts';
import { createByMikroOrm, judge } from './judge.ts';
import type { Judged } from './judge.ts';
import { makeProject } from './project.ts';

const empty: Schema = { tables: [] };
/** Names of entities in entities.ts. */
const lists: Readonly<Record<string, readonly string[]>> = {
  types: ['Everything'],
  defaults: ['Defaults'],
  relations: ['Author', 'Address', 'Passport', 'Book', 'Tag', 'Edition', 'Print'],
  versions: ['Versioned', 'Timed'],
  'one table for several classes': ['Animal', 'Cat', 'Dog'],
};

type Where = Pick<Judged, 'driver' | 'dbName' | 'clientUrl'>;

interface Place {
  readonly judged: (name: string) => Promise<Where>;
  readonly options: (where: Where) => string;
}

const places: Readonly<Record<'sqlite' | 'postgresql', Place>> = {
  sqlite: {
    judged: async name => {
      const { root } = makeProject({});
      return { driver: SqliteDriver, dbName: join(root, `${name}.sqlite`) };
    },
    options: ({ dbName }) => `driver: SqliteDriver, dbName: ${JSON.stringify(dbName)}`,
  },
  postgresql: {
    judged: async () => {
      const { url, drop } = await createDatabase();
      onTestFinished(drop);
      return { driver: PostgreSqlDriver, clientUrl: url };
    },
    options: ({ clientUrl }) => `driver: PostgreSqlDriver, clientUrl: ${JSON.stringify(clientUrl)}`,
  },
};

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test.each(Object.entries(lists))(
    'MikroORM says no more of what is made from the entities (%s) than of what it made itself',
    async (_, list) => {
      const { judged, options } = places[dialect];
      const entities = portable.filter(({ meta }) => list.includes(meta.className));
      const ours = { ...(await judged('ours')), entities };
      const theirs = { ...(await judged('theirs')), entities };
      await createByMikroOrm(theirs);
      await createByMigsh(options(ours), list);
      expect(await judge(theirs)).toEqual(expect.arrayContaining([...(await judge(ours))]));
    },
  );
});

/** Desired schema → difference from nothing → operations → statements → database. */
async function createByMigsh(options: string, list: readonly string[]): Promise<void> {
  const project = makeProject({
    'mikro-orm.config.js': `
      import * as all from ${JSON.stringify(resolve('test/orm/entities.ts'))};
      import { SqliteDriver } from '@mikro-orm/sqlite';
      import { PostgreSqlDriver } from '@mikro-orm/postgresql';
      export default { ${options}, entities: [${list.map(name => `all.${name}`).join(', ')}] };`,
  });
  const config = await loadConfig(project);
  const { schema } = await readDesiredSchema(config, { settings: {} });
  const { changes } = compareSchemas(empty, schema, {});
  const { up } = fromChanges(changes, {}, empty, schema);
  const copy = config.dialect === 'sqlite' ? await openSchemaCopy(project) : undefined;
  const database = await openDatabase(project, config, { mode: 'write' });
  onTestFinished(() => database.close());
  for (const sql of statements(up, copy)) await database.query(sql);
}

function statements(
  operations: readonly Operation[],
  copy: SchemaCopy | undefined,
): readonly string[] {
  const dialect = copy === undefined ? postgresql : sqlite;
  let before = empty;
  return operations.flatMap(operation => {
    const after = apply(before, operation);
    const compiled = dialect.compile(operation, {
      before,
      after,
      catalog: copy?.catalog() ?? { version: '18.0', entries: [] },
      revision: 'abcdef012345',
      source: { file: 'test.ts' },
      split: splitStatements,
    });
    before = after;
    for (const { sql } of compiled) copy?.execute(sql);
    return compiled.map(({ sql }) => sql);
  });
}
