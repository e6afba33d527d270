import type { Rule } from './rule.ts';
import { exclusive, mayWait, rowsOf, sized } from './words.ts';

/** An exclusion whose index is built while nobody else gets at the table; PostgreSQL has no gentler way. */
export const addExclusionScan: Rule = {
  id: 'add-exclusion-scan',
  judge(fact, view) {
    if (fact.kind !== 'addExclusion' || !mayWait(view, fact.table)) return [];
    return [
      {
        level: 'lock',
        message: `reads and writes of ${fact.table} wait while its index is built and every row compared: ${rowsOf(view, fact.table)}; two rows that conflict make it fail`,
        advice: 'run it when nobody waits: it can neither be added not valid nor made of an index',
        ...exclusive(view, [fact.table]),
        ...sized(view, fact.table),
      },
    ];
  },
};
