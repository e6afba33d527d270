import type { Schema, View } from '../../schema/schema.ts';
import type { Row } from '../dialect.ts';
import { text } from './row.ts';
import { closingOf, tokenize } from './tokens.ts';

/** The views of the database, each with its text behind `as`, as it is stored. */
export function toViews(rows: readonly Row[]): Pick<Schema, 'views'> {
  return rows.length === 0 ? {} : { views: rows.map(toView) };
}

function toView(row: Row): View {
  return { name: text(row, 'name'), select: { sqlite: selectOf(text(row, 'sql')) } };
}

function selectOf(sql: string): string {
  return sql.slice(selectStart(sql)).trim();
}

/** Where the query of a stored view begins: `CREATE VIEW "v" as select …`, `CREATE VIEW "as" (a, b) AS select …` */
export function selectStart(sql: string): number {
  const tokens = tokenize(sql);
  let at = 0;
  while (at < tokens.length) {
    if (tokens[at]?.text === '(') at = closingOf(tokens, at);
    else if (tokens[at]?.kind === 'word' && tokens[at]?.name === 'as') break;
    at += 1;
  }
  return tokens[at]?.end ?? sql.length;
}
