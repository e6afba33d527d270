import type { Rule, View } from './rule.ts';
import { mayWait, rowsOf, sized } from './words.ts';

/**
 * A check or foreign key that is added `not valid` and validated in the same transaction: the lock of adding it is held while
 * the rows are read, so nothing is gained.
 */
export const validateInTransaction: Rule = {
  id: 'validate-in-transaction',
  judge(fact, view) {
    if (fact.kind !== 'addCheck' && fact.kind !== 'addForeignKey') return [];
    const { table, name } = fact;
    if (fact.checksRows || !isValidatedHere(view, table, name) || !mayWait(view, table)) return [];
    const isKey = fact.kind === 'addForeignKey';
    const wait = isKey ? 'writes to' : 'reads and writes of';
    return [
      {
        level: 'lock',
        message: `${wait} ${table} wait until ${name} is validated, in the same transaction: ${rowsOf(view, table)}`,
        advice:
          'validate it outside: op.validate(…, { transactional: false }), or in a later revision',
        lock: isKey ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE',
        tables: [table],
        ...sized(view, table),
      },
    ];
  },
};

function isValidatedHere({ transactional, following }: View, table: string, name: string): boolean {
  return (
    transactional &&
    following.some(
      each =>
        each.kind === 'validate' &&
        each.table === table &&
        each.name === name &&
        each.transactional !== false,
    )
  );
}
