import { dropObjectQuestion } from './ask-object.ts';
import type { ObjectChange } from './change-objects.ts';
import type { TablePair } from './compare-columns.ts';
import { diffTableObjects } from './diff-objects.ts';
import type { Interview } from './interview.ts';
import { quotedName, quotedTable } from './question-id.ts';
import { findTable, type Schema } from './schema.ts';

/** What differs in triggers, policies and row-level security of tables that stay, and what a person wants kept of it. */
export function compareTableObjects(
  interview: Interview,
  pairs: readonly TablePair[],
  base: Schema,
): { readonly changes: readonly ObjectChange[]; readonly kept: readonly string[] } {
  const kept: string[] = [];
  const changes = pairs.flatMap(({ desired }) => {
    const recorded = findTable(base, desired.name);
    const found = recorded === undefined ? [] : diffTableObjects(recorded, desired);
    return found.filter(change => {
      const lost = goneOf(change, found);
      if (lost === undefined || interview.ask(dropObjectQuestion(lost)) !== 'keep') return true;
      kept.push(lost.subject);
      return false;
    });
  });
  return { changes, kept };
}

/** What is asked about a change: something that goes for good. What comes again under its name was changed. */
function goneOf(
  change: ObjectChange,
  all: readonly ObjectChange[],
): Parameters<typeof dropObjectQuestion>[0] | undefined {
  if (change.kind === 'triggerRemoved') {
    const { table, trigger } = change;
    const comes = all.some(
      other => other.kind === 'triggerAdded' && other.trigger.name === trigger.name,
    );
    return comes ? undefined : gone('trigger', table, trigger.name);
  }
  if (change.kind === 'policyRemoved') {
    const { table, policy } = change;
    const comes = all.some(
      other => other.kind === 'policyAdded' && other.policy.name === policy.name,
    );
    return comes ? undefined : gone('policy', table, policy.name);
  }
  if (change.kind !== 'rowSecurityChanged' || change.to !== undefined) return undefined;
  const off = gone('row-security', change.table, 'row_security');
  return {
    ...off,
    id: `drop:row-security:${quotedTable(change.table)}`,
    evidence: ['without it everybody who may read the table sees every row'],
  };
}

function gone(
  sort: string,
  table: string,
  name: string,
): { readonly id: string; readonly subject: string; readonly sort: string } {
  return {
    id: `drop:${sort}:${quotedTable(table)}.${quotedName(name)}`,
    subject: `${table}.${name}`,
    sort: sort.replace('-', '-level '),
  };
}
