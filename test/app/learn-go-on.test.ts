import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { planDowngrade, planUpgrade } from '../../src/app/plan.ts';
import { nothing, projectOn } from './handmade-project.ts';
import { readSchema, tablesIn } from './script-database.ts';

const byHand = {
  sqlite: `create table "tag" (
    "id" integer primary key autoincrement not null, "label" text not null, "weight" integer not null default 0,
    "kind" text not null check ("kind" in ('red', 'blue')), "shop" integer references "shop" ("id"))`,
  postgresql: `create table "tag" (
    "id" serial primary key, "label" varchar(40) not null, "weight" integer not null default 0,
    "kind" text not null check ("kind" in ('red', 'blue')), "shop" integer references "shop" ("id"))`,
};

const touched = {
  sqlite: `create trigger "tag_touched" after update on "tag" begin update "shop" set "name" = 'touched'; end`,
  postgresql: `create function touch() returns trigger language plpgsql as $$ begin update shop set name = 'touched'; return new; end $$;
    create trigger "tag_touched" after update on "tag" for each row execute function touch()`,
};

const shopTable = `op.createTable('shop', t => { t.integer('id').primary().autoincrement(); t.string('name'); });`;

const shop = `defineEntity({ name: 'Shop', tableName: 'shop', properties: { id: p.integer().primary().autoincrement(), name: p.string() } })`;

/** The same whichever of the two it was found out on. */
const onBoth = `export function up(op: Op) {
  op.renameColumn('tag', 'label', 'title');
  // rows that are there get 5; new ones have to bring a value
  op.addColumn('tag', c => c.integer('rank').default(5));
  op.alterColumn('tag', 'rank', { default: null });
  op.alterColumn('tag', 'weight', { type: 'bigint' });
  op.alterColumn('tag', 'kind', { type: "enum('red', 'blue', 'green')" });
}

export function down(op: Op) {
  // not every value of tag.kind survives: rows that say green
  op.alterColumn('tag', 'kind', { type: "enum('red', 'blue')" });
  // stops at values of tag.weight that do not fit: numbers too large for integer
  op.alterColumn('tag', 'weight', { type: 'integer' });
  // what was written to tag.rank meanwhile goes with it
  op.dropColumn('tag', 'rank');
  op.renameColumn('tag', 'title', 'label');
}
`;

describe.each(['sqlite', 'postgresql'] as const)('on %s', dialect => {
  test('what SQL and code made is changed like anything else: rows stay, and it comes back', async () => {
    const project = await projectOn(
      dialect,
      [
        shopTable,
        `op.run(async ({ sql }) => { await sql(\`${byHand[dialect]}\`); });
         op.sql('create index "by_hand" on "tag" (lower("label"))');
         op.sql(\`${touched[dialect]}\`);`,
      ],
      [`op.dropTable('shop');`, `op.sql('drop table "tag"');`],
    );
    const { place } = project;
    await project.run(context => planUpgrade(context, 'heads'));
    await place.query(`insert into "tag" ("label", "kind") values ('a', 'red'), ('b', 'blue')`);
    const before = await readSchema(place);
    const wanted = {
      shop,
      tag: `defineEntity({ name: 'Tag', tableName: 'tag', properties: {
        id: p.integer().primary().autoincrement(), title: p.string().length(40), weight: p.bigint().default(0),
        kind: p.enum(['red', 'blue', 'green']), rank: p.integer(), shop: p.integer().nullable() } })`,
    };
    const text = await project.generate(wanted, {
      'rename:column:tag.title': 'rename:label',
      'fill:column:tag.rank': 'default:5',
      'drop:trigger:tag.tag_touched': 'keep',
      ...(dialect === 'sqlite' ? {} : { 'drop:function:"touch()"': 'keep' }),
    });
    expect(text.slice(text.indexOf('export function up'))).toBe(onBoth);
    await project.run(context => planUpgrade(context, 'heads'));
    expect(await place.query('select "title", "kind", "rank" from "tag" order by "id"')).toEqual([
      { title: 'a', kind: 'red', rank: 5 },
      { title: 'b', kind: 'blue', rank: 5 },
    ]);
    expect(await project.compare(wanted)).toEqual(nothing);
    await project.run(context => planDowngrade(context, '-1'));
    expect(await readSchema(place)).toEqual(before);
    await project.run(context => planDowngrade(context, 'base'));
  });
});

test('code that the journal keeps is not tried: what it made is read from the database', async () => {
  const made = `globalThis.ran = (globalThis.ran ?? 0) + 1; await sql('create table tag (id integer primary key)');`;
  const project = await projectOn(
    'postgresql',
    [
      shopTable,
      `op.run(async ({ sql }) => { ${made} });`,
      `op.addColumn('tag', c => c.string('a', 9).nullable());`,
    ],
    [`op.dropTable('shop');`, `op.sql('drop table tag');`, `op.dropColumn('tag', 'a');`],
  );
  await project.run(context => planUpgrade(context, 'heads'));
  rmSync(join(project.root, 'migrations', '222222222222.ts'));
  const ran: unknown = Reflect.get(globalThis, 'ran');
  await project.run(context => planDowngrade(context, 'base', { runStored: true }));
  expect(ran).toBe(2);
  expect(Reflect.get(globalThis, 'ran')).toBe(2);
  expect(await tablesIn(project.place)).toEqual(['migsh_log', 'migsh_revisions']);
});
