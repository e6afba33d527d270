import { replaceTable } from '../schema/edit.ts';
import type { Policy, Trigger } from '../schema/objects.ts';
import type { Schema, Table } from '../schema/schema.ts';
import { badOperation, namedIn, tableOf } from './bad-operation.ts';
import type {
  CreatePolicy,
  CreateTrigger,
  DropPolicy,
  DropTrigger,
  RowSecurity,
} from './object-operation.ts';

/** Adds a trigger to its table. */
export function createTrigger({ table: name, trigger }: CreateTrigger, schema: Schema): Schema {
  const table = tableOf(schema, name);
  const triggers = table.triggers ?? [];
  refuseTaken(triggers, trigger.name, { sort: 'trigger', table: name });
  return replaceTable(schema, name, { ...table, triggers: [...triggers, trigger] });
}

export function dropTrigger({ table: name, name: trigger }: DropTrigger, schema: Schema): Schema {
  const table = tableOf(schema, name);
  const gone = triggerOf(table, trigger);
  const { triggers = [], ...rest } = table;
  const left = triggers.filter(each => each !== gone);
  return replaceTable(schema, name, { ...rest, ...(left.length > 0 && { triggers: left }) });
}

/** The trigger of that name; without one the operation is refused. */
export function triggerOf({ name: table, triggers = [] }: Table, name: string): Trigger {
  return namedIn(triggers, name, { sort: 'trigger', table });
}

/** Adds a policy to its table; whether row-level security is on does not matter. */
export function createPolicy({ table: name, policy }: CreatePolicy, schema: Schema): Schema {
  const table = tableOf(schema, name);
  const policies = table.policies ?? [];
  refuseTaken(policies, policy.name, { sort: 'policy', table: name });
  return replaceTable(schema, name, { ...table, policies: [...policies, policy] });
}

export function dropPolicy({ table: name, name: policy }: DropPolicy, schema: Schema): Schema {
  const table = tableOf(schema, name);
  const gone = policyOf(table, policy);
  const { policies = [], ...rest } = table;
  const left = policies.filter(each => each !== gone);
  return replaceTable(schema, name, { ...rest, ...(left.length > 0 && { policies: left }) });
}

/** The policy of that name; without one the operation is refused. */
export function policyOf({ name: table, policies = [] }: Table, name: string): Policy {
  return namedIn(policies, name, { sort: 'policy', table });
}

/** Switches row-level security of a table; to what it is already is no mistake. */
export function rowSecurity({ table: name, mode }: RowSecurity, schema: Schema): Schema {
  const { rowSecurity: _before, ...rest } = tableOf(schema, name);
  return replaceTable(schema, name, {
    ...rest,
    ...(mode !== 'disabled' && { rowSecurity: mode }),
  });
}

function refuseTaken(
  list: readonly { readonly name: string }[],
  name: string,
  { sort, table }: { readonly sort: string; readonly table: string },
): void {
  if (!list.some(each => each.name === name)) return;
  throw badOperation(
    `there is already a ${sort} ${name} on table ${table}`,
    'drop it first, or choose another name',
  );
}
