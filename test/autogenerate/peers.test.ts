import { entity, id } from './entities.ts';
import { carryOutTogether } from './together.ts';
import type { Lot } from './together.ts';

// What the autogenerate of others misses, loses or fails at, beside what the other tables of changes show: the order of what
// goes, and changes that depend on each other.

const link = (name: string, to: string, said = ''): string =>
  entity(name, `${id}, next: () => p.manyToOne(${to})${said}`);
const chain = [
  entity('ChainE', id),
  link('ChainD', 'ChainE'),
  link('ChainC', 'ChainD'),
  link('ChainB', 'ChainC'),
  link('ChainA', 'ChainB'),
].join('\n');

const peers: Lot = {
  'five tables in a chain go, those first that point to others': {
    before: `${entity('Anchor', id)}\n${chain}`,
    after: entity('Anchor', id),
    rows: [
      'insert into chain_e (id) values (1)',
      'insert into chain_d (id, next_id) values (1, 1)',
      'insert into chain_c (id, next_id) values (1, 1)',
      'insert into chain_b (id, next_id) values (1, 1)',
      'insert into chain_a (id, next_id) values (1, 1)',
    ],
    answers: Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].map(letter => [`drop:table:chain_${letter}`, 'archive']),
    ),
    back: ['select next_id from chain_a', 'select id from chain_e'],
  },
  'a table goes that another pointed to, which stays': {
    before: `${entity('Harbour', `${id}, name: p.string()`)}\n${entity('Ship', `${id}, harbour: () => p.manyToOne(Harbour)`)}`,
    after: entity('Ship', `${id}, harbour: p.integer().fieldName('harbour_id')`),
    rows: [
      "insert into harbour (id, name) values (7, 'Bergen')",
      'insert into ship (id, harbour_id) values (1, 7)',
    ],
    answers: { 'drop:table:harbour': 'archive' },
    expected: [['select harbour_id from ship', [{ harbour_id: 7 }]]],
    back: ['select name, ship.id from ship join harbour on harbour.id = harbour_id'],
  },
  'two tables that point to each other go': {
    before: `${entity('Quay', id)}\n${entity('Rope', `${id}, knot: () => p.manyToOne(Knot).nullable()`)}\n${entity('Knot', `${id}, rope: () => p.manyToOne(Rope).nullable()`)}`,
    after: entity('Quay', id),
    rows: [
      'insert into rope (id) values (1)',
      'insert into knot (id, rope_id) values (2, 1)',
      'update rope set knot_id = 2',
    ],
    answers: { 'drop:table:rope': 'archive', 'drop:table:knot': 'archive' },
    back: ['select knot_id from rope', 'select rope_id from knot'],
  },
  'a column changes that a foreign key, an index, a check and a generated column stand on': {
    before: `${entity('Buoy', `code: p.string().length(10).primary()`)}\n${entity('Chart', `${id}, buoy: () => p.manyToOne(Buoy), depth: p.integer(), deep: p.integer().generated('(depth * 2) stored')`, "indexes: [{ properties: ['depth'] }], checks: [{ name: 'chart_depth', expression: 'depth > 0' }]")}`,
    after: `${entity('Buoy', `code: p.string().length(20).primary()`)}\n${entity('Chart', `${id}, buoy: () => p.manyToOne(Buoy), depth: p.bigint(), deep: p.integer().generated('(depth * 2) stored')`, "indexes: [{ properties: ['depth'] }], checks: [{ name: 'chart_depth', expression: 'depth > 0' }]")}`,
    rows: [
      "insert into buoy (code) values ('x')",
      "insert into chart (id, buoy_code, depth) values (1, 'x', 3)",
    ],
    expected: [
      ['select buoy_code, deep from chart where depth = 3', [{ buoy_code: 'x', deep: 6 }]],
    ],
    back: ['select buoy_code, depth, deep from chart'],
  },
  'a unique goes that a foreign key stood on, and the key stands on another': {
    before: `${entity('Lamp', `${id}, code: p.string().unique(), sign: p.string().unique()`)}\n${entity('Beam', `${id}, lamp: () => p.manyToOne(Lamp).targetKey('code').joinColumn('lamp')`)}`,
    after: `${entity('Lamp', `${id}, code: p.string(), sign: p.string().unique()`)}\n${entity('Beam', `${id}, lamp: () => p.manyToOne(Lamp).targetKey('sign').joinColumn('lamp')`)}`,
    rows: [
      "insert into lamp (id, code, sign) values (1, 'a', 'a')",
      "insert into beam (id, lamp) values (1, 'a')",
    ],
    answers: { 'orphans:constraint:beam.beam_lamp_foreign': 'empty' },
    back: ['select lamp from beam'],
  },
  'a key over columns that are not distinct, and the first row stays': {
    before: entity('Berth', 'id: p.integer().primary(), pier: p.integer(), place: p.integer()'),
    after: entity('Berth', 'pier: p.integer().primary(), place: p.integer().primary()'),
    rows: ['insert into berth (id, pier, place) values (1, 1, 1), (2, 1, 1), (3, 1, 2)'],
    answers: {
      'drop:column:berth.id': 'drop',
      'duplicates:constraint:berth.berth_pkey': 'keep-first',
    },
    expected: [
      [
        'select pier, place from berth order by place',
        [
          { pier: 1, place: 1 },
          { pier: 1, place: 2 },
        ],
      ],
    ],
  },
};

carryOutTogether(peers, ['sqlite', 'postgresql']);
