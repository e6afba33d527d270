import { expect, test } from 'vitest';

import { takeTripOn } from './round-trip.ts';

test('sequences with all they can say', async () => {
  const told = await takeTripOn('postgresql', {
    given: op =>
      op.createTable('invoice', t => {
        t.integer('id').primary();
        t.bigint('number').nullable();
      }),
    rows: ['insert into invoice (id) values (1)'],
    up: op => {
      op.createSequence('invoice_number', { start: 1000, only: 'postgresql' });
      op.createSequence('countdown', {
        type: 'smallint',
        increment: -2,
        min: -100,
        max: '100',
        start: 100n,
        cache: 5,
        cycle: true,
      });
      op.alterColumn('invoice', 'number', { defaultRaw: "nextval('invoice_number')" });
      op.insert('invoice', [{ id: 2 }]);
    },
    down: op => {
      op.sql('delete from invoice where id = 2');
      op.dropSequence('invoice_number', { cascade: true, only: 'postgresql' });
      op.dropSequence('countdown');
    },
    survivors: ['select * from invoice'],
    look: ['select id, number::int from invoice order by id'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "delete from invoice where id = 2;
    drop sequence "invoice_number" cascade;
    drop sequence "countdown";",
      "looked": [
        [
          {
            "id": 1,
            "number": null,
          },
          {
            "id": 2,
            "number": 1000,
          },
        ],
      ],
      "up": "create sequence "invoice_number" start with 1000;
    create sequence "countdown" as smallint increment by -2 minvalue -100 maxvalue 100 start with 100 cache 5 cycle;
    alter table "invoice" alter column "number" set default nextval('invoice_number');
    insert into "invoice" ("id") values (2);",
    }
  `);
});

test('the inverse of a drop has the definition, and the defaults that went along', async () => {
  const told = await takeTripOn('postgresql', {
    given: op => {
      op.createSequence('invoice_number', { type: 'integer', increment: 10 });
      op.createTable('invoice', t => {
        t.integer('id').primary().defaultRaw("nextval('invoice_number')");
      });
    },
    up: op => op.dropSequence('invoice_number', { cascade: true }),
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "create sequence "invoice_number" as integer increment by 10;
    alter table "invoice" alter column "id" set default nextval('invoice_number');",
      "up": "drop sequence "invoice_number" cascade;",
    }
  `);
});

test('SQLite refuses sequences unless they are for PostgreSQL alone', async () => {
  await expect(
    takeTripOn('sqlite', { given: () => {}, up: op => op.createSequence('n') }),
  ).rejects.toThrow('SQLite has no sequences');
});
