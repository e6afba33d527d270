import type { Span } from './table-text.ts';
import { closingOf, type Token } from './tokens.ts';

/** A place in a list of tokens that moves while it is read. */
export interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

/** The token at the cursor, or some tokens further. */
export function peek(cursor: Cursor, ahead = 0): Token | undefined {
  return cursor.tokens[cursor.at + ahead];
}

/** Whether a bare word stands at the cursor. */
export function isWord(cursor: Cursor, word: string, ahead = 0): boolean {
  const token = peek(cursor, ahead);
  return token?.kind === 'word' && token.name === word;
}

/** Moves past the words if they all stand there. */
export function accept(cursor: Cursor, ...words: readonly string[]): boolean {
  if (!words.every((word, ahead) => isWord(cursor, word, ahead))) return false;
  cursor.at += words.length;
  return true;
}

/** Moves past a parenthesis and what it encloses; gives the tokens inside. */
export function skipGroup(cursor: Cursor): readonly Token[] {
  const open = cursor.at;
  const close = closingOf(cursor.tokens, open);
  cursor.at = close + 1;
  return cursor.tokens.slice(open + 1, close);
}

/** The place in the text from a token up to the one before the cursor. */
export function spanFrom(cursor: Cursor, from: number): Span {
  const start = cursor.tokens[from]?.start ?? 0;
  return { start, end: cursor.tokens[cursor.at - 1]?.end ?? start };
}
