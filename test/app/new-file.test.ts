import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { openContext } from '../../src/app/context.ts';
import { newRevision } from '../../src/app/revise.ts';
import type { RevisionResult } from '../../src/app/shapes.ts';
import { temporary } from '../project/temporary.ts';

/** A new revision in a project with these settings and files, and the file as it is then. */
async function written(
  migsh: object,
  files: Readonly<Record<string, string>> = {},
): Promise<{ result: RevisionResult; file: string }> {
  const root = temporary({
    'package.json': { type: 'module', migsh },
    'migrations/_': '',
    ...files,
  });
  const context = openContext({ cwd: root });
  try {
    const result = newRevision(context, { message: 'first', revisionId: 'aaaa0001' });
    return { result, file: readFileSync(join(root, result.path ?? ''), 'utf8') };
  } finally {
    await context.close();
  }
}

const withoutDate = (text: string): string => text.replace(/@created .*/, '@created  NOW');

test('a template says what a new file looks like', async () => {
  const template =
    "// SPDX-License-Identifier: MIT\n{header}\nimport { type Op } from 'migsh';\n\n// {down} mirrors {up}";
  await expect(
    written({ template: 'revision.txt' }, { 'revision.txt': `${template}\n{up}\n` }),
  ).rejects.toMatchObject({
    message: 'package.json: "migsh.template": revision.txt holds {up} 2 times',
    hint: 'write {header}, {up} and {down} once each in revision.txt',
  });
  await expect(written({ template: 'revision.txt' })).rejects.toMatchObject({
    code: 'bad-settings',
  });
  const { file } = await written(
    { template: 'revision.txt' },
    {
      'revision.txt':
        "// MIT\r\n{header}\nimport { type Op } from 'migsh';\n{up}\n{down}\n// end\n",
    },
  );
  expect(withoutDate(file)).toMatchInlineSnapshot(`
    "// MIT
    /**
     * first
     *
     * @revision aaaa0001
     * @parents  none
     * @created  NOW
     */
    import { type Op } from 'migsh';
    export function up(op: Op) {}
    export function down(op: Op) {}
    // end
    "
  `);
});

test('the format command has the last word on a new file', async () => {
  const { result, file } = await written(
    { format: 'node format.js' },
    {
      'format.js':
        "import { readFileSync as r, writeFileSync as w } from 'node:fs'; const f = process.argv[2]; w(f, r(f, 'utf8').replaceAll('{}', '{\\n}'));",
    },
  );
  expect(file).toContain('export function up(op: Op) {\n}');
  expect(result.text).toBe(file);
  expect(result.reason).toBeUndefined();
});

test('a format command that fails is said, and the file stays', async () => {
  const { result, file } = await written(
    { format: 'node format.js' },
    { 'format.js': "console.error('no such style'); process.exit(2);" },
  );
  expect(result.reason).toBe('the format command failed (node format.js): no such style');
  expect(result.revision?.id).toBe('aaaa0001');
  expect(file).toContain('@revision aaaa0001');
});

test('a format command that takes the header away is undone', async () => {
  const { result, file } = await written(
    { format: 'node format.js' },
    {
      'format.js': "import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[2], '');",
    },
  );
  expect(result.reason).toBe(
    'the format command (node format.js) took the header away: the file is as it was',
  );
  expect(file).toContain('@revision aaaa0001');
});

test('a revision that somebody wrote meanwhile: nothing is written, and it is said', async () => {
  const root = temporary({ 'package.json': { type: 'module', migsh: {} }, 'migrations/_': '' });
  const [mine, theirs] = [openContext({ cwd: root }), openContext({ cwd: root })];
  try {
    expect(mine.history().files.size).toBe(0);
    newRevision(theirs, { message: 'first', revisionId: 'aaaa0001' });
    expect(() => newRevision(mine, { message: 'mine', revisionId: 'aaaa0002' })).toThrow(
      /_first\.ts came, changed or went since the revisions were read: nothing was written/,
    );
    mine.reload();
    newRevision(mine, { message: 'mine', revisionId: 'aaaa0002' });
    expect(mine.history().graph.heads).toEqual(['aaaa0002']);
  } finally {
    await Promise.all([mine.close(), theirs.close()]);
  }
});
