import { dropObjectQuestion } from './ask-object.ts';
import type { ObjectChange } from './change-objects.ts';
import type { Interview } from './interview.ts';
import { qualifierOf } from './names.ts';
import { neededExtensions } from './needed-extensions.ts';
import { quotedName } from './question-id.ts';
import type { Schema } from './schema.ts';

/**
 * Schemas that tables, views and types stand in, and extensions that columns and indexes cannot do without. MikroORM names the
 * first on an entity and takes the second for granted; a schema that a revision made and nothing stands in any more is asked
 * for, an extension is never dropped: who else needs it is not known.
 */
export function compareNamespaces(
  interview: Interview,
  recorded: Schema,
  desired: Schema,
): { readonly changes: readonly ObjectChange[]; readonly kept: readonly string[] } {
  const { schemas = [], extensions = [] } = recorded;
  const [used, wanted] = [usedSchemas(recorded), usedSchemas(desired)];
  const came = wanted.filter(name => !schemas.includes(name) && !used.includes(name));
  const gone = schemas.filter(name => used.includes(name) && !wanted.includes(name));
  const kept = gone.filter(name => isKept(interview, name));
  const there = new Set([...neededExtensions(recorded), ...extensions.map(({ name }) => name)]);
  return {
    changes: [
      ...came.map(name => ({ kind: 'schemaAdded' as const, name })),
      ...neededExtensions(desired)
        .filter(name => !there.has(name))
        .map(name => ({ kind: 'extensionAdded' as const, name })),
      ...gone
        .filter(name => !kept.includes(name))
        .map(name => ({ kind: 'schemaRemoved' as const, name })),
    ],
    kept,
  };
}

function isKept(interview: Interview, name: string): boolean {
  const id = `drop:schema:${quotedName(name)}`;
  return interview.ask(dropObjectQuestion({ id, subject: name, sort: 'schema' })) === 'keep';
}

function usedSchemas({ tables, views = [], enums = [], routines = [] }: Schema): readonly string[] {
  const names = [...tables, ...views, ...enums, ...routines].map(({ name }) => qualifierOf(name));
  return [...new Set(names)].filter(name => name !== '').toSorted();
}
