/**
 * Takes every place for another database, so that SQLite itself refuses `attach` and `vacuum into`, however they are written: what
 * is tried in memory must not reach a file. The drivers do not give SQLITE_LIMIT_ATTACHED (https://www.sqlite.org/limits.html).
 */
export function barFiles(run: (sql: string) => void): void {
  for (let at = 0; at < most; at += 1) {
    try {
      run(placeTaker(at));
    } catch {
      return;
    }
  }
}

/** The same where the driver answers later. */
export async function barFilesOn(run: (sql: string) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < most; at += 1) {
    const isTaken = await run(placeTaker(at)).then(
      () => true,
      () => false,
    );
    if (!isTaken) return;
  }
}

/** More than SQLITE_MAX_ATTACHED may ever be. */
const most = 126;

function placeTaker(at: number): string {
  return `attach database ':memory:' as migsh_taken_${at}`;
}
