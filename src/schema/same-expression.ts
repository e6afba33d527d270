import { type SqlText, sqlText } from './objects.ts';
import { isReserved } from './reserved.ts';
import { type Token, tokenize, unquote } from './tokens.ts';

/**
 * Whether two SQL expressions are spelled alike but for blanks, parentheses around the whole, the case of bare words and
 * quotes around plain names. More – casts, `in` against `= any`, the order of operands – is for the database to decide.
 */
export function sameExpression(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return normalExpression(a) === normalExpression(b);
}

/** The same of texts that may be one for each dialect. */
export function sameSql(a: SqlText | undefined, b: SqlText | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (['postgresql', 'sqlite'] as const).every(dialect =>
    sameExpression(sqlText(a, dialect), sqlText(b, dialect)),
  );
}

/** The expression in the spelling that `sameExpression` compares. */
export function normalExpression(sql: string): string {
  const words = tokenize(sql)
    .filter(token => token.kind !== 'space')
    .map(normalToken);
  return withoutOuterParentheses(words).join(' ');
}

function normalToken(token: Token): string {
  if (token.kind === 'word') return token.text.toLowerCase();
  if (token.text === '!=') return '<>';
  if (token.kind !== 'quoted') return token.text;
  const name = unquote(token.text);
  const isPlain = /^[a-z_][a-z0-9_$]*$/.test(name) && !isReserved(name);
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

function withoutOuterParentheses(words: readonly string[]): readonly string[] {
  if (words[0] !== '(' || closingOf(words) !== words.length - 1) return words;
  return withoutOuterParentheses(words.slice(1, -1));
}

/** Where the parenthesis closes that the first word opens. */
function closingOf(words: readonly string[]): number {
  let depth = 0;
  return words.findIndex(word => {
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    return depth === 0;
  });
}
