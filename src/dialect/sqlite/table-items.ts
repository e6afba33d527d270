import { readClause, startsClause, startsTableConstraint } from './table-clause.ts';
import type { Clause, ColumnText } from './table-text.ts';
import { type Cursor, peek, skipGroup, spanFrom } from './token-cursor.ts';
import type { Token } from './tokens.ts';

/** Reads what stands between the parentheses of a `create table`: columns, then constraints, commas between them or not. */
export function readItems(tokens: readonly Token[]): {
  readonly columns: readonly ColumnText[];
  readonly constraints: readonly Clause[];
} {
  const cursor: Cursor = { tokens, at: 0 };
  const columns: ColumnText[] = [];
  const constraints: Clause[] = [];
  while (cursor.at < tokens.length) {
    if (peek(cursor)?.text === ',') cursor.at += 1;
    else if (startsTableConstraint(cursor)) constraints.push(readClause(cursor));
    else columns.push(readColumn(cursor));
  }
  return { columns, constraints };
}

function readColumn(cursor: Cursor): ColumnText {
  const from = cursor.at;
  const name = cursor.tokens[from]?.name ?? '';
  cursor.at += 1;
  const nameSpan = spanFrom(cursor, from);
  const type = readType(cursor);
  const clauses: Clause[] = [];
  while (startsClause(cursor)) clauses.push(readClause(cursor));
  return { name, nameSpan, ...(type && { type }), clauses, ...spanFrom(cursor, from) };
}

// A type is any run of words, with numbers in parentheses behind them (https://www.sqlite.org/syntax/type-name.html).
function readType(cursor: Cursor): ColumnText['type'] {
  const from = cursor.at;
  while (cursor.at < cursor.tokens.length && peek(cursor)?.text !== ',' && !startsClause(cursor)) {
    if (peek(cursor)?.text === '(') skipGroup(cursor);
    else cursor.at += 1;
  }
  return cursor.at === from ? undefined : spanFrom(cursor, from);
}
