import type { Trigger } from '../schema/objects.ts';
import type { Table } from '../schema/schema.ts';
import type { Operation } from './operation.ts';

/** The operations that give a table its triggers, row-level security and policies, in the order in which MikroORM does. */
export function tableObjects(table: Table): readonly Operation[] {
  const { name, triggers = [], policies = [], rowSecurity } = table;
  return [
    ...triggers.map(trigger => triggerOn(name, trigger)),
    ...(rowSecurity === undefined
      ? []
      : [{ kind: 'rowSecurity', table: name, mode: rowSecurity, only: 'postgresql' } as const]),
    ...policies.map((policy): Operation => ({
      kind: 'createPolicy',
      table: name,
      policy,
      only: 'postgresql',
    })),
  ];
}

function triggerOn(table: string, trigger: Trigger): Operation {
  const only = dialectOf(trigger);
  return { kind: 'createTrigger', table, trigger, ...(only && { only }) };
}

/** The table without them, as `op.createTable` can write it. */
export function withoutObjects(table: Table): Table {
  const { triggers: _t, policies: _p, rowSecurity: _r, ...rest } = table;
  return rest;
}

/** The only dialect that a trigger has a text for. */
function dialectOf({ body }: Trigger): 'postgresql' | 'sqlite' | undefined {
  if (typeof body === 'string') return undefined;
  if (body.sqlite === undefined) return 'postgresql';
  return body.postgresql === undefined ? 'sqlite' : undefined;
}
