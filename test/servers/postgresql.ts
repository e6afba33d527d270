import { randomBytes } from 'node:crypto';

import { MikroORM } from '@mikro-orm/postgresql';
import { inject } from 'vitest';

/** A new, empty database on the test server: its URL. Dropped with the server, or by `drop`. */
export async function createDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = inject('postgresql');
  const name = `migsh_test_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name}`);
  return {
    url: `${server}${name}`,
    drop: () => onServer(`drop database ${name} with (force)`),
  };
}

/** Runs a statement on the server's own database. */
export async function onServer(sql: string): Promise<void> {
  const orm = await MikroORM.init({
    clientUrl: `${inject('postgresql')}postgres`,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    ensureDatabase: false,
  });
  try {
    await orm.em.getConnection().execute(sql);
  } finally {
    await orm.close(true);
  }
}
