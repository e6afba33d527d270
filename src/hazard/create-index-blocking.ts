import type { Rule } from './rule.ts';
import { mayWait, rowsOf, sized } from './words.ts';

/** An index that is built while writes wait: `create index` without `concurrently` takes SHARE for the whole build. */
export const createIndexBlocking: Rule = {
  id: 'create-index-blocking',
  judge(fact, view) {
    if (fact.kind !== 'createIndex' || fact.concurrently || !mayWait(view, fact.table)) return [];
    const twice = fact.unique ? '; two rows with the same values make it fail' : '';
    return [
      {
        level: 'lock',
        message: `writes to ${fact.table} wait while the index is built: ${rowsOf(view, fact.table)}${twice}`,
        advice: 'build it beside the traffic: op.createIndex(…, { concurrently: true })',
        lock: 'SHARE',
        tables: [fact.table],
        ...sized(view, fact.table),
      },
    ];
  },
};
