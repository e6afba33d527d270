import type { DatabaseTable } from '@mikro-orm/sql';

import type { Partitioning, Policy, Trigger } from '../schema/objects.ts';
import type { Table } from '../schema/schema.ts';
import { tableName } from './table-name.ts';

type Objects = Pick<Table, 'triggers' | 'policies' | 'rowSecurity' | 'partitioning'>;

/** What hangs on one entity's table: triggers, policies, row-level security, partitions. What there is none of is left out. */
export function objectsOf(table: DatabaseTable, defaultSchema: string): Objects {
  const triggers = table.getTriggers().map(toTrigger);
  const policies = table.getPolicies().map(toPolicy);
  const partitioning = table.getPartitioning();
  return {
    ...(triggers.length === 0 ? {} : { triggers }),
    ...(policies.length === 0 ? {} : { policies }),
    ...rowSecurityOf(table),
    ...(partitioning === undefined
      ? {}
      : { partitioning: toPartitioning(partitioning, table, defaultSchema) }),
  };
}

function rowSecurityOf({ rlsEnabled, rlsForced }: DatabaseTable): Pick<Table, 'rowSecurity'> {
  if (rlsForced) return { rowSecurity: 'forced' };
  return rlsEnabled ? { rowSecurity: 'enabled' } : {};
}

function toTrigger(trigger: ReturnType<DatabaseTable['getTriggers']>[number]): Trigger {
  const { name, timing, events, forEach, body, when, expression } = trigger;
  return {
    name,
    timing,
    events,
    forEach,
    body: expression ?? body,
    ...(when === undefined ? {} : { when }),
    ...(expression === undefined ? {} : { whole: true }),
  };
}

function toPolicy(policy: ReturnType<DatabaseTable['getPolicies']>[number]): Policy {
  const { name, command, type, roles, using, check } = policy;
  const named = roles.filter(role => role !== 'public');
  return {
    name,
    ...(command === 'all' ? {} : { command }),
    ...(type === 'restrictive' ? { restrictive: true } : {}),
    ...(named.length === 0 ? {} : { roles: named }),
    ...(using === undefined ? {} : { using }),
    ...(check === undefined ? {} : { check }),
  };
}

type MikroPartitioning = NonNullable<ReturnType<DatabaseTable['getPartitioning']>>;

function toPartitioning(
  { definition, partitions }: MikroPartitioning,
  table: DatabaseTable,
  defaultSchema: string,
): Partitioning {
  return {
    by: definition,
    partitions: partitions.map(({ name, schema, bound }) => ({
      name: tableName(schema ?? table.schema, name, defaultSchema),
      bound,
    })),
  };
}
