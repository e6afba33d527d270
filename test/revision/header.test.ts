import { describe, expect, test } from 'vitest';

import { MigshError } from '../../src/error.ts';
import { formatHeader, type HeaderFields, parseHeader } from '../../src/revision/header.ts';

const header = `/**
 * add order history
 *
 * Orders are kept after
 *   a customer leaves.
 *
 * @revision 3f2a9c1e7b04
 * @parents  1ab27c0d93fe
 * @labels   billing
 * @depends  9d8e7f6a5b4c, audit.log
 * @created  2026-11-20T14:32:05Z
 * @answer   rename:column:author.email=rename:mail
 * @waive    drop-column nobody reads it
 */`;
const body = `
import type { Op } from 'migsh';

export function up(op: Op) {}
`;
const small = '/**\n * a\n * @revision abc1\n * @parents none\n */';

function parse(text: string): ReturnType<typeof parseHeader> {
  return parseHeader(text, 'migrations/x.ts');
}

function refusal(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof MigshError) return `${error.code}: ${error.message} | ${error.hint}`;
    throw error;
  }
  return 'read';
}

test('a header is read into a revision', () => {
  expect(parse(header + body)).toMatchInlineSnapshot(`
    {
      "answers": {
        "rename:column:author.email": "rename:mail",
      },
      "createdAt": "2026-11-20T14:32:05Z",
      "dependsOn": [
        "9d8e7f6a5b4c",
        "audit.log",
      ],
      "id": "3f2a9c1e7b04",
      "labels": [
        "billing",
      ],
      "line": 7,
      "message": "add order history

    Orders are kept after
      a customer leaves.",
      "parents": [
        "1ab27c0d93fe",
      ],
      "path": "migrations/x.ts",
      "waivers": [
        {
          "reason": "nobody reads it",
          "rule": "drop-column",
        },
      ],
    }
  `);
});

test('a tag of a million lines', () => {
  const text = small.replace(
    '\n * @parents',
    `\n * @note a${'\n *   b'.repeat(1_000_000)}\n * @parents`,
  );
  expect(parse(text).tags?.[0]?.value).toHaveLength(2_000_001);
});

describe('what stands around the header', () => {
  test.each([
    ['a shebang', `#!/usr/bin/env node\n${small}`],
    ['a byte order mark', `\uFEFF${small}`],
    ['a byte order mark and a shebang', `\uFEFF#!/usr/bin/env node\n${small}`],
    ['CRLF', small.replaceAll('\n', '\r\n')],
    ['CR', small.replaceAll('\n', '\r')],
    ['line comments', `// @ts-check\n// Copyright\n\n${small}`],
    ['a licence block', `/* Copyright.\n * All rights reserved. */\n${small}`],
    ['a block with tags of its own', `/**\n * @license MIT\n * @parents of nobody\n */\n${small}`],
    ['a directive', `'use strict';\n${small}`],
    ['a directive without semicolon', `"use strict"\n${small}`],
    ['an eslint block', `/* eslint-disable */ ${small}`],
    ['a block after it', `${small}\n/* eslint-disable */${body}`],
    ['a second header after a statement', `${small}${body}${small}`],
    ['ten megabytes of comment', `/*${'x'.repeat(10_000_000)}*/\n${small}`],
    ['ten megabytes of lines', `/*${'\n *'.repeat(3_000_000)}*/\n${small}`],
    ['no stars', '/*\n  a\n\n  @revision abc1\n  @parents none\n*/'],
    ['no stars and no indentation', '/*\na\n\n@revision abc1\n@parents none\n*/'],
    ['tabs', small.replaceAll(' *', '\t*')],
    ['tabs behind the stars', small.replaceAll(' * ', ' *\t')],
    ['text on the opening line', '/** a\n * @revision abc1\n * @parents none */'],
    ['nothing behind', small],
  ])('%s', (_name, text) => {
    expect(parse(text)).toMatchObject({ id: 'abc1', parents: [], message: 'a' });
  });

  test('lines are counted through all of it', () => {
    expect(parse(`#!/usr/bin/env node\r\n/* b\r\n */\r\n\r\n${small}`).line).toBe(7);
    expect(parse(`// b\n${small}`).line).toBe(4);
    expect(parse(`// b\r${small.replaceAll('\n', '\r')}`).line).toBe(4);
  });

  test('a tag of ten megabytes', () => {
    const text = small.replace('@parents', `@note ${'x'.repeat(10_000_000)}\n * @parents`);
    expect(parse(text).tags?.[0]?.value).toHaveLength(10_000_000);
  });
});

