/** A piece of SQLite's SQL with its place in the text. White space and comments are no tokens. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'sign';
  readonly text: string;
  /** A word in lower case, a quoted name or a string without its quotes, else the text. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

// https://www.sqlite.org/lang_keywords.html: names stand in "…", `…` or […], and where only a name fits also in '…'.
const pattern = new RegExp(
  [
    String.raw`(?<space>\s+|--[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`(?<string>[xX]'[0-9a-fA-F]*'|'(?:[^']|'')*')`,
    String.raw`(?<quoted>"(?:[^"]|"")*"|` + '`(?:[^`]|``)*`' + String.raw`|\[[^\]]*\])`,
    String.raw`(?<number>0[xX][\da-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)`,
    String.raw`(?<word>[\p{L}_$\u0080-\u{10ffff}][\p{L}\p{N}_$\u0080-\u{10ffff}]*)`,
    String.raw`(?<sign>[\s\S])`,
  ].join('|'),
  'gu',
);

const kinds = ['word', 'quoted', 'string', 'number', 'sign'] as const;

/** The tokens of an SQL text, in order. */
export function tokenize(sql: string): readonly Token[] {
  return [...sql.matchAll(pattern)].flatMap(match => {
    const kind = kinds.find(each => match.groups?.[each] !== undefined);
    if (kind === undefined) return [];
    const [text] = match;
    return [
      { kind, text, name: nameOf(kind, text), start: match.index, end: match.index + text.length },
    ];
  });
}

/** Whether two names are one name to SQLite, which does not regard the case of ASCII letters. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether a name stands anywhere in the text, however it is quoted. Says yes rather once too often. */
export function mentions(sql: string, name: string): boolean {
  return tokenize(sql).some(token => isName(token) && sameName(token.name, name));
}

/** Whether an expression uses a column: its name stands there, not as a string and not as a function that is called. */
export function usesColumn(expression: string, column: string): boolean {
  const tokens = tokenize(expression);
  return tokens.some(
    (token, at) =>
      (token.kind === 'word' || token.kind === 'quoted') &&
      sameName(token.name, column) &&
      !(token.kind === 'word' && tokens[at + 1]?.text === '(' && !operators.has(token.name)),
  );
}

/** Whether a token may be a name: a word, a quoted name, or a string where only a name fits. */
export function isName(token: Token | undefined): token is Token {
  return token?.kind === 'word' || token?.kind === 'quoted' || token?.kind === 'string';
}

/** The index of the parenthesis that closes the one at `open`. */
export function closingOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (tokens[at]?.text === '(') depth += 1;
    if (tokens[at]?.text === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}

// Words that an open parenthesis follows without a call.
const operators = new Set(['in', 'and', 'or', 'not', 'when', 'then', 'else', 'between', 'like']);

function nameOf(kind: Token['kind'], text: string): string {
  if (kind === 'word') return text.toLowerCase();
  if (kind === 'quoted' && text.startsWith('[')) return text.slice(1, -1);
  if (kind === 'quoted' || (kind === 'string' && text.startsWith("'"))) {
    const quote = text.slice(0, 1);
    return text.slice(1, -1).replaceAll(quote + quote, quote);
  }
  return text;
}
