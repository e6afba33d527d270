import { inputTypes } from '../schema/routine.ts';
import type { Schema } from '../schema/schema.ts';
import { replacedBy, routineOf } from './apply-routine.ts';
import { policyOf, triggerOf } from './apply-trigger.ts';
import { tableOf } from './bad-operation.ts';
import type { Inverse } from './invert.ts';
import type {
  CreateFunction,
  CreatePolicy,
  CreateTrigger,
  DropFunction,
  DropPolicy,
  DropTrigger,
  RowSecurity,
} from './object-operation.ts';

export function triggerGone({ table, trigger, only }: CreateTrigger): Inverse {
  const gone = { kind: 'dropTrigger', table, name: trigger.name, definition: trigger } as const;
  return [{ ...gone, ...(only && { only }) }];
}

export function triggerBack({ table, name, only }: DropTrigger, before: Schema): Inverse {
  const trigger = triggerOf(tableOf(before, table), name);
  return [{ kind: 'createTrigger', table, trigger, ...(only && { only }) }];
}

export function policyGone({ table, policy, only }: CreatePolicy): Inverse {
  const gone = { kind: 'dropPolicy', table, name: policy.name, definition: policy } as const;
  return [{ ...gone, ...(only && { only }) }];
}

export function policyBack({ table, name, only }: DropPolicy, before: Schema): Inverse {
  const policy = policyOf(tableOf(before, table), name);
  return [{ kind: 'createPolicy', table, policy, ...(only && { only }) }];
}

export function rowSecurityBack({ kind, table, mode, only }: RowSecurity, before: Schema): Inverse {
  const previous = tableOf(before, table).rowSecurity ?? 'disabled';
  return [{ kind, table, mode: previous, previous: mode, ...(only && { only }) }];
}

/** Drops a new routine, or brings back the one whose place it took. */
export function functionGone(operation: CreateFunction, before: Schema): Inverse {
  const { routine, only } = operation;
  const kept = only && { only };
  const replaced = replacedBy(operation, before);
  if (replaced !== undefined) {
    const back = { kind: 'createFunction', routine: replaced, replace: true } as const;
    return [{ ...back, previous: routine, ...kept }];
  }
  const parameters = inputTypes(routine);
  const gone = { kind: 'dropFunction', name: routine.name, parameters } as const;
  return [{ ...gone, definition: routine, ...kept }];
}

export function functionBack(operation: DropFunction, before: Schema): Inverse {
  const { name, cascade, only } = operation;
  if (cascade === true) {
    return { irreversible: `what went with function ${name} by cascade is not known` };
  }
  const routine = routineOf(operation, before);
  return [{ kind: 'createFunction', routine, ...(only && { only }) }];
}
