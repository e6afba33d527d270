import { compareSchemas } from '../schema/compare.ts';
import type { Schema } from '../schema/schema.ts';
import { apply } from './apply.ts';
import { fromChanges } from './from-change.ts';
import type { Operation } from './operation.ts';

/** The operations that make a schema in an empty database, also what no entity declares: schemas, extensions, sequences. */
export function fromSchema(schema: Schema): readonly Operation[] {
  const first = beforeTables(schema);
  const start = first.reduce(apply, { tables: [] });
  const { changes } = compareSchemas(start, schema, {});
  return [...first, ...fromChanges(changes, {}, start, schema).up];
}

// SQLite has none of them.
const only = 'postgresql';

function beforeTables({ schemas = [], extensions = [], sequences = [] }: Schema): Operation[] {
  return [
    ...schemas.map((name): Operation => ({ kind: 'createSchema', name, only })),
    ...extensions.map((extension): Operation => ({ kind: 'createExtension', extension, only })),
    ...sequences.map((sequence): Operation => ({ kind: 'createSequence', sequence, only })),
  ];
}
