import { describe, expect, test } from 'vitest';

import { entity, id } from './entities.ts';
import type { Change } from './workshop.ts';
import { carryOut } from './workshop.ts';

const author = (properties: string, more = ''): string =>
  entity('Author', `${id}, ${properties}`, more);
const rows = ["insert into author (id, name) values (1, 'Ann'), (2, 'Bo')"];

/** One change of a column a row. */
const changes: Readonly<Record<string, Change>> = {
  'a nullable column comes': {
    before: author('name: p.string()'),
    after: author('name: p.string(), age: p.integer().nullable()'),
    rows,
    expected: [
      [
        'select name, age from author order by id',
        [
          { name: 'Ann', age: null },
          { name: 'Bo', age: null },
        ],
      ],
    ],
  },
  'a not-null column comes and is filled by a literal': {
    before: author('name: p.string()'),
    after: author('name: p.string(), country: p.string().length(2)'),
    rows,
    answers: { 'fill:column:author.country': 'default:DE' },
    expected: [['select country from author order by id', [{ country: 'DE' }, { country: 'DE' }]]],
  },
  'a not-null column comes and is filled by an expression': {
    before: author('name: p.string()'),
    after: author('name: p.string(), upper_name: p.string()'),
    rows,
    answers: { 'fill:column:author.upper_name': 'sql:upper(name)' },
    expected: [
      ['select upper_name from author order by id', [{ upper_name: 'ANN' }, { upper_name: 'BO' }]],
    ],
  },
  'a column is renamed': {
    before: author('name: p.string()'),
    after: author('fullName: p.string()'),
    rows,
    answers: { 'rename:column:author.full_name': 'rename:name' },
    expected: [
      ['select full_name from author order by id', [{ full_name: 'Ann' }, { full_name: 'Bo' }]],
    ],
  },
  'a column is renamed and becomes longer and nullable': {
    before: author('name: p.string().length(40)'),
    after: author('fullName: p.string().length(200).nullable()'),
    rows,
    answers: { 'rename:column:author.full_name': 'rename:name' },
    expected: [
      ['select full_name from author order by id', [{ full_name: 'Ann' }, { full_name: 'Bo' }]],
    ],
  },
  'two columns are renamed at once': {
    before: author("name: p.string().default('x'), mail: p.string().default('y')"),
    after: author("fullName: p.string().default('x'), email: p.string().default('y')"),
    rows: ["insert into author (id, name, mail) values (1, 'Ann', 'a@b')"],
    answers: {
      'rename:column:author.full_name': 'rename:name',
      'rename:column:author.email': 'rename:mail',
    },
    expected: [['select full_name, email from author', [{ full_name: 'Ann', email: 'a@b' }]]],
  },
  'a column goes into the archive': {
    before: author('name: p.string()'),
    after: author('age: p.integer().nullable()'),
    rows,
    answers: { 'rename:column:author.age': 'replace', 'drop:column:author.name': 'archive' },
    back: ['select id, name from author order by id'],
  },
  'a column becomes not null': {
    before: author('name: p.string().nullable()'),
    after: author('name: p.string()'),
    rows: [...rows, 'insert into author (id, name) values (3, null)'],
    answers: { 'fill:column:author.name': 'default:nobody' },
    expected: [['select name from author where id = 3', [{ name: 'nobody' }]]],
  },
  'a length grows': {
    before: author('name: p.string().length(20)'),
    after: author('name: p.string().length(50)'),
    rows,
    back: ['select id, name from author order by id'],
  },
  'string becomes text': {
    before: author('name: p.string()'),
    after: author('name: p.text()'),
    rows,
    back: ['select id, name from author order by id'],
  },
  'decimal gets more digits': {
    before: author('name: p.string(), price: p.decimal().precision(10).scale(2).nullable()'),
    after: author('name: p.string(), price: p.decimal().precision(12).scale(4).nullable()'),
    rows: ["insert into author (id, name, price) values (1, 'Ann', 12.25)"],
  },
  'a default comes': {
    before: author('name: p.string()'),
    after: author("name: p.string().default('x')"),
    rows,
  },
  'a default goes': {
    before: author("name: p.string().default('x')"),
    after: author('name: p.string()'),
    rows,
  },
  'an enum gets a value': {
    before: author("name: p.enum(['Ann', 'Bo'])"),
    after: author("name: p.enum(['Ann', 'Bo', 'Cy'])"),
    rows,
    back: ['select id, name from author order by id'],
  },
};

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test.for(Object.entries(changes))('%s', async ([, change]) => {
    const text = await carryOut(dialect, change);
    expect(text).toMatchSnapshot();
  });
});
