import { describe, expect, test } from 'vitest';

import { entity, id } from './entities.ts';
import { carryOutTogether } from './together.ts';
import type { Lot } from './together.ts';
import { openWorkshop, questionsOf } from './workshop.ts';

const seat = 'hall: p.integer(), nr: p.integer(), guest: p.string()';
const keyed = 'hall: p.integer().primary(), nr: p.integer().primary(), guest: p.string()';
const rowsOf = (table: string): readonly string[] => [
  `insert into ${table} (id, hall, nr, guest) values (1, 1, 1, 'Ann'), (2, 1, 2, 'Bo'), (3, 1, 1, 'Cy')`,
];
const guests = (table: string, ...names: readonly string[]) =>
  [[`select guest from ${table} order by hall, nr`, names.map(guest => ({ guest }))]] as const;

const lot: Lot = {
  'the first of those alike stays under the new primary key': {
    before: entity('Seat', `${id}, ${seat}`),
    after: entity('Seat', keyed),
    rows: rowsOf('seat'),
    answers: {
      'drop:column:seat.id': 'drop',
      'duplicates:constraint:seat.seat_pkey': 'keep-first',
    },
    expected: guests('seat', 'Ann', 'Bo'),
  },
  'the last one stays, and the old key goes into no archive': {
    before: entity('Berth', `${id}, ${seat}`),
    after: entity('Berth', keyed),
    rows: rowsOf('berth'),
    answers: {
      'drop:column:berth.id': 'drop',
      'duplicates:constraint:berth.berth_pkey': 'keep-last',
    },
    expected: guests('berth', 'Cy', 'Bo'),
  },
  'rows that point to one which goes, go with it': {
    before: `${entity('Stand', `${id}, ${seat}`)}
Ticket = defineEntity({ name: 'Ticket', properties: { ${id}, stand: () => p.manyToOne(Stand).deleteRule('cascade') } });`,
    after: `${entity('Stand', `${id}, ${seat}`, `uniques: [{ properties: ['hall', 'nr'] }]`)}
Ticket = defineEntity({ name: 'Ticket', properties: { ${id}, stand: () => p.manyToOne(Stand).deleteRule('cascade') } });`,
    rows: [...rowsOf('stand'), 'insert into ticket (id, stand_id) values (1, 1), (2, 3)'],
    answers: { 'duplicates:constraint:stand.stand_hall_nr_unique': 'keep-first' },
    expected: [
      ['select id from stand order by id', [{ id: 1 }, { id: 2 }]],
      ['select id from ticket', [{ id: 1 }]],
    ],
  },
  'a unique index over an expression comes': {
    before: entity('Member', `${id}, mail: p.string().nullable()`),
    after: entity(
      'Member',
      `${id}, mail: p.string().nullable()`,
      "indexes: [{ name: 'member_mail', expression: 'create unique index member_mail on member (lower(mail), id desc)' }, { name: 'member_mail_alone', expression: \"create unique index member_mail_alone on member (lower(mail)) where mail <> '-'\" }]",
    ),
    rows: [
      "insert into member (id, mail) values (1, 'Ada@x'), (2, 'ada@X'), (3, null), (4, null), (5, '-'), (6, '-')",
    ],
    answers: {
      'duplicates:index:member.member_mail': 'empty',
      'duplicates:index:member.member_mail_alone': 'keep-last',
    },
    expected: [['select id from member order by id', [2, 3, 4, 5, 6].map(each => ({ id: each }))]],
  },
  'a unique comes over what the same revision fills': {
    before: entity('Locker', `${id}, nr: p.integer()`),
    after: entity('Locker', `${id}, nr: p.integer(), row: p.integer().unique()`),
    rows: ['insert into locker (id, nr) values (1, 10), (2, 11), (3, 20)'],
    answers: {
      'fill:column:locker.row': 'sql:nr / 10',
      'duplicates:constraint:locker.locker_row_unique': 'keep-first',
    },
    expected: [
      [
        'select id, row from locker order by id',
        [
          { id: 1, row: 1 },
          { id: 3, row: 2 },
        ],
      ],
    ],
  },
  'a unique comes over a piece of what was one': {
    before: entity('Sailor', `${id}, name: p.string()`),
    after: entity('Sailor', `${id}, given: p.string(), last: p.string().nullable().unique()`),
    rows: ["insert into sailor (id, name) values (1, 'Ann Lee'), (2, 'Bo Lee'), (3, 'Cy')"],
    answers: {
      'rename:column:sailor.given': 'split:name',
      'rename:column:sailor.last': 'split:name',
      'duplicates:constraint:sailor.sailor_last_unique': 'keep-last',
    },
    expected: [['select id from sailor order by id', [{ id: 2 }, { id: 3 }]]],
  },
  'who points to one that goes, goes too, and who points to these': {
    before: entity('Elf', `${id}, mom: p.integer().fieldName('mom_id').nullable()`),
    after: entity('Elf', `${id}, mom: () => p.manyToOne(Elf).nullable()`),
    rows: ['insert into elf (id, mom_id) values (1, null), (2, 1), (3, 9), (4, 3), (5, 4), (6, 6)'],
    answers: { 'orphans:constraint:elf.elf_mom_id_foreign': 'delete' },
    expected: [['select id from elf order by id', [1, 2, 6].map(each => ({ id: each }))]],
  },
};

carryOutTogether(lot, ['sqlite', 'postgresql']);

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test('what goes along is said before', async () => {
    const {
      before,
      after,
      rows = [],
    } = lot['rows that point to one which goes, go with it'] ?? {
      before: '',
      after: '',
    };
    const [question] = await questionsOf(dialect, { before, after, rows });
    expect(question?.evidence[0]).toBe('rows of ticket that point to one which goes go with it');
    expect(question?.evidence[1]).toMatch(
      /^1 group of rows with the same hall and nr, among 3 rows in /,
    );
  });

  test('one value for all rows of a unique column is refused', async () => {
    const workshop = await openWorkshop(dialect, '');
    await workshop.enter(entity('Author', id));
    await workshop.generate({});
    await workshop.enter(entity('Author', `${id}, code: p.string().unique()`));
    await expect(workshop.evaluate({ 'fill:column:author.code': 'default:x' })).rejects.toThrow(
      'fill:column:author.code cannot be answered default:x: code is unique: one value for all rows cannot be',
    );
  });
});
