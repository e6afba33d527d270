import { tableObjects } from '../../operation/table-objects.ts';
import type { Table } from '../../schema/schema.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { createPolicy, rowSecurity } from './policy.ts';
import { createTrigger, isHere } from './trigger.ts';

/** The triggers, row-level security and policies that a new table's definition has. */
export function objectsOf(table: Table, context: CompileContext): readonly CompiledStatement[] {
  return tableObjects(table).flatMap(operation => {
    if (operation.kind === 'createTrigger') {
      return isHere(operation.trigger) ? createTrigger(operation, context) : [];
    }
    if (operation.kind === 'rowSecurity') return rowSecurity(operation, context);
    return operation.kind === 'createPolicy' ? createPolicy(operation) : [];
  });
}
