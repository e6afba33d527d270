import { expect, test } from 'vitest';

import { takeTrip } from './round-trip.ts';

test('a table with a foreign key, and its column renamed', async () => {
  const told = await takeTrip({
    given: op =>
      op.createTable('tag', t => {
        t.integer('id').primary().autoincrement();
        t.string('label', 40);
      }),
    rows: ["insert into tag (label) values ('a'), ('b')"],
    up: op => {
      op.renameColumn('tag', 'label', 'name');
      op.createIndex('tag', ['name']);
    },
    survivors: ['select id, label from tag order by id'],
    look: ['select id, name from tag order by id'],
  });
  expect(told.postgresql).toMatchInlineSnapshot(`
    {
      "down": "drop index "tag_name_index";
    alter table "tag" rename column "name" to "label";",
      "looked": [
        [
          {
            "id": 1,
            "name": "a",
          },
          {
            "id": 2,
            "name": "b",
          },
        ],
      ],
      "up": "alter table "tag" rename column "label" to "name";
    create index "tag_name_index" on "tag" ("name");",
    }
  `);
  expect(told.sqlite).toMatchInlineSnapshot(`
    {
      "down": "drop index "tag_name_index";
    alter table "tag" rename column "name" to "label";",
      "looked": [
        [
          {
            "id": 1,
            "name": "a",
          },
          {
            "id": 2,
            "name": "b",
          },
        ],
      ],
      "up": "alter table "tag" rename column "label" to "name";
    create index "tag_name_index" on "tag" ("name");",
    }
  `);
});
