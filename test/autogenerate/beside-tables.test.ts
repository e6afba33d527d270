import { describe } from 'vitest';

import { entity, id } from './entities.ts';
import { carryOutTogether } from './together.ts';
import type { Lot } from './together.ts';

const one = (name: string, more = '', properties = 'name: p.string()'): string =>
  entity(name, `${id}, ${properties}`, more);
const rows = (table: string): readonly string[] => [
  `insert into ${table} (id, name) values (1, 'Ann'), (2, 'Bo')`,
];
const kept = (table: string): readonly string[] => [`select id, name from ${table} order by id`];
const index = (name: string, said: string): string => one(name, `indexes: [{ ${said} }]`);
const view = (name: string, select: string, more = ''): string =>
  `${name} = defineEntity({ name: '${name}', tableName: '${name.toLowerCase()}', view: true, expression: ${JSON.stringify(select)}, properties: { ${id} }, ${more} });`;
const mood = (name: string, values: string, type = `${name.toLowerCase()}_mood`): string =>
  entity(name, `${id}, mood: p.enum([${values}]).nativeEnumName('${type}').nullable()`);

/** One change a row of views, enums and what PostgreSQL alone has of an index; each file runs on SQLite too. */
const objects: Lot = {
  'an index has another method': {
    before: index('Acorn', "name: 'acorn_x', properties: ['name']"),
    after: index('Acorn', "name: 'acorn_x', properties: ['name'], type: 'hash'"),
    rows: rows('acorn'),
    back: kept('acorn'),
  },
  'an index carries a column along': {
    before: one(
      'Birch',
      "indexes: [{ name: 'birch_x', properties: ['name'] }]",
      'name: p.string(), age: p.integer().nullable()',
    ),
    after: one(
      'Birch',
      "indexes: [{ name: 'birch_x', properties: ['name'], include: ['age'] }]",
      'name: p.string(), age: p.integer().nullable()',
    ),
    rows: rows('birch'),
  },
  'an index fills its pages less': {
    before: index('Cedar', "name: 'cedar_x', properties: ['name']"),
    after: index('Cedar', "name: 'cedar_x', properties: ['name'], fillFactor: 70"),
    rows: rows('cedar'),
  },
  'an index over an array or a document comes': {
    before: one('Elm', '', 'name: p.string(), data: p.json().nullable()'),
    after: one(
      'Elm',
      "indexes: [{ name: 'elm_x', properties: ['data'], type: 'gin' }]",
      'name: p.string(), data: p.json().nullable()',
    ),
    rows: rows('elm'),
  },
  'a unique becomes deferrable': {
    before: one('Fir', "uniques: [{ name: 'fir_x', properties: ['name'] }]"),
    after: one('Fir', "uniques: [{ name: 'fir_x', properties: ['name'], deferMode: 'deferred' }]"),
    rows: rows('fir'),
  },
  'a native enum goes with its table': {
    before: `${one('Ginkgo')}\n${mood('Hazel', "'glad', 'sad'")}`,
    after: one('Ginkgo'),
    rows: ["insert into hazel (id, mood) values (1, 'sad')"],
    answers: { 'drop:table:hazel': 'archive' },
    back: ['select id, mood from hazel'],
  },
  'a native enum goes with its column': {
    before: mood('Ivy', "'glad', 'sad'"),
    after: entity('Ivy', id),
    rows: ["insert into ivy (id, mood) values (1, 'sad')"],
    answers: { 'drop:column:ivy.mood': 'archive' },
    back: ['select id, mood from ivy'],
  },
  'two columns of one native enum': {
    before: mood('Juniper', "'glad', 'sad'"),
    after: entity(
      'Juniper',
      `${id}, mood: p.enum(['glad', 'sad', 'calm']).nativeEnumName('juniper_mood').nullable(), second: p.enum(['glad', 'sad', 'calm']).nativeEnumName('juniper_mood').default('calm')`,
    ),
    rows: ["insert into juniper (id, mood) values (1, 'sad')"],
    expected: [['select mood, second from juniper', [{ mood: 'sad', second: 'calm' }]]],
  },
  'text becomes a native enum': {
    before: entity('Kapok', `${id}, mood: p.string()`),
    after: entity('Kapok', `${id}, mood: p.enum(['up', 'down']).nativeEnumName('kapok_mood')`),
    rows: ["insert into kapok (id, mood) values (1, 'up')"],
    answers: { 'rename:enum:kapok_mood': 'replace', 'convert:column:kapok.mood': 'cast' },
    expected: [['select mood from kapok', [{ mood: 'up' }]]],
    back: ['select mood from kapok'],
  },
  'a native enum becomes text': {
    before: entity(
      'Larch',
      `${id}, mood: p.enum(['glad', 'sad']).nativeEnumName('larch_mood').default('glad')`,
    ),
    after: entity('Larch', `${id}, mood: p.text().default('glad')`),
    rows: ["insert into larch (id, mood) values (1, 'sad')"],
    expected: [['select mood from larch', [{ mood: 'sad' }]]],
    back: ['select mood from larch'],
  },
  'a view is renamed': {
    before: `${one('Maple')}\n${view('Leaf', 'select id from maple')}`,
    after: `${one('Maple')}\n${view('Twig', 'select id from maple')}`,
    rows: rows('maple'),
    answers: { 'rename:view:twig': 'rename:leaf' },
    expected: [['select id from twig order by id', [{ id: 1 }, { id: 2 }]]],
    back: ['select id from leaf order by id'],
  },
  'a view reads another view': {
    before: one('Nutmeg'),
    after: `${one('Nutmeg')}\n${view('Rind', 'select id, name from nutmeg')}\n${view('Husk', "select id from rind where name = 'Bo'")}`,
    rows: rows('nutmeg'),
    expected: [['select id from husk', [{ id: 2 }]]],
  },
  'a column that a view reads is renamed': {
    before: `${one('Oak')}\n${view('Bark', 'select id, name from oak')}`,
    after: `${one('Oak', '', 'title: p.string()')}\n${view('Bark', 'select id, title from oak')}`,
    rows: rows('oak'),
    answers: { 'rename:column:oak.title': 'rename:name' },
    expected: [['select title from bark where id = 1', [{ title: 'Ann' }]]],
    back: ['select name from bark order by id'],
  },
  'a table that a view reads is renamed': {
    before: `${one('Pine')}\n${view('Cone', 'select id from pine')}`,
    after: `${one('Spruce')}\n${view('Cone', 'select id from spruce')}`,
    rows: rows('pine'),
    answers: { 'rename:table:spruce': 'rename:pine' },
    expected: [['select id from cone order by id', [{ id: 1 }, { id: 2 }]]],
    back: ['select id from cone order by id'],
  },
  'a column that a view reads goes, and the view reads it no more': {
    before: `${one('Quince', '', 'name: p.string(), age: p.integer().nullable()')}\n${view('Seed', 'select id, age from quince')}`,
    after: `${one('Quince')}\n${view('Seed', 'select id from quince')}`,
    rows: rows('quince'),
    answers: { 'drop:column:quince.age': 'drop' },
    expected: [['select id from seed order by id', [{ id: 1 }, { id: 2 }]]],
  },
};

