import { MikroORM } from '@mikro-orm/postgresql';
import { expect, test } from 'vitest';

import { createDatabase } from './postgresql.ts';

test('the test server is a PostgreSQL that migsh supports', async () => {
  const database = await createDatabase();
  const orm = await MikroORM.init({
    clientUrl: database.url,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    ensureDatabase: false,
  });
  const rows: { version: string }[] = await orm.em
    .getConnection()
    .execute(`select current_setting('server_version') as version`);
  await orm.close(true);
  await database.drop();
  expect(Number.parseInt(rows[0]!.version, 10)).toBeGreaterThanOrEqual(13);
});
