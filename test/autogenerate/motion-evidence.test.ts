import { describe, expect, test } from 'vitest';

import { entity, id } from './entities.ts';
import { questionsOf } from './workshop.ts';

const shop = (ofCustomer: string, ofOrder: string): string =>
  [
    entity('Customer', `${id}, ${ofCustomer}`),
    entity('Order', `${id}, customer: () => p.manyToOne(Customer), ${ofOrder}`),
  ].join('\n');

describe.each(['sqlite', 'postgresql'] as const)('what rows say about motions on %s', dialect => {
  test('parents of several children, and those of none, are counted', async () => {
    const questions = await questionsOf(dialect, {
      before: shop('', 'phone: p.string()'),
      after: shop('phone: p.string()', ''),
      rows: [
        'insert into customer (id) values (1), (2), (3), (4)',
        `insert into "order" (id, customer_id, phone) values (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c'), (4, 2, 'c')`,
      ],
      answers: { 'rename:column:customer.phone': 'move:order.phone' },
    });
    expect(questions.map(({ id: which, evidence }) => [which, evidence])).toEqual([
      [
        'fill:column:customer.phone',
        [expect.stringMatching(/^2 rows that have none, among 4 rows/)],
      ],
      [
        'duplicates:column:customer.phone',
        [expect.stringMatching(/^1 row of customer whose rows of order differ in phone/)],
      ],
    ]);
  });

  test('texts of one word are counted', async () => {
    const questions = await questionsOf(dialect, {
      before: entity('Author', `${id}, name: p.string()`),
      after: entity('Author', `${id}, firstName: p.string(), lastName: p.string()`),
      rows: ["insert into author (id, name) values (1, 'Ann Lee'), (2, 'Cher')"],
      answers: {
        'rename:column:author.first_name': 'split:name',
        'rename:column:author.last_name': 'split:name',
      },
    });
    expect(questions.map(({ evidence }) => evidence)).toEqual([
      [expect.stringMatching(/^1 row that has none, among 2 rows/)],
    ]);
  });
});
