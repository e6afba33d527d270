import { signatureOf } from '../schema/ask-object.ts';
import { findTable, type Schema, type Table } from '../schema/schema.ts';
import type { LoadedConfig } from './config.ts';
import { foreign } from './foreign.ts';

type SchemaGenerator = NonNullable<LoadedConfig['options']['schemaGenerator']>;

/** What MikroORM only ever creates: `ignoreTriggers`, `ignoreRoutines`, `ignorePolicies`. */
export type Unmanaged = Pick<
  SchemaGenerator,
  'ignoreTriggers' | 'ignoreRoutines' | 'ignorePolicies'
>;

/** The settings that say so. */
export function unmanagedOf({ options }: LoadedConfig): Unmanaged {
  return foreign<Unmanaged | undefined>(options.schemaGenerator) ?? {};
}

/** The desired schema with everything that is there and not managed as it is there, so that nothing differs; what is new stays. */
export function withUnmanaged(desired: Schema, recorded: Schema, unmanaged: Unmanaged): Schema {
  const { routines = [] } = recorded;
  return {
    ...desired,
    ...(unmanaged.ignoreRoutines === true && {
      routines: [...routines, ...newOnes(desired.routines, routines, signatureOf)],
    }),
    tables: desired.tables.map(table =>
      withUnmanagedOf(table, findTable(recorded, table.name), unmanaged),
    ),
  };
}

function withUnmanagedOf(
  desired: Table,
  recorded: Table | undefined,
  { ignoreTriggers, ignorePolicies }: Unmanaged,
): Table {
  if (recorded === undefined) return desired;
  const { triggers = [], policies = [] } = recorded;
  return {
    ...desired,
    ...(ignoreTriggers === true && {
      triggers: [...triggers, ...newOnes(desired.triggers, triggers, nameOf)],
    }),
    ...(ignorePolicies === true && {
      policies: [...policies, ...newOnes(desired.policies, policies, nameOf)],
      ...rowSecurityOf(desired, recorded),
    }),
  };
}

// Switched on where the entity says so, never off.
function rowSecurityOf(desired: Table, recorded: Table): Pick<Table, 'rowSecurity'> {
  if (desired.rowSecurity === 'forced' || recorded.rowSecurity === 'forced') {
    return { rowSecurity: 'forced' };
  }
  const { rowSecurity = recorded.rowSecurity } = desired;
  return rowSecurity === undefined ? {} : { rowSecurity };
}

function newOnes<T>(
  desired: readonly T[] = [],
  recorded: readonly T[],
  key: (one: T) => string,
): readonly T[] {
  return desired.filter(one => !recorded.some(other => key(other) === key(one)));
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
