import { afterAll, beforeAll, expect, test } from 'vitest';

import { inputTypes } from '../../../src/schema/routine.ts';
import { openTestDatabase, type TestDatabase } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('routines that others made; what the portable form cannot say comes as a whole', async () => {
  await database.execute(`
    create function found(n int, out a int, out b text) returns setof record language sql
      as 'select n, n::text';
    create function listed() returns table (id int, name text) language sql stable
      as $$ select 1, 'a' $$;
    create function many(variadic n int[]) returns int language sql as $$ select 1 $$;
    create function guarded() returns int language plpgsql security definer
      set search_path = '' as $$ begin return 1; end $$;
    create procedure act(inout n int default 1) language plpgsql as $$ begin n := 2; end $$;
    create aggregate total(int) (sfunc = int4pl, stype = int);
  `);
  const { routines = [] } = await database.introspect();
  expect(routines.map(each => (each.whole ? [each.name, inputTypes(each), 'as a whole'] : each)))
    .toMatchInlineSnapshot(`
      [
        {
          "body": "n := 2",
          "language": "plpgsql",
          "name": "act",
          "parameters": [
            {
              "default": "1",
              "direction": "inout",
              "name": "n",
              "type": "integer",
            },
          ],
          "type": "procedure",
        },
        {
          "body": "select n, n::text",
          "language": "sql",
          "name": "found",
          "parameters": [
            {
              "name": "n",
              "type": "integer",
            },
            {
              "direction": "out",
              "name": "a",
              "type": "integer",
            },
            {
              "direction": "out",
              "name": "b",
              "type": "text",
            },
          ],
          "returns": "SETOF record",
          "type": "function",
        },
        [
          "guarded",
          [],
          "as a whole",
        ],
        {
          "body": "select 1, 'a'",
          "language": "sql",
          "name": "listed",
          "parameters": [],
          "returns": "TABLE(id integer, name text)",
          "type": "function",
          "volatility": "stable",
        },
        [
          "many",
          [
            "integer[]",
          ],
          "as a whole",
        ],
      ]
    `);
});

test('triggers and policies that others made', async () => {
  await database.clear();
  await database.execute(`
    create table t (id int, name text) partition by list (id);
    create table t1 partition of t for values in (1);
    create function t_own_fn() returns trigger language plpgsql
      as $$ BEGIN
        return new;
      END; $$;
    create function shared() returns trigger language plpgsql as $$ begin return new; end $$;
    create trigger own before insert or delete on t for each row
      when (pg_trigger_depth() = 0) execute function t_own_fn();
    create trigger told after update of name on t for each row execute function shared('a');
    create policy p on t for delete to current_user, public using (name = 'it''s');
    alter table t force row level security;
  `);
  const { tables, routines } = await database.introspect();
  expect(tables.map(({ triggers, policies, rowSecurity }) => ({ triggers, policies, rowSecurity })))
    .toMatchInlineSnapshot(`
    [
      {
        "policies": [
          {
            "command": "delete",
            "name": "p",
            "using": "(name = 'it''s'::text)",
          },
        ],
        "rowSecurity": undefined,
        "triggers": [
          {
            "body": {
              "postgresql": "return new",
            },
            "events": [
              "insert",
              "delete",
            ],
            "forEach": "row",
            "name": "own",
            "timing": "before",
            "when": {
              "postgresql": "(pg_trigger_depth() = 0)",
            },
          },
          {
            "body": {
              "postgresql": "CREATE TRIGGER told AFTER UPDATE OF name ON t FOR EACH ROW EXECUTE FUNCTION shared('a')",
            },
            "events": [
              "update",
            ],
            "forEach": "row",
            "name": "told",
            "timing": "after",
            "whole": true,
          },
        ],
      },
    ]
  `);
  expect(routines?.map(({ name }) => name)).toEqual(['shared']);
});
