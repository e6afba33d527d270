import { MigshError } from '../error.ts';
import type { RevisionRecord } from '../plan/plan.ts';
import { readJournal } from './journal.ts';
import { beginPatiently, takeRunLock } from './lock.ts';
import type { LockRequest } from './lock.ts';
import type { Database } from './ports.ts';
import { settle } from './running.ts';
import { journalWriter } from './write-journal.ts';

/** What a stamp writes and removes; nothing else of the database is touched. */
export interface StampChange {
  readonly add: readonly RevisionRecord[];
  readonly remove: readonly string[];
  /** What was applied when the change was computed. */
  readonly applied: ReadonlySet<string>;
}

/**
 * Sets what counts as applied, in one transaction under the run lock. An empty change only makes the journal's tables.
 * @throws MigshError `locked`, `plan-changed` where something was applied or taken back meanwhile
 */
export async function stampJournal(
  database: Database,
  change: StampChange,
  request: LockRequest,
): Promise<void> {
  const release = await takeRunLock(database, request);
  try {
    await beginPatiently(database, request, { foreignKeysOff: false });
    const guard = { committing: false };
    await settle({ database, guard }, () => write(database, change, request));
  } finally {
    // A lost connection gave its lock back already.
    await release().catch(() => {});
  }
}

async function write(
  database: Database,
  change: StampChange,
  { table, environment }: LockRequest,
): Promise<void> {
  const { applied } = await readJournal(database, { table });
  if (new Set(applied.keys()).symmetricDifference(change.applied).size > 0) throw changed();
  const writer = journalWriter(database, table, environment);
  await writer.create();
  for (const id of change.remove) {
    await writer.remove(id);
    await writer.log({ what: 'unstamped', revision: id, direction: 'down' });
  }
  for (const record of change.add) {
    await writer.apply(record, { milliseconds: 0, progress: null });
    await writer.log({ what: 'stamped', revision: record.id, direction: 'up' });
  }
}

function changed(): MigshError {
  return new MigshError(
    'plan-changed',
    'the database is no longer where the stamp was computed for; nothing was written',
    { hint: 'run the same command again' },
  );
}
