import { expect, test } from 'vitest';

import { checkExpressions } from '../../src/app/check-expressions.ts';
import type { Question } from '../../src/schema/question.ts';

const question: Question = {
  id: 'fill:column:a.b',
  kind: 'fill',
  subject: 'a.b',
  message: '',
  options: [{ value: 'sql:', label: 'an expression' }],
  evidence: [],
};
const check = async (
  text: string,
  dialect: 'sqlite' | 'postgresql',
  kind: Question['kind'] = 'fill',
): Promise<void> => {
  const answered = [{ question: { ...question, kind }, value: `sql:${text}` }];
  await checkExpressions({ answered }, dialect);
};

test.each(['sqlite', 'postgresql'] as const)('one expression: %s', async dialect => {
  for (const text of [
    "'a;b'",
    'c',
    '(1 + 2) * (3)',
    "case when c > 1 then 'x' else lower(c) end",
    '(select max(id) from a)',
    'cast(substr(c, 5) as int)',
    "c || ' -- '",
    '/* why */ 1',
  ]) {
    await expect(check(text, dialect)).resolves.toBeUndefined();
  }
  // A violators' answer is a statement.
  await expect(check('update a set c = 1', dialect, 'violators')).resolves.toBeUndefined();
});

test.each(['sqlite', 'postgresql'] as const)('no expression, or more: %s', async dialect => {
  for (const text of [
    '(select 1',
    '1); drop table a; --',
    '1; drop table a',
    '1, d = 2',
    '1) + (2',
    '1) --',
    '1 -- all of it',
    '1 /*',
    '1 from a',
    '1 where true',
    '1 as x',
    '1 union select 2',
    'nothing to see',
    '',
  ]) {
    await expect(check(text, dialect)).rejects.toMatchObject({
      code: 'bad-answer',
      message: expect.stringContaining(`fill:column:a.b cannot be answered sql:${text}`),
    });
  }
});
