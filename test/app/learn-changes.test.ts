import { describe, expect, test } from 'vitest';

import { nothing, projectOn } from './handmade-project.ts';

const start = `
  op.createTable('author', t => {
    t.integer('id').primary().autoincrement();
    t.string('name', 80);
    t.boolean('active').default(true);
    t.uuid('key').nullable();
    t.index(['name']);
  });`;

const author = (properties: string): Readonly<Record<string, string>> => ({
  author: `defineEntity({ name: 'Author', tableName: 'author', properties: {
    id: p.integer().primary().autoincrement(), ${properties} } })`,
});

describe('on PostgreSQL', () => {
  test.each([
    [
      'a type, a default and not null',
      `op.sql('alter table author alter name type text, alter active drop default, alter active drop not null')`,
      author(`name: p.text().index(), active: p.boolean().nullable(), key: p.uuid().nullable()`),
    ],
    [
      'an index under another name, built concurrently',
      `op.sql('drop index author_name_index');
       op.sql('create index concurrently by_name on author (name)', { transactional: false })`,
      author(
        `name: p.string().length(80).index('by_name'), active: p.boolean().default(true), key: p.uuid().nullable()`,
      ),
    ],
    [
      'comments and a unique',
      `op.sql("comment on column author.key is 'from outside'; alter table author add constraint author_key_unique unique (key)")`,
      author(
        `name: p.string().length(80).index(), active: p.boolean().default(true), key: p.uuid().nullable().comment('from outside').unique()`,
      ),
    ],
    [
      'values of an enum',
      `op.createEnum('mood', ['glad']);
       op.addColumn('author', c => c.nativeEnum('mood', 'mood').nullable());
       op.sql("alter type mood add value 'calm'", { transactional: false });`,
      author(
        `name: p.string().length(80).index(), active: p.boolean().default(true), key: p.uuid().nullable(),
         mood: p.enum(['glad', 'calm']).nativeEnumName('mood').nullable()`,
      ),
    ],
    [
      'what it does and takes back again',
      `op.sql('create table x (id integer); drop table x; alter table author rename to a2; alter table a2 rename to author')`,
      author(
        `name: p.string().length(80).index(), active: p.boolean().default(true), key: p.uuid().nullable()`,
      ),
    ],
  ])('SQL changes %s of what operations made', async (_what, up, wanted) => {
    const project = await projectOn('postgresql', [start, up]);
    expect(await project.compare(wanted)).toEqual(nothing);
  });
});

describe('on SQLite', () => {
  test.each([
    [
      'a table made anew by hand',
      `op.sql(\`create table a2 ("id" integer primary key autoincrement not null, "name" text, "active" integer not null default true, "key" text);
        insert into a2 select id, name, active, key from author;
        drop table author;
        alter table a2 rename to author;
        create index author_name_index on author (name)\`)`,
      author(
        `name: p.string().length(80).nullable().index(), active: p.boolean().default(true), key: p.uuid().nullable()`,
      ),
    ],
    [
      'a column that goes and one that comes',
      `op.sql('alter table author drop column key; alter table author add column born date')`,
      author(
        `name: p.string().length(80).index(), active: p.boolean().default(true), born: p.date().nullable()`,
      ),
    ],
  ])('SQL makes %s', async (_what, up, wanted) => {
    const project = await projectOn('sqlite', [start, up]);
    expect(await project.compare(wanted)).toEqual(nothing);
  });
});
