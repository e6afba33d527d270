import { describe, expect, test } from 'vitest';

import type { Op } from '../../src/operation/record-op.ts';
import type { Trip } from './round-trip.ts';
import { takeTrip, takeTripOn } from './round-trip.ts';

const given = (op: Op): void =>
  op.createTable('book', t => {
    t.integer('id').primary().autoincrement();
    t.string('title', 80);
    t.string('isbn', 20).nullable();
    t.integer('year');
  });
const rows = [
  "insert into book (title, isbn, year) values ('Ab', '1', 1999), ('ab', null, 2001), ('Zz', null, 1980)",
];
const trip = (up: Trip['up'], more: Partial<Trip> = {}): Trip => ({
  given,
  rows,
  up,
  survivors: ['select id, title, isbn, year from book order by id'],
  ...more,
});

describe('an index', () => {
  test('over columns with order, nulls and collation', async () => {
    const told = await takeTrip(
      trip(op => {
        op.createIndex('book', [{ column: 'year', order: 'desc' }, 'title']);
        op.createIndex('book', [{ column: 'year', order: 'desc', nulls: 'last' }], {
          name: 'late',
        });
      }),
    );
    expect(told.postgresql).toMatchInlineSnapshot(`
      {
        "down": "drop index "late";
      drop index "book_year_title_index";",
        "up": "create index "book_year_title_index" on "book" ("year" desc, "title");
      create index "late" on "book" ("year" desc nulls last);",
      }
    `);
    expect(told.sqlite).toMatchInlineSnapshot(`
      {
        "down": "drop index "late";
      drop index "book_year_title_index";",
        "up": "create index "book_year_title_index" on "book" ("year" desc, "title");
      create index "late" on "book" ("year" desc);",
      }
    `);
  });

  test('over an expression, partial, unique', async () => {
    const told = await takeTrip(
      trip(op => {
        op.createIndex('book', [{ expression: 'lower(title)' }, 'year'], {
          name: 'book_title',
          unique: true,
          where: 'year > 1990',
        });
      }),
    );
    expect(told.postgresql).toMatchInlineSnapshot(`
      {
        "down": "drop index "book_title";",
        "up": "create unique index "book_title" on "book" ((lower(title)), "year") where year > 1990;",
      }
    `);
    expect(told.sqlite).toMatchInlineSnapshot(`
      {
        "down": "drop index "book_title";",
        "up": "create unique index "book_title" on "book" (lower(title), "year") where year > 1990;",
      }
    `);
  });

  test('with a method, carried columns, an operator class and a fill factor: PostgreSQL alone minds them', async () => {
    const told = await takeTrip(
      trip(op => {
        op.createIndex('book', ['year'], { name: 'by_hash', using: 'hash', fillFactor: 70 });
        op.createIndex('book', [{ column: 'title', operatorClass: 'varchar_pattern_ops' }], {
          name: 'by_pattern',
          include: ['isbn'],
        });
      }),
    );
    expect(told.postgresql).toMatchInlineSnapshot(`
      {
        "down": "drop index "by_pattern";
      drop index "by_hash";",
        "up": "create index "by_hash" on "book" using hash ("year") with (fillfactor = 70);
      create index "by_pattern" on "book" ("title" varchar_pattern_ops) include ("isbn");",
      }
    `);
    expect(told.sqlite).toMatchInlineSnapshot(`
      {
        "down": "drop index "by_pattern";
      drop index "by_hash";",
        "up": "create index "by_hash" on "book" ("year");
      create index "by_pattern" on "book" ("title");",
      }
    `);
  });

  test('as written, and back from its definition', async () => {
    const told = await takeTrip({
      ...trip(op => op.dropIndex('book', 'odd')),
      given: op => {
        given(op);
        op.createIndex('book', [], {
          name: 'odd',
          statement: 'create index odd on book ((year + id) desc) where id > 0',
        });
      },
    });
    expect(told.postgresql).toMatchInlineSnapshot(`
      {
        "down": "create index odd on book ((year + id) desc) where id > 0;",
        "up": "drop index "odd";",
      }
    `);
    expect(told.sqlite).toMatchInlineSnapshot(`
      {
        "down": "create index odd on book ((year + id) desc) where id > 0;",
        "up": "drop index "odd";",
      }
    `);
  });

  test('concurrently, twice in one revision', async () => {
    const told = await takeTrip(
      trip(op => {
        op.createIndex('book', ['year'], { concurrently: true });
        op.createIndex('book', ['title'], { name: 'by_title', concurrently: true });
      }),
    );
    expect(told.postgresql).toMatchInlineSnapshot(`
      {
        "down": "-- alone
      drop index concurrently if exists "by_title";
      -- alone
      drop index concurrently if exists "book_year_index";",
        "up": "-- alone
      create index concurrently if not exists "book_year_index" on "book" ("year");
      -- alone
      create index concurrently if not exists "by_title" on "book" ("title");",
      }
    `);
    expect(told.sqlite).toMatchInlineSnapshot(`
      {
        "down": "drop index "by_title";
      drop index "book_year_index";",
        "up": "create index "book_year_index" on "book" ("year");
      create index "by_title" on "book" ("title");",
      }
    `);
  });

  test('follows its columns and its table, and goes with a column that its expression needs', async () => {
    const told = await takeTrip({
      ...trip(op => {
        op.renameColumn('book', 'title', 'name');
        op.renameTable('book', 'volume');
        op.dropIndex('volume', 'by_lower');
      }),
      given: op => {
        given(op);
        op.createIndex('book', [{ expression: 'lower("title")' }], { name: 'by_lower' });
      },
    });
    expect(told.postgresql).toMatchInlineSnapshot(`
      {
        "down": "create index "by_lower" on "volume" ((lower("name")));
      alter table "volume" rename to "book";
      alter table "book" rename column "name" to "title";",
        "up": "alter table "book" rename column "title" to "name";
      alter table "book" rename to "volume";
      drop index "by_lower";",
      }
    `);
    expect(told.sqlite).toMatchInlineSnapshot(`
      {
        "down": "create index "by_lower" on "volume" (lower("name"));
      alter table "volume" rename to "book";
      alter table "book" rename column "name" to "title";",
        "up": "alter table "book" rename column "title" to "name";
      alter table "book" rename to "volume";
      drop index "by_lower";",
      }
    `);
  });

  test('collation', async () => {
    const sqlite = await takeTripOn(
      'sqlite',
      trip(op => op.createIndex('book', [{ column: 'title', collation: 'nocase' }])),
    );
    const postgresql = await takeTripOn(
      'postgresql',
      trip(op => op.createIndex('book', [{ column: 'title', collation: 'C' }])),
    );
    expect(sqlite).toMatchInlineSnapshot(`
      {
        "down": "drop index "book_title_index";",
        "up": "create index "book_title_index" on "book" ("title" collate nocase);",
      }
    `);
    expect(postgresql).toMatchInlineSnapshot(`
      {
        "down": "drop index "book_title_index";",
        "up": "create index "book_title_index" on "book" ("title" collate "C");",
      }
    `);
  });
});

