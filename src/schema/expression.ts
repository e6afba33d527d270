import { bareName, qualifierOf } from './names.ts';
import { isReserved } from './reserved.ts';
import { quoteIdentifier, type Token, tokenize, unquote } from './tokens.ts';

/**
 * Whether the expression names the column, bare or quoted. Words are all it sees: a type or a keyword that is spelled
 * like the column counts too, the name of a function that is called does not.
 */
export function mentions(expression: string, column: string): boolean {
  const tokens = tokenize(expression);
  return tokens.some((token, at) => names(token, column) && !isCalled(tokens, at));
}

/**
 * The expression with one column's name replaced. Limit: it goes by words (see `mentions`), so a type that is spelled
 * like the column is replaced as well; what stands inside a string never is.
 */
export function renameInExpression(expression: string, from: string, to: string): string {
  const tokens = tokenize(expression);
  return tokens
    .map((token, at) =>
      names(token, from) && !isCalled(tokens, at) ? respell(token, to) : token.text,
    )
    .join('');
}

/** The expression with the table that stands before a dot (`customer.email`) replaced. */
export function renameQualifier(expression: string, from: string, to: string): string {
  const tokens = tokenize(expression);
  return tokens
    .map((token, at) =>
      names(token, from) && next(tokens, at)?.text === '.' ? respell(token, to) : token.text,
    )
    .join('');
}

/** The name as SQL that a person reads: bare where that means the same on both dialects, else in quotes. */
export function sqlName(name: string): string {
  const mayBeBare = /^[a-z_][a-z0-9_$]*$/.test(name) && !isReserved(name);
  return mayBeBare ? name : quoteIdentifier(name);
}

/** The table's name as SQL, schema and name quoted apart. */
export function sqlTable(table: string): string {
  const schema = qualifierOf(table);
  const name = quoteIdentifier(bareName(table));
  return schema === '' ? name : `${quoteIdentifier(schema)}.${name}`;
}

// SQLite compares names without regard to case, PostgreSQL folds bare ones to lower case; quoted ones are taken as they are.
function names(token: Token, name: string): boolean {
  if (token.kind === 'word') return token.text.toLowerCase() === name.toLowerCase();
  return token.kind === 'quoted' && unquote(token.text) === name;
}

function isCalled(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.kind === 'word' && next(tokens, at)?.text === '(' && !isReserved(tokens[at].text)
  );
}

function next(tokens: readonly Token[], at: number): Token | undefined {
  return tokens.slice(at + 1).find(token => token.kind !== 'space');
}

function respell(token: Token, name: string): string {
  return token.kind === 'word' ? sqlName(name) : quoteIdentifier(name);
}
