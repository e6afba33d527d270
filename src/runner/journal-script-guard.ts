import type { DialectName } from '../dialect/dialect.ts';
import { scriptClients } from '../plan/render-sql-clients.ts';
import type { ScriptJournal } from '../plan/render-sql.ts';
import type { Progress } from './journal.ts';
import { formatProgress, journalTables } from './journal.ts';
import { lockKey } from './lock.ts';

/** Where the database has to be for a script. */
export interface ScriptStart {
  readonly dialect: DialectName;
  /** The journal's table. */
  readonly table: string;
  readonly direction: 'up' | 'down';
  /** What has to be applied where the script begins, half of a down included … */
  readonly applied: readonly string[];
  /** … and what cut off half-way. */
  readonly partial: ReadonlyMap<string, Progress>;
  /** The same in words: `base`, or the current revisions. */
  readonly start: string;
}

/** What keeps other runs away from a script, or finds out that there was one. */
export type ScriptLock = Pick<ScriptJournal, 'lock' | 'unlock' | 'expect'>;

/** The run lock that a run takes too. */
export function scriptLock(start: ScriptStart): ScriptLock {
  return locks[start.dialect](start);
}

const locks: Readonly<Record<DialectName, (start: ScriptStart) => ScriptLock>> = {
  postgresql: sessionLock,
  // The transactions are immediate; between two of them anybody may have come in.
  sqlite: start => ({ lock: [], unlock: [], expect: steps => expectCount(start, steps) }),
};

/** Tried once: who waits inside a statement while the holder builds an index concurrently is waited for by that index. */
function sessionLock({ dialect, table }: ScriptStart): ScriptLock {
  const { refuse, text } = scriptClients[dialect];
  const key = lockKey(text(table));
  return {
    lock: [
      '-- One run at a time: the lock that migsh takes too.',
      ...refuse(
        `select 1 where not pg_try_advisory_lock(${key})`,
        'another run of migsh holds the lock of this database: wait until it ends',
      ),
    ],
    unlock: [`do $migsh$ begin perform pg_advisory_unlock(${key}); end $migsh$;`],
    expect: () => [],
  };
}

/** Stops unless exactly the script's start is applied; the journal's tables have to be there. */
export function expectStart(request: ScriptStart): readonly string[] {
  const { dialect, applied, partial, start } = request;
  const { refuse, text } = scriptClients[dialect];
  const { revisions } = journalTables(request.table);
  const rows = `(select count(*) from ${revisions}`;
  const half = [...partial].map(
    ([id, progress]) =>
      `${rows} where "id" = ${text(id)} and "progress" = ${text(formatProgress(progress))}) <> 1`,
  );
  const finished = applied.filter(id => !partial.has(id));
  const whole =
    finished.length === 0
      ? []
      : [
          `${rows} where "progress" is null and "id" in (\n${listed(finished.map(text))})) <> ${finished.length}`,
        ];
  const wrong = [`${rows}) <> ${finished.length + partial.size}`, ...whole, ...half];
  return [
    `-- Stops unless the database is at ${start}.`,
    ...refuse(
      `select 1 where ${wrong.join('\n      or ')}`,
      `the database is not at ${start}, where this script starts: migsh current says where it is`,
    ),
  ];
}

/** Stops when another run has applied or taken back something since the script began. */
function expectCount(
  { dialect, table, direction, applied }: ScriptStart,
  steps: number,
): readonly string[] {
  const count = applied.length + (direction === 'up' ? steps : -steps);
  const { revisions } = journalTables(table);
  return scriptClients[dialect].refuse(
    `select 1 where (select count(*) from ${revisions} where coalesce("progress", '') not like 'up %') <> ${count}`,
    'another run has changed what is applied: nothing more was run',
  );
}

function listed(ids: readonly string[]): string {
  const rows: string[] = [];
  for (let at = 0; at < ids.length; at += idsPerLine) {
    rows.push(`      ${ids.slice(at, at + idsPerLine).join(', ')}`);
  }
  return rows.join(',\n');
}

const idsPerLine = 6;
