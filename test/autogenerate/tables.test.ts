import { describe, expect, test } from 'vitest';

import { entity, id } from './entities.ts';
import type { Change } from './workshop.ts';
import { carryOut } from './workshop.ts';

const author = entity('Author', `${id}, name: p.string()`);
const rows = ["insert into author (id, name) values (1, 'Ann'), (2, 'Bo')"];
const book = (more = ''): string =>
  entity('Book', `${id}, title: p.string(), author: () => p.manyToOne(Author)${more}`);
const library = [
  ...rows,
  "insert into book (id, title, author_id) values (1, 'x', 1), (2, 'y', 2)",
];
const names: NonNullable<Change['expected']> = [
  ['select name from writer order by id', [{ name: 'Ann' }, { name: 'Bo' }]],
];

/** One change of whole tables a row. */
const changes: Readonly<Record<string, Change>> = {
  'a table comes': {
    before: author,
    after: `${author}\n${entity('Tag', `${id}, label: p.string().length(40).unique()`)}`,
    rows,
  },
  'a table comes that points to one that is there': {
    before: author,
    after: `${author}\n${book()}`,
    rows,
  },
  'two tables come that point to each other': {
    before: author,
    after: `${author}\n${entity('Left', `${id}, right: () => p.manyToOne(Right).nullable()`)}\n${entity('Right', `${id}, left: () => p.manyToOne(Left).nullable()`)}`,
    rows,
  },
  'a table comes that points to itself': {
    before: author,
    after: `${author}\n${entity('Node', `${id}, parent: () => p.manyToOne(Node).nullable().deleteRule('cascade')`)}`,
    rows,
  },
  'a many-to-many relation comes': {
    before: `${author}\n${entity('Tag', `${id}, label: p.string()`)}`,
    after: `${author}\n${entity('Tag', `${id}, label: p.string(), authors: () => p.manyToMany(Author)`)}`,
    rows,
  },
  'a table goes into the archive': {
    before: `${author}\n${entity('Coupon', `${id}, code: p.string()`)}`,
    after: author,
    rows: ["insert into coupon (id, code) values (1, 'SAVE')"],
    answers: { 'drop:table:coupon': 'archive' },
    back: ['select id, code from coupon'],
  },
  'a table goes, and another with a foreign key to it': {
    before: `${author}\n${book()}`,
    after: entity('Tag', `${id}, label: p.string()`),
    rows: library,
    answers: {
      'rename:table:tag': 'replace',
      'drop:table:author': 'archive',
      'drop:table:book': 'archive',
    },
    back: [
      'select id, name from author order by id',
      'select id, title, author_id from book order by id',
    ],
  },
  'a table is renamed': {
    before: author,
    after: entity('Writer', `${id}, name: p.string()`),
    rows,
    answers: { 'rename:table:writer': 'rename:author' },
    expected: names,
    back: ['select id, name from author order by id'],
  },
  'a table that others point to is renamed, with a column of it': {
    before: `${author}\n${book()}`,
    after: `${entity('Writer', `${id}, fullName: p.string()`)}\n${entity('Book', `${id}, title: p.string(), author: () => p.manyToOne(Writer)`)}`,
    rows: library,
    answers: {
      'rename:table:writer': 'rename:author',
      'rename:column:writer.full_name': 'rename:name',
    },
    expected: [
      [
        'select full_name, title from writer join book on author_id = writer.id order by title',
        [
          { full_name: 'Ann', title: 'x' },
          { full_name: 'Bo', title: 'y' },
        ],
      ],
    ],
    back: ['select title, name from book join author on author_id = author.id order by title'],
  },
  'a table is renamed and gets a column': {
    before: author,
    after: entity('Writer', `${id}, name: p.string(), born: p.integer().nullable()`),
    rows,
    answers: { 'rename:table:writer': 'rename:author' },
    expected: names,
  },
  'a table is replaced by one of another name': {
    before: author,
    after: entity('Writer', `${id}, name: p.string()`),
    rows,
    answers: { 'rename:table:writer': 'replace', 'drop:table:author': 'archive' },
    expected: [['select id from writer', []]],
    back: ['select id, name from author order by id'],
  },
  'a comment of a table and of a column': {
    before: author,
    after: entity(
      'Author',
      `${id}, name: p.string().comment('as printed')`,
      "comment: 'who writes'",
    ),
    rows,
  },
  'single-table inheritance gets a class': {
    before: `Animal = defineEntity({ name: 'Animal', discriminatorColumn: 'kind', abstract: true, properties: { ${id}, kind: p.enum(['cat', 'dog']), name: p.string() } });
Cat = defineEntity({ name: 'Cat', extends: Animal, discriminatorValue: 'cat', properties: { lives: p.integer().nullable() } });`,
    after: `Animal = defineEntity({ name: 'Animal', discriminatorColumn: 'kind', abstract: true, properties: { ${id}, kind: p.enum(['cat', 'dog']), name: p.string() } });
Cat = defineEntity({ name: 'Cat', extends: Animal, discriminatorValue: 'cat', properties: { lives: p.integer().nullable() } });
Dog = defineEntity({ name: 'Dog', extends: Animal, discriminatorValue: 'dog', properties: { tricks: p.text().nullable() } });`,
    rows: ["insert into animal (id, kind, name, lives) values (1, 'cat', 'Tom', 7)"],
    expected: [
      ['select name, lives, tricks from animal', [{ name: 'Tom', lives: 7, tricks: null }]],
    ],
  },
  'an embedded value gets a field': {
    before: `Place = defineEntity({ name: 'Place', embeddable: true, properties: { city: p.string() } });\n${entity('Shop', `${id}, place: () => p.embedded(Place)`)}`,
    after: `Place = defineEntity({ name: 'Place', embeddable: true, properties: { city: p.string(), zip: p.string().nullable() } });\n${entity('Shop', `${id}, place: () => p.embedded(Place)`)}`,
    rows: ["insert into shop (id, place_city) values (1, 'Bern')"],
    expected: [
      ['select place_city, place_zip from shop', [{ place_city: 'Bern', place_zip: null }]],
    ],
  },
};

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test.for(Object.entries(changes))('%s', async ([, change]) => {
    expect(await carryOut(dialect, change)).toMatchSnapshot();
  });
});
