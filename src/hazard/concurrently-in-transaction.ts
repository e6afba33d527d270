import type { Rule } from './rule.ts';

/** `create index concurrently` inside a transaction: PostgreSQL refuses it (25001). */
export const concurrentlyInTransaction: Rule = {
  id: 'concurrently-in-transaction',
  judge(fact, view) {
    if (fact.kind !== 'createIndex' || !fact.concurrently || !view.transactional) return [];
    return [
      {
        level: 'fail',
        message: 'an index cannot be built concurrently inside a transaction',
        advice: 'take it out of the transaction: op.sql(…, { transactional: false })',
        tables: [fact.table],
      },
    ];
  },
};
