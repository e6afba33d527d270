import type { Operation } from '../operation/operation.ts';
import { findTable } from '../schema/schema.ts';
import type { Rule, View } from './rule.ts';
import { hasPolicy, isNew } from './situation.ts';
import { exclusive } from './words.ts';

/** Row-level security that no policy opens: every row is hidden. */
export const rowSecurityWithoutPolicy: Rule = {
  id: 'row-security-without-policy',
  judge(fact, view) {
    if (fact.kind !== 'rowSecurity' && fact.kind !== 'dropPolicy') return [];
    const { table } = fact;
    if (!hides(fact, view) || isOpened(fact, view)) return [];
    const isForced = fact.kind === 'rowSecurity' && fact.change === 'force';
    const from = isForced ? 'also from its owner' : 'from everybody but its owner';
    return [
      {
        level: isNew(view.situation, table) ? 'note' : 'break',
        message: `every row of ${table} is hidden ${from}: no policy shows any`,
        advice: `op.createPolicy('${table}', …) in the same revision`,
        ...exclusive(view, [table]),
      },
    ];
  },
};

type Judged = Extract<Parameters<Rule['judge']>[0], { kind: 'rowSecurity' | 'dropPolicy' }>;

function hides(fact: Judged, { before, operation }: View): boolean {
  if (fact.kind === 'rowSecurity') return fact.change === 'enable' || fact.change === 'force';
  // A policy that steps aside for a new type comes back in the same operation.
  const isForGood = operation.kind === 'dropPolicy' || operation.kind === 'sql';
  return isForGood && findTable(before, fact.table)?.rowSecurity !== undefined;
}

// A restrictive policy shows nothing by itself.
function isOpened(fact: Judged, { before, operation, following, situation }: View): boolean {
  const { table } = fact;
  const gone = fact.kind === 'dropPolicy' ? fact.name : '';
  const policies = findTable(before, table)?.policies ?? [];
  const isThere = policies.some(policy => policy.name !== gone && policy.restrictive !== true);
  const isMade = fact.kind === 'rowSecurity' && hasPolicy(situation, table);
  return isThere || isMade || [operation, ...following].some(next => opens(next, table));
}

function opens(operation: Operation, table: string): boolean {
  if (operation.kind === 'createTable') {
    return operation.table.policies?.some(policy => policy.restrictive !== true) ?? false;
  }
  if (operation.kind === 'createPolicy') {
    return operation.table === table && operation.policy.restrictive !== true;
  }
  if (operation.kind === 'sql') return /\bcreate\s+policy\b/i.test(operation.postgresql ?? '');
  return (
    operation.kind === 'rowSecurity' && operation.table === table && operation.mode === 'disabled'
  );
}