describe('tags', () => {
  test.each([
    [
      'prose under a tag is not its value',
      ' * @revision abc1\n * which is prose\n * @parents none',
      'abc1',
    ],
    [
      'an indented line goes on',
      ' * @revision abc1\n * @parents a,\n *           b,\n *           c',
      'a b c',
    ],
    ['a blank line ends a tag', ' * @revision abc1\n * @parents a\n *\n *   indented prose', 'a'],
    [
      'an @ inside a line is text',
      ' * mail me@example.com @revision no\n * @revision abc1\n * @parents none',
      'abc1',
    ],
    [
      'slashes are kept',
      ' * @revision abc1\n * @parents none\n * @see https://example.com // there',
      'https://example.com // there',
    ],
  ])('%s', (_name, inner, found) => {
    const revision = parse(`/**\n * a\n${inner}\n */`);
    const words = [revision.id, revision.parents.join(' '), revision.tags?.[0]?.value];
    expect(words).toContain(found);
  });

  test('unknown ones are kept', () => {
    const text = small.replace(' */', ' * @author mara\n * @see #12\n * @see #13\n */');
    expect(parse(text).tags).toEqual([
      { name: 'author', value: 'mara' },
      { name: 'see', value: '#12' },
      { name: 'see', value: '#13' },
    ]);
  });
});

const refused: readonly (readonly [name: string, text: string])[] = [
  ['no comment', body],
  ['no @revision', '/**\n * a\n * @parents none\n */'],
  ['a header after the first statement', `import 'x';\n${small}`],
  ['two headers', `${small}\n${small}`],
  ['no @parents', '/**\n * a\n *\n * @revision abc1\n */'],
  ['empty @parents', '/**\n * @revision abc1\n * @parents\n */'],
  ['a parent left out', '/**\n * @revision abc1\n * @parents a,, b\n */'],
  ['none beside a parent', '/**\n * @revision abc1\n * @parents none, a\n */'],
  ['a parent twice', '/**\n * @revision abc1\n * @parents a, a\n */'],
  ['a path for an id', '/**\n * @revision ../abc\n * @parents none\n */'],
  ['an id that means something else', '/**\n * @revision head\n * @parents none\n */'],
  ['a label with a space', small.replace(' */', ' * @labels two words\n */')],
  ['a tag twice', '/**\n * @revision abc1\n * @parents a\n * @parents b\n */'],
  ['a tag misspelt', small.replace(' */', ' * @label billing\n */')],
  ['no tag', '/**\n * @mikro-orm/core upgrade\n * @revision abc1\n * @parents none\n */'],
  ['a date that is none', small.replace(' */', ' * @created yesterday\n */')],
  ['an answer without =', small.replace(' */', ' * @answer rename:table:"a=b"\n */')],
  ['an answer twice', small.replace(' */', ' * @answer a=1\n * @answer a=2\n */')],
  ['a waiver without reason', small.replace(' */', ' * @waive drop-column\n */')],
  ['a comment without end', '/**\n * @revision abc1\n * @parents none\n'],
  ['a stray comment without end', '/* no revision\n'],
  [
    'a conflict in the header',
    '/**\n * a\n *\n * @revision abc1\n<<<<<<< HEAD\n * @parents a\n=======\n * @parents b\n>>>>>>> billing\n */',
  ],
  [
    'a conflict, formatted since',
    '/**\n * a\n * @revision abc1\n * <<<<<<< HEAD\n * @parents a\n */',
  ],
  ['a conflict round the header', `<<<<<<< HEAD\n${small}\n=======\n`],
  ['a conflict below the header', `${small}\n<<<<<<< HEAD\nimport 'a';\n`],
  ['a conflict in a value', '/**\n * @revision abc1\n * @parents a <<<<<<< HEAD\n */'],
];

