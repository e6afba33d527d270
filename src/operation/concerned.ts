import type { Schema } from '../schema/schema.ts';
import { apply } from './apply.ts';
import { footprint, type Touched } from './footprint.ts';
import type { Operation } from './operation.ts';

/** What an operation is looked for by. */
export interface Concern {
  /** Names of what is changed: `customer`, `customer.email`, `mood`. */
  readonly names: ReadonlySet<string>;
  /** Operations that would be there without the answer too. */
  readonly otherwise: readonly Operation[];
}

/** The operations that change something of these names, and those that are there because of the answer alone. */
export function concerned<T extends Operation>(
  operations: readonly T[],
  before: Schema,
  { names, otherwise }: Concern,
): readonly T[] {
  const known = new Set(otherwise.map(each => JSON.stringify(each)));
  let schema = before;
  return operations.filter(operation => {
    const { changes } = footprint(operation, schema);
    schema = apply(schema, operation);
    return !known.has(JSON.stringify(operation)) || changes.some(each => names.has(nameOf(each)));
  });
}

function nameOf({ table, name }: Touched): string {
  return [table, name].filter(part => part !== '').join('.');
}
