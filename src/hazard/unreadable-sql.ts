import type { Rule } from './rule.ts';

/** Hand-written SQL whose hazards nobody has looked for. */
export const unreadableSql: Rule = {
  id: 'unreadable-sql',
  judge(fact, view) {
    if (fact.kind !== 'unreadable' || view.operation.kind !== 'sql') return [];
    return [
      {
        level: 'note',
        message: `this statement could not be read, so its hazards are not known: ${fact.reason}`,
        advice: 'look at it yourself, and try it on a copy of the database',
      },
    ];
  },
};
