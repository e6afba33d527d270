import { describe, expect, test } from 'vitest';

import { loadPostgresqlParser, loadPostgresqlSplitter } from '../../src/orm/sql-parsers.ts';

describe('splitting', () => {
  test.each([
    ['two', 'select 1; select 2', ['select 1', 'select 2']],
    ['the last semicolon and blanks', ' select 1 ;\n\n', ['select 1']],
    [
      'semicolons in quotes',
      `insert into t values ('a;b'); select ";" from t`,
      [`insert into t values ('a;b')`, `select ";" from t`],
    ],
    [
      'dollar quotes',
      'create function f() returns int language sql as $$ select 1; $$; select 2',
      ['create function f() returns int language sql as $$ select 1; $$', 'select 2'],
    ],
    [
      'characters of several bytes',
      `select 'Ünïcödé 🦆'; select 'ß'`,
      [`select 'Ünïcödé 🦆'`, `select 'ß'`],
    ],
    [
      'comments',
      '-- first\nselect 1; -- second\nselect /* inside */ 2',
      ['select 1', 'select /* inside */ 2'],
    ],
    ['nothing', '  ', []],
    ['a comment alone', '-- nothing', []],
    ['what is no SQL', 'selec 1; select 2', ['selec 1; select 2']],
  ])('%s', async (_, sql, statements) => {
    const split = await loadPostgresqlSplitter();
    expect(split(sql)).toEqual(statements);
  });
});

test('parsing gives a tree, or why not', async () => {
  const parse = await loadPostgresqlParser();
  expect(parse('drop table t')).toMatchObject({ tree: { stmts: [{ stmt: { DropStmt: {} } }] } });
  expect(parse('drop tabel t')).toEqual({ error: 'syntax error at or near "tabel"' });
});
