import { qualifierOf } from '../schema/names.ts';
import type { Schema } from '../schema/schema.ts';
import { type Changes, ofKind } from './changes.ts';
import type { Operation } from './operation.ts';

// SQLite has neither.
const only = 'postgresql';

/** Makes the schemas and extensions that what comes needs, before anything else. What is there already is left as it is. */
export function namespacesIn({ all }: Changes, recorded: Schema): readonly Operation[] {
  const { schemas = [], extensions = [] } = recorded;
  return [
    ...ofKind(all, 'schemaAdded')
      .filter(({ name }) => !schemas.includes(name))
      .map(({ name }): Operation => ({ kind: 'createSchema', name, only })),
    ...ofKind(all, 'extensionAdded')
      .filter(({ name }) => !extensions.some(each => each.name === name))
      .map(({ name }): Operation => ({ kind: 'createExtension', extension: { name }, only })),
  ];
}

/** Drops schemas that nothing of the revisions stands in any more; what comparisons leave out may still do. */
export function namespacesAway({ all }: Changes, schema: Schema): readonly Operation[] {
  const { tables, views = [], enums = [], routines = [], sequences = [] } = schema;
  const named = [...tables, ...views, ...enums, ...routines, ...sequences];
  const used = new Set(named.map(({ name }) => qualifierOf(name)));
  return ofKind(all, 'schemaRemoved')
    .filter(({ name }) => !used.has(name))
    .map(({ name }): Operation => ({ kind: 'dropSchema', name, only }));
}
