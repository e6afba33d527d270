import { normalExpression } from './same-expression.ts';
import { tokenize } from './tokens.ts';

/**
 * Whether an expression says of one column which texts it may hold, as it is written (`mood in ('glad', 'sad')`) or as PostgreSQL
 * gives it back (`(mood = ANY (ARRAY['glad'::text, 'sad'::text]))`), and nothing else.
 */
export function isMembership(expression: string): boolean {
  return membership.test(normalExpression(expression));
}

/** The texts that it lists. */
export function valuesIn(expression: string): readonly string[] {
  return tokenize(expression).flatMap(({ kind, text }) =>
    kind === 'string' ? [text.slice(1, -1).replaceAll("''", "'")] : [],
  );
}

const value = String.raw`'(?:[^']|'')*'(?: :: text)?`;
const list = `${value}(?: , ${value})*`;
const name = String.raw`(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")+")`;
const membership = new RegExp(
  String.raw`^${name} (?:in \( ${list} \)|= any \( array \[ ${list} \] \))$`,
);
