import { describe, expect, test } from 'vitest';

import type { Op } from '../../src/operation/record-op.ts';
import { takeTrip, takeTripOn, type Trip } from './round-trip.ts';

const given = (op: Op): void => {
  op.createTable('room', t => {
    t.integer('id').primary();
    t.string('name', 40);
  });
  op.createTable('stay', t => {
    t.integer('id');
    t.integer('room_id').nullable();
    t.integer('nights');
  });
};
const rows = [
  "insert into room (id, name) values (1, 'a'), (2, 'b')",
  'insert into stay (id, room_id, nights) values (7, 1, 2), (5, null, 3)',
];
const trip = (up: Trip['up'], more: Partial<Trip> = {}): Trip => ({
  given,
  rows,
  up,
  survivors: ['select id, room_id, nights from stay order by id', 'select * from room order by id'],
  ...more,
});

describe('a primary key', () => {
  test('of one column', async () => {
    const told = await takeTrip(trip(op => op.addPrimaryKey('stay', ['id'])));
    expect(told).toMatchInlineSnapshot(`
      {
        "postgresql": {
          "down": "alter table "stay" drop constraint "stay_pkey";",
          "up": "alter table "stay" add constraint "stay_pkey" primary key ("id");",
        },
        "sqlite": {
          "down": "create table "migsh_new_stay" ("id" integer not null, "room_id" integer null, "nights" integer not null);
      insert into "migsh_new_stay" ("rowid", "id", "room_id", "nights") select rowid, "id", "room_id", "nights" from "stay";
      drop table "stay";
      alter table "migsh_new_stay" rename to "stay";",
          "up": "create table "migsh_new_stay" ("id" integer not null primary key, "room_id" integer null, "nights" integer not null);
      insert into "migsh_new_stay" ("id", "room_id", "nights") select "id", "room_id", "nights" from "stay";
      drop table "stay";
      alter table "migsh_new_stay" rename to "stay";",
        },
      }
    `);
  });

  test('of two columns, under a name', async () => {
    const told = await takeTrip(
      trip(op => op.addPrimaryKey('stay', ['nights', 'id'], { name: 'stay_key' })),
    );
    expect(told).toMatchInlineSnapshot(`
      {
        "postgresql": {
          "down": "alter table "stay" drop constraint "stay_key";",
          "up": "alter table "stay" add constraint "stay_key" primary key ("nights", "id");",
        },
        "sqlite": {
          "down": "create table "migsh_new_stay" ("id" integer not null, "room_id" integer null, "nights" integer not null);
      insert into "migsh_new_stay" ("rowid", "id", "room_id", "nights") select rowid, "id", "room_id", "nights" from "stay";
      drop table "stay";
      alter table "migsh_new_stay" rename to "stay";",
          "up": "create table "migsh_new_stay" ("id" integer not null, "room_id" integer null, "nights" integer not null, primary key ("nights", "id"));
      insert into "migsh_new_stay" ("rowid", "id", "room_id", "nights") select rowid, "id", "room_id", "nights" from "stay";
      drop table "stay";
      alter table "migsh_new_stay" rename to "stay";",
        },
      }
    `);
  });

  test('of an index that is there', async () => {
    const told = await takeTrip(
      trip(op => op.addPrimaryKey('stay', ['id'], { usingIndex: 'stay_id' }), {
        given: op => {
          given(op);
          op.createIndex('stay', ['id'], { name: 'stay_id', unique: true });
        },
      }),
    );
    expect(told).toMatchInlineSnapshot(`
      {
        "postgresql": {
          "down": "alter table "stay" drop constraint "stay_pkey";
      create unique index "stay_id" on "stay" ("id");",
          "up": "alter table "stay" add constraint "stay_pkey" primary key using index "stay_id";",
        },
        "sqlite": {
          "down": "create table "migsh_new_stay" ("id" integer not null, "room_id" integer null, "nights" integer not null);
      insert into "migsh_new_stay" ("rowid", "id", "room_id", "nights") select rowid, "id", "room_id", "nights" from "stay";
      drop table "stay";
      alter table "migsh_new_stay" rename to "stay";
      create unique index "stay_id" on "stay" ("id");",
          "up": "create table "migsh_new_stay" ("id" integer not null primary key, "room_id" integer null, "nights" integer not null);
      insert into "migsh_new_stay" ("id", "room_id", "nights") select "id", "room_id", "nights" from "stay";
      drop table "stay";
      alter table "migsh_new_stay" rename to "stay";",
        },
      }
    `);
  });

  test('goes, and each row keeps its rowid', async () => {
    const told = await takeTrip(
      trip(op => op.dropPrimaryKey('room'), {
        survivors: [
          {
            sqlite: 'select rowid, name from room order by rowid',
            postgresql: 'select * from room',
          },
        ],
        look: [{ sqlite: 'select rowid as row, id from room order by rowid' }],
      }),
    );
    expect(told).toMatchInlineSnapshot(`
      {
        "postgresql": {
          "down": "alter table "room" add constraint "room_pkey" primary key ("id");",
          "looked": [],
          "up": "alter table "room" drop constraint "room_pkey";",
        },
        "sqlite": {
          "down": "create table "migsh_new_room" ("id" integer not null primary key, "name" text not null);
      insert into "migsh_new_room" ("id", "name") select "id", "name" from "room";
      drop table "room";
      alter table "migsh_new_room" rename to "room";",
          "looked": [
            [
              {
                "id": 1,
                "row": 1,
              },
              {
                "id": 2,
                "row": 2,
              },
            ],
          ],
          "up": "create table "migsh_new_room" ("id" integer not null, "name" text not null);
      insert into "migsh_new_room" ("rowid", "id", "name") select rowid, "id", "name" from "room";
      drop table "room";
      alter table "migsh_new_room" rename to "room";",
        },
      }
    `);
  });
});

