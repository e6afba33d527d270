import { randomBytes } from 'node:crypto';

import { describe, expect, onTestFinished, test } from 'vitest';

import { planDowngrade, planUpgrade } from '../../src/app/plan.ts';
import { onServer } from '../servers/postgresql.ts';
import { nothing, projectOn } from './handmade-project.ts';
import { tablesIn } from './script-database.ts';

const author = `
  op.createTable('author', t => {
    t.integer('id').primary().autoincrement();
    t.string('name', 80);
  });`;

const entities = {
  author: `defineEntity({ name: 'Author', tableName: 'author', properties: {
    id: p.integer().primary().autoincrement(), name: p.string().length(80) } })`,
  tag: `defineEntity({ name: 'Tag', tableName: 'tag', properties: {
    id: p.integer().primary(), label: p.string().length(40).unique(), weight: p.integer().default(0),
    color: p.enum(['red', 'blue']), note: p.text().nullable(),
    author: () => p.manyToOne(Author).ref() } })`,
};

const tagTable = {
  sqlite: `create table "tag" (
    "id" integer primary key autoincrement not null, "label" text not null, "weight" integer not null default 0,
    "color" text not null check ("color" in ('red', 'blue')), "note" text,
    "author_id" integer not null, constraint "tag_author_id_foreign" foreign key ("author_id") references "author" ("id"))`,
  postgresql: `create table "tag" (
    "id" serial primary key, "label" varchar(40) not null, "weight" integer not null default 0,
    "color" text not null check ("color" in ('red', 'blue')), "note" text,
    "author_id" integer not null constraint "tag_author_id_foreign" references "author" ("id"))`,
};

describe.each(['sqlite', 'postgresql'] as const)('on %s', dialect => {
  const madeByHand = `op.sql(\`${tagTable[dialect]}\`);
    op.sql('create unique index "tag_label_unique" on "tag" ("label")');
    op.sql('create index "by_hand" on "tag" ("note", "weight")');`;

  test('a table that op.sql makes is not made again; an index that no entity names stays', async () => {
    const project = await projectOn(dialect, [author, madeByHand]);
    expect(await project.compare(entities)).toEqual(nothing);
  });

  test('code is tried too, and what later operations change of what it made is followed', async () => {
    const project = await projectOn(dialect, [
      author,
      `op.run(async ({ sql }) => {
         await sql(\`${tagTable[dialect]}\`);
         await sql('create unique index "tag_label_unique" on "tag" ("label")');
       });`,
      `op.addColumn('tag', c => c.string('slug', 20).nullable());
       op.sql('alter table "tag" rename column "note" to "remark"');
       op.renameColumn('tag', 'label', 'title');`,
    ]);
    expect(await project.compare(entities)).toEqual({
      changes: expect.arrayContaining(['- tag.remark  text null', '- tag.slug  string(20) null']),
      questions: ['rename:column:tag.label', 'rename:column:tag.note'],
      notes: [],
    });
  });

  test('what SQL does to what operations made is known: columns, a rename, a table that goes', async () => {
    const project = await projectOn(dialect, [
      author,
      `op.createTable('old', t => { t.integer('id').primary(); });
       op.createTable('person', t => { t.integer('id').primary().autoincrement(); t.uuid('key'); t.boolean('active'); });`,
      `op.sql('drop table "old"');
       op.sql('alter table "author" add column "born" integer');
       op.sql('alter table "person" rename to "member"');`,
    ]);
    const wanted = {
      author: `defineEntity({ name: 'Author', tableName: 'author', properties: {
        id: p.integer().primary().autoincrement(), name: p.string().length(80), born: p.integer().nullable() } })`,
      member: `defineEntity({ name: 'Member', tableName: 'member', properties: {
        id: p.integer().primary().autoincrement(), key: p.uuid(), active: p.boolean() } })`,
    };
    // PostgreSQL leaves the key its name, as a rename by an operation does.
    const changes = {
      sqlite: [],
      postgresql: ['~ person_pkey → member_pkey  constraint on member'],
    };
    expect(await project.compare(wanted)).toEqual({ ...nothing, changes: changes[dialect] });
  });

  test('what differs from what SQL made is a difference', async () => {
    const project = await projectOn(dialect, [author, madeByHand]);
    const { tag, ...others } = entities;
    const changed = tag
      .replace("['red', 'blue']", "['red', 'green']")
      .replace('default(0)', 'default(7)');
    expect(await project.compare({ ...others, tag: changed })).toMatchObject({
      changes: [
        '~ tag.weight  integer not null default 0 → integer not null default 7',
        "~ tag.color  enum('red', 'blue') not null → enum('red', 'green') not null",
      ],
    });
    expect((await project.compare(others)).questions).toEqual(['drop:table:tag']);
  });

  test('two spellings of one thing are one: the database says so', async () => {
    const project = await projectOn(dialect, [
      `op.sql(\`${spelled[dialect]}\`);
       op.sql('create unique index late on item (lower(label)) where ${late[dialect]}');
       op.sql('create view heavy as ${heavy[dialect]}');`,
    ]);
    expect(await project.compare(spelledEntities)).toEqual(nothing);
    const later = spelledEntities.item
      .replace('between 0 and 9', 'between 0 and 8')
      .replace("'new'", "'old'");
    expect(await project.compare({ ...spelledEntities, item: later })).toMatchObject({
      changes: [
        expect.stringMatching(/^~ item.state .* → .* default "old"$/),
        expect.stringMatching(/^- item_weight_check {2}check on item: /),
        '+ item_weight_check  check on item: weight between 0 and 8',
      ],
    });
  });

  test('what was found out is remembered by checksum: nothing is tried again', async () => {
    const project = await projectOn(dialect, [author, madeByHand]);
    expect(await project.compare(entities)).toEqual(nothing);
    project.set({ scratch: 'in-process' });
    expect(await project.compare(entities)).toEqual(nothing);
    project.edit(2, 'by_hand', 'of_hand');
    const missing = /^not seen: .*2\.ts:7 and 2 more\).*pglite is not installed$/;
    const { notes } = await project.compare(entities);
    expect(notes.filter(note => !missing.test(note))).toEqual([]);
    expect(notes).toHaveLength(dialect === 'sqlite' ? 0 : 1);
  });

  test('a revision stands on what SQL of another one made: plans find it out where they have to', async () => {
    const project = await projectOn(
      dialect,
      [author, madeByHand, `op.addColumn('tag', c => c.string('slug', 20).nullable());`],
      [`op.dropTable('author');`, `op.sql('drop table "tag"');`, `op.dropColumn('tag', 'slug');`],
    );
    await project.run(context => planUpgrade(context, 'heads'));
    expect(await tablesIn(project.place)).toEqual([
      'author',
      'migsh_log',
      'migsh_revisions',
      'tag',
    ]);
    await project.run(context => planDowngrade(context, 'base'));
    expect(await tablesIn(project.place)).toEqual(['migsh_log', 'migsh_revisions']);
  });

  test('what fails without rows is said; what was found out before stays known', async () => {
    const project = await projectOn(dialect, [
      author,
      madeByHand,
      `op.run(async ({ sql }) => { const [first] = await sql('select id from author'); first.id.toString(); });`,
    ]);
    const { changes, notes } = await project.compare(entities);
    expect(changes).toEqual([]);
    expect(notes).toEqual([
      expect.stringMatching(
        /^not seen: what migrations\/3{12}\.ts:\d+ makes of the schema: in a scratch database, the code failed: /,
      ),
    ]);
  });
});

