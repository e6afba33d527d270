import type { Running } from './running.ts';

/** Whose rights a PostgreSQL session has, and where it looks for names. */
export interface Session {
  readonly searchPath: string;
  readonly role: string;
}

/** The session as it is now; undefined on SQLite, which has none. */
export async function readSession({
  database,
}: Pick<Running, 'database'>): Promise<Session | undefined> {
  if (database.dialect !== 'postgresql') return undefined;
  const [row] = await database.query(
    "select current_setting('search_path') as path, current_setting('role') as role",
  );
  return { searchPath: String(row?.['path']), role: String(row?.['role']) };
}

/**
 * Makes the session what it was when the run began: a revision's own SQL may have set it (the first lines of a
 * pg_dump empty the search path), and the journal's names mean what they meant before.
 */
export async function restoreSession({
  database,
  session,
}: Pick<Running, 'database' | 'session'>): Promise<void> {
  if (session === undefined) return;
  await database.query(
    "select set_config('role', $1, false), set_config('search_path', $2, false)",
    [session.role, session.searchPath],
  );
}
