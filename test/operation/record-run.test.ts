import { expect, test } from 'vitest';

import type { Operation } from '../../src/operation/operation.ts';
import { printRevision } from '../../src/operation/print.ts';
import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';

/** Records what `up` says, read from its text: vitest would have written a function anew. */
async function recordedFrom(body: string): Promise<readonly Operation[]> {
  const text = `export function up(op) {\n${body}\n}`;
  const { up }: { up: (op: Op) => void } = await import(
    `data:text/javascript,${encodeURIComponent(text)}`
  );
  return recordOperations(up, { dialect: 'sqlite' }).map(({ operation }) => operation);
}

const body = `  op.run(async ({ sql }) => {
    const rows = await sql\`select id from customer\`;

    for (const { id } of rows) {
      await sql\`update customer set name = null where id = \${id}\`;
    }
  });
  op.run(({ sql }) => sql\`select 2\`, { transactional: false });`;

test('the text of the function is recorded at the margin', async () => {
  expect(await recordedFrom(body)).toEqual([
    {
      kind: 'run',
      code: `async ({ sql }) => {
  const rows = await sql\`select id from customer\`;

  for (const { id } of rows) {
    await sql\`update customer set name = null where id = \${id}\`;
  }
}`,
    },
    { kind: 'run', code: '({ sql }) => sql`select 2`', transactional: false },
  ]);
});

test('what is printed records the same again', async () => {
  const operations = await recordedFrom(body);
  const text = printRevision({ header: '/** @revision a */', up: operations, down: [] });
  const printed = /up\(op: Op\) \{\n([^]*?)\n\}\n/.exec(text)?.[1] ?? '';
  expect(printed.replaceAll(/[ \t]+$/gm, '')).toBe(body);
  expect(await recordedFrom(printed)).toEqual(operations);
});

test('the function itself travels beside, and is handed sql and kysely', () => {
  let seen: unknown;
  const [recorded] = recordOperations(
    op =>
      op.run(async ({ sql, kysely }) => {
        const [row] = await sql`select id from customer where id > ${1}`;
        await kysely.updateTable('customer').set({ name: 'x' }).where('id', '=', 1).execute();
        seen = row?.['id'];
      }),
    { dialect: 'sqlite' },
  );
  expect(recorded?.run).toBeTypeOf('function');
  expect(recorded?.operation).not.toHaveProperty('run');
  expect(seen).toBeUndefined();
});

test.each([
  ["'select 1'", 'op.run: wants a function'],
  ['class {}', 'was given a class'],
  ['function* () {}', 'was given a generator'],
  ['Math.max.bind(Math)', 'whose text is not known'],
  ['() => {}, { transaction: false }', "did you mean 'transactional'?"],
])('op.run(%s) is refused', async (given, words) => {
  await expect(recordedFrom(`op.run(${given});`)).rejects.toThrow(words);
});