test('what is refused, and where', () => {
  const said = refused.map(([name, text]) => `${name}\n  ${refusal(text)}`);
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "no comment
      no-header: migrations/x.ts: no block comment with a @revision line stands before the first statement | A revision begins with one: \`migsh revision -m "…" --plan\` shows the form. If this file is none, move it or let its name begin with _.
    no @revision
      no-header: migrations/x.ts: no block comment with a @revision line stands before the first statement | A revision begins with one: \`migsh revision -m "…" --plan\` shows the form. If this file is none, move it or let its name begin with _.
    a header after the first statement
      no-header: migrations/x.ts: no block comment with a @revision line stands before the first statement | A revision begins with one: \`migsh revision -m "…" --plan\` shows the form. If this file is none, move it or let its name begin with _.
    two headers
      two-headers: migrations/x.ts:8: a second @revision header; the first is at line 3 | One file is one revision: keep one header, move the other to a file of its own.
    no @parents
      bad-header: migrations/x.ts:4: @parents is missing in revision abc1 | Write \`@parents ID\` below @revision, or \`@parents none\` if nothing comes before it.
    empty @parents
      bad-header: migrations/x.ts:3: @parents leaves a value out | Write the ids of the parents with commas between them, or \`@parents none\` for a base.
    a parent left out
      bad-header: migrations/x.ts:3: @parents leaves a value out | Write the ids of the parents with commas between them, or \`@parents none\` for a base.
    none beside a parent
      bad-header: migrations/x.ts:3: @parents cannot hold "none" | Write the ids of the parents with commas between them, or \`@parents none\` for a base.
    a parent twice
      bad-header: migrations/x.ts:3: @parents names a twice | Name it once.
    a path for an id
      bad-header: migrations/x.ts:2: @revision: "../abc" is no revision id | An id is letters, digits and _.
    an id that means something else
      bad-header: migrations/x.ts:2: @revision: "head" is a word with a meaning of its own | An id is letters, digits and _.
    a label with a space
      bad-header: migrations/x.ts:5: @labels cannot hold "two words" | Letters, digits and _ (labels also .), with commas between several; head, heads, base, current and none are taken.
    a tag twice
      bad-header: migrations/x.ts:4: @parents stands twice; the first is at line 3 | Write one tag; several values are separated by commas.
    a tag misspelt
      bad-header: migrations/x.ts:5: there is no tag @label | Write @labels.
    no tag
      bad-header: migrations/x.ts:2: a line of the header that begins with @ is a tag, and this is none: @mikro-orm/core upgrade | Put a word before the @.
    a date that is none
      bad-header: migrations/x.ts:5: @created: "yesterday" is no date | Write it as 2026-11-20T14:32:05Z.
    an answer without =
      bad-header: migrations/x.ts:5: @answer wants ID=VALUE and reads "rename:table:\\"a=b\\"" | An id is written as the question shows it: rename:column:author.email=rename:mail.
    an answer twice
      bad-header: migrations/x.ts:6: @answer a stands twice | Keep the one that shaped the file.
    a waiver without reason
      bad-header: migrations/x.ts:5: @waive drop-column: a waiver says which rule and why | Write \`@waive RULE why it is safe here\`.
    a comment without end
      bad-header: migrations/x.ts:1: the comment that begins here has no end | Close it with */.
    a stray comment without end
      no-header: migrations/x.ts: no block comment with a @revision line stands before the first statement | A revision begins with one: \`migsh revision -m "…" --plan\` shows the form. If this file is none, move it or let its name begin with _.
    a conflict in the header
      bad-header: migrations/x.ts:5: a merge conflict was left in the file | Decide the conflict. Two revisions on the same parent are no conflict: keep both files and \`migsh merge\`.
    a conflict, formatted since
      bad-header: migrations/x.ts:4: a merge conflict was left in the file | Decide the conflict. Two revisions on the same parent are no conflict: keep both files and \`migsh merge\`.
    a conflict round the header
      bad-header: migrations/x.ts:1: a merge conflict was left in the file | Decide the conflict. Two revisions on the same parent are no conflict: keep both files and \`migsh merge\`.
    a conflict below the header
      bad-header: migrations/x.ts:6: a merge conflict was left in the file | Decide the conflict. Two revisions on the same parent are no conflict: keep both files and \`migsh merge\`.
    a conflict in a value
      bad-header: migrations/x.ts:3: @parents cannot hold "a <<<<<<< HEAD" | Write the ids of the parents with commas between them, or \`@parents none\` for a base."
  `);
});

