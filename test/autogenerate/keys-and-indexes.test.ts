import { entity, id } from './entities.ts';
import { carryOutTogether } from './together.ts';
import type { Lot } from './together.ts';

const one = (
  name: string,
  more = '',
  properties = 'name: p.string(), mail: p.string().nullable()',
) => entity(name, `${id}, ${properties}`, more);
const index = (name: string, said: string): string => one(name, `indexes: [{ ${said} }]`);
const rows = (table: string): readonly string[] => [
  `insert into ${table} (id, name, mail) values (1, 'Ann', 'a@b'), (2, 'Bo', null)`,
];
const kept = (table: string): readonly string[] => [
  `select id, name, mail from ${table} order by id`,
];
/** Two tables, the second with a column that points to the first. */
const pair = (parent: string, child: string, said: string, more = ''): string =>
  `${one(parent)}\n${entity(child, `${id}, owner: () => p.manyToOne(${parent})${said}`, more)}`;
const owned = (parent: string, child: string): readonly string[] => [
  ...rows(parent),
  `insert into ${child} (id, owner_id) values (1, 2)`,
];

/** One change of an index, a key or a check a row. */
const keys: Lot = {
  'an index is over an expression': {
    before: one('Ape'),
    after: index(
      'Ape',
      "name: 'ape_lower', expression: 'create index ape_lower on ape (lower(name))'",
    ),
    rows: rows('ape'),
    back: kept('ape'),
  },
  'an index over an expression is over another': {
    before: index('Bat', "name: 'bat_x', expression: 'create index bat_x on bat (lower(name))'"),
    after: index('Bat', "name: 'bat_x', expression: 'create index bat_x on bat (upper(name))'"),
    rows: rows('bat'),
  },
  'an index over an expression goes': {
    before: index('Cat', "name: 'cat_x', expression: 'create index cat_x on cat (lower(name))'"),
    after: one('Cat'),
    rows: rows('cat'),
  },
  'an index becomes descending': {
    before: index('Doe', "name: 'doe_x', properties: ['name']"),
    after: index('Doe', "name: 'doe_x', columns: [{ name: 'name', sort: 'desc' }]"),
    rows: rows('doe'),
  },
  'an index has its columns in another order': {
    before: index('Eel', "name: 'eel_x', properties: ['name', 'mail']"),
    after: index('Eel', "name: 'eel_x', properties: ['mail', 'name']"),
    rows: rows('eel'),
  },
  'an index is no longer partial': {
    before: index('Fox', "name: 'fox_x', properties: ['name'], where: 'mail is null'"),
    after: index('Fox', "name: 'fox_x', properties: ['name']"),
    rows: rows('fox'),
  },
  'the predicate of an index as a filter': {
    before: one('Gnu'),
    after: index('Gnu', "name: 'gnu_x', properties: ['name'], where: { mail: null }"),
    rows: rows('gnu'),
  },
  'an index is no longer unique': {
    before: one('Hen', "uniques: [{ name: 'hen_x', properties: ['mail'] }]"),
    after: index('Hen', "name: 'hen_x', properties: ['mail']"),
    rows: rows('hen'),
  },
  'a unique is over one column more': {
    before: one('Ibis', "uniques: [{ name: 'ibis_x', properties: ['mail'] }]"),
    after: one('Ibis', "uniques: [{ name: 'ibis_x', properties: ['mail', 'name'] }]"),
    rows: rows('ibis'),
  },
  'a unique without a name comes and another goes': {
    before: one('Jay', "uniques: [{ properties: ['mail'] }]"),
    after: one('Jay', "uniques: [{ properties: ['name'] }]"),
    answers: { 'duplicates:constraint:jay.jay_name_unique': 'keep-first' },
    rows: rows('jay'),
  },
  'a partial unique index goes': {
    before: one('Kid', "uniques: [{ name: 'kid_x', properties: ['mail'], where: 'id > 1' }]"),
    after: one('Kid'),
    rows: rows('kid'),
  },
  'two indexes change names with each other': {
    before: one(
      'Lynx',
      "indexes: [{ name: 'lynx_a', properties: ['name'] }, { name: 'lynx_b', properties: ['mail'] }]",
    ),
    after: one(
      'Lynx',
      "indexes: [{ name: 'lynx_b', properties: ['name'] }, { name: 'lynx_a', properties: ['mail'] }]",
    ),
    rows: rows('lynx'),
  },
  'a foreign key has another name': {
    before: pair('Mole', 'MoleHill', ".foreignKeyName('hill_old')"),
    after: pair('Mole', 'MoleHill', ".foreignKeyName('hill_new')"),
    rows: owned('mole', 'mole_hill'),
  },
  'a foreign key sets null from now on': {
    before: pair('Newt', 'NewtPond', '.nullable().deleteRule("cascade")'),
    after: pair('Newt', 'NewtPond', '.nullable().deleteRule("set null")'),
    rows: owned('newt', 'newt_pond'),
  },
  'a foreign key follows updates from now on': {
    before: pair('Owl', 'OwlNest', ''),
    after: pair('Owl', 'OwlNest', ".updateRule('cascade')"),
    rows: owned('owl', 'owl_nest'),
  },
  'a foreign key becomes deferrable': {
    before: pair('Pug', 'PugBed', ''),
    after: pair('Pug', 'PugBed', ".deferMode('deferred')"),
    rows: owned('pug', 'pug_bed'),
  },
  'a foreign key points to another table': {
    before: `${one('Quail')}\n${pair('Ram', 'RamPen', '')}`,
    after: `${one('Ram')}\n${one('Quail')}\n${entity('RamPen', `${id}, owner: () => p.manyToOne(Quail)`)}`,
    rows: [...rows('quail'), ...owned('ram', 'ram_pen')],
    answers: { 'orphans:constraint:ram_pen.ram_pen_owner_id_foreign': 'delete' },
    expected: [['select owner_id from ram_pen', [{ owner_id: 2 }]]],
  },
  'a relation becomes one to one': {
    before: pair('Seal', 'SealTag', ''),
    after: `${one('Seal')}\n${entity('SealTag', `${id}, owner: () => p.oneToOne(Seal)`)}`,
    rows: owned('seal', 'seal_tag'),
    answers: { 'duplicates:constraint:seal_tag.seal_tag_owner_id_unique': 'keep-last' },
    expected: [['select owner_id from seal_tag', [{ owner_id: 2 }]]],
  },
  'a relation comes not null': {
    before: `${one('Toad')}\n${entity('ToadHole', id)}`,
    after: pair('Toad', 'ToadHole', ''),
    rows: [...rows('toad'), 'insert into toad_hole (id) values (1)'],
    answers: { 'fill:column:toad_hole.owner_id': 'sql:(select min(id) from toad)' },
    expected: [['select owner_id from toad_hole', [{ owner_id: 1 }]]],
  },
  'a foreign key is to a unique column': {
    before: `${entity('Urial', `${id}, code: p.string().unique()`)}\n${entity('UrialLamb', `${id}, urial: p.string()`)}`,
    after: `${entity('Urial', `${id}, code: p.string().unique()`)}\n${entity('UrialLamb', `${id}, urial: () => p.manyToOne(Urial).targetKey('code').joinColumn('urial')`)}`,
    rows: [
      "insert into urial (id, code) values (1, 'x')",
      "insert into urial_lamb (id, urial) values (1, 'x'), (2, 'y')",
    ],
    answers: { 'orphans:constraint:urial_lamb.urial_lamb_urial_foreign': 'delete' },
    expected: [['select id from urial_lamb', [{ id: 1 }]]],
  },
  'a check has another name': {
    before: one('Vole', "checks: [{ name: 'vole_old', expression: \"name <> ''\" }]"),
    after: one('Vole', "checks: [{ name: 'vole_new', expression: \"name <> ''\" }]"),
    rows: rows('vole'),
  },
  'a check comes with a column': {
    before: one('Wren'),
    after: one(
      'Wren',
      "checks: [{ name: 'wren_age', expression: 'age > 0' }]",
      'name: p.string(), mail: p.string().nullable(), age: p.integer().default(1)',
    ),
    rows: rows('wren'),
    answers: { 'violators:constraint:wren.wren_age': 'empty' },
    expected: [['select age from wren where id = 1', [{ age: 1 }]]],
  },
  'a check that stays not valid for rows that are there': {
    before: one('Yak'),
    after: one('Yak', 'checks: [{ name: \'yak_name\', expression: "length(name) > 2" }]'),
    answers: {
      'violators:constraint:yak.yak_name':
        "sql:update yak set name = name || '...' where length(name) <= 2",
    },
    rows: rows('yak'),
    expected: [['select name from yak where id = 2', [{ name: 'Bo...' }]]],
  },
  'a composite key comes in place of a number': {
    before: entity('Zebra', 'id: p.integer().primary(), herd: p.integer(), place: p.integer()'),
    after: entity('Zebra', 'herd: p.integer().primary(), place: p.integer().primary()'),
    rows: ['insert into zebra (id, herd, place) values (7, 1, 2)'],
    answers: {
      'drop:column:zebra.id': 'drop',
      'duplicates:constraint:zebra.zebra_pkey': 'empty',
    },
    expected: [['select herd, place from zebra', [{ herd: 1, place: 2 }]]],
  },
  'a foreign key to a composite key comes': {
    before: `${entity('Aisle', 'hall: p.integer().primary(), nr: p.integer().primary()')}\n${entity('Shelf', id)}`,
    after: `${entity('Aisle', 'hall: p.integer().primary(), nr: p.integer().primary()')}\n${entity('Shelf', `${id}, aisle: () => p.manyToOne(Aisle).nullable()`)}`,
    rows: ['insert into aisle (hall, nr) values (1, 2)', 'insert into shelf (id) values (1)'],
    expected: [['select aisle_hall, aisle_nr from shelf', [{ aisle_hall: null, aisle_nr: null }]]],
  },
  'a many-to-many relation gets an order': {
    before: `${one('Camel')}\n${entity('Caravan', `${id}, camels: () => p.manyToMany(Camel)`)}`,
    after: `${one('Camel')}\n${entity('Caravan', `${id}, camels: () => p.manyToMany(Camel).fixedOrder()`)}`,
    rows: [
      ...rows('camel'),
      'insert into caravan (id) values (1)',
      'insert into caravan_camels (caravan_id, camel_id) values (1, 1), (1, 2)',
    ],
  },
};

carryOutTogether(keys, ['sqlite', 'postgresql']);