describe('on PostgreSQL', () => {
  test('types, schemas, views, functions and triggers that SQL makes', async () => {
    const project = await projectOn('postgresql', [
      author,
      `op.sql('create schema audit');
       op.sql("create type audit.mood as enum ('glad', 'sad')");
       op.sql('create table audit.event (id serial primary key, at timestamptz not null default now(), mood audit.mood not null, data jsonb, total numeric(10,2) not null)');`,
    ]);
    expect(
      await project.compare({
        author: entities.author,
        event: `defineEntity({ name: 'Event', tableName: 'event', schema: 'audit', properties: {
          id: p.integer().primary().autoincrement(), at: p.datetime().defaultRaw('now()'), data: p.json().nullable(),
          mood: p.enum(['glad', 'sad']).nativeEnumName('mood'), total: p.decimal().precision(10).scale(2) } })`,
      }),
    ).toEqual(nothing);
  });

  test('what reaches the whole server is not tried', async () => {
    const role = `migsh_never_${randomBytes(4).toString('hex')}`;
    const project = await projectOn('postgresql', [
      author,
      `op.sql('create role ${role}');
       op.sql(\`do $$ begin create role ${role}; end $$\`);
       op.run(async ({ sql }) => { await sql('create role ${role}'); });`,
    ]);
    await project.compare({ author: entities.author });
    // `create role` makes nothing of the schema; what a block makes besides is not known, the next time neither.
    const { notes } = await project.compare({ author: entities.author });
    expect(notes).toEqual([
      expect.stringMatching(/^not tried, because it reaches the whole server: \S+\.ts:8$/),
      expect.stringMatching(/the code reaches the whole server$/),
    ]);
    expect(await project.place.query(`select 1 from pg_roles where rolname = '${role}'`)).toEqual(
      [],
    );
  });

  test('nor what executes text that it puts together, called by whatever name', async () => {
    const role = `migsh_never_${randomBytes(4).toString('hex')}`;
    const project = await projectOn('postgresql', [
      author,
      `op.sql(\`do $$ begin execute 'create ro' || 'le ${role}'; end $$\`);
       op.sql(\`create function sly() returns int language plpgsql as $$ begin execute format('create %s ${role}', 'role'); return 1; end $$\`);
       op.sql('select Sly()');
       op.sql('create view v as select "sly"() as n');
       op.run(async ({ sql }) => { await sql('select sly()'); });`,
    ]);
    const { notes } = await project.compare({ author: entities.author });
    expect(notes).toEqual([
      ...[7, 9, 10].map(line => expect.stringMatching(`^not tried, because .*:${line}$`)),
      expect.stringMatching(/the code reaches the whole server$/),
    ]);
    const roles = `select 1 from pg_roles where rolname = '${role}'`;
    expect(await project.place.query(roles)).toEqual([]);
  });

  test('where nothing can be tried, what is applied is read from the database', async () => {
    const name = `migsh_modest_${randomBytes(4).toString('hex')}`;
    const project = await projectOn(
      'postgresql',
      [
        author,
        `op.sql('create table tag (id serial primary key, label varchar(40) not null)');`,
        `op.addColumn('tag', c => c.string('slug', 20).nullable());`,
        `op.renameColumn('tag', 'slug', 'path');`,
      ],
      [
        `op.dropTable('author');`,
        `op.sql('drop table tag');`,
        `op.dropColumn('tag', 'slug');`,
        `op.renameColumn('tag', 'path', 'slug');`,
      ],
    );
    const database = new URL(project.place.place).pathname.slice(1);
    await onServer(`create role ${name} login password '${name}'`);
    onTestFinished(async () => {
      await onServer(`drop database ${database} with (force)`);
      await onServer(`drop role ${name}`);
      await onServer(`create database ${database}`);
    });
    await onServer(`alter database ${database} owner to ${name}`);
    project.place.place = project.place.place.replace('postgres:postgres@', `${name}:${name}@`);
    await expect(project.run(context => planUpgrade(context, 'heads'))).rejects.toMatchObject({
      code: 'bad-operation',
      hint: expect.stringMatching(
        /may not create databases .*; migsh upgrade to the revision whose SQL makes it/,
      ),
    });
    await project.run(context => planUpgrade(context, '222222222222'));
    await project.run(context => planUpgrade(context, '+1'));
    await project.run(context => planUpgrade(context, 'heads'));
    await project.run(context => planDowngrade(context, 'base'));
    expect(await tablesIn(project.place)).toEqual(['migsh_log', 'migsh_revisions']);
  });

  test('offline nothing is tried, and that is said; a database that is behind is no refusal', async () => {
    const project = await projectOn('postgresql', [
      author,
      `op.sql('create table x (id integer)');`,
    ]);
    expect((await project.compare({ author: entities.author }, { offline: true })).notes).toEqual([
      expect.stringMatching(
        /^not seen: .*there is no scratch database, because no server is asked, and/,
      ),
      'no evidence from rows: --offline',
    ]);
  });
});

