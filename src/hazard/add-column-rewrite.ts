import type { Rule } from './rule.ts';
import { exclusive, mayWait, rowsOf, sized } from './words.ts';

/** A new column whose value is computed for each row: the table is written anew while nobody else gets at it. */
export const addColumnRewrite: Rule = {
  id: 'add-column-rewrite',
  judge(fact, view) {
    if (fact.kind !== 'addColumn' || fact.fill !== 'perRow') return [];
    if (!mayWait(view, fact.table)) return [];
    return [
      {
        level: 'lock',
        message: `reads and writes of ${fact.table} wait while the table is written anew: ${rowsOf(view, fact.table)}`,
        advice:
          'add the column nullable and without default, set the default afterwards, then fill the rows that are there',
        ...exclusive(view, [fact.table]),
        ...sized(view, fact.table),
      },
    ];
  },
};
