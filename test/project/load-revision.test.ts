import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import type { RecordedRevision } from '../../src/project/load-revision.ts';
import { loadRevision } from '../../src/project/load-revision.ts';
import { findProject } from '../../src/project/project.ts';
import { readRevisionFiles } from '../../src/project/revision-files.ts';
import { project, revision, temporary } from './temporary.ts';

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly details: { readonly file?: string; readonly line?: number };
}

/** What loading each revision gave, by id; `stderr` is what was printed there. */
function loadAll<Result = RecordedRevision & Failure>(
  root: string,
): { results: Record<string, Result>; stderr: string } {
  const script = fileURLToPath(new URL('load-in-node.ts', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [script, root], { encoding: 'utf8' });
  if (!stdout.startsWith('{')) throw new Error(stderr);
  return { results: JSON.parse(stdout), stderr };
}

function failures(files: Readonly<Record<string, string>>): string {
  const texts = Object.entries(files).map(([id, code]) => [`${id}.ts`, revision(id, code)]);
  const { results } = loadAll<Failure>(project(Object.fromEntries(texts)));
  return Object.values(results)
    .map(({ code, message, hint }) => `[${code}] ${message}\n→ ${hint}`)
    .join('\n\n');
}

test('what a revision records, with the lines of its calls', () => {
  const root = project({
    'a.ts': revision(
      'a',
      `import type { Op } from 'migsh';

const widths: readonly number[] = [40, 80];

export function up(op: Op): void {
  op.createTable('tag', t => {
    t.string('label', 60).unique();
  });
  for (const width of widths) note(op, width);
}

function note(op: Op, width: number): void {
  op
    .comment('tag', \`\${width} wide on \${op.dialect}\`);
}

export function down(op: Op) { op.dropTable('tag'); }
`,
    ),
    'b.mjs': revision(
      'b',
      "export const irreversible = 'rows are gone';\nexport function up(op) { op.dropTable('tag'); }\n",
    ),
    'c.ts': revision('c'),
  });
  const { results } = loadAll(root);
  expect(results['a']?.up.map(({ operation, line }) => [operation.kind, line])).toEqual([
    ['createTable', 11],
    ['comment', 19],
    ['comment', 19],
  ]);
  expect(results['a']?.up[1]?.operation).toMatchObject({ comment: '40 wide on sqlite' });
  expect(results['a']?.down).toMatchObject([{ operation: { kind: 'dropTable' }, line: 22 }]);
  expect(results['a']?.irreversible).toBeNull();
  expect(results['b']).toMatchObject({ down: null, irreversible: 'rows are gone' });
  expect(results['c']).toMatchObject({ up: [], down: null, irreversible: null });
});

test('files that are no module: file, line, source line and caret', () => {
  expect(
    failures({
      missing_comma: "export function up(op) {\n  op.addColumn('a' name);\n}\n",
      twice: 'export function up(op: Op) {\n  const a = 1;\n  const a = 2;\n}\n',
      not_erasable: 'enum Tier { basic }\nexport function up(op) {}\n',
      not_a_type: "import { Op } from 'node:fs';\nexport function up(op: Op) {}\n",
    }),
  ).toMatchInlineSnapshot(`
    "[syntax-error] migrations/missing_comma.ts:7: Expected ',', got 'ident'
      op.addColumn('a' name);
                       ^^^^
    → mend the file; nothing of it was run

    [syntax-error] migrations/not_a_type.ts:6: The requested module 'node:fs' does not provide an export named 'Op'
    import { Op } from 'node:fs';
             ^^
    → types are imported with import type: import type { Op } from 'migsh'

    [syntax-error] migrations/not_erasable.ts:6: TypeScript enum is not supported in strip-only mode
    enum Tier { basic }
    ^^^^^^^^^^^^^^^^^^^
    → mend the file; nothing of it was run

    [syntax-error] migrations/twice.ts:8: Identifier 'a' has already been declared
      const a = 2;
            ^
    → mend the file; nothing of it was run"
  `);
});

test('JavaScript that is none has a place too', () => {
  const root = project({
    'a.js': revision('a', "export function up(op) {\n  op.addColumn('a' name);\n}\n"),
  });
  expect(loadAll(root).results['a']?.message).toMatchInlineSnapshot(`
    "migrations/a.js:7: missing ) after argument list
      op.addColumn('a' name);
                   ^^^"
  `);
});

test('code that fails, exports that are none', () => {
  expect(
    failures({
      no_up: 'export const op = 1;\n',
      up_no_function: 'export const up = 1;\n',
      down_no_function: 'export function up() {}\nexport const down = 1;\n',
      both: "export function up() {}\nexport function down() {}\nexport const irreversible = 'x';\n",
      irreversible_no_text: 'export function up() {}\nexport const irreversible = true;\n',
      throws_on_import: "JSON.parse('{');\nexport function up() {}\n",
      throws_in_up: "export function up() {\n  throw new TypeError('no way');\n}\n",
      throws_a_text: "export function up() {\n  throw 'no way';\n}\n",
      package_missing: "import x from 'nowhere';\nexport function up() {}\n",
      migsh_missing: "import { native } from 'migsh';\nexport function up() {}\n",
      promise: 'export async function up(op) {\n  await null;\n  op.dropTable();\n}\n',
      promise_down:
        'export function up() {}\nexport const down = () => Promise.reject(new Error());\n',
      wrong_call:
        "export function up(op) {\n  op.createTable('tag', t => {\n    t.strng('label');\n  });\n}\n",
      no_code: "export function up(op) {\n  op.run('select 1');\n}\n",
    }),
  ).toMatchInlineSnapshot(`
    "[load-failed] migrations/both.ts: has a down and says that it is irreversible
    → take one of them out

    [load-failed] migrations/down_no_function.ts: down is no function
    → write export function down(op: Op) { … }

    [load-failed] migrations/irreversible_no_text.ts: irreversible is no text
    → say why there is no way back: export const irreversible = 'why'

    [load-failed] migrations/migsh_missing.ts: Cannot find package 'migsh'
    → npm install --save-dev migsh, or import types alone: import type { Op } from 'migsh'

    [bad-operation] migrations/no_code.ts:7: op.run: wants a function
    → write op.run(({ sql }) => sql\`…\`)

    [load-failed] migrations/no_up.ts: exports no function up
    → write export function up(op: Op) { … }

    [load-failed] migrations/package_missing.ts: Cannot find package 'nowhere'
    → mend the file; a revision imports types and packages, no file of the project

    [async-revision] migrations/promise.ts: up() is async
    → take async and await out: what is recorded after an await would be lost

    [async-revision] migrations/promise_down.ts: down() is async
    → take async and await out: what is recorded after an await would be lost

    [load-failed] migrations/throws_a_text.ts: up() threw: no way
    → mend the file; nothing was run: up and down only record

    [load-failed] migrations/throws_in_up.ts:7: up() threw: no way
    → mend the file; nothing was run: up and down only record

    [load-failed] migrations/throws_on_import.ts:6: Expected property name or '}' in JSON at position 1 (line 1 column 2)
    → mend the file; a revision imports types and packages, no file of the project

    [load-failed] migrations/up_no_function.ts: exports no function up
    → write export function up(op: Op) { … }

    [bad-operation] migrations/wrong_call.ts:8: t.strng: there is no such call
    → did you mean t.string?"
  `);
});

test('the console of a revision goes to stderr', () => {
  const root = project({
    'a.ts': revision(
      'a',
      "console.log('imported');\nexport function up() { console.info('up'); }\nexport function down() { console.table([1]); }\n",
    ),
  });
  const { stderr } = loadAll(root);
  expect(stderr).toContain('imported');
  expect(stderr).toContain('up');
  expect(stderr).toContain('│');
});

test('nothing but what the revision prints is on stderr', () => {
  const root = project({ 'a.ts': revision('a', 'export function up(op: object) {}\n') });
  expect(loadAll(root).stderr).toBe('');
});

test('a project without "type": "module" has .mts files', () => {
  const root = temporary({
    'package.json': { migsh: {} },
    'migrations/a.mts': revision('a', 'export function up(op: object) {}\n'),
  });
  expect(loadAll(root).results['a']).toMatchObject({ up: [] });
});

async function checksum(
  text: string,
  dialect: 'postgresql' | 'sqlite' = 'sqlite',
): Promise<string> {
  const found = findProject({ cwd: project({ 'a.ts': revision('a', text) }) });
  const [file] = readRevisionFiles(found).files;
  return (await loadRevision(found, file!, dialect)).recordChecksum;
}

describe('the checksum of what is recorded', () => {
  const code = `export function up(op) {
  op.createIndex('tag', ['label'], { where: 'a', name: 'x' });
  if (op.dialect === 'postgresql') op.sql({ postgresql: 'select 1', sqlite: '' });
}
export function down(op) { op.dropIndex('tag', 'x'); }
`;

  test('is the same whichever database is connected', async () => {
    expect(await checksum(code, 'postgresql')).toBe(await checksum(code, 'sqlite'));
  });

  test('does not see comments, line breaks and the order of options', async () => {
    const other = code
      .replace("{ where: 'a', name: 'x' }", "{\n    name: 'x',\n    where: 'a' }")
      .replace('export function down', '// takes it back\nexport function down');
    expect(await checksum(other)).toBe(await checksum(code));
  });

  test.each([
    ['another up', code.replace("where: 'a'", "where: 'b'")],
    ['another down', code.replace("dropIndex('tag', 'x')", "dropIndex('tag', 'y')")],
    ['no down', code.replace('export function down', 'function down')],
    ['another order', code.replace("['label']", "['label', 'id']")],
    ['what only the other dialect records', code.replace('select 1', 'select 2')],
  ])('sees %s', async (_what, other) => {
    expect(await checksum(other)).not.toBe(await checksum(code));
  });

  test('sees that a revision refuses a dialect', async () => {
    const refusing = code.replace('op.sql(', "throw new Error('not here'); op.sql(");
    expect(await checksum(refusing)).not.toBe(await checksum(code));
    await expect(checksum(refusing, 'postgresql')).rejects.toThrow('not here');
  });
});

test('a file is loaded again when its text has changed, and never another text than was read', async () => {
  const root = project({
    'a.ts': revision('a', "export function up(op) { op.dropTable('x'); }\n"),
  });
  const found = findProject({ cwd: root });
  const read = () => readRevisionFiles(found).files[0]!;
  const first = read();
  expect((await loadRevision(found, first, 'sqlite')).up).toMatchObject([
    { operation: { table: 'x' } },
  ]);
  writeFileSync(
    join(root, 'migrations/a.ts'),
    revision('a', "export function up(op) { op.dropTable('y'); }\n"),
  );
  expect((await loadRevision(found, read(), 'sqlite')).up).toMatchObject([
    { operation: { table: 'y' } },
  ]);
  await expect(loadRevision(found, first, 'sqlite')).rejects.toThrow(
    'migrations/a.ts: has changed since it was read',
  );
});
