import { describe, expect, test } from 'vitest';

import { entity, id } from './entities.ts';
import type { Change } from './workshop.ts';
import { carryOut } from './workshop.ts';

const author = (more = ''): string =>
  entity('Author', `${id}, email: p.string().nullable(), name: p.string()`, more);
const rows = [
  "insert into author (id, email, name) values (1, 'a@b', 'Ann'), (2, 'a@b', 'Ann'), (3, null, 'Bo'), (4, 'c@d', 'Cy')",
];
const left = (list: string): NonNullable<Change['expected']> => [
  ['select id from author order by id', ids(list)],
];
const ids = (list: string): readonly unknown[] => list.split('').map(one => ({ id: Number(one) }));

const books = (author_: string, more = ''): string =>
  `${entity('Author', `${id}, name: p.string()`)}\n${entity('Book', `${id}, ${author_}`, more)}`;
const loose = books('author: p.integer().nullable().fieldName("author_id")');
const tied = books('author: () => p.manyToOne(Author).nullable()');
const library = [
  "insert into author (id, name) values (1, 'Ann')",
  'insert into book (id, author_id) values (1, 1), (2, 7), (3, null)',
];
const orphans = 'orphans:constraint:book.book_author_id_foreign';

/** One change of a key, an index, a foreign key or a check a row. */
const changes: Readonly<Record<string, Change>> = {
  'a unique comes, and the first of the duplicates stays': {
    before: author(),
    after: author("uniques: [{ properties: ['email'] }]"),
    rows,
    answers: { 'duplicates:constraint:author.author_email_unique': 'keep-first' },
    expected: left('134'),
  },
  'a unique comes, and the last of the duplicates stays': {
    before: author(),
    after: author("uniques: [{ properties: ['email'] }]"),
    rows,
    answers: { 'duplicates:constraint:author.author_email_unique': 'keep-last' },
    expected: left('234'),
  },
  'a unique over two columns comes where no row is like another': {
    before: author(),
    after: author("uniques: [{ properties: ['email', 'id'] }]"),
    rows,
    expected: left('1234'),
  },
  'a partial unique index comes': {
    before: author(),
    after: author(
      `uniques: [{ name: 'author_email', properties: ['email'], where: "name <> 'Ann'" }]`,
    ),
    rows,
    answers: { 'duplicates:index:author.author_email': 'empty' },
    expected: left('1234'),
  },
  'a unique goes': {
    before: author("uniques: [{ properties: ['email'] }]"),
    after: author(),
    rows: ["insert into author (id, email, name) values (1, 'a@b', 'Ann')"],
  },
  'a unique has another name': {
    before: author("uniques: [{ name: 'one_mail', properties: ['email'] }]"),
    after: author("uniques: [{ name: 'single_mail', properties: ['email'] }]"),
  },
  'an index comes': {
    before: author(),
    after: author("indexes: [{ properties: ['name'] }]"),
    rows,
  },
  'an index goes': {
    before: author("indexes: [{ properties: ['name'] }]"),
    after: author(),
    rows,
  },
  'an index is over other columns': {
    before: author("indexes: [{ name: 'by_name', properties: ['name'] }]"),
    after: author("indexes: [{ name: 'by_name', properties: ['name', 'email'] }]"),
    rows,
  },
  'an index has another name': {
    before: author("indexes: [{ name: 'by_name', properties: ['name'] }]"),
    after: author("indexes: [{ name: 'name_index', properties: ['name'] }]"),
  },
  'an index becomes partial': {
    before: author("indexes: [{ name: 'by_name', properties: ['name'] }]"),
    after: author("indexes: [{ name: 'by_name', properties: ['name'], where: 'email is null' }]"),
    rows,
  },
  'the predicate of an index changes': {
    before: author("indexes: [{ name: 'by_name', properties: ['name'], where: 'email is null' }]"),
    after: author(
      "indexes: [{ name: 'by_name', properties: ['name'], where: 'email is not null' }]",
    ),
    rows,
  },
  'an index becomes unique': {
    before: author("indexes: [{ name: 'by_mail', properties: ['email'] }]"),
    after: author("uniques: [{ name: 'by_mail', properties: ['email'] }]"),
    rows,
    answers: { 'duplicates:constraint:author.by_mail': 'keep-first' },
    expected: left('134'),
  },
  'a foreign key comes, and orphans go': {
    before: loose,
    after: tied,
    rows: library,
    answers: { [orphans]: 'delete' },
    expected: [['select id from book order by id', [{ id: 1 }, { id: 3 }]]],
  },
  'a foreign key comes, and orphans point to none': {
    before: loose,
    after: tied,
    rows: library,
    answers: { [orphans]: 'null' },
    expected: [['select author_id from book where id = 2', [{ author_id: null }]]],
  },
  'a foreign key goes': {
    before: tied,
    after: loose,
    rows: [
      "insert into author (id, name) values (1, 'Ann')",
      'insert into book (id, author_id) values (1, 1)',
    ],
    back: ['select id, author_id from book'],
  },
  'a foreign key cascades from now on': {
    before: tied,
    after: books("author: () => p.manyToOne(Author).nullable().deleteRule('cascade')"),
    rows: [
      "insert into author (id, name) values (1, 'Ann')",
      'insert into book (id, author_id) values (1, 1)',
    ],
    back: ['select id, author_id from book'],
  },
  'a relation comes with its column': {
    before: books('title: p.string()'),
    after: books('title: p.string(), author: () => p.manyToOne(Author).nullable()'),
    rows: ["insert into book (id, title) values (1, 'x')"],
    expected: [['select author_id from book', [{ author_id: null }]]],
  },
  'a check comes, and an update mends the rows': {
    before: author(),
    after: author(`checks: [{ name: 'author_name_check', expression: "name <> 'Bo'" }]`),
    rows,
    answers: {
      'violators:constraint:author.author_name_check':
        "sql:update author set name = 'Bob' where name = 'Bo'",
    },
    expected: [['select name from author where id = 3', [{ name: 'Bob' }]]],
  },
  'a check says something else': {
    before: author(`checks: [{ name: 'author_name_check', expression: "name <> 'x'" }]`),
    after: author(`checks: [{ name: 'author_name_check', expression: "name <> 'y'" }]`),
    rows,
    answers: { 'violators:constraint:author.author_name_check': 'empty' },
  },
  'a check goes': {
    before: author(`checks: [{ name: 'author_name_check', expression: "name <> 'x'" }]`),
    after: author(),
    rows,
  },
  'the primary key has another column': {
    before: entity(
      'Stay',
      'room: p.integer().primary().autoincrement(false), day: p.integer(), guest: p.string()',
    ),
    after: entity(
      'Stay',
      'room: p.integer().primary(), day: p.integer().primary(), guest: p.string()',
    ),
    rows: ["insert into stay (room, day, guest) values (1, 2, 'x')"],
    back: ['select room, day, guest from stay'],
  },
};

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test.for(Object.entries(changes))('%s', async ([, change]) => {
    expect(await carryOut(dialect, change)).toMatchSnapshot();
  });
});
