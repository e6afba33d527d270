import { expect, test } from 'vitest';

import { takeTripOn } from './round-trip.ts';

test('PostgreSQL: one of two keys over the same columns goes, whichever a foreign key is tied to', async () => {
  const { up } = await takeTripOn('postgresql', {
    given: op => {
      op.createTable('part', t => {
        t.integer('id').primary();
        t.integer('parent_id').nullable();
        t.unique(['id']);
        t.index(['id'], { name: 'third', unique: true });
        t.foreignKey(['parent_id'], 'part', ['id'], { deferrable: 'deferred' });
      });
    },
    rows: ['insert into part (id, parent_id) values (1, null), (2, 1)'],
    up: op => {
      op.dropPrimaryKey('part');
      op.dropUnique('part', 'part_id_unique');
    },
    survivors: ['select * from part order by id'],
  });
  expect(up).toMatchInlineSnapshot(`
    "alter table "part" drop constraint "part_parent_id_foreign";
    alter table "part" drop constraint "part_pkey";
    alter table "part" add constraint "part_parent_id_foreign" foreign key ("parent_id") references "part" ("id") deferrable initially deferred;
    alter table "part" drop constraint "part_parent_id_foreign";
    alter table "part" drop constraint "part_id_unique";
    alter table "part" add constraint "part_parent_id_foreign" foreign key ("parent_id") references "part" ("id") deferrable initially deferred;"
  `);
});
