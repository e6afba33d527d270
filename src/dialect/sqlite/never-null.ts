import { type Token, tokenize } from './tokens.ts';

/**
 * Whether a check is certainly true or false on every row: it compares columns that are not null, and calls nothing
 * that may give null. SQLite 3.53 refuses `add constraint … check` for a row on which the check is null, although the
 * check itself lets such a row pass.
 */
export function isNeverNull(expression: string, required: readonly string[]): boolean {
  const known = new Set(required.map(name => name.toLowerCase()));
  const tokens = tokenize(expression);
  return tokens.every((token, at) => {
    if (token.kind === 'number' || token.kind === 'string') return true;
    if (token.kind === 'sign') return harmlessSigns.has(token.text);
    const name = token.name.toLowerCase();
    if (token.kind === 'word' && name === 'null') return isTested(tokens[at - 1]);
    return known.has(name) || (token.kind === 'word' && harmlessWords.has(name));
  });
}

// `is null`, `is not null`; elsewhere null makes null.
function isTested(before: Token | undefined): boolean {
  return before?.name === 'is' || before?.name === 'not';
}

// A division by zero is null.
const harmlessSigns = new Set(['(', ')', ',', '=', '<', '>', '!', '+', '-', '*', '|']);

const harmlessWords = new Set([
  'and',
  'or',
  'not',
  'is',
  'in',
  'between',
  'like',
  'glob',
  'true',
  'false',
  'length',
  'lower',
  'upper',
  'trim',
  'abs',
]);
