import { createHash } from 'node:crypto';

import type { RecordedOperation } from '../operation/operation.ts';

/** What a revision records for one dialect, or the words with which it refuses the dialect. */
export type DialectRecord =
  | {
      readonly up: readonly RecordedOperation[];
      readonly down: readonly RecordedOperation[] | null;
      readonly irreversible: string | null;
    }
  | { readonly refused: string };

/** SHA-256 of what is recorded. Lines do not count, nor the order in which an operation's properties were set. */
export function recordChecksum(records: readonly DialectRecord[]): string {
  return createHash('sha256')
    .update(JSON.stringify(records.map(withoutLines), sorted))
    .digest('hex');
}

/** Twelve digits of the SHA-256 of some operations, lines left out as above, and what trying them has told. */
export function operationsChecksum(operations: readonly RecordedOperation[]): string {
  return checksumsFromStart(operations).at(-1) ?? '';
}

/** The same for none of the operations, for the first, for the first two, and so on to all: each is read once. */
export function checksumsFromStart(operations: readonly RecordedOperation[]): readonly string[] {
  const hash = createHash('sha256').update('[');
  const checksum = (): string => hash.copy().update(']').digest('hex').slice(0, 12);
  const checksums = [checksum()];
  for (const [at, { operation }] of operations.entries()) {
    const text = JSON.stringify({ ...operation, made: undefined }, sorted);
    hash.update(at === 0 ? text : `,${text}`);
    checksums.push(checksum());
  }
  return checksums;
}

function withoutLines(record: DialectRecord): unknown {
  if ('refused' in record) return record;
  const { up, down, irreversible } = record;
  return {
    up: up.map(({ operation }) => operation),
    down: down?.map(({ operation }) => operation) ?? null,
    irreversible,
  };
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
