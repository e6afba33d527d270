/** A piece of SQL text. `word` is a bare identifier or keyword, `quoted` an identifier in quotes. */
export interface Token {
  readonly kind: 'space' | 'string' | 'quoted' | 'word' | 'number' | 'symbol';
  readonly text: string;
}

const pattern = new RegExp(
  [
    String.raw`(?<space>\s+|--[^\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<string>[eE]'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|\$(?<tag>[A-Za-z_]*)\$[\s\S]*?\$\k<tag>\$)`,
    '(?<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`)',
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}_$]*)`,
    String.raw`(?<number>\d+(?:\.\d*)?|\.\d+)`,
    String.raw`(?<symbol>::|<=|>=|<>|!=|\|\||->>|->|[\s\S])`,
  ].join('|'),
  'gu',
);

const kinds = ['space', 'string', 'quoted', 'word', 'number', 'symbol'] as const;

/**
 * Splits an SQL expression into its pieces; joined again they give the text letter for letter. Comments count as space.
 * It knows the words of SQL, not its grammar: which word is a column is for the reader to decide.
 */
export function tokenize(sql: string): readonly Token[] {
  return [...sql.matchAll(pattern)].map(match => ({
    kind: kinds.find(kind => match.groups?.[kind] !== undefined) ?? 'symbol',
    text: match[0],
  }));
}

/** The identifier in double quotes, doubled inside. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The text as an SQL string literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The name inside a quoted identifier. */
export function unquote(quoted: string): string {
  const quote = quoted.slice(0, 1);
  return quoted.slice(1, -1).replaceAll(quote + quote, quote);
}
