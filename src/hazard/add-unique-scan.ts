import type { Rule } from './rule.ts';
import { exclusive, mayWait, rowsOf, sized } from './words.ts';

/** A unique or primary key constraint whose index is built while nobody else gets at the table. */
export const addUniqueScan: Rule = {
  id: 'add-unique-scan',
  judge(fact, view) {
    if (fact.kind !== 'addUnique' || fact.usingIndex || !mayWait(view, fact.table)) return [];
    const sort = fact.primary ? 'primary key' : 'unique';
    return [
      {
        level: 'lock',
        message: `reads and writes of ${fact.table} wait while its index is built: ${rowsOf(view, fact.table)}; two rows with the same values make it fail`,
        advice: `build the index first, op.createIndex(…, { unique: true, concurrently: true }), then op.${sort === 'primary key' ? 'addPrimaryKey' : 'addUnique'}(…, { usingIndex })`,
        ...exclusive(view, [fact.table]),
        ...sized(view, fact.table),
      },
    ];
  },
};
