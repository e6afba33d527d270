import { findTable } from '../schema/schema.ts';
import type { Rule } from './rule.ts';
import { exclusive, mayWait } from './words.ts';

/** Dropping a foreign key locks the table that it points to as well. */
export const dropForeignKeyLock: Rule = {
  id: 'drop-foreign-key-lock',
  judge(fact, view) {
    if (fact.kind !== 'dropConstraint') return [];
    const key = findTable(view.before, fact.table)?.foreignKeys.find(
      each => each.name === fact.name,
    );
    if (key === undefined || key.refTable === fact.table || !mayWait(view, key.refTable)) return [];
    return [
      {
        level: 'note',
        message: `reads and writes of ${fact.table} and of ${key.refTable} wait until the revision commits`,
        advice: 'keep what is slow out of this revision',
        ...exclusive(view, [fact.table, key.refTable]),
      },
    ];
  },
};
