import { expect, test } from 'vitest';

import { splitStatements } from '../../../src/dialect/sqlite/dialect.ts';

test('splits at semicolons that end a statement, and nowhere else', () => {
  expect(
    splitStatements(`
      -- a note; with a semicolon
      insert into t values ('a;b', "c;d", [e;f], \`g;h\`) /* ; */;
      create temp trigger if not exists tr after insert on t begin
        update t set a = case when b then 1 else 2 end;
        select 1;
      end;
      ;;
      create table trigger_log (a);
      explain create trigger x after insert on t begin select 1; end; select 2;
      -- the end`),
  ).toMatchInlineSnapshot(`
    [
      "-- a note; with a semicolon
          insert into t values ('a;b', "c;d", [e;f], \`g;h\`) /* ; */",
      "create temp trigger if not exists tr after insert on t begin
            update t set a = case when b then 1 else 2 end;
            select 1;
          end",
      "create table trigger_log (a)",
      "explain create trigger x after insert on t begin select 1; end",
      "select 2",
    ]
  `);
});

test('what no parser knows is split all the same', () => {
  expect(splitStatements('frobnicate the table; select 1')).toEqual([
    'frobnicate the table',
    'select 1',
  ]);
});

test('nothing gives nothing', () => {
  expect(splitStatements(' ; -- nothing')).toEqual([]);
});
