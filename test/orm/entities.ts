import { DeferMode, Type, defineEntity, p } from '@mikro-orm/core';
import type { EntityProperty, Platform } from '@mikro-orm/core';

/** A type of the project's own, with another declaration on each platform. */
class Ip extends Type<string, string> {
  override getColumnType(_: EntityProperty, platform: Platform): string {
    return platform.constructor.name.includes('Sqlite') ? 'ip_text' : 'inet';
  }
}

/** Every scalar type, in the order of the manual's list. */
export const Everything = defineEntity({
  name: 'Everything',
  comment: 'one of each',
  properties: {
    id: p.integer().primary(),
    string: p.string(),
    shortString: p.string().length(40).nullable(),
    char: p.character().length(3),
    text: p.text(),
    integer: p.integer(),
    smallint: p.smallint(),
    tinyint: p.tinyint(),
    bigint: p.bigint(),
    decimal: p.decimal(),
    money: p.decimal().precision(12).scale(4),
    float: p.float(),
    double: p.double(),
    boolean: p.boolean(),
    date: p.date(),
    time: p.time(),
    datetime: p.datetime(),
    exact: p.datetime().length(3),
    uuid: p.uuid(),
    json: p.json(),
    blob: p.blob(),
    interval: p.interval(),
    strings: p.array(),
    mood: p.enum(['glad', "it's"]),
    level: p.enum([1, 2, 3]),
    ip: p.type(Ip).nullable(),
    search: p.string().columnType('tsvector').nullable(),
    renamed: p.string().name('other_name'),
  },
});

export const Defaults = defineEntity({
  name: 'Defaults',
  properties: {
    id: p.uuid().primary(),
    text: p.string().default('abc'),
    empty: p.string().default(''),
    number: p.integer().default(7),
    zero: p.decimal().precision(10).scale(2).default('0'),
    minus: p.float().default(-1.5),
    yes: p.boolean().default(true),
    no: p.boolean().default(false),
    mood: p.enum(['glad', 'sad']).default('glad'),
    now: p.datetime().defaultRaw('current_timestamp'),
    raw: p.integer().defaultRaw('(1 + 1)'),
    nothing: p.string().nullable().default(null),
    commented: p.string().comment("what it's for"),
  },
});

export const Author = defineEntity({
  name: 'Author',
  properties: {
    id: p.bigint().primary(),
    email: p.string().unique(),
    nick: p.string().length(20).unique('author_nick_once'),
    name: p.string().index(),
    born: p.date().nullable().index('by_birthday'),
    mentor: () => p.manyToOne(Author).nullable().deleteRule('set null').updateRule('cascade'),
    friends: () => p.manyToMany(Author).owner(),
    address: () => p.embedded(Address),
  },
  indexes: [
    { properties: ['name', 'born'] },
    { name: 'author_known', properties: ['name'], where: 'born is not null' },
  ],
  uniques: [
    { properties: ['name', 'email'] },
    { name: 'author_open', properties: ['nick'], where: 'born is null' },
  ],
  checks: [
    { expression: "email like '%@%'", name: 'author_email_like' },
    { expression: columns => `${columns.name} <> ''`, property: 'name' },
  ],
});

export const Address = defineEntity({
  name: 'Address',
  embeddable: true,
  properties: {
    street: p.string(),
    country: p.string().length(2).nullable(),
    kind: p.enum(['home', 'work']),
  },
});

export const Passport = defineEntity({
  name: 'Passport',
  properties: {
    author: () => p.oneToOne(Author).primary().deleteRule('cascade'),
    number: p.string(),
  },
});

export const Book = defineEntity({
  name: 'Book',
  tableName: 'tome',
  properties: {
    id: p.integer().primary(),
    author: () => p.manyToOne(Author).fieldName('writer'),
    editor: () => p.manyToOne(Author).nullable().index('book_editor'),
    tags: () => p.manyToMany(Tag).owner().pivotTable('book_to_tag'),
    rank: p.integer(),
  },
  uniques: [{ properties: ['rank'], deferMode: DeferMode.INITIALLY_DEFERRED }],
});

export const Tag = defineEntity({
  name: 'Tag',
  properties: {
    code: p.string().length(10).primary(),
    books: () => p.manyToMany(Book).mappedBy('tags'),
  },
});

/** A key of two columns, and who refers to it. */
export const Edition = defineEntity({
  name: 'Edition',
  properties: {
    book: () => p.manyToOne(Book).primary(),
    no: p.integer().primary(),
    title: p.string(),
  },
});

export const Print = defineEntity({
  name: 'Print',
  properties: {
    id: p.integer().primary(),
    edition: () => p.manyToOne(Edition).deleteRule('restrict'),
    plain: p.integer().autoincrement(false),
  },
});

/** Optimistic locking by number and by time; the default of the second is another SQL on each dialect. */
export const Versioned = defineEntity({
  name: 'Versioned',
  properties: {
    id: p.smallint().primary(),
    number: p.integer().version(),
  },
});
export const Timed = defineEntity({
  name: 'Timed',
  properties: { id: p.bigint().primary(), at: p.datetime().version() },
});

/** A relation without a constraint: MikroORM indexes it on SQLite alone. */
export const Loose = defineEntity({
  name: 'Loose',
  properties: {
    id: p.integer().primary(),
    book: () => p.manyToOne(Book).nullable().createForeignKeyConstraint(false),
  },
});

/** One table for several classes. */
export const Animal = defineEntity({
  name: 'Animal',
  discriminatorColumn: 'kind',
  abstract: true,
  properties: { id: p.integer().primary(), kind: p.enum(['cat', 'dog']), name: p.string() },
});
export const Cat = defineEntity({
  name: 'Cat',
  extends: Animal,
  discriminatorValue: 'cat',
  properties: { lives: p.integer().nullable() },
});
export const Dog = defineEntity({
  name: 'Dog',
  extends: Animal,
  discriminatorValue: 'dog',
  properties: { tricks: p.text().nullable() },
});

export const portable = [
  Everything,
  Defaults,
  Author,
  Address,
  Passport,
  Book,
  Tag,
  Edition,
  Print,
  Loose,
  Versioned,
  Timed,
  Animal,
  Cat,
  Dog,
];

// A path into JSON, which the types of the properties do not know.
const jsonPath: never[] = JSON.parse('["meta.a"]');

/** What has no place in a portable schema. */
export const Special = defineEntity({
  name: 'Special',
  properties: {
    id: p.integer().primary(),
    price: p.integer(),
    gross: p.integer().generated('(price * 2) stored'),
    mood: p.enum(['glad', 'sad']).nativeEnumName('mood').nullable(),
    moods: p.enum(['glad', 'sad']).array().nullable(),
    meta: p.json().nullable(),
    kept: p.string().length(10).ignoreSchemaChanges('type', 'default'),
  },
  indexes: [
    { name: 'special_path', properties: jsonPath },
    {
      name: 'special_expression',
      expression: 'create index special_expression on special (lower(kept))',
    },
    { name: 'special_sorted', properties: ['price'], columns: [{ name: 'price', sort: 'desc' }] },
    { name: 'special_gross', properties: ['gross'] },
    { name: 'special_hash', properties: ['price'], type: 'hash' },
    { name: 'special_dim', properties: ['price'], invisible: true },
  ],
  triggers: [{ name: 'special_touch', timing: 'before', events: ['update'], body: 'return new' }],
});

export const View = defineEntity({
  name: 'Glad',
  tableName: 'glad',
  view: true,
  expression: 'select id from special',
  properties: { id: p.integer().primary() },
});
