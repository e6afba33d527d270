import { expect, test } from 'vitest';

import { takeTripOn } from './round-trip.ts';

test('PostgreSQL: what reads a column, or stands on it, is there again once it is computed', async () => {
  const { up } = await takeTripOn('postgresql', {
    given: op => {
      op.createTable('part', t => {
        t.integer('id').primary();
        t.text('name').nullable();
        t.text('shown').nullable();
      });
      op.createPolicy('part', 'named', { using: 'shown is not null', only: 'postgresql' });
      op.addExclusion('part', 'one', [{ column: 'shown', operator: '=' }], {
        using: 'btree',
        only: 'postgresql',
      });
    },
    rows: ["insert into part (id, name) values (1, 'bolt')"],
    up: op => op.setGenerated('part', 'shown', "name || '!'"),
    look: ['select * from part'],
  });
  expect(up).toMatchInlineSnapshot(`
    "drop policy "named" on "part";
    alter table "part" drop column "shown";
    alter table "part" add column "shown" text generated always as (name || '!') stored null;
    alter table "part" add constraint "one" exclude using btree ("shown" with =);
    create policy "named" on "part" using (shown is not null);"
  `);
});

test('PostgreSQL: a char is no value of an enum with its blanks', async () => {
  const { up } = await takeTripOn('postgresql', {
    given: op => {
      op.createEnum('mood', ['glad', 'sad']);
      op.createTable('part', t => {
        t.integer('id').primary();
        t.char('mood', 10);
      });
    },
    rows: ["insert into part (id, mood) values (1, 'glad')"],
    up: op => op.alterColumn('part', 'mood', { type: { name: 'nativeEnum', enum: 'mood' } }),
    survivors: ['select * from part'],
  });
  expect(up).toMatchInlineSnapshot(
    `"alter table "part" alter column "mood" type "mood" using "mood"::text::"mood";"`,
  );
});
