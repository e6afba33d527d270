import type { IndexColumn } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import { indexExpression } from '../index-expression.ts';

/** A part of an index: `"email"`, `(lower(email)) collate "C" text_pattern_ops desc nulls last`. */
export function partSql(part: IndexColumn): string {
  if (typeof part === 'string') return quoteIdentifier(part);
  const { column, expression, order, nulls, collation, operatorClass } = part;
  return [
    column === undefined
      ? `(${indexExpression(expression, 'postgresql')})`
      : quoteIdentifier(column),
    ...(collation === undefined ? [] : [`collate ${quoteIdentifier(collation)}`]),
    ...(operatorClass === undefined ? [] : [operatorClass]),
    ...(order === undefined ? [] : [order]),
    ...(nulls === undefined ? [] : [`nulls ${nulls}`]),
  ].join(' ');
}
