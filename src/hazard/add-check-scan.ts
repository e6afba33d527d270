import type { Rule } from './rule.ts';
import { exclusive, mayWait, rowsOf, sized } from './words.ts';

/** A check that reads every row while nobody else gets at the table. */
export const addCheckScan: Rule = {
  id: 'add-check-scan',
  judge(fact, view) {
    if (fact.kind !== 'addCheck' || !fact.checksRows || !mayWait(view, fact.table)) return [];
    return [
      {
        level: 'lock',
        message: `reads and writes of ${fact.table} wait while every row is checked: ${rowsOf(view, fact.table)}; one that breaks the check makes it fail`,
        advice:
          'add it not valid, and validate it in a later revision: op.addCheck(…, { notValid: true }), then op.validate',
        ...exclusive(view, [fact.table]),
        ...sized(view, fact.table),
      },
    ];
  },
};
