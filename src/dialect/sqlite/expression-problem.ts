import { parse, type Program } from 'sql-parser-cst';

import { ways } from '../one-expression.ts';

/** Why SQLite would not read the text as one expression; undefined where it does. */
export function expressionProblem(text: string): string | undefined {
  for (const select of ways(text)) {
    try {
      if (!isOneExpression(parse(select, { dialect: 'sqlite' })))
        return 'it is more than one expression';
    } catch (error) {
      const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
      return `it is no expression: ${said}`;
    }
  }
  return undefined;
}

function isOneExpression({ statements }: Program): boolean {
  const [statement, ...others] = statements.filter(({ type }) => type !== 'empty');
  if (statement?.type !== 'select_stmt' || others.length > 0) return false;
  const [select, ...clauses] = statement.clauses;
  if (select?.type !== 'select_clause' || clauses.length > 0) return false;
  const [column, ...columns] = select.columns?.items ?? [];
  return columns.length === 0 && column !== undefined && column.type !== 'alias';
}
