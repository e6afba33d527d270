import type { Rule } from './rule.ts';

/** Code in a revision: no rule can tell what it will do. */
export const unreadableCode: Rule = {
  id: 'unreadable-code',
  judge(fact, { transactional }) {
    if (fact.kind !== 'code') return [];
    const again = transactional
      ? ''
      : '; it runs outside the transaction and must bear being run again';
    return [
      {
        level: 'note',
        message: `code: what it does is not known${again}`,
        advice:
          'read it, and try it on a copy of the database: it may change, lock or lose anything',
      },
    ];
  },
};
