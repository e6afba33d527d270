import { createHash } from 'node:crypto';

import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import { fromSchema } from '../operation/from-schema.ts';
import { readCache, writeCache } from '../project/cache.ts';
import type { Schema } from '../schema/schema.ts';
import type { AppContext } from './context.ts';
import { portableSchema } from './portable-schema.ts';
import { playOperations } from './scratch-play.ts';
import type { ScratchOptions } from './scratch.ts';
import { openScratch } from './scratch.ts';

interface Hearing extends ScratchOptions {
  readonly dialect: DialectName;
  /** What the revisions make: its schemas, extensions and sequences are there before. */
  readonly whole: Schema;
}

/**
 * How the database itself tells what the entities want: it is made from nothing in a scratch database and read back. Remembered for
 * as long as the entities want the same. Undefined where that cannot be done.
 */
export async function hear(
  context: AppContext,
  desired: Schema,
  { dialect, whole, ...options }: Hearing,
): Promise<Schema | undefined> {
  const { schemas = [], extensions = [], sequences = [] } = whole;
  const asked = { ...desired, schemas, extensions, sequences };
  const key = createHash('sha256')
    .update(JSON.stringify([dialect, asked]))
    .digest('hex');
  const kept = readCache(context.project, 'heard');
  if (isHeard(kept) && kept.key === key) return kept.schema;
  const schema = await tellBack(context, asked, { dialect, ...options });
  if (schema !== undefined) writeCache(context.project, 'heard', { key, schema });
  return schema;
}

async function tellBack(
  context: AppContext,
  asked: Schema,
  { dialect, ...options }: Omit<Hearing, 'whole'>,
): Promise<Schema | undefined> {
  const scratch = await openScratch(context, dialect, options);
  if ('undecided' in scratch) return undefined;
  try {
    await playOperations(context, scratch, fromSchema(asked));
    return portableSchema(await scratch.schema(), scratch.dialect);
  } catch (error) {
    // A key to a table that comparisons leave out: then what was written is compared.
    if (error instanceof MigshError) return undefined;
    throw error;
  } finally {
    await scratch.close();
  }
}

// Whoever wrote it wrote this shape; the folder is migsh's own.
function isHeard(kept: unknown): kept is { readonly key: string; readonly schema: Schema } {
  return typeof kept === 'object' && kept !== null && 'key' in kept && 'schema' in kept;
}
