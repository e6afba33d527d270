import { quoteText, type Token, tokenize } from './tokens.ts';

/** Whether the SQL names the value as a string: `mood = 'glad'`. */
export function namesValue(sql: string, value: string): boolean {
  return tokenize(sql).some(token => isValue(token, value));
}

/** The SQL with one string replaced by another. */
export function renameValue(sql: string, from: string, to: string): string {
  return tokenize(sql)
    .map(token => (isValue(token, from) ? quoteText(to) : token.text))
    .join('');
}

/** The SQL with a type's name replaced where something is cast to it: `'glad'::mood`. */
export function renameCast(sql: string, from: string, to: string): string {
  const tokens = tokenize(sql);
  return tokens
    .map((token, at) => (isCastTo(tokens, at, from) ? respelled(token, to) : token.text))
    .join('');
}

/** What a list of values as text holds, `{glad,sad}` on PostgreSQL and `glad,sad` on SQLite, with one value replaced. */
export function renameInList(list: string, from: string, to: string): string {
  const [, open = '', inside = '', close = ''] = /^(\{?)([\s\S]*?)(\}?)$/.exec(list) ?? [];
  return `${open}${inside
    .split(',')
    .map(value => (value === from ? to : value))
    .join(',')}${close}`;
}

function isValue({ kind, text }: Token, value: string): boolean {
  return kind === 'string' && text === quoteText(value);
}

function isCastTo(tokens: readonly Token[], at: number, name: string): boolean {
  const token = tokens[at];
  if (token === undefined || tokens[at - 1]?.text !== '::') return false;
  return token.text === name || token.text === `"${name}"`;
}

function respelled(token: Token, name: string): string {
  const isPlain = token.kind === 'word' && /^[a-z_][a-z0-9_]*$/.test(name);
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}
