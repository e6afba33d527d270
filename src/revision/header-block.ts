import { MigshError } from '../error.ts';

/** One line of the header's comment without its decoration, and where it stands in the file, from 1. */
export interface HeaderLine {
  readonly text: string;
  readonly number: number;
}

/** The lines of the block comment that holds `@revision` before the first statement; knows no other tag. */
export function readHeaderLines(text: string, path: string): readonly HeaderLine[] {
  const headers = leadingComments(text, path)
    .map(headerLines)
    .filter(lines => lines.some(line => /^@revision(?:\s|$)/.test(line.text)));
  const [header, second] = headers;
  if (header === undefined) throw noHeader(path);
  if (second !== undefined) throw twoHeaders(path, [header, second]);
  for (const line of header) refuseConflict(line, path);
  return header;
}

/** What is wrong with a header, with the file and the line of it. */
export function badHeader(
  where: { readonly path: string; readonly line: number },
  what: string,
  hint: string,
): MigshError {
  return new MigshError('bad-header', `${where.path}:${where.line}: ${what}`, {
    hint,
    details: { path: where.path, line: where.line },
  });
}

/** Seven marks at the start of a line, as git leaves them where two branches meet. */
export const conflictMarker = /^(?:<{7}|\|{7}|={7}|>{7})(?=\s|$)/;

interface Comment {
  /** The text between its ends. */
  readonly inner: string;
  /** The line on which it begins. */
  readonly line: number;
}

const lineEnd = /\r\n|\r|\n/;
const blank = /\s*/y;
const lineComment = /(?:\/\/|#!)[^\r\n]*/y;
// 'use strict' is a statement to the grammar, but nobody reads it as one.
const directive = /(?:'[^'\r\n]*'|"[^"\r\n]*")[ \t]*(?:;|(?=[\r\n]|$))/y;

/** Scans forward with `indexOf` and sticky patterns: a comment of any size costs one pass. */
function leadingComments(text: string, path: string): Comment[] {
  const comments: Comment[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const from = at;
    if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end === -1) throw openComment(text.slice(at), path, line);
      comments.push({ inner: text.slice(at + 2, end), line });
      at = end + 2;
    } else {
      at += lengthAt(blank, text, at);
      if (at === from) at += lengthAt(lineComment, text, at) || lengthAt(directive, text, at);
      if (at === from) break;
    }
    line += countLines(text, from, at);
  }
  refuseConflict({ text: text.slice(at, at + 8), number: line }, path);
  return comments;
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    // \r\n counts once, at its \n.
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) lines++;
  }
  return lines;
}

/** Takes off the stars; where a block has none, the indentation that its first line has. */
function headerLines(comment: Comment): readonly HeaderLine[] {
  if (!comment.inner.includes('@revision')) return [];
  const lines = comment.inner.split(lineEnd);
  const plain = lines.slice(1).find(line => line.trim() !== '' && !/^\s*\*/.test(line));
  const indent = /^\s*/.exec(plain ?? '')?.[0] ?? '';
  return lines.map((line, index) => ({
    text: undecorated(line, index === 0 ? ' ' : indent).trimEnd(),
    number: comment.line + index,
  }));
}

function undecorated(line: string, indent: string): string {
  if (/^\s*\*/.test(line)) return line.replace(/^\s*\*+[ \t]?/, '');
  return line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
}

function refuseConflict(line: HeaderLine, path: string): void {
  if (!conflictMarker.test(line.text)) return;
  throw badHeader(
    { path, line: line.number },
    'a merge conflict was left in the file',
    'Decide the conflict. Two revisions on the same parent are no conflict: keep both files and `migsh merge`.',
  );
}

function openComment(rest: string, path: string, line: number): MigshError {
  if (!rest.includes('@revision')) return noHeader(path);
  return badHeader({ path, line }, 'the comment that begins here has no end', 'Close it with */.');
}

function noHeader(path: string): MigshError {
  return new MigshError(
    'no-header',
    `${path}: no block comment with a @revision line stands before the first statement`,
    {
      hint: 'A revision begins with one: `migsh revision -m "…" --plan` shows the form. If this file is none, move it or let its name begin with _.',
      details: { path },
    },
  );
}

function twoHeaders(path: string, headers: readonly (readonly HeaderLine[])[]): MigshError {
  const lines = headers.map(
    header => header.find(line => line.text.startsWith('@revision'))?.number ?? 1,
  );
  return new MigshError(
    'two-headers',
    `${path}:${lines[1]}: a second @revision header; the first is at line ${lines[0]}`,
    {
      hint: 'One file is one revision: keep one header, move the other to a file of its own.',
      details: { path, lines },
    },
  );
}
