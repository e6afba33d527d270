import type { IndexColumn } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import { indexExpression } from '../index-expression.ts';
import { collateClause } from './collate.ts';

/** A part of an index: a column in backticks, `lower(email) collate nocase desc`. Operator classes and `nulls` are PostgreSQL's alone. */
export function partSql(part: IndexColumn): string {
  if (typeof part === 'string') return quoteIdentifier(part);
  const { column, expression, order, collation } = part;
  return [
    column === undefined ? indexExpression(expression, 'sqlite') : quoteIdentifier(column),
    ...(collation === undefined ? [] : [collateClause(collation)]),
    ...(order === undefined ? [] : [order]),
  ].join(' ');
}

/** The value that a part of an index compares: without its order. */
export function termSql(part: IndexColumn): string {
  if (typeof part === 'string') return partSql(part);
  const { order: _order, ...term } = part;
  return partSql(term);
}