/** The same of what MikroORM cannot make on SQLite. */
const unjudged: Lot = {
  'a materialized view comes': {
    before: one('Rowan'),
    after: `${one('Rowan')}\n${view('Berry', 'select id from rowan', 'materialized: true')}`,
    rows: rows('rowan'),
  },
  'a view becomes materialized': {
    before: `${one('Sorrel')}\n${view('Stem', 'select id from sorrel')}`,
    after: `${one('Sorrel')}\n${view('Stem', 'select id from sorrel', 'materialized: true')}`,
    rows: rows('sorrel'),
  },
  'an index over a path inside JSON comes': {
    before: one('Walnut', '', 'name: p.string(), meta: p.json().nullable()'),
    after: one(
      'Walnut',
      "indexes: [{ name: 'walnut_x', properties: ['meta.size.width'] }]",
      'name: p.string(), meta: p.json().nullable()',
    ),
    rows: rows('walnut'),
  },
  'an index over a path inside JSON is over another': {
    before: one(
      'Yew',
      "indexes: [{ name: 'yew_x', properties: ['meta.size'] }]",
      'name: p.string(), meta: p.json().nullable()',
    ),
    after: one(
      'Yew',
      "uniques: [{ name: 'yew_y', properties: ['meta.code', 'name'] }]",
      'name: p.string(), meta: p.json().nullable()',
    ),
    rows: rows('yew'),
    answers: { 'duplicates:index:yew.yew_y': 'keep-first' },
  },
  'a table is split into partitions': {
    before: one('Alder'),
    after: one('Alder', "partitionBy: { type: 'hash', expression: 'id', partitions: 2 }"),
    rows: rows('alder'),
    expected: [
      [
        'select id, name from alder order by id',
        [
          { id: 1, name: 'Ann' },
          { id: 2, name: 'Bo' },
        ],
      ],
    ],
    back: kept('alder'),
  },
  'a table is split in another way, under a view, a key and an index': {
    before: `${one('Balsa', "partitionBy: { type: 'hash', expression: 'id', partitions: 2 }, indexes: [{ properties: ['name'] }]")}\n${entity('Raft', `${id}, balsa: () => p.manyToOne(Balsa)`)}\n${view('Plank', 'select id from balsa')}`,
    after: `${one('Balsa', "partitionBy: { type: 'hash', expression: 'id', partitions: 3 }, indexes: [{ properties: ['name'] }]")}\n${entity('Raft', `${id}, balsa: () => p.manyToOne(Balsa)`)}\n${view('Plank', 'select id from balsa')}`,
    rows: [...rows('balsa'), 'insert into raft (id, balsa_id) values (1, 2)'],
    expected: [['select plank.id from plank join raft on balsa_id = plank.id', [{ id: 2 }]]],
    back: [...kept('balsa'), 'select balsa_id from raft', 'select id from plank order by id'],
  },
  'an enum inside an array comes': {
    before: one('Teak'),
    after: one('Teak', '', "name: p.string(), moods: p.enum(['glad', 'sad']).array().nullable()"),
    rows: rows('teak'),
    expected: [['select moods from teak where id = 1', [{ moods: null }]]],
  },
  'an enum inside an array gets a value': {
    before: one('Umbra', '', "name: p.string(), moods: p.enum(['glad', 'sad']).array().nullable()"),
    after: one(
      'Umbra',
      '',
      "name: p.string(), moods: p.enum(['glad', 'sad', 'calm']).array().nullable()",
    ),
    rows: rows('umbra'),
  },
};

describe('judged on both', () => {
  carryOutTogether(objects, ['sqlite', 'postgresql']);
});
describe('judged on PostgreSQL', () => {
  carryOutTogether(unjudged, ['sqlite', 'postgresql'], ['sqlite']);
});
