import type { RevisionRecord } from '../plan/plan.ts';
import type { Progress } from './journal.ts';
import { formatProgress } from './journal.ts';

/** An event of `migsh_log`, apart from who, where and when. */
export interface LogEntry {
  readonly what:
    | 'started'
    | 'applied'
    | 'reverted'
    | 'failed'
    | 'interrupted'
    | 'stamped'
    | 'unstamped';
  readonly revision?: string;
  readonly direction?: 'up' | 'down';
  readonly error?: string;
}

/** Who did it and when: values where a run writes, SQL where a script does. */
export interface AppliedStamp<Value> {
  readonly applied_at: Value;
  readonly applied_by: Value;
  readonly duration_ms: Value;
}

export interface LogStamp<Value> {
  readonly at: Value;
  readonly by: Value;
  readonly host: Value;
  readonly pid: Value;
  readonly duration_ms: Value;
}

/** Values by column, in the order of an insert. */
export type JournalRow<Value> = Readonly<Record<string, Value>>;

type FromText<Value> = (text: string | null) => Value;

/** The row of `migsh_revisions` for a revision that is applied or, with a progress, cut off half-way. */
export function appliedRow<Value>(
  { record, progress }: { readonly record: RevisionRecord; readonly progress: Progress | null },
  stamp: AppliedStamp<Value>,
  value: FromText<Value>,
): JournalRow<Value> {
  return {
    id: value(record.id),
    message: value(record.message),
    parents: value(record.parents.join(',')),
    depends_on: value(record.dependsOn.join(',')),
    checksum: value(record.checksum),
    record_checksum: value(record.recordChecksum),
    applied_at: stamp.applied_at,
    applied_by: stamp.applied_by,
    duration_ms: stamp.duration_ms,
    source: value(record.source),
    progress: value(progress === null ? null : formatProgress(progress)),
  };
}

/** The row of `migsh_log` for what happened. */
export function logRow<Value>(
  entry: LogEntry,
  stamp: LogStamp<Value>,
  value: FromText<Value>,
): JournalRow<Value> {
  return {
    at: stamp.at,
    what: value(entry.what),
    revision: value(entry.revision ?? null),
    direction: value(entry.direction ?? null),
    by: stamp.by,
    host: stamp.host,
    pid: stamp.pid,
    duration_ms: stamp.duration_ms,
    error: value(entry.error ?? null),
  };
}

/** `insert into t ("a", "b") values (…, …)`; each value is SQL: a place or a literal. */
export function insertInto(table: string, row: JournalRow<string>): string {
  const columns = Object.keys(row).map(name => `"${name}"`);
  return `insert into ${table} (${columns.join(', ')}) values (${Object.values(row).join(', ')})`;
}
