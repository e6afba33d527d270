/** Where wrapped lines end and begin. */
export interface WrapOptions {
  readonly width: number;
  /** In front of the first line. */
  readonly first?: string;
  /** In front of the others; as many spaces as `first` is long where absent. */
  readonly rest?: string;
}

/** Prose broken at spaces so that no line is longer than `width` (a longer word stands alone); line breaks in it stay. */
export function wrap(text: string, options: WrapOptions): string[] {
  return wrapPieces(text, options, line => line.match(/\S+/g) ?? []);
}

/** SQL, broken only where white space stands outside of quotes: what is copied from the screen still means the same. */
export function wrapSql(sql: string, options: WrapOptions): string[] {
  return wrapPieces(sql, options, line => line.match(sqlPiece) ?? []);
}

const sqlPiece = /(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|[^\s])+/g;

function wrapPieces(
  text: string,
  { width, first = '', rest = ' '.repeat(first.length) }: WrapOptions,
  split: (line: string) => readonly string[],
): string[] {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    const start = (lines.length === 0 ? first : rest) + indent;
    lines.push(...fill(split(line), { width, first: start, rest: rest + indent }));
  }
  return lines.map(line => line.trimEnd());
}

function fill(pieces: readonly string[], { width, first, rest }: Required<WrapOptions>): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const piece of pieces) {
    if (!empty && line.length + 1 + piece.length > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? piece : ` ${piece}`;
    empty = false;
  }
  return [...lines, line];
}

/** The text cut to `width` with `…` (ASCII: `...`) where it is longer. */
export function cut(text: string, width: number, ellipsis: string): string {
  if (text.length <= width) return text;
  return text.slice(0, Math.max(0, width - ellipsis.length)) + ellipsis;
}
