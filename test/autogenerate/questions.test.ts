import { describe, expect, test } from 'vitest';

import { entity, id } from './entities.ts';
import { evaluationOf, questionsOf } from './workshop.ts';

const author = (properties: string, more = ''): string =>
  entity('Author', `${id}, ${properties}`, more);
const change = {
  before: author('email: p.string().nullable(), age: p.bigint(), note: p.text()'),
  after: author(
    'email: p.string(), age: p.integer(), country: p.string()',
    `uniques: [{ properties: ['email'] }], checks: [{ name: 'author_age_check', expression: 'age > 17' }]`,
  ),
  answers: { 'rename:column:author.country': 'replace' },
};
const rows = [
  "insert into author (id, email, age, note) values (1, 'a@b', 20, ''), (2, 'a@b', 7, ''), (3, null, 30, '')",
];

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test('an empty database asks the same as a full one, and the rows are evidence', async () => {
    const empty = await questionsOf(dialect, change);
    const full = await questionsOf(dialect, { ...change, rows });
    expect(empty.map(question => question.id)).toEqual(full.map(question => question.id));
    expect(full.map(question => question.id)).toMatchInlineSnapshot(`
      [
        "fill:column:author.email",
        "convert:column:author.age",
        "fill:column:author.country",
        "drop:column:author.note",
        "duplicates:constraint:author.author_email_unique",
        "violators:constraint:author.author_age_check",
      ]
    `);
    const facts = (kind: string): readonly string[] =>
      full.find(question => question.kind === kind)?.evidence.map(withoutPlace) ?? [];
    expect(facts('duplicates')).toEqual([
      '1 group of rows with the same email, among 3 rows in DATABASE',
    ]);
    expect(facts('violators')).toEqual([
      '1 row of author that breaks it, among 3 rows in DATABASE',
    ]);
    // Queries and rows are nobody's answer.
    expect(JSON.stringify(full)).not.toContain('select ');
  });

  test('an expression that ends its statement is refused before it is tried anywhere', async () => {
    const answers = {
      ...change.answers,
      'fill:column:author.country': "sql:'at'); drop table author; --",
    };
    await expect(evaluationOf(dialect, { ...change, answers })).rejects.toMatchObject({
      code: 'bad-answer',
      message: expect.stringContaining('it is no expression: '),
    });
  });
});

function withoutPlace(fact: string): string {
  return fact.replace(/ in \S+$/, ' in DATABASE');
}
