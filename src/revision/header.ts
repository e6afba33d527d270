import { MigshError } from '../error.ts';
import { readAnswer, writeAnswer } from './header-answer.ts';
import { badHeader, conflictMarker, readHeaderLines } from './header-block.ts';
import {
  idPattern,
  isKnownTag,
  labelPattern,
  readList,
  splitTags,
  tagNamed,
  tagsNamed,
  type Tag,
} from './header-tags.ts';
import type { Revision, Waiver } from './revision.ts';

/** The revision that a file's header describes, read from its text alone; `path` is from the project's root. */
export function parseHeader(text: string, path: string): Revision {
  const { message, tags } = splitTags(readHeaderLines(text, path), path);
  const revision = tagNamed(tags, 'revision', path);
  if (revision === undefined) throw lostRevision(path);
  const createdAt = readCreated(tagNamed(tags, 'created', path), path);
  const replaces = readList(tagNamed(tags, 'replaces', path), idPattern, path);
  const others = tags.filter(tag => !isKnownTag(tag)).map(({ name, value }) => ({ name, value }));
  return {
    id: readId(revision, path),
    parents: readParents(tagNamed(tags, 'parents', path), revision, path),
    dependsOn: readList(tagNamed(tags, 'depends', path), labelPattern, path),
    labels: readList(tagNamed(tags, 'labels', path), labelPattern, path),
    message,
    ...(createdAt === undefined ? {} : { createdAt }),
    path,
    line: revision.line,
    answers: readAnswers(tagsNamed(tags, 'answer'), path),
    waivers: tagsNamed(tags, 'waive').map(tag => readWaiver(tag, path)),
    ...(replaces.length === 0 ? {} : { replaces }),
    ...(others.length === 0 ? {} : { tags: others }),
  };
}

/** What a header holds, for writing one. */
export type HeaderFields = Pick<Revision, 'message' | 'id' | 'parents'> &
  Partial<
    Pick<
      Revision,
      'labels' | 'dependsOn' | 'createdAt' | 'answers' | 'waivers' | 'replaces' | 'tags'
    >
  >;

/** The comment that `parseHeader` reads back as the same fields; refuses a message that would not survive it. */
export function formatHeader(fields: HeaderFields): string {
  const message = checkedMessage(fields.message);
  const tags = [
    tagLine('revision', fields.id),
    tagLine('parents', fields.parents.join(', ') || 'none'),
    ...listLine('labels', fields.labels),
    ...listLine('depends', fields.dependsOn),
    ...(fields.createdAt === undefined ? [] : [tagLine('created', fields.createdAt)]),
    ...listLine('replaces', fields.replaces),
    ...Object.entries(fields.answers ?? {}).map(([id, value]) =>
      tagLine('answer', writeAnswer(id, value)),
    ),
    ...(fields.waivers ?? []).map(({ rule, reason }) => tagLine('waive', `${rule} ${reason}`)),
    ...(fields.tags ?? []).map(({ name, value }) => tagLine(name, value)),
  ];
  const broken = tags.find(tag => /\*\/|[\r\n]/.test(tag));
  if (broken !== undefined) throw brokenTag(broken);
  const lines = [...message.split('\n'), '', ...tags];
  const header = ['/**', ...lines.map(line => ` * ${line}`.trimEnd()), ' */'].join('\n');
  // What the reader would refuse is never written.
  parseHeader(header, 'new revision');
  return header;
}

/** Names of tags are padded so that their values stand below each other. */
function tagLine(name: string, value: string): string {
  return `@${name.padEnd('revision'.length)} ${value}`.trimEnd();
}

function listLine(name: string, values: readonly string[] = []): string[] {
  return values.length === 0 ? [] : [tagLine(name, values.join(', '))];
}

function checkedMessage(given: string): string {
  const message = given
    .split(/\r\n|\r|\n/)
    .map(line => line.trimEnd())
    .join('\n')
    .trim();
  if (message === '') throw badMessage('is empty', 'Say what the revision does: -m "add orders".');
  if (message.includes('*/')) {
    throw badMessage('holds */, which would end the comment that keeps it', 'Leave the */ out.');
  }
  for (const line of message.split('\n')) {
    if (/^\s*@/.test(line)) {
      throw badMessage(
        `has a line that begins with @ and would be read as a tag: ${line.trim()}`,
        'Put a word before the @.',
      );
    }
    if (conflictMarker.test(line)) {
      throw badMessage(
        `has a line that looks like a merge conflict: ${line}`,
        'Leave that line out.',
      );
    }
  }
  return message;
}

function readId(tag: Tag, path: string): string {
  if (idPattern.test(tag.value)) return tag.value;
  const why = /^\w+$/.test(tag.value) ? 'is a word with a meaning of its own' : 'is no revision id';
  throw badHeader(
    { path, line: tag.line },
    `@revision: ${JSON.stringify(tag.value)} ${why}`,
    'An id is letters, digits and _.',
  );
}

function readParents(tag: Tag | undefined, revision: Tag, path: string): readonly string[] {
  if (tag === undefined) {
    throw badHeader(
      { path, line: revision.line },
      `@parents is missing in revision ${revision.value}`,
      'Write `@parents ID` below @revision, or `@parents none` if nothing comes before it.',
    );
  }
  return tag.value === 'none' ? [] : readList(tag, idPattern, path);
}

const isoDate = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

function readCreated(tag: Tag | undefined, path: string): string | undefined {
  if (tag === undefined || isoDate.test(tag.value)) return tag?.value;
  throw badHeader(
    { path, line: tag.line },
    `@created: ${JSON.stringify(tag.value)} is no date`,
    'Write it as 2026-11-20T14:32:05Z.',
  );
}

function readAnswers(tags: readonly Tag[], path: string): Readonly<Record<string, string>> {
  const answers = new Map<string, string>();
  for (const tag of tags) {
    const [id, value] = readAnswer(tag, path);
    if (answers.has(id)) {
      throw badHeader(
        { path, line: tag.line },
        `@answer ${id} stands twice`,
        'Keep the one that shaped the file.',
      );
    }
    answers.set(id, value);
  }
  return Object.fromEntries(answers);
}

function readWaiver(tag: Tag, path: string): Waiver {
  const [, rule, reason] = /^(\S+)\s+(.+)$/s.exec(tag.value) ?? [];
  if (rule !== undefined && reason !== undefined) return { rule, reason };
  throw badHeader(
    { path, line: tag.line },
    `@waive ${tag.value}: a waiver says which rule and why`,
    'Write `@waive RULE why it is safe here`.',
  );
}

function badMessage(what: string, hint: string): MigshError {
  return new MigshError('bad-message', `the message ${what}`, { hint });
}

function brokenTag(tag: string): MigshError {
  return new MigshError('bad-header', `a tag cannot hold */ or a line break: ${tag}`, {
    hint: 'Leave them out.',
  });
}

function lostRevision(path: string): MigshError {
  return new MigshError('no-header', `${path}: @revision is not at the start of a line`, {
    hint: 'Put it at the start of a line of the comment.',
  });
}
