import { hasSqlDetails, loadModule, parseSync } from 'libpg-query';
import type { ParseResult } from 'libpg-query';

import { ways } from '../dialect/one-expression.ts';

/** PostgreSQL's own parser, ready: a tree, or why the text is no SQL. */
export type PostgresqlParser = (
  sql: string,
) => { readonly tree: ParseResult } | { readonly error: string };

/** Loads PostgreSQL's parser (WASM, once in a process). */
export async function loadPostgresqlParser(): Promise<PostgresqlParser> {
  await loadModule();
  return sql => {
    try {
      return { tree: parseSync(sql) };
    } catch (error) {
      return { error: hasSqlDetails(error) || error instanceof Error ? error.message : 'no SQL' };
    }
  };
}

/**
 * Loads what cuts SQL text into its statements, each without the semicolon, and without blanks and comments around it.
 * Text that the parser cannot read stays one statement: the database then says what is wrong.
 */
export async function loadPostgresqlSplitter(): Promise<(sql: string) => readonly string[]> {
  const parse = await loadPostgresqlParser();
  return sql => {
    const parsed = parse(sql);
    if ('error' in parsed) return [sql.trim()].filter(text => text !== '');
    const bytes = Buffer.from(sql, 'utf8');
    // The parser counts bytes. A length that is left out means: to the end.
    return (parsed.tree.stmts ?? []).map(({ stmt_location: start = 0, stmt_len: length }) => {
      const end = length === undefined || length === 0 ? bytes.length : start + length;
      return bytes.subarray(start, end).toString('utf8').replace(/;\s*$/, '').trim();
    });
  };
}

/** Loads what says why PostgreSQL would not read a text as one expression; undefined where it does. */
export async function loadExpressionReader(): Promise<(text: string) => string | undefined> {
  const parse = await loadPostgresqlParser();
  return text => {
    for (const select of ways(text)) {
      const parsed = parse(select);
      if ('error' in parsed) return `it is no expression: ${parsed.error}`;
      if (!isOneExpression(parsed.tree)) return 'it is more than one expression';
    }
    return undefined;
  };
}

/** One query of one column that has no name, and nothing behind it. */
function isOneExpression({ stmts = [] }: ParseResult): boolean {
  const [only, ...others] = stmts;
  if (only?.stmt === undefined || others.length > 0 || !('SelectStmt' in only.stmt)) return false;
  const { targetList = [], limitOption: _limit, op, ...rest } = only.stmt.SelectStmt;
  const [target, ...targets] = targetList;
  if (target === undefined || targets.length > 0 || !('ResTarget' in target)) return false;
  const clauses = Object.values(rest).some(value => value !== undefined && value !== false);
  return target.ResTarget.name === undefined && op === 'SETOP_NONE' && !clauses;
}
