import { describe, expect, test } from 'vitest';

import { entity, id } from './entities.ts';
import type { Change } from './workshop.ts';
import { carryOut } from './workshop.ts';

const author = (properties: string, more = ''): string =>
  entity('Author', `${id}, ${properties}`, more);

/** Customers and their orders. */
const shop = (ofCustomer: string, ofOrder: string, isLoose = false): string =>
  [
    entity('Customer', `${id}, name: p.string(), ${ofCustomer}`),
    entity(
      'Order',
      `${id}, customer: () => p.manyToOne(Customer)${isLoose ? '.nullable()' : ''}, ${ofOrder}`,
    ),
  ].join('\n');

const customers = [
  "insert into customer (id, name, phone) values (1, 'Ann', '11'), (2, 'Bo', '22'), (3, 'Cy', '33')",
  'insert into "order" (id, customer_id) values (1, 1), (2, 1), (3, 2)',
];

/** One motion a row. */
const changes: Readonly<Record<string, Change>> = {
  'two columns are joined': {
    before: author('firstName: p.string(), lastName: p.string()'),
    after: author('fullName: p.string()'),
    rows: [
      "insert into author (id, first_name, last_name) values (1, 'Ann', 'Lee'), (2, 'Bo Li', 'von Berg')",
    ],
    answers: { 'rename:column:author.full_name': 'merge:first_name,last_name' },
    expected: [
      [
        'select full_name from author order by id',
        [{ full_name: 'Ann Lee' }, { full_name: 'Bo Li von Berg' }],
      ],
    ],
    back: ['select id, first_name, last_name from author order by id'],
  },
  'what changes and comes after a join is told from what stands beside it on the way back, or goes whole to one':
    {
      before: author('firstName: p.string(), lastName: p.string()'),
      after: author('fullName: p.string()'),
      rows: [
        "insert into author (id, first_name, last_name) values (1, 'Bo Li', 'Berg'), (2, 'Ann', 'Lee')",
      ],
      answers: { 'rename:column:author.full_name': 'merge:first_name,last_name' },
      meanwhile: [
        "update author set full_name = 'Ann van Dam' where id = 2",
        "insert into author (id, full_name) values (3, 'Cy Orr'), (4, 'Cher')",
      ],
      returned: [
        [
          'select first_name, last_name from author order by id',
          [
            { first_name: 'Bo Li', last_name: 'Berg' },
            { first_name: 'Ann', last_name: 'van Dam' },
            { first_name: 'Cy Orr', last_name: '' },
            { first_name: 'Cher', last_name: '' },
          ],
        ],
      ],
    },
  'three columns that are joined come back exactly, and a text that was edited is never cut to fit':
    {
      before: author(
        'street: p.string().length(60).nullable(), zip: p.string().length(5).nullable(), city: p.string().length(20).nullable()',
      ),
      after: author('address: p.string().length(60).nullable()'),
      rows: [
        "insert into author (id, street, zip, city) values (1, 'Main Street 5', '8001', 'Zürich'), (2, 'Am Hof 1', null, 'Bern'), (3, null, '3000', null), (4, 'Weg 1', '1000', 'Genf'), (5, 'Weg 2', '1000', 'Genf'), (6, 'Weg 3', '1000', 'Genf'), (7, 'Weg 4', '1000', 'Genf'), (8, null, null, null), (9, 'Weg 5', '1000', 'Genf'), (10, 'A B', 'A', 'B C')",
      ],
      answers: { 'rename:column:author.address': 'merge:street,zip,city' },
      back: ['select id, street, zip, city from author where id in (2, 3, 8) order by id'],
      meanwhile: [
        "update author set address = 'Bahnhofstrasse 7 8001 Zürich' where id = 1",
        "update author set address = 'Weg 1 1201 Genf' where id = 4",
        "update author set address = 'Weg 2 1000 Genève' where id = 5",
        "update author set address = 'Weg 3 1201-1202 Genf' where id = 6",
        'update author set address = null where id = 7',
        "update author set address = '100% A_b' where id = 9",
        "update author set address = 'A B C' where id = 10",
        "insert into author (id, address) values (11, 'Tal 9 2000 Biel')",
      ],
      returned: [
        [
          'select id, street, zip, city from author where id not in (2, 3, 8) order by id',
          [
            { id: 1, street: 'Bahnhofstrasse 7', zip: '8001', city: 'Zürich' },
            { id: 4, street: 'Weg 1', zip: '1201', city: 'Genf' },
            { id: 5, street: 'Weg 2', zip: '1000', city: 'Genève' },
            { id: 6, street: 'Weg 3 1201-1202 Genf', zip: null, city: null },
            { id: 7, street: null, zip: null, city: null },
            { id: 9, street: '100% A_b', zip: null, city: null },
            { id: 10, street: 'A B C', zip: null, city: null },
            { id: 11, street: 'Tal 9 2000 Biel', zip: null, city: null },
          ],
        ],
      ],
    },
  'columns are joined though what comes takes the names of their index and of a check beside them':
    {
      before: author(
        "firstName: p.string(), lastName: p.string(), kind: p.enum(['a', 'b']).nullable(), rank: p.integer().nullable()",
        "indexes: [{ name: 'by_name', properties: ['lastName'] }], checks: [{ name: 'author_odd', expression: 'rank > 0' }]",
      ),
      after: [
        author('fullName: p.string()', "indexes: [{ name: 'by_name', properties: ['fullName'] }]"),
        entity(
          'Reader',
          `${id}, rank: p.integer()`,
          "checks: [{ name: 'author_odd', expression: 'rank > 1' }, { name: 'author_kind_check', expression: 'rank < 9' }]",
        ),
      ].join('\n'),
      rows: [
        "insert into author (id, first_name, last_name, kind, rank) values (1, 'Ann', 'Lee', 'a', 5)",
      ],
      answers: {
        'rename:column:author.full_name': 'merge:first_name,last_name',
        'drop:column:author.kind': 'archive',
        'drop:column:author.rank': 'archive',
      },
      expected: [['select full_name from author', [{ full_name: 'Ann Lee' }]]],
      back: ['select id, first_name, last_name, kind, rank from author'],
    },
  'columns with nulls are joined, and what rows get that have none is asked': {
    before: author('firstName: p.string().nullable(), lastName: p.string().nullable()'),
    after: author('fullName: p.string()'),
    rows: [
      "insert into author (id, first_name, last_name) values (1, 'Ann', 'Lee'), (2, null, 'Berg'), (3, 'Bo', null), (4, null, null), (5, '', null)",
    ],
    answers: {
      'rename:column:author.full_name': 'merge:first_name,last_name',
      'fill:column:author.full_name': 'default:nobody',
    },
    expected: [
      [
        'select full_name from author order by id',
        [
          { full_name: 'Ann Lee' },
          { full_name: 'Berg' },
          { full_name: 'Bo' },
          { full_name: 'nobody' },
          { full_name: 'nobody' },
        ],
      ],
    ],
    back: ['select id, first_name, last_name from author order by id'],
  },
  'columns of a table without a primary key of numbers are joined into one that has a default': {
    before: entity(
      'Author',
      'code: p.string().primary(), firstName: p.string().nullable(), lastName: p.string()',
    ),
    after: entity('Author', "code: p.string().primary(), fullName: p.string().default('?')"),
    rows: [
      "insert into author (code, first_name, last_name) values ('a', 'Ann', 'Lee'), ('b', null, 'Berg')",
    ],
    answers: { 'rename:column:author.full_name': 'merge:first_name,last_name' },
    expected: [
      [
        'select full_name from author order by code',
        [{ full_name: 'Ann Lee' }, { full_name: 'Berg' }],
      ],
    ],
    back: ['select code, first_name, last_name from author order by code'],
  },
  'a column is split': {
    before: author('name: p.string()'),
    after: author('firstName: p.string(), lastName: p.string()'),
    rows: ["insert into author (id, name) values (1, 'Ann Lee'), (2, 'Bo von Berg'), (3, 'Cher')"],
    answers: {
      'rename:column:author.first_name': 'split:name',
      'rename:column:author.last_name': 'split:name',
      'fill:column:author.last_name': 'default:',
    },
    expected: [
      [
        'select first_name, last_name from author order by id',
        [
          { first_name: 'Ann', last_name: 'Lee' },
          { first_name: 'Bo', last_name: 'von Berg' },
          { first_name: 'Cher', last_name: '' },
        ],
      ],
    ],
    back: ['select id, name from author where id < 4 order by id'],
    meanwhile: [
      "insert into author (id, first_name, last_name) values (4, 'Di', 'Ek'), (5, 'Ed', '')",
    ],
    returned: [
      ['select name from author where id > 3 order by id', [{ name: 'Di Ek' }, { name: 'Ed' }]],
    ],
  },
  'a column is split in three, of which the last may be null': {
    before: author('address: p.text().nullable()'),
    after: author(
      'zip: p.text().nullable(), town: p.text().nullable(), street: p.text().nullable()',
    ),
    rows: [
      "insert into author (id, address) values (1, '8000 Zurich Am Hof 3'), (2, '3000 Bern'), (3, null), (4, '')",
    ],
    answers: {
      'rename:column:author.zip': 'split:address',
      'rename:column:author.town': 'split:address',
      'rename:column:author.street': 'split:address',
    },
    expected: [
      [
        'select zip, town, street from author order by id',
        [
          { zip: '8000', town: 'Zurich', street: 'Am Hof 3' },
          { zip: '3000', town: 'Bern', street: null },
          { zip: null, town: null, street: null },
          { zip: '', town: null, street: null },
        ],
      ],
    ],
    back: ['select id, address from author order by id'],
  },
  'blanks around a text that is split, and several at a cut, are of no piece': {
    before: author('name: p.string()'),
    after: author('firstName: p.string(), middle: p.string(), lastName: p.string()'),
    rows: [
      "insert into author (id, name) values (1, '  Grace   Brewster  Murray  Hopper '), (2, ' Ann  Lee'), (3, '  '), (4, 'Bo Li Orr')",
    ],
    answers: {
      'rename:column:author.first_name': 'split:name',
      'rename:column:author.middle': 'split:name',
      'rename:column:author.last_name': 'split:name',
      'fill:column:author.middle': 'default:',
      'fill:column:author.last_name': 'default:',
    },
    expected: [
      [
        'select first_name, middle, last_name from author order by id',
        [
          { first_name: 'Grace', middle: 'Brewster', last_name: 'Murray  Hopper' },
          { first_name: 'Ann', middle: 'Lee', last_name: '' },
          { first_name: '', middle: '', last_name: '' },
          { first_name: 'Bo', middle: 'Li', last_name: 'Orr' },
        ],
      ],
    ],
    back: ['select id, name from author order by id'],
  },
  'a column moves to the children, along their foreign key': {
    before: shop('phone: p.string()', 'note: p.string().nullable()'),
    after: shop('', 'note: p.string().nullable(), phone: p.string()'),
    rows: customers,
    answers: { 'rename:column:order.phone': 'move:customer.phone' },
    expected: [
      [
        'select id, phone from "order" order by id',
        [
          { id: 1, phone: '11' },
          { id: 2, phone: '11' },
          { id: 3, phone: '22' },
        ],
      ],
    ],
    back: [
      'select id, phone from customer where id < 4 order by id',
      'select id, note from "order" where id < 4 order by id',
    ],
    meanwhile: [
      "insert into customer (id, name) values (4, 'Di'), (5, 'Ed')",
      `insert into "order" (id, customer_id, phone) values (4, 4, '44')`,
    ],
    returned: [
      [
        'select id, phone from customer where id > 3 order by id',
        [
          { id: 4, phone: '44' },
          { id: 5, phone: '' },
        ],
      ],
    ],
  },
  'what all children say by now is what their parent gets back': {
    before: shop('phone: p.string().nullable()', ''),
    after: shop('', 'phone: p.string().nullable()'),
    rows: customers,
    answers: { 'rename:column:order.phone': 'move:customer.phone' },
    meanwhile: [`update "order" set phone = '99' where id in (1, 3)`],
    returned: [
      [
        'select id, phone from customer order by id',
        [
          { id: 1, phone: '11' },
          { id: 2, phone: '99' },
          { id: 3, phone: '33' },
        ],
      ],
    ],
  },
  'a column moves to the parent: of several children the last one gives its value': {
    before: shop('', 'phone: p.string()', true),
    after: shop('phone: p.string()', '', true),
    rows: [
      "insert into customer (id, name) values (1, 'Ann'), (2, 'Bo'), (3, 'Cy')",
      `insert into "order" (id, customer_id, phone) values (1, 1, '11'), (2, 1, '12'), (3, 2, '22'), (4, null, '44')`,
    ],
    answers: {
      'rename:column:customer.phone': 'move:order.phone',
      'duplicates:column:customer.phone': 'keep-last',
      'fill:column:customer.phone': 'default:none',
    },
    expected: [
      [
        'select id, phone from customer order by id',
        [
          { id: 1, phone: '12' },
          { id: 2, phone: '22' },
          { id: 3, phone: 'none' },
        ],
      ],
    ],
    back: ['select id, phone from "order" where id in (1, 2, 4) order by id'],
    meanwhile: [
      "update customer set phone = '99' where id = 2",
      'insert into "order" (id, customer_id) values (5, 1), (6, 3), (7, null)',
    ],
    returned: [
      [
        'select id, phone from "order" where id > 2 order by id',
        [
          { id: 3, phone: '99' },
          { id: 4, phone: '44' },
          { id: 5, phone: '12' },
          { id: 6, phone: '' },
          { id: 7, phone: '' },
        ],
      ],
    ],
  },
  'columns become a table of their own, equal rows once': {
    before: entity(
      'Customer',
      `${id}, name: p.string(), street: p.string().nullable(), city: p.string().nullable()`,
    ),
    after: [
      entity('Address', `${id}, street: p.string().nullable(), city: p.string()`),
      entity('Customer', `${id}, name: p.string(), address: () => p.manyToOne(Address).nullable()`),
    ].join('\n'),
    rows: [
      "insert into customer (id, name, street, city) values (1, 'Ann', 'Hof 3', 'Bern'), (2, 'Bo', 'Hof 3', 'Bern'), (3, 'Cy', null, 'Bern'), (4, 'Di', null, null), (5, 'Ed', 'Am 1', null)",
    ],
    answers: {
      'rename:table:address': 'extract:customer',
      'fill:column:address.city': 'default:?',
    },
    expected: [
      [
        'select c.id, a.street, a.city from customer c left join address a on a.id = c.address_id order by c.id',
        [
          { id: 1, street: 'Hof 3', city: 'Bern' },
          { id: 2, street: 'Hof 3', city: 'Bern' },
          { id: 3, street: null, city: 'Bern' },
          { id: 4, street: null, city: null },
          { id: 5, street: 'Am 1', city: '?' },
        ],
      ],
      [
        'select count(*) as n from address where street is not null',
        [{ n: expect.toSatisfy(n => Number(n) === 2) }],
      ],
    ],
    back: ['select id, name, street, city from customer where id not in (2, 6) order by id'],
    meanwhile: [
      "insert into address (street, city) values ('Tal 9', 'Genf')",
      "update customer set address_id = (select id from address where street = 'Tal 9') where id = 2",
      "insert into customer (id, name, address_id) select 6, 'Fi', id from address where street = 'Hof 3'",
    ],
    returned: [
      [
        'select id, street, city from customer where id in (2, 6) order by id',
        [
          { id: 2, street: 'Tal 9', city: 'Genf' },
          { id: 6, street: 'Hof 3', city: 'Bern' },
        ],
      ],
    ],
  },
  'rows that go because others are like them go before anything is made of them': {
    before: entity('Customer', `${id}, email: p.string(), street: p.string().nullable()`),
    after: [
      entity('Address', `${id}, street: p.string().nullable()`),
      entity(
        'Customer',
        `${id}, email: p.string().unique(), address: () => p.manyToOne(Address).nullable()`,
      ),
    ].join('\n'),
    rows: [
      "insert into customer (id, email, street) values (1, 'a@x', 'Hof 3'), (2, 'a@x', 'Tal 9'), (3, 'c@x', 'Hof 3')",
    ],
    answers: {
      'rename:table:address': 'extract:customer',
      'duplicates:constraint:customer.customer_email_unique': 'keep-first',
    },
    expected: [
      ['select street from address', [{ street: 'Hof 3' }]],
      [
        'select c.id, a.street from customer c join address a on a.id = c.address_id order by c.id',
        [
          { id: 1, street: 'Hof 3' },
          { id: 3, street: 'Hof 3' },
        ],
      ],
    ],
    back: ['select id, email, street from customer where id <> 2 order by id'],
  },
  'columns become a table of their own, a row each with a random key, that points back': {
    before: entity(
      'Customer',
      `${id}, name: p.string(), profileBio: p.text().nullable(), profileMotto: p.string().default('-')`,
    ),
    after: [
      entity(
        'Profile',
        'id: p.uuid().primary(), customer: () => p.oneToOne(Customer), bio: p.text().nullable(), motto: p.string()',
      ),
      entity('Customer', `${id}, name: p.string()`),
    ].join('\n'),
    rows: [
      "insert into customer (id, name, profile_bio, profile_motto) values (1, 'Ann', 'long', 'a'), (2, 'Bo', null, 'b')",
    ],
    answers: { 'rename:table:profile': 'extract:customer' },
    expected: [
      [
        'select customer_id, bio, motto from profile order by customer_id',
        [
          { customer_id: 1, bio: 'long', motto: 'a' },
          { customer_id: 2, bio: null, motto: 'b' },
        ],
      ],
      [
        'select count(distinct id) as n from profile',
        [{ n: expect.toSatisfy(n => Number(n) === 2) }],
      ],
    ],
    back: ['select id, profile_bio, profile_motto from customer where id = 1'],
    meanwhile: ["update profile set motto = 'c' where customer_id = 2"],
    returned: [['select profile_motto from customer where id = 2', [{ profile_motto: 'c' }]]],
  },
  'columns become a table of their own, a row each with the same key': {
    before: entity('Customer', `${id}, name: p.string(), bio: p.text()`),
    after: [
      entity('Profile', `${id}, bio: p.text()`),
      entity('Customer', `${id}, name: p.string(), profile: () => p.oneToOne(Profile).owner()`),
    ].join('\n'),
    rows: ["insert into customer (id, name, bio) values (3, 'Ann', 'same'), (7, 'Bo', 'same')"],
    answers: { 'rename:table:profile': 'extract:customer' },
    expected: [
      [
        'select id, profile_id from customer order by id',
        [
          { id: 3, profile_id: 3 },
          { id: 7, profile_id: 7 },
        ],
      ],
    ],
    back: ['select id, name, bio from customer where id < 8 order by id'],
    meanwhile: [
      "insert into profile (bio) values ('new')",
      "insert into customer (id, name, profile_id) select 9, 'Cy', id from profile where bio = 'new'",
    ],
    returned: [['select id, bio from customer where id > 7', [{ id: 9, bio: 'new' }]]],
  },
};

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test.for(Object.entries(changes))('%s', async ([, change]) => {
    expect(await carryOut(dialect, change)).toMatchSnapshot();
  });
});
