import { expect, test } from 'vitest';

import { takeTripOn } from './round-trip.ts';

test('PostgreSQL: a computed column is taken away around a new collation of what it reads', async () => {
  const { up } = await takeTripOn('postgresql', {
    given: op =>
      op.createTable('part', t => {
        t.integer('id').primary();
        t.string('name', 40);
        t.text('shown').generated("name || '!'");
      }),
    rows: ["insert into part (id, name) values (1, 'bolt')"],
    up: op => op.alterColumn('part', 'name', { collation: 'C' }),
    survivors: ['select id, name, shown from part'],
  });
  expect(up).toMatchInlineSnapshot(`
    "alter table "part" drop column "shown";
    alter table "part" alter column "name" type varchar(40) collate "C";
    alter table "part" add column "shown" text generated always as (name || '!') stored not null;"
  `);
});
