import type { Finding, Rule, View } from './rule.ts';
import { isNew } from './situation.ts';
import { mayWait, rowsOf, sized } from './words.ts';

/** A foreign key that is checked while writes wait, on both tables: SHARE ROW EXCLUSIVE and a scan of each. */
export const addForeignKeyScan: Rule = {
  id: 'add-foreign-key-scan',
  judge(fact, view) {
    if (fact.kind !== 'addForeignKey') return [];
    const tables = [...new Set([fact.table, fact.refTable])].filter(table => mayWait(view, table));
    if (tables.length === 0) return [];
    const locked = { lock: 'SHARE ROW EXCLUSIVE', tables };
    return isNew(view.situation, fact.table) || !fact.checksRows
      ? [{ ...locked, ...brief(tables) }]
      : [{ ...locked, ...scanned(fact.table, tables, view), ...sized(view, fact.table) }];
  },
};

function brief(tables: readonly string[]): Finding {
  return {
    level: 'note',
    message: `writes to ${tables.join(' and ')} wait until the revision commits; no row is read`,
    advice: 'nothing to do, unless the revision does slow things besides',
  };
}

function scanned(table: string, tables: readonly string[], view: View): Finding {
  return {
    level: 'lock',
    message: `writes to ${tables.join(' and ')} wait while every row of ${table} (${rowsOf(view, table)}) is looked up; one without its parent makes it fail`,
    advice:
      'add it not valid, and validate it in a later revision: op.addForeignKey(…, { notValid: true }), then op.validate',
  };
}
