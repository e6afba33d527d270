import type { Column } from '../schema/schema.ts';

/**
 * What MikroORM's `generated` says in portable terms: `identity` and `by default as identity` are an identity column,
 * `(price * 2) stored` an expression. Without a last word PostgreSQL before 18 takes nothing but `stored`, so that is what is meant.
 */
export function generatedOf(text: string | undefined): Pick<Column, 'identity' | 'generated'> {
  if (text === undefined) return {};
  const said = text.trim();
  if (/^by default as identity$/i.test(said)) return { identity: 'by default' };
  if (/^(?:always as )?identity$/i.test(said)) return { identity: 'always' };
  const [, expression = said, kind = 'stored'] = /^(.*?)\s+(stored|virtual)$/is.exec(said) ?? [];
  return {
    generated: {
      expression: unwrapped(expression.trim()),
      stored: kind.toLowerCase() === 'stored',
    },
  };
}

/** The text without the one pair of parentheses around all of it. */
function unwrapped(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length - 1; at += 1) {
    const sign = text.charAt(at);
    if (sign === "'") quoted = !quoted;
    if (!quoted && sign === '(') depth += 1;
    if (!quoted && sign === ')') depth -= 1;
    if (depth === 0) return text;
  }
  return text.slice(1, -1).trim();
}
