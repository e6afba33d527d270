import { sanitize } from './sanitize.ts';
import { take, widthOf } from './width.ts';

/** Where wrapped lines end and begin. */
export interface WrapOptions {
  readonly width: number;
  /** In front of the first line. */
  readonly first?: string;
  /** In front of the others; as many spaces as `first` is wide where absent. */
  readonly rest?: string;
}

/** Prose broken at spaces; line breaks in it stay. No line is wider than `width`. */
export function wrap(text: string, options: WrapOptions): readonly string[] {
  return wrapPieces(text, options, part => part.match(/\S+/g) ?? []);
}

/** SQL, broken only where white space stands outside of quotes, its own indentation kept. */
export function wrapSql(sql: string, options: WrapOptions): readonly string[] {
  return wrapPieces(sql, options, part => part.match(sqlPiece) ?? []);
}

const sqlPiece = /(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\S)+/g;

type Split = (text: string) => readonly string[];

function wrapPieces(text: string, options: WrapOptions, split: Split): readonly string[] {
  const { width, first = '', rest = ' '.repeat(widthOf(first)) } = options;
  const lines: string[] = [];
  for (const part of sanitize(text).split('\n')) {
    const indent = /^ */.exec(part)?.[0] ?? '';
    const start = (lines.length === 0 ? first : rest) + indent;
    // What fits stays as it is, with the blanks that align it.
    if (widthOf(start) + widthOf(part.trim()) <= width) lines.push((start + part.trim()).trimEnd());
    else lines.push(...fill(split(part), { width, first: start, rest: rest + indent }));
  }
  return lines;
}

function fill(pieces: readonly string[], { width, first, rest }: Required<WrapOptions>): string[] {
  const lines: string[] = [];
  let current = first;
  let empty = true;
  for (const piece of pieces.flatMap(each => breakWord(each, width - widthOf(rest)))) {
    if (!empty && widthOf(current) + 1 + widthOf(piece) > width) {
      lines.push(current);
      current = rest;
      empty = true;
    }
    current += empty ? piece : ` ${piece}`;
    empty = false;
  }
  return [...lines, current].map(each => each.trimEnd());
}

/** A word that fits into no line, in pieces that do. */
function breakWord(word: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let left = word;
  while (widthOf(left) > Math.max(1, width)) {
    const most = take(left, Math.max(1, width));
    // A text in quotes is one word to its language, several to a reader.
    const blank = most.lastIndexOf(' ');
    const piece = blank > 0 ? most.slice(0, blank + 1) : most;
    if (piece === '') break;
    pieces.push(piece);
    left = left.slice(piece.length);
  }
  return [...pieces, left];
}
