import { describe } from 'vitest';

import { entity, id } from './entities.ts';
import { carryOutTogether } from './together.ts';
import type { Lot } from './together.ts';

const one = (name: string, more = '', properties = 'name: p.string()'): string =>
  entity(name, `${id}, ${properties}`, more);
const rows = (table: string): readonly string[] => [
  `insert into ${table} (id, name) values (1, 'Ann'), (2, 'Bo')`,
];
const index = (name: string, said: string): string => one(name, `indexes: [{ ${said} }]`);
const keyed = (name: string, key: string): string =>
  entity(name, `id: ${key}.primary(), name: p.string()`);
const trigger = (name: string, said: string): string => one(name, `triggers: [{ ${said} }]`);

/** What MikroORM makes on PostgreSQL alone, one change a row. */
const postgresql: Lot = {
  'a name longer than a database takes': {
    before: one('Bison'),
    after: `${one('Bison')}\n${entity('BisonWithAVeryLongNameThatGoesOnAndOn', `${id}, aPropertyWithAVeryLongNameToo: p.string().unique(), anotherPropertyWithALongName: p.string().index(), bison: () => p.manyToOne(Bison)`)}`,
    rows: rows('bison'),
  },

  'a serial key becomes an identity': {
    before: keyed('Agate', 'p.integer()'),
    after: keyed('Agate', "p.integer().generated('by default as identity')"),
    rows: rows('agate'),
    expected: [['select id from agate order by id', [{ id: 1 }, { id: 2 }]]],
  },
  'an identity is always generated': {
    before: keyed('Beryl', "p.integer().generated('by default as identity')"),
    after: keyed('Beryl', "p.integer().generated('identity')"),
    rows: rows('beryl'),
  },
  'an identity becomes a serial': {
    before: keyed('Coral', "p.integer().generated('by default as identity')"),
    after: keyed('Coral', 'p.integer()'),
    rows: rows('coral'),
  },
  'a collation comes, and one changes': {
    before: one('Diamond', '', "name: p.string(), city: p.string().collation('C').nullable()"),
    after: one(
      'Diamond',
      '',
      "name: p.string().collation('C'), city: p.string().collation('POSIX').nullable()",
    ),
    rows: rows('diamond'),
  },
  'a collation goes': {
    before: one('Emerald', '', "name: p.string().collation('C')"),
    after: one('Emerald'),
    rows: rows('emerald'),
  },
  'a default that is a function of PostgreSQL': {
    before: one('Flint', '', 'name: p.string(), made: p.datetime().nullable()'),
    after: one('Flint', '', "name: p.string(), made: p.datetime().nullable().defaultRaw('now()')"),
    rows: rows('flint'),
    expected: [['select made from flint where id = 1', [{ made: null }]]],
  },
  'nulls come first in an index': {
    before: index('Garnet', "name: 'garnet_x', properties: ['name']"),
    after: index('Garnet', "name: 'garnet_x', columns: [{ name: 'name', nulls: 'first' }]"),
    rows: rows('garnet'),
  },
  'an index has a collation': {
    before: index('Halite', "name: 'halite_x', properties: ['name']"),
    after: index('Halite', "name: 'halite_x', columns: [{ name: 'name', collation: 'C' }]"),
    rows: rows('halite'),
  },
  'a table comes in a schema of its own': {
    before: one('Iolite'),
    after: `${one('Iolite')}\n${entity('Jade', `${id}, iolite: () => p.manyToOne(Iolite), kind: p.enum(['a', 'b']).nativeEnumName('jade_kind')`, "schema: 'vault'")}`,
    rows: rows('iolite'),
  },
  'a table moves into a schema': {
    before: one('Kyanite'),
    after: one('Kyanite', "schema: 'mine'"),
    rows: rows('kyanite'),
    answers: { 'rename:table:mine.kyanite': 'rename:kyanite' },
    expected: [['select name from mine.kyanite order by id', [{ name: 'Ann' }, { name: 'Bo' }]]],
    back: ['select name from kyanite order by id'],
  },
  'a table comes in partitions': {
    before: one('Lapis'),
    after: `${one('Lapis')}\n${entity('Malachite', `${id}, name: p.string()`, "partitionBy: { type: 'hash', expression: 'id', partitions: 2 }")}`,
    rows: rows('lapis'),
  },
  'a table in partitions gets a column': {
    before: one('Nephrite', "partitionBy: { type: 'hash', expression: 'id', partitions: 2 }"),
    after: one(
      'Nephrite',
      "partitionBy: { type: 'hash', expression: 'id', partitions: 2 }",
      'name: p.string(), age: p.integer().default(1)',
    ),
    rows: rows('nephrite'),
    expected: [['select age from nephrite order by id', [{ age: 1 }, { age: 1 }]]],
  },
  'an array of integers becomes one of texts': {
    before: one('Onyx', '', "name: p.string(), marks: p.array().columnType('int[]').nullable()"),
    after: one('Onyx', '', "name: p.string(), marks: p.array().columnType('text[]').nullable()"),
    rows: ["insert into onyx (id, name, marks) values (1, 'Ann', '{1,2}')"],
    expected: [['select marks from onyx', [{ marks: ['1', '2'] }]]],
  },
  'text becomes an array': {
    before: one('Pyrite'),
    after: one('Pyrite', '', 'name: p.array()'),
    rows: rows('pyrite'),
    answers: { 'convert:column:pyrite.name': 'sql:array[name]::text[]' },
    expected: [['select name from pyrite where id = 1', [{ name: ['Ann'] }]]],
  },
  'a column comes whose type is of an extension': {
    before: one('Sapphire'),
    after: one(
      'Sapphire',
      "indexes: [{ name: 'sapphire_x', expression: 'create index sapphire_x on sapphire using gin (name gin_trgm_ops)' }]",
      "name: p.string(), mail: p.string().columnType('citext').nullable()",
    ),
    rows: rows('sapphire'),
  },
  'a text search column comes': {
    before: one('Quartz'),
    after: one(
      'Quartz',
      "indexes: [{ name: 'quartz_x', properties: ['words'], type: 'gin' }]",
      "name: p.string(), words: p.string().columnType('tsvector').nullable()",
    ),
    rows: rows('quartz'),
  },
};

