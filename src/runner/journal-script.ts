import type { DialectName } from '../dialect/dialect.ts';
import type { RevisionRecord } from '../plan/plan.ts';
import { scriptClients } from '../plan/render-sql-clients.ts';
import type { Kept, ScriptJournal } from '../plan/render-sql.ts';
import type { AppliedStamp, LogEntry, LogStamp } from './journal-rows.ts';
import { appliedRow, insertInto, logRow } from './journal-rows.ts';
import type { ScriptStart } from './journal-script-guard.ts';
import { expectStart, scriptLock } from './journal-script-guard.ts';
import { formatProgress, journalDdl, journalTables, progressAfter } from './journal.ts';

/** What a run writes to the journal and asks of it, as SQL text for a script: who and when are the database's to say. */
export function journalScript(start: ScriptStart): ScriptJournal {
  const { direction } = start;
  return {
    ...scriptLock(start),
    open: [...opening(start), '', log(start, { what: 'started', direction })],
    keep: kept => [
      ...(kept.step.direction === 'up' ? keepUp(start, kept) : keepDown(start, kept)),
      ...logEnd(start, kept),
    ],
  };
}

/** What `stamp` writes, for one transaction: rows taken away, and rows set – anew where they are there already. */
export function stampScript(
  start: ScriptStart,
  change: { readonly add: readonly RevisionRecord[]; readonly remove: readonly string[] },
): readonly string[] {
  const { dialect, table } = start;
  const { revisions } = journalTables(table);
  const { text } = scriptClients[dialect];
  const taken = (id: string): string => `delete from ${revisions} where "id" = ${text(id)};`;
  const set = (record: RevisionRecord): string => {
    const stamp = { ...stamps[dialect], duration_ms: '0' };
    return ended(
      insertInto(revisions, appliedRow({ record, progress: null }, stamp, textOrNull(text))),
    );
  };
  return [
    ...opening(start),
    ...change.remove.flatMap(id => [
      '',
      taken(id),
      log(start, { what: 'unstamped', revision: id, direction: 'down' }),
    ]),
    ...change.add.flatMap(record => [
      '',
      taken(record.id),
      set(record),
      log(start, { what: 'stamped', revision: record.id, direction: 'up' }),
    ]),
  ];
}

function opening(start: ScriptStart): readonly string[] {
  const { dialect, table } = start;
  return [...quiet[dialect], ...journalDdl(dialect, table).map(ended), '', ...expectStart(start)];
}

// "relation already exists, skipping" is no news.
const quiet: Readonly<Record<DialectName, readonly string[]>> = {
  postgresql: ['set local client_min_messages = warning;'],
  sqlite: [],
};

function keepUp(
  { dialect, table, partial }: ScriptStart,
  { step, statements, isFirst, isLast }: Kept,
): readonly string[] {
  const { revisions } = journalTables(table);
  const { text } = scriptClients[dialect];
  const progress = isLast ? null : progressAfter(step, statements);
  const row = appliedRow({ record: step.record, progress }, stamps[dialect], textOrNull(text));
  const isThere = !isFirst || partial.has(step.revision);
  return [
    ...(isThere ? [`delete from ${revisions} where "id" = ${text(step.revision)};`] : []),
    ended(insertInto(revisions, row)),
  ];
}

function keepDown(
  { dialect, table }: ScriptStart,
  { step, statements, isLast }: Kept,
): readonly string[] {
  const { revisions } = journalTables(table);
  const { text } = scriptClients[dialect];
  const progress = text(formatProgress(progressAfter(step, statements)));
  const where = `where "id" = ${text(step.revision)};`;
  return isLast
    ? [`delete from ${revisions} ${where}`]
    : [`update ${revisions} set "progress" = ${progress} ${where}`];
}

function logEnd(start: ScriptStart, { step, isLast }: Kept): readonly string[] {
  if (!isLast) return [];
  const { revision, direction } = step;
  return [log(start, { what: direction === 'up' ? 'applied' : 'reverted', revision, direction })];
}

function log({ dialect, table }: ScriptStart, entry: LogEntry): string {
  const { text } = scriptClients[dialect];
  const stamp = logStamps[dialect];
  const timed = untimed.has(entry.what) ? { ...stamp, duration_ms: 'null' } : stamp;
  return ended(insertInto(journalTables(table).log, logRow(entry, timed, textOrNull(text))));
}

const untimed: ReadonlySet<LogEntry['what']> = new Set(['started', 'stamped', 'unstamped']);

const textOrNull =
  (text: (value: string) => string) =>
  (value: string | null): string =>
    value === null ? 'null' : text(value);

const ended = (sql: string): string => `${sql};`;

// How long the revision's transaction has taken so far.
const milliseconds = '(extract(epoch from clock_timestamp() - now()) * 1000)::integer';
const clientHost = `coalesce(host(inet_client_addr()), 'local')`;
const utc = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`;

// SQLite knows no user, no host and no stopwatch.
const stamps: Readonly<Record<DialectName, AppliedStamp<string>>> = {
  postgresql: {
    applied_at: 'clock_timestamp()',
    applied_by: `current_user || '@' || ${clientHost}`,
    duration_ms: milliseconds,
  },
  sqlite: { applied_at: utc, applied_by: `'script'`, duration_ms: '0' },
};

const logStamps: Readonly<Record<DialectName, LogStamp<string>>> = {
  postgresql: {
    at: 'clock_timestamp()',
    by: 'current_user',
    host: clientHost,
    pid: 'pg_backend_pid()',
    duration_ms: milliseconds,
  },
  sqlite: { at: utc, by: `'script'`, host: `'script'`, pid: '0', duration_ms: '0' },
};
