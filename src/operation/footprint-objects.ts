import { enumNamed, enumUses } from '../schema/native-enum.ts';
import type { Column, Schema } from '../schema/schema.ts';
import type { Footprint, Touched } from './footprint.ts';
import type { ForEachOperation, OperationKind } from './operation.ts';

/** The enum that a column is of. */
export function enumOfColumn({ type }: Pick<Column, 'type'>): readonly Touched[] {
  const name = enumNamed(type);
  return name === undefined ? [] : [object('enum', name)];
}

/** What operations on enums, schemas and extensions touch. A change of an enum's values changes its columns. */
export const touchedObjects = {
  createEnum: ({ enum: { name } }) => ({ changes: [object('enum', name)] }),
  dropEnum: ({ name }) => ({ changes: [object('enum', name)] }),
  addEnumValue: valuesChanged,
  renameEnumValue: valuesChanged,
  removeEnumValue: valuesChanged,
  renameEnum: ({ from, to }) => ({ changes: [object('enum', from), object('enum', to)] }),
  createSchema: ({ name }) => ({ changes: [object('schema', name)] }),
  dropSchema: ({ name }) => ({ changes: [object('schema', name)] }),
  createExtension: ({ extension }) => ({
    reads: extension.schema === undefined ? [] : [object('schema', extension.schema)],
    changes: [object('extension', extension.name)],
  }),
  dropExtension: ({ name }) => ({ changes: [object('extension', name)] }),
} satisfies Partial<{ [K in OperationKind]: ForEachOperation<Partial<Footprint>, Schema>[K] }>;

// Something that stands for itself, in no table.
function object(sort: 'enum' | 'schema' | 'extension', name: string): Touched {
  return { sort, table: '', name };
}

function valuesChanged({ name }: { readonly name: string }, before: Schema): Partial<Footprint> {
  const uses = enumUses(before, name);
  return {
    reads: [...new Set(uses.map(({ table }) => table.name))].map(table => ({
      sort: 'table',
      table,
      name: '',
    })),
    changes: [
      object('enum', name),
      ...uses.map(({ table, column }) => ({
        sort: 'column' as const,
        table: table.name,
        name: column.name,
      })),
    ],
  };
}
