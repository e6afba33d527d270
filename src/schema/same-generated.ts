import { sameSql } from './same-expression.ts';
import type { Generated } from './schema.ts';

/** Whether two columns are computed alike. */
export function sameGenerated(a: Generated | undefined, b: Generated | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.stored === b.stored && sameSql(a.expression, b.expression);
}
