import { loadPostgresqlParser } from '../orm/sql-parsers.ts';

/** What PostgreSQL's grammar says of two texts; undefined where it cannot read both. */
export type CompareTrees = (a: string, b: string) => boolean | undefined;

/**
 * Loads what compares two queries or expressions as PostgreSQL's parser reads them, without asking a server: blanks,
 * parentheses, the case of words and quotes that are not needed do not count, nor how a cast is written.
 */
export async function loadTreeComparer(): Promise<CompareTrees> {
  const parse = await loadPostgresqlParser();
  const read = (sql: string): string | undefined => {
    const isQuery = /^\s*(?:select|with|values|table)\b/i.test(sql);
    const parsed = parse(isQuery ? sql : `select (${sql}\n)`);
    return 'error' in parsed ? undefined : JSON.stringify(parsed.tree.stmts, withoutPlaces);
  };
  return (a, b) => {
    const [one, other] = [read(a), read(b)];
    return one === undefined || other === undefined ? undefined : one === other;
  };
}

/** Where in the text a node stands says nothing about it. */
function withoutPlaces(key: string, value: unknown): unknown {
  return /(?:location|_start|_end|^stmt_len)$/.test(key) ? undefined : value;
}