const spelled = {
  sqlite: `create table item (
    id integer primary key autoincrement not null, label text not null, state TEXT default ('new') not null,
    weight integer, double integer as (weight*2) stored,
    constraint item_weight_check check (((weight between 0 and 9))))`,
  postgresql: `create table item (
    id serial primary key, label varchar(40) not null, state varchar default 'new' not null,
    weight int4, double int generated always as (weight*2) stored,
    constraint item_weight_check check (((weight between 0 and 9))))`,
};

const late = {
  sqlite: '(weight > 0 and weight is not null)',
  postgresql: 'weight > 0 and (weight is not null)',
};

/** SQLite keeps a view's text as it was written, PostgreSQL what it says. */
const heavy = {
  sqlite: 'select id, label from item where weight >= 10 and weight <= 20',
  postgresql: 'select id, label from item where weight between 10 and 20',
};

const spelledEntities = {
  item: `defineEntity({ name: 'Item', tableName: 'item', checks: [{ name: 'item_weight_check', expression: 'weight between 0 and 9' }],
    indexes: [{ name: 'late', expression: 'create unique index late on item (lower(label)) where (weight > 0 and weight is not null)' }],
    properties: {
      id: p.integer().primary().autoincrement(), label: p.string().length(40), state: p.string().default('new').columnType('varchar'),
      weight: p.integer().nullable(), double: p.integer().generated('(weight * 2) stored').nullable() } })`,
  heavy: `defineEntity({ name: 'Heavy', tableName: 'heavy', view: true,
    expression: 'select id, label from item where weight >= 10 and weight <= 20',
    properties: { id: p.integer().primary(), label: p.string() } })`,
};
