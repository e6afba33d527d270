import type { AppContext } from './context.ts';

/**
 * Makes the database that the config names where it does not exist: PostgreSQL's by `create database`, SQLite's file by its first write.
 * @returns whether one was made
 */
export async function createDatabase(context: AppContext): Promise<boolean> {
  const orm = await import('../orm/create-database.ts');
  return orm.createDatabase(await context.config());
}
