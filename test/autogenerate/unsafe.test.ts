import { describe, expect, test } from 'vitest';

import { entity, id } from './entities.ts';
import type { Change } from './workshop.ts';
import { carryOut, openWorkshop, questionsOf } from './workshop.ts';

const shop = (book: string, more = ''): string =>
  `${entity('Author', `${id}, name: p.string()`)}\n${entity('Book', `${id}, ${book}`, more)}`;
const rows = [
  "insert into author (id, name) values (1, 'Ann')",
  "insert into book (id, title, author_id, price) values (1, 'a', 1, 3), (2, 'b', null, null)",
];
const before = shop(
  'title: p.string(), author: p.integer().nullable().fieldName("author_id"), price: p.integer().nullable()',
);
const settings = { large: ['book'] };

/** One step with a safe form a row. */
const changes: Readonly<Record<string, Change>> = {
  'an index is built beside the traffic': {
    before,
    after: shop(
      'title: p.string().index(), author: p.integer().nullable().fieldName("author_id"), price: p.integer().nullable()',
    ),
    answers: { 'unsafe:index:book.book_title_index': 'safe' },
  },
  'a unique is made of an index that is built beside the traffic': {
    before,
    after: shop(
      'title: p.string().unique(), author: p.integer().nullable().fieldName("author_id"), price: p.integer().nullable()',
    ),
    answers: {
      'duplicates:constraint:book.book_title_unique': 'empty',
      'unsafe:constraint:book.book_title_unique': 'safe',
    },
  },
  'a foreign key is added for new rows, then validated': {
    before,
    after: shop(
      'title: p.string(), author: () => p.manyToOne(Author).nullable(), price: p.integer().nullable()',
    ),
    answers: {
      'orphans:constraint:book.book_author_id_foreign': 'null',
      'unsafe:constraint:book.book_author_id_foreign': 'safe',
    },
  },
  'a check is added for new rows, then validated': {
    before,
    after: shop(
      'title: p.string(), author: p.integer().nullable().fieldName("author_id"), price: p.integer().nullable()',
      "checks: [{ name: 'book_price_check', expression: 'price > 0' }]",
    ),
    answers: {
      'violators:constraint:book.book_price_check': 'empty',
      'unsafe:constraint:book.book_price_check': 'safe',
    },
  },
  'a column becomes not null by a check that proves it': {
    before,
    after: shop(
      'title: p.string(), author: p.integer().nullable().fieldName("author_id"), price: p.integer()',
    ),
    answers: {
      'fill:column:book.price': 'default:7',
      'unsafe:column:book.price': 'safe',
      'split:revision': 'one',
    },
    expected: [['select price from book order by id', [{ price: 3 }, { price: 7 }]]],
  },
  'a column of the new type takes the place of one': {
    before,
    after: shop(
      'title: p.string(), author: p.integer().nullable().fieldName("author_id"), price: p.bigint().nullable()',
    ),
    answers: { 'unsafe:column:book.price': 'safe' },
    expected: [['select id from book where price + 1 = 4', [{ id: 1 }]]],
    back: ['select price from book order by id'],
  },
  'a column of the new type takes the place of one that is filled by an expression': {
    before,
    after: shop(
      'title: p.string(), author: p.integer().nullable().fieldName("author_id"), price: p.smallint().default(5)',
    ),
    answers: {
      'convert:column:book.price': 'sql:coalesce(price, 0) + 1',
      'fill:column:book.price': 'default:5',
      'unsafe:column:book.price': 'safe',
    },
    expected: [['select price from book order by id', [{ price: 4 }, { price: 1 }]]],
  },
  'a default for each row comes after its column': {
    before,
    after: shop(
      'title: p.string(), author: p.integer().nullable().fieldName("author_id"), price: p.integer().nullable(), luck: p.double().defaultRaw("(abs(random()))")',
    ),
    answers: { 'unsafe:column:book.luck': 'safe' },
    expected: [['select id from book where luck is null', []]],
  },
};

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test.each(Object.entries(changes))('%s', async (_, change) => {
    const text = await carryOut(dialect, { rows, settings, back: [], ...change });
    expect(text).toMatchSnapshot();
  });

  test('asked where the settings say that the table is large, and then alone', async () => {
    const change = changes['a foreign key is added for new rows, then validated'];
    if (change === undefined) throw new Error('no such change');
    const answers = { 'orphans:constraint:book.book_author_id_foreign': 'null' };
    const asked = await questionsOf(dialect, { ...change, answers, rows, settings });
    expect(asked.map(question => question.id)).toMatchInlineSnapshot(`
      [
        "unsafe:constraint:book.book_author_id_foreign",
      ]
    `);
    expect(asked.map(question => question.evidence)).toMatchInlineSnapshot(`
      [
        [
          "package.json says that book is large",
        ],
      ]
    `);
    expect(await questionsOf(dialect, { ...change, answers, rows })).toEqual([]);
  });

  test('a step that stays as it is says why, and its hazard is waived', async () => {
    const workshop = await openWorkshop(dialect, '');
    await workshop.enter(before);
    await workshop.generate({});
    await workshop.enter(changes['an index is built beside the traffic']?.after ?? '');
    const index = 'unsafe:index:book.book_title_index';
    await expect(workshop.generate({ [index]: 'as-is: ' })).rejects.toThrow(
      'the reason is missing',
    );
    const text = await workshop.generate({ [index]: 'as-is:nobody writes at night' });
    expect(text.split('\n').filter(line => /@answer|@waive|op\./.test(line)))
      .toMatchInlineSnapshot(`
      [
        " * @answer   unsafe:index:book.book_title_index=as-is:nobody writes at night",
        " * @waive    create-index-blocking nobody writes at night",
        "  op.createIndex('book', ['title']);",
        "  op.dropIndex('book', 'book_title_index');",
      ]
    `);
  });
});

test('asked where the connected database has many rows', async () => {
  const change = changes['an index is built beside the traffic'];
  if (change === undefined) throw new Error('no such change');
  const many =
    "insert into book (id, title, author_id, price) select g, 'x', null, 1 from generate_series(1, 100000) as g";
  const asked = await questionsOf('postgresql', { ...change, answers: {}, rows: [many] });
  expect(asked.map(question => question.id)).toEqual(['unsafe:index:book.book_title_index']);
  expect(asked[0]?.evidence.map(withoutPlace)).toEqual(['book has 100,000 rows in DATABASE']);
});

function withoutPlace(fact: string): string {
  return fact.replace(/ in \S+$/, ' in DATABASE');
}
