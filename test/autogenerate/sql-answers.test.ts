import { expect, test } from 'vitest';

import type { MigshError } from '../../src/error.ts';
import { evaluationOf } from './workshop.ts';

const before = `A = defineEntity({ name: 'Author', properties: { id: p.integer().primary(), name: p.string(), born: p.integer().nullable() } });`;
const after = `A = defineEntity({ name: 'Author', properties: { id: p.integer().primary(), fullName: p.string(), born: p.integer().nullable(), email: p.string(), land: p.string() } });`;
const rename = { 'rename:column:author.full_name': 'rename:name' };
const email = 'fill:column:author.email';

test.each(['sqlite', 'postgresql'] as const)(
  'SQL that the database does not understand is refused while other questions are open: %s',
  async dialect => {
    const refusal = async (sql: string): Promise<MigshError | undefined> =>
      evaluationOf(dialect, { before, after, answers: { ...rename, [email]: sql } }).then(
        () => undefined,
        (error: MigshError) => error,
      );
    expect(await refusal('sql:lower(nick)')).toMatchObject({
      code: 'bad-answer',
      details: { id: email, value: 'sql:lower(nick)' },
      message: [
        `${email} cannot be answered sql:lower(nick): ${dialect === 'sqlite' ? 'no such column: nick' : 'column "nick" does not exist'}`,
        '  lower(nick)',
        '        ^',
      ].join('\n'),
    });
    expect(await refusal('sql:lower(full_name')).toMatchObject({
      code: 'bad-answer',
      details: { id: email },
    });
    // The name is the one after the revision.
    expect(await refusal('sql:lower(name)')).toMatchObject({ details: { id: email } });
    expect(await refusal("sql:lower(full_name) || '@library'")).toBeUndefined();
  },
  60_000,
);

test('SQL that the database understands leaves the other questions open', async () => {
  const { questions } = await evaluationOf('sqlite', {
    before,
    after,
    answers: { ...rename, [email]: 'sql:lower(full_name)' },
  });
  expect(questions.map(({ id }) => id)).toEqual(['fill:column:author.land']);
});
