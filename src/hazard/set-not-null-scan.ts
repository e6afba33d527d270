import { findTable } from '../schema/schema.ts';
import { tokenize, unquote } from '../schema/tokens.ts';
import type { Rule, View } from './rule.ts';
import { exclusive, mayWait, rowsOf, sized } from './words.ts';

/** `set not null` reads every row while nobody else gets at the table, unless a check already says that none is null. */
export const setNotNullScan: Rule = {
  id: 'set-not-null-scan',
  judge(fact, view) {
    if (fact.kind !== 'setNotNull' || !mayWait(view, fact.table)) return [];
    if (isProven(view, fact.table, fact.column)) return [];
    return [
      {
        level: 'lock',
        message: `reads and writes of ${fact.table} wait while every row is looked at: ${rowsOf(view, fact.table)}; one without a value in ${fact.column} makes it fail`,
        advice: `first add check (${fact.column} is not null) not valid and validate it in revisions of their own; the column then needs no look at the rows`,
        ...exclusive(view, [fact.table]),
        ...sized(view, fact.table),
      },
    ];
  },
};

// PostgreSQL 12 and later take a valid `check (c is not null)` as proof.
function isProven({ before }: View, table: string, column: string): boolean {
  const checks = findTable(before, table)?.checks ?? [];
  return checks.some(({ expression }) => {
    const words = tokenize(expression)
      .filter(token => token.kind !== 'space' && token.text !== '(' && token.text !== ')')
      .map(token => (token.kind === 'quoted' ? unquote(token.text) : token.text.toLowerCase()));
    return words.join(' ') === `${column} is not null`;
  });
}
