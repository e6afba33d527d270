import { computedFrom } from '../../operation/apply-column-source.ts';
import { mentions } from '../../schema/expression.ts';
import { sqlText } from '../../schema/objects.ts';
import { findTable, type Table } from '../../schema/schema.ts';
import { policyUses } from '../../schema/trigger-edit.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { createPolicy, dropPolicy } from './policy.ts';
import { bringBack, takeAway } from './replace-column.ts';
import { createTriggerAlone, dropTriggerAlone, isHere } from './trigger.ts';

interface Around {
  readonly before: readonly CompiledStatement[];
  readonly after: readonly CompiledStatement[];
}

/**
 * Takes away for a moment what PostgreSQL would refuse a new type for: "cannot alter type of a column used in a policy
 * definition", "… in a trigger definition" (a condition, or `update of`), or "… used by a generated column", which holds nothing
 * of its own. Nobody sees rows meanwhile: the table is locked.
 */
export function aroundType(
  { table, column }: { readonly table: string; readonly column: string },
  context: CompileContext,
): Around {
  const owner = findTable(context.before, table);
  if (owner === undefined) return { before: [], after: [] };
  const computed = computedFrom(owner, column).map(from => ({ table: owner, from, to: from }));
  const columns = [column, ...computed.map(({ from }) => from.name)];
  const policies = (owner.policies ?? []).filter(policy =>
    columns.some(name => policyUses(policy, name)),
  );
  const triggers = triggersOn(owner, columns);
  return {
    before: [
      ...policies.flatMap(({ name }) => dropPolicy({ table, name })),
      ...triggers.map(({ name }) => dropTriggerAlone(table, name)),
      ...computed.flatMap(takeAway),
    ],
    after: [
      ...computed.flatMap(each => bringBack(each, context.catalog)),
      ...triggers.flatMap(trigger => createTriggerAlone(table, trigger, context)),
      ...policies.flatMap(policy => createPolicy({ table, policy })),
    ],
  };
}

function triggersOn(
  { triggers = [] }: Table,
  columns: readonly string[],
): NonNullable<Table['triggers']> {
  return triggers.filter(trigger => {
    const text = trigger.whole ? trigger.body : (trigger.when ?? '');
    const sql = sqlText(text, 'postgresql') ?? '';
    return isHere(trigger) && columns.some(column => mentions(sql, column));
  });
}
