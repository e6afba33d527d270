import { badHeader, type HeaderLine } from './header-block.ts';
import { editDistance } from './nearest.ts';

/** `@name value`, with the line of the `@`. */
export interface Tag {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** The text before the tags, and the tags; a tag goes on only in lines that are indented. */
export function splitTags(
  lines: readonly HeaderLine[],
  path: string,
): { readonly message: string; readonly tags: readonly Tag[] } {
  const message: string[] = [];
  const open: OpenTag[] = [];
  let goesOn = false;
  for (const { text, number } of lines) {
    const last = open.at(-1);
    if (text.startsWith('@')) {
      open.push(openTag(text, { path, line: number }));
      goesOn = true;
    } else if (goesOn && last !== undefined && /^\s+\S/.test(text)) {
      last.parts.push(text.trim());
    } else {
      goesOn = false;
      if (last === undefined) message.push(text);
    }
  }
  const tags = open.map(({ name, parts, line }) => ({ name, value: parts.join(' ').trim(), line }));
  for (const tag of tags) refuseLookalike(tag, path);
  return { message: message.join('\n').trim(), tags };
}

/** The tags of one name; only `@answer` and `@waive` stand more than once. */
export function tagsNamed(tags: readonly Tag[], name: string): readonly Tag[] {
  return tags.filter(tag => tag.name === name);
}

/** The one tag of a name, or undefined. */
export function tagNamed(tags: readonly Tag[], name: string, path: string): Tag | undefined {
  const [tag, second] = tagsNamed(tags, name);
  if (second !== undefined) {
    throw badHeader(
      { path, line: second.line },
      `@${name} stands twice; the first is at line ${tag?.line}`,
      'Write one tag; several values are separated by commas.',
    );
  }
  return tag;
}

/** What is written between commas, each checked against `pattern`. */
export function readList(tag: Tag | undefined, pattern: RegExp, path: string): readonly string[] {
  if (tag === undefined) return [];
  const values = tag.value.split(',').map(value => value.trim());
  for (const [index, value] of values.entries()) {
    if (!pattern.test(value)) throw badValue(tag, value, path);
    if (values.indexOf(value) !== index) throw twice(tag, value, path);
  }
  return values;
}

/** A revision id: letters, digits and `_`; no word that means something else wherever a revision is named. */
export const idPattern = /^(?!(?:head|heads|base|current|none)$)[A-Za-z0-9_]+$/;

/** A label: an id's letters and `.`. */
export const labelPattern = /^(?!(?:head|heads|base|current|none)$)[A-Za-z0-9_.]+$/;

/** What the header tells migsh; other tags are kept and mean nothing. */
const knownTags = [
  'revision',
  'parents',
  'labels',
  'depends',
  'created',
  'answer',
  'waive',
  'replaces',
] as const;

/** A tag that migsh reads. */
export function isKnownTag(tag: Tag): boolean {
  return knownTags.some(known => known === tag.name);
}

interface OpenTag {
  readonly name: string;
  readonly parts: string[];
  readonly line: number;
}

function openTag(text: string, where: { readonly path: string; readonly line: number }): OpenTag {
  const [, name, value = ''] = /^@([A-Za-z][\w-]*)(?:\s+(.*))?$/s.exec(text) ?? [];
  if (name === undefined) {
    throw badHeader(
      where,
      `a line of the header that begins with @ is a tag, and this is none: ${text}`,
      'Put a word before the @.',
    );
  }
  return { name, parts: [value.trim()], line: where.line };
}

/** `@label x` would otherwise be kept, and its label lost without a word. */
function refuseLookalike(tag: Tag, path: string): void {
  if (isKnownTag(tag)) return;
  const meant = knownTags.find(known => editDistance(tag.name.toLowerCase(), known) <= 1);
  if (meant === undefined) return;
  throw badHeader({ path, line: tag.line }, `there is no tag @${tag.name}`, `Write @${meant}.`);
}

function badValue(tag: Tag, value: string, path: string): Error {
  const what =
    value === ''
      ? `@${tag.name} leaves a value out`
      : `@${tag.name} cannot hold ${JSON.stringify(value)}`;
  return badHeader(
    { path, line: tag.line },
    what,
    tag.name === 'parents'
      ? 'Write the ids of the parents with commas between them, or `@parents none` for a base.'
      : 'Letters, digits and _ (labels also .), with commas between several; head, heads, base, current and none are taken.',
  );
}

function twice(tag: Tag, value: string, path: string): Error {
  return badHeader({ path, line: tag.line }, `@${tag.name} names ${value} twice`, 'Name it once.');
}
