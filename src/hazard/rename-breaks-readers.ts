import type { Rule } from './rule.ts';
import { isNew } from './situation.ts';
import { exclusive } from './words.ts';

/** Code that is running still says the old name. */
export const renameBreaksReaders: Rule = {
  id: 'rename-breaks-readers',
  judge(fact, view) {
    if (fact.kind !== 'renameTable' && fact.kind !== 'renameColumn') return [];
    if (isNew(view.situation, fact.table)) return [];
    const [from, to] =
      fact.kind === 'renameTable'
        ? [fact.table, fact.to]
        : [`${fact.table}.${fact.column}`, `${fact.table}.${fact.to}`];
    return [
      {
        level: 'break',
        message: `code that still says ${from} fails as soon as it is ${to}`,
        advice:
          'deploy the code with the upgrade, or keep the name in the database (tableName, fieldName)',
        ...exclusive(view, [fact.table]),
      },
    ];
  },
};
