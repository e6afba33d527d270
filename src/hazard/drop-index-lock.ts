import type { Rule, View } from './rule.ts';
import { exclusive, mayWait } from './words.ts';

/** `drop index` without `concurrently` takes ACCESS EXCLUSIVE on the table, and queues behind whoever reads it. */
export const dropIndexLock: Rule = {
  id: 'drop-index-lock',
  judge(fact, view) {
    if (fact.kind !== 'dropIndex' || fact.concurrently) return [];
    const table = tableOf(view, fact.name);
    if (table === undefined || !mayWait(view, table)) return [];
    return [
      {
        level: 'note',
        message: `reads and writes of ${table} wait until the revision commits`,
        advice: 'drop it beside the traffic: op.dropIndex(…, { concurrently: true })',
        ...exclusive(view, [table]),
      },
    ];
  },
};

function tableOf({ before }: View, index: string): string | undefined {
  return before.tables.find(({ indexes }) => indexes.some(({ name }) => name === index))?.name;
}
