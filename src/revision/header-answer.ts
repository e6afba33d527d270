import { badHeader } from './header-block.ts';
import type { Tag } from './header-tags.ts';

/** `@answer ID=VALUE`: `rename:column:order."a=b"=rename:a` splits at the first `=` outside double quotes. */
export function readAnswer(tag: Tag, path: string): readonly [id: string, value: string] {
  const split = answerSplit(tag.value);
  if (split <= 0) {
    throw badHeader(
      { path, line: tag.line },
      `@answer wants ID=VALUE and reads ${JSON.stringify(tag.value)}`,
      'An id is written as the question shows it: rename:column:author.email=rename:mail.',
    );
  }
  return [unquoted(tag.value.slice(0, split)), unquoted(tag.value.slice(split + 1).trim())];
}

/** An answer as `@answer` holds it: what would end the comment or the line stands as a JSON string with `\/`. */
export function writeAnswer(id: string, value: string): string {
  return `${quotedIf(breaksHeader, id)}=${quotedIf(needsQuotes, value)}`;
}

/** The index of the first `=` outside double quotes, or -1; a doubled quote inside a name opens and closes at once. */
export function answerSplit(text: string): number {
  const jsonId = /^"(?:[^"\\]|\\.)*"(?==)/.exec(text);
  if (jsonId !== null) return jsonId[0].length;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    if (text[at] === '=' && !quoted) return at;
  }
  return -1;
}

function quotedIf(needed: (text: string) => boolean, text: string): string {
  return needed(text) ? JSON.stringify(text).replaceAll('/', String.raw`\/`) : text;
}

function breaksHeader(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.includes('*/') || /[\u0000-\u001F]/.test(text);
}

function needsQuotes(value: string): boolean {
  return breaksHeader(value) || value !== value.trim() || value.startsWith('"');
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    // SQL may begin with a quoted name: `"first" || "last"` is the value as written.
    return text;
  }
}