describe('not valid', () => {
  test('foreign key and check', async () => {
    const told = await takeTrip(
      trip(op => {
        op.addForeignKey('stay', ['room_id'], 'room', ['id'], {
          notValid: true,
          deferrable: 'deferred',
        });
        op.addCheck('stay', 'stay_nights', 'nights > 0', { notValid: true });
      }),
    );
    expect(told.postgresql).toMatchInlineSnapshot(`
      {
        "down": "alter table "stay" drop constraint "stay_nights";
      alter table "stay" drop constraint "stay_room_id_foreign";",
        "up": "alter table "stay" add constraint "stay_room_id_foreign" foreign key ("room_id") references "room" ("id") deferrable initially deferred not valid;
      alter table "stay" add constraint "stay_nights" check (nights > 0) not valid;",
      }
    `);
  });

  test('rows from before stay on PostgreSQL until they are validated', async () => {
    const told = await takeTripOn(
      'postgresql',
      trip(
        op => {
          op.validate('stay', 'stay_room');
          op.validate('stay', 'stay_nights');
        },
        {
          given: op => {
            given(op);
            op.addForeignKey('stay', ['room_id'], 'room', ['id'], {
              name: 'stay_room',
              notValid: true,
            });
            op.addCheck('stay', 'stay_nights', 'nights > 0', { notValid: true });
          },
        },
      ),
    );
    expect(told).toMatchInlineSnapshot(`
      {
        "down": "alter table "stay" drop constraint "stay_nights";
      alter table "stay" add constraint "stay_nights" check (nights > 0) not valid;
      alter table "stay" drop constraint "stay_room";
      alter table "stay" add constraint "stay_room" foreign key ("room_id") references "room" ("id") not valid;",
        "up": "alter table "stay" validate constraint "stay_room";
      alter table "stay" validate constraint "stay_nights";",
      }
    `);
  });
});

const lesson = (op: Op): void =>
  op.createTable('lesson', t => {
    t.integer('id').primary();
    t.native('during', { postgresql: 'int4range', sqlite: 'text' });
    t.string('state', 10);
  });

describe('an exclusion', () => {
  const trips: Trip = {
    given: lesson,
    rows: ["insert into lesson (id, during, state) values (1, '[1,3)', 'on'), (2, '[3,5)', 'on')"],
    up: op =>
      op.addExclusion(
        'lesson',
        'lesson_apart',
        [
          { column: 'during', operator: '&&' },
          { expression: "int4range(id, id, '[]')", operator: '=' },
        ],
        { where: "state <> 'off'", deferrable: 'deferred', only: 'postgresql' },
      ),
    survivors: ['select id, during, state from lesson order by id'],
  };

  test('comes and goes', async () => {
    expect(await takeTripOn('postgresql', trips)).toMatchInlineSnapshot(`
      {
        "down": "alter table "lesson" drop constraint "lesson_apart";",
        "up": "alter table "lesson" add constraint "lesson_apart" exclude using gist ("during" with &&, (int4range(id, id, '[]')) with =) where (state <> 'off') deferrable initially deferred;",
      }
    `);
  });

  test('goes with its table and its column, is renamed, and comes back', async () => {
    const told = await takeTripOn('postgresql', {
      ...trips,
      given: op => {
        lesson(op);
        trips.up(op);
      },
      up: op => {
        op.renameConstraint('lesson', 'lesson_apart', 'lesson_alone');
        op.renameColumn('lesson', 'during', 'span');
        op.archive('lesson');
        op.dropTable('lesson');
      },
    });
    expect(told).toMatchInlineSnapshot(`
      {
        "down": "create table "lesson" ("id" int not null, "span" int4range not null, "state" varchar(10) not null, primary key ("id"));
      alter table "lesson" add constraint "lesson_alone" exclude using gist ("span" with &&, (int4range(id, id, '[]')) with =) where (state <> 'off') deferrable initially deferred;
      insert into "lesson" ("id", "span", "state") select "id", "span", "state" from "migsh_archive_lesson_aaaabbbbcccc";
      drop table "migsh_archive_lesson_aaaabbbbcccc";
      set constraints "lesson_alone" immediate;
      set constraints "lesson_alone" deferred;
      alter table "lesson" rename column "span" to "during";
      alter table "lesson" rename constraint "lesson_alone" to "lesson_apart";",
        "up": "alter table "lesson" rename constraint "lesson_apart" to "lesson_alone";
      alter table "lesson" rename column "during" to "span";
      create table "migsh_archive_lesson_aaaabbbbcccc" as select "id", "span", "state" from "lesson";
      drop table "lesson";",
      }
    `);
  });

  test('is refused on SQLite unless it is for PostgreSQL alone', async () => {
    const alone = takeTripOn('sqlite', {
      given: lesson,
      up: op =>
        op.addExclusion('lesson', 'x', [{ column: 'during', operator: '&&' }], { using: 'gist' }),
    });
    await expect(alone).rejects.toThrow('SQLite has no exclusion constraints');
  });
});
