import type { Rule } from './rule.ts';
import { isNew, sizeOf } from './situation.ts';
import { rowsOf, sized } from './words.ts';

/** Up to so many rows a copy is over before anybody notices. */
const unnoticed = 100_000;

/** A change that SQLite cannot make in place: the table is copied into a new one of the new form. */
export const sqliteRebuild: Rule = {
  id: 'sqlite-rebuild',
  judge(fact, view) {
    if (fact.kind !== 'rebuild' || isNew(view.situation, fact.table)) return [];
    const rows = sizeOf(view.situation, fact.table)?.rows ?? Infinity;
    return [
      {
        level: rows <= unnoticed ? 'note' : 'slow',
        message: `${fact.table} is copied into a table of the new form: ${rowsOf(view, fact.table)}; writers wait until the revision commits`,
        advice: 'rows, indexes, triggers and views are kept and counted before the commit',
        tables: [fact.table],
        ...sized(view, fact.table),
      },
    ];
  },
};
