import type { Rule } from './rule.ts';

/** Code in the database that deletes rows later on, when nobody looks at a plan. */
export const storedDelete: Rule = {
  id: 'stored-delete',
  judge(fact) {
    if (fact.kind !== 'storeCode' || fact.deletes.length === 0) return [];
    const { sort, name, deletes } = fact;
    const when =
      sort === 'trigger' || sort === 'rule' ? 'whenever it fires' : 'whenever it is called';
    return [
      {
        level: 'note',
        message: `${sort} ${name} deletes rows of ${deletes.join(' and ')} ${when}`,
        advice: 'nothing is lost by this statement; what it deletes later, migsh will not see',
        tables: deletes,
      },
    ];
  },
};
