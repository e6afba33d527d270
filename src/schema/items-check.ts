import type { Check } from './schema.ts';
import { tokenize } from './tokens.ts';

/**
 * Whether rows that satisfied one check satisfy the other: both allow an array no items but those listed, as MikroORM writes
 * it for an array of an enum (`"tags" <@ array['a'::text]`), and the second lists all that the first does.
 */
export function allowsAllOf(old: Check, fresh: Check): boolean {
  const [before, after] = [listed(old), listed(fresh)];
  return before.length > 0 && before.every(item => after.includes(item));
}

function listed({ expression }: Check): readonly string[] {
  if (!/^"(?:[^"]|"")*" <@ array\[.*\]$/is.test(expression)) return [];
  return tokenize(expression)
    .filter(({ kind }) => kind === 'string')
    .map(({ text }) => text);
}

/** Whether it is such a check, over a column that is empty where it is new. */
export function isItemsCheck(check: Check): boolean {
  return listed(check).length > 0;
}