describe('a unique', () => {
  test('deferrable: PostgreSQL alone defers', async () => {
    const told = await takeTrip(
      trip(op => op.addUnique('book', ['year'], { deferrable: 'deferred' })),
    );
    expect(told.postgresql).toMatchInlineSnapshot(`
      {
        "down": "alter table "book" drop constraint "book_year_unique";",
        "up": "alter table "book" add constraint "book_year_unique" unique ("year") deferrable initially deferred;",
      }
    `);
    expect(told.sqlite).toMatchInlineSnapshot(`
      {
        "down": "drop index "book_year_unique";",
        "up": "create unique index "book_year_unique" on "book" ("year");",
      }
    `);
  });

  test('nulls not distinct', async () => {
    const told = await takeTripOn('postgresql', {
      ...trip(op => op.addUnique('book', ['isbn', 'year'], { nullsNotDistinct: true })),
    });
    expect(told).toMatchInlineSnapshot(`
      {
        "down": "alter table "book" drop constraint "book_isbn_year_unique";",
        "up": "alter table "book" add constraint "book_isbn_year_unique" unique nulls not distinct ("isbn", "year");",
      }
    `);
    await expect(
      takeTripOn(
        'sqlite',
        trip(op => op.addUnique('book', ['isbn', 'year'], { nullsNotDistinct: true })),
      ),
    ).rejects.toThrow('SQLite holds no two nulls for the same');
  });

  test('takes over an index', async () => {
    const told = await takeTrip({
      ...trip(op => op.addUnique('book', ['year'], { name: 'one_a_year', usingIndex: 'by_year' })),
      given: op => {
        given(op);
        op.createIndex('book', ['year'], { name: 'by_year', unique: true });
      },
    });
    expect(told.postgresql).toMatchInlineSnapshot(`
      {
        "down": "alter table "book" drop constraint "one_a_year";
      create unique index "by_year" on "book" ("year");",
        "up": "alter table "book" add constraint "one_a_year" unique using index "by_year";",
      }
    `);
    expect(told.sqlite).toMatchInlineSnapshot(`
      {
        "down": "drop index "one_a_year";
      create unique index "by_year" on "book" ("year");",
        "up": "drop index "by_year";
      CREATE UNIQUE INDEX "one_a_year" on "book" ("year");",
      }
    `);
  });

  test('of an expression that two rows share is found before', async () => {
    await expect(
      takeTripOn(
        'sqlite',
        trip(op =>
          op.createIndex('book', [{ expression: 'lower(title)' }], { name: 'low', unique: true }),
        ),
      ),
    ).rejects.toThrow('rows of book have the same (lower(title)): low cannot be unique');
  });
});
