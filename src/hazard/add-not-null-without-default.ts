import type { Rule } from './rule.ts';
import { holdsNothingOld, isNew } from './situation.ts';
import { rowsOf, sized } from './words.ts';

/** A new column that may not be null and has no value for the rows that are there. */
export const addNotNullWithoutDefault: Rule = {
  id: 'add-not-null-without-default',
  judge(fact, view) {
    if (fact.kind !== 'addColumn' || !fact.notNull || fact.fill !== 'none') return [];
    const { table, column } = fact;
    if (isNew(view.situation, table)) return [];
    const passes = holdsNothingOld(view.situation, table);
    return [
      {
        level: passes ? 'note' : 'fail',
        message: passes
          ? `${table}.${column} has no value for rows that are there; ${table} has none here, another database may`
          : `${table}.${column} has no value for the rows that are there: ${rowsOf(view, table)}`,
        advice:
          'give it a default, or add it nullable, fill it with op.backfill and make it not null afterwards',
        tables: [table],
        ...sized(view, table),
      },
    ];
  },
};
