import { findTable } from '../schema/schema.ts';
import type { Fact } from './facts.ts';
import type { Finding, Rule, View } from './rule.ts';
import { isNew } from './situation.ts';
import { exclusive } from './words.ts';

/** Rows that more people can see than before. */
export const rowSecurityLifted: Rule = {
  id: 'row-security-lifted',
  judge(fact, view) {
    if (fact.kind !== 'rowSecurity' && fact.kind !== 'dropPolicy') return [];
    const message = messageFor(fact, view);
    if (message === undefined || isNew(view.situation, fact.table)) return [];
    const finding: Finding = {
      level: 'note',
      message,
      advice: 'see that this is meant: policies often keep customers apart',
      ...exclusive(view, [fact.table]),
    };
    return [finding];
  },
};

function messageFor(
  fact: Extract<Fact, { kind: 'rowSecurity' | 'dropPolicy' }>,
  { before, operation }: View,
): string | undefined {
  const { table } = fact;
  if (fact.kind === 'rowSecurity') {
    if (fact.change === 'disable') {
      return `every row of ${table} is shown to everybody who may read the table: its policies do not count any more`;
    }
    return fact.change === 'noForce'
      ? `the owner of ${table} sees every row of it again`
      : undefined;
  }
  if (operation.kind !== 'dropPolicy' && operation.kind !== 'sql') return undefined;
  const policy = findTable(before, table)?.policies?.find(each => each.name === fact.name);
  if (policy === undefined)
    return `policy ${fact.name} decides no more who sees which rows of ${table}`;
  return policy.restrictive === true
    ? `rows of ${table} that policy ${fact.name} kept back are shown to more people`
    : undefined;
}