describe('answers', () => {
  test.each([
    ['rename:column:author.email=rename:mail', 'rename:column:author.email', 'rename:mail'],
    ['fill:column:"my.table"."a=b"=sql:x = 1', 'fill:column:"my.table"."a=b"', 'sql:x = 1'],
    ['rename:table:"say ""a=b"""=replace', 'rename:table:"say ""a=b"""', 'replace'],
    ['fill:column:a.b=', 'fill:column:a.b', ''],
    [String.raw`fill:column:a.b="sql:1 /* x *\/"`, 'fill:column:a.b', 'sql:1 /* x */'],
    [String.raw`fill:column:a.b="default: \n "`, 'fill:column:a.b', 'default: \n '],
    ['fill:column:a.b="first" || "last"', 'fill:column:a.b', '"first" || "last"'],
  ])('%s', (line, id, value) => {
    expect(parse(small.replace(' */', ` * @answer ${line}\n */`)).answers).toEqual({ [id]: value });
  });
});

type RoundTrip = readonly [name: string, fields: HeaderFields];

const roundTrips: readonly RoundTrip[] = [
  ['a plain one', { message: 'a', id: 'x1', parents: [] }],
  [
    'a message of many lines',
    { message: 'a\n\n  b\n* c\n ** d\n/e\n/* f', id: 'x1', parents: ['y', 'z'] },
  ],
  ['a message with an address', { message: 'for me@example.com', id: 'x1', parents: [] }],
  [
    'everything',
    {
      message: 'a',
      id: 'x1',
      parents: ['y'],
      labels: ['l.1', 'm'],
      dependsOn: ['z', 'l2'],
      createdAt: '2026-11-20',
      replaces: ['o1', 'o2'],
      waivers: [{ rule: 'drop-column', reason: 'nobody = reads it' }],
      tags: [{ name: 'author', value: 'mara' }],
    },
  ],
  ...[
    'rename:mail',
    'a=b=c',
    '',
    ' outer ',
    '\u00a0',
    'line\nbreak',
    'carriage\rreturn',
    'sql:1 /* x */',
    '*/',
    '/',
    '"quoted"',
    '"',
    String.raw`back\slash`,
    '@revision zzz',
    '\u2028',
    '__proto__',
    '日本語',
  ].map((value): RoundTrip => [
    `the answer ${JSON.stringify(value)}`,
    { message: 'a', id: 'x1', parents: [], answers: { 'fill:column:"a=b".c': value } },
  ]),
  ...['a', '"a*/b"', '"a\nb"', '"a""=""b"', '__proto__'].map((name): RoundTrip => [
    `an answer to ${JSON.stringify(name)}`,
    { message: 'a', id: 'x1', parents: [], answers: { [`rename:table:${name}`]: 'replace' } },
  ]),
];

describe('formatHeader', () => {
  test('writes what the contract shows', () => {
    expect(formatHeader(parse(header))).toBe(header);
    expect(formatHeader({ message: 'first', id: 'abc1', parents: [] })).toBe(
      '/**\n * first\n *\n * @revision abc1\n * @parents  none\n */',
    );
  });

  test.each(roundTrips)('%s is read back as it was', (_name, fields) => {
    const read = parse(formatHeader(fields));
    expect(read).toMatchObject(fields);
    expect(read.answers).toEqual(fields.answers ?? {});
  });

  test.each([
    ['fix */ bug'],
    ['@mikro-orm/core upgrade'],
    ['a\n  @b'],
    [''],
    [' \n '],
    ['<<<<<<< HEAD'],
  ])('the message %j is refused', message => {
    expect(() => formatHeader({ message, id: 'x1', parents: [] })).toThrow(
      expect.objectContaining({ code: 'bad-message' }),
    );
  });

  test.each([
    ['an id', { id: 'n:1' }],
    ['a parent', { parents: ['a b'] }],
    ['a label', { labels: ['head'] }],
    ['a waiver', { waivers: [{ rule: 'x', reason: 'ends */ here' }] }],
    ['a tag of two lines', { tags: [{ name: 'x', value: 'a\n * @parents b' }] }],
  ])('%s that could not be read back is refused', (_name, fields) => {
    expect(() => formatHeader({ message: 'a', id: 'x1', parents: [], ...fields })).toThrow(
      MigshError,
    );
  });
});
