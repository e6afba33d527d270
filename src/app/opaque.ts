import { createHash } from 'node:crypto';

import type { DialectName } from '../dialect/dialect.ts';
import type { Operation } from '../operation/operation.ts';
import type { LoadedRevision } from './recorded.ts';

/** An operation of an `up` of which it can only be found out by trying what it makes of the schema. */
export interface Opaque {
  readonly id: string;
  /** Its place among the operations. */
  readonly at: number;
  /** Stands for it and for all that runs before it. */
  readonly checksum: string;
  /** For people: `migrations/x.ts:12`. */
  readonly place: string;
}

/** All of them in revisions that run in this order. */
export function opaqueIn(
  revisions: readonly LoadedRevision[],
  dialect: DialectName,
): readonly Opaque[] {
  const found: Opaque[] = [];
  let chain: string = dialect;
  for (const { file, recorded } of revisions) {
    chain = createHash('sha256').update(`${chain} ${recorded.recordChecksum}`).digest('hex');
    const { id, path } = file.revision;
    for (const [at, { operation, line }] of recorded.up.entries()) {
      if (!isOpaque(operation, dialect)) continue;
      const place = line === undefined ? path : `${path}:${line}`;
      found.push({ id, at, checksum: `${chain}.${at}`, place });
    }
  }
  return found;
}

/** Code, and SQL that may do more than change rows. */
function isOpaque(operation: Operation, dialect: DialectName): boolean {
  if (operation.kind === 'run') return true;
  if (operation.kind !== 'sql') return false;
  const text = operation[dialect] ?? '';
  return text.trim() !== '' && !changesRowsAlone(text);
}

/** One statement whose first word says that it is about rows or rights. Several are not looked through. */
function changesRowsAlone(text: string): boolean {
  return aboutRows.test(text) && !/;\s*\S/.test(text);
}

const aboutRows =
  /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*(?:insert|update|delete|merge|truncate|analyze|vacuum|grant|revoke|lock|refresh|select\s+setval)\b/i;
