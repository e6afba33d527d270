import { expect, test } from 'vitest';

import { takeTripOn } from './round-trip.ts';

const given = (): void => {};

test('functions and procedures with all they can say', async () => {
  const told = await takeTripOn('postgresql', {
    given,
    up: op => {
      op.createFunction('slug', {
        parameters: [
          { name: 'title', type: 'text' },
          { name: 'max length', type: 'int', default: '80' },
        ],
        returns: 'text',
        volatility: 'immutable',
        security: 'definer',
        body: "select left(lower(replace(title, ' ', '-')), $2)",
        comment: "a title's part of an address",
      });
      op.createFunction('slug', {
        parameters: [{ name: 'title', type: 'varchar(20)' }],
        returns: 'text',
        language: 'plpgsql',
        volatility: 'stable',
        body: "return '$$' || title",
      });
      op.createFunction('halve', {
        parameters: [
          { name: 'whole', type: 'numeric' },
          { name: 'half', type: 'numeric', direction: 'out' },
          { name: 'rest', type: 'numeric', direction: 'out' },
        ],
        language: 'plpgsql',
        body: 'begin half := whole / 2; rest := whole - half; end',
      });
      op.createFunction('nothing', { body: 'select 1' });
      op.createFunction('add_up', {
        type: 'procedure',
        parameters: [{ name: 'sum', type: 'integer', direction: 'inout' }],
        body: 'sum := sum + 1; -- one more',
      });
      op.createFunction('twice', {
        parameters: [{ type: 'integer' }],
        sql: 'create function twice(integer) returns integer language sql strict parallel safe as $$ select $1 * 2 $$',
      });
    },
    look: [
      "select slug('A b'::text) as one, slug('A b'::varchar) as two, (halve(3)).rest::int, twice(4)",
    ],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "drop function "twice"(integer);
    drop procedure "add_up"(inout integer);
    drop function "nothing"();
    drop function "halve"(numeric);
    drop function "slug"(varchar(20));
    drop function "slug"(text, int);",
      "looked": [
        [
          {
            "one": "a-b",
            "rest": 2,
            "twice": 8,
            "two": "$$A b",
          },
        ],
      ],
      "up": "create function "slug"("title" text, "max length" int default 80) returns text security definer immutable language sql as $$ select left(lower(replace(title, ' ', '-')), $2) $$;
    comment on function "slug"(text, int) is 'a title''s part of an address';
    create function "slug"("title" varchar(20)) returns text stable language plpgsql as $migsh1$ begin return '$$' || title; end $migsh1$;
    create function "halve"("whole" numeric, out "half" numeric, out "rest" numeric) language plpgsql as $$ begin half := whole / 2; rest := whole - half; end $$;
    create function "nothing"() returns void language sql as $$ select 1 $$;
    create procedure "add_up"(inout "sum" integer) language plpgsql as $$ begin sum := sum + 1; -- one more
     end $$;
    create function twice(integer) returns integer language sql strict parallel safe as $$ select $1 * 2 $$;",
    }
  `);
});

test('one takes the place of another: in place where PostgreSQL can', async () => {
  const told = await takeTripOn('postgresql', {
    given: op => {
      op.createFunction('one', { returns: 'integer', body: 'select 1', comment: 'the first' });
      op.createFunction('two', { returns: 'integer', body: 'select 2' });
      op.createFunction('two', {
        parameters: [{ name: 'n', type: 'integer' }],
        returns: 'integer',
        body: 'select n',
      });
    },
    up: op => {
      op.createFunction('one', { returns: 'int4', body: 'select 10', replace: true });
      op.createFunction('one', { returns: 'bigint', body: 'select 100', replace: true });
      op.createFunction('two', {
        parameters: [{ name: 'number', type: 'int' }],
        returns: 'integer',
        body: 'select number',
        replace: true,
      });
      op.createFunction('three', { returns: 'integer', body: 'select 3', replace: true });
      op.dropFunction('two', []);
    },
    look: ['select one(), two(5), three()'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "create function "two"() returns integer language sql as $$ select 2 $$;
    drop function "three"();
    drop function "two"(int);
    create function "two"("n" integer) returns integer language sql as $$ select n $$;
    drop function "one"();
    create function "one"() returns int4 language sql as $$ select 10 $$;
    create or replace function "one"() returns integer language sql as $$ select 1 $$;
    comment on function "one"() is 'the first';",
      "looked": [
        [
          {
            "one": "100",
            "three": 3,
            "two": 5,
          },
        ],
      ],
      "up": "create or replace function "one"() returns int4 language sql as $$ select 10 $$;
    comment on function "one"() is null;
    drop function "one"();
    create function "one"() returns bigint language sql as $$ select 100 $$;
    drop function "two"(integer);
    create function "two"("number" int) returns integer language sql as $$ select number $$;
    create function "three"() returns integer language sql as $$ select 3 $$;
    drop function "two"();",
    }
  `);
});