/** What goes, apart from what comes: else each might be the other under a new name. */
const going: Lot = {
  'the last table of a schema goes': {
    before: `${one('Tanzanite')}\n${one('Unakite', "schema: 'attic'")}`,
    after: one('Tanzanite'),
    rows: rows('tanzanite'),
    answers: { 'drop:table:attic.unakite': 'archive', 'drop:schema:attic': 'drop' },
    back: ['select id from attic.unakite'],
  },
};

/** The same for SQLite, where a trigger's body is SQLite's. */
const sqlite: Lot = {
  'a trigger comes': {
    before: one('Ruby'),
    after: trigger(
      'Ruby',
      "name: 'ruby_t', timing: 'after', events: ['insert'], body: \"update ruby set name = upper(name) where id = new.id\"",
    ),
    rows: rows('ruby'),
  },
  'a trigger does something else': {
    before: trigger(
      'Spinel',
      "name: 'spinel_t', timing: 'after', events: ['insert'], body: \"update spinel set name = upper(name)\"",
    ),
    after: trigger(
      'Spinel',
      "name: 'spinel_t', timing: 'after', events: ['insert'], body: \"update spinel set name = lower(name)\"",
    ),
    rows: rows('spinel'),
  },
  'a trigger stays while its table is made anew': {
    before: trigger(
      'Topaz',
      "name: 'topaz_t', timing: 'after', events: ['delete'], body: \"update topaz set name = 'left'\"",
    ),
    after: entity(
      'Topaz',
      `${id}, name: p.string().nullable()`,
      "triggers: [{ name: 'topaz_t', timing: 'after', events: ['delete'], body: \"update topaz set name = 'left'\" }]",
    ),
    rows: rows('topaz'),
  },
  'a trigger goes': {
    before: trigger(
      'Zircon',
      "name: 'zircon_t', timing: 'after', events: ['insert'], body: \"update zircon set name = ''\"",
    ),
    after: one('Zircon'),
    answers: { 'drop:trigger:zircon.zircon_t': 'drop' },
  },
};

describe('on PostgreSQL', () => {
  carryOutTogether(postgresql, ['postgresql']);
});
describe('on PostgreSQL, what goes', () => {
  carryOutTogether(going, ['postgresql']);
});
describe('on SQLite', () => {
  carryOutTogether(sqlite, ['sqlite']);
});
