import { expect, test } from 'vitest';

import { takeTrip } from './round-trip.ts';

test('a computed column that was archived is computed again', async () => {
  const { postgresql, sqlite } = await takeTrip({
    given: op =>
      op.createTable('part', t => {
        t.integer('id').primary();
        t.integer('size').nullable();
        t.integer('twice').generated('size + size').nullable();
      }),
    rows: ['insert into part (id, size) values (1, 4)'],
    up: op => {
      op.archive('part', ['twice', 'size']);
      op.dropColumn('part', 'twice');
      op.dropColumn('part', 'size');
    },
    survivors: ['select id, size, twice from part'],
  });
  expect(postgresql.down).toMatchInlineSnapshot(`
    "alter table "part" add column "size" int null;
    alter table "part" add column "twice" int generated always as (size + size) stored null;
    update "part" set "size" = kept."size" from "migsh_archive_part_aaaabbbbcccc" as kept where "part"."id" = kept."id";
    drop table "migsh_archive_part_aaaabbbbcccc";"
  `);
  expect(sqlite.down).toMatchInlineSnapshot(`
    "alter table "part" add column "size" integer null;
    create table "migsh_new_part" ("id" integer not null primary key, "size" integer null, "twice" integer null generated always as (size + size) stored);
    insert into "migsh_new_part" ("id", "size") select "id", "size" from "part";
    drop table "part";
    alter table "migsh_new_part" rename to "part";
    update "part" set "size" = kept."size" from "migsh_archive_part_aaaabbbbcccc" as kept where "part"."id" = kept."id";
    drop table "migsh_archive_part_aaaabbbbcccc";"
  `);
});
