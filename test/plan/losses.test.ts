import { describe, expect, test } from 'vitest';

import type { DraftStep } from '../../src/plan/build.ts';
import { unacceptedLosses } from '../../src/plan/losses.ts';
import { plan, step } from './support.ts';

const losses = (sql: readonly string[], more: Partial<DraftStep> = {}): readonly string[] => {
  const steps = [step('a', sql, more)];
  return unacceptedLosses(plan(steps), steps).map(
    ({ revision, hazard }) => `${revision} ${hazard.rule} ${hazard.subject}`,
  );
};

const column = (name: string) => ({ name, type: { name: 'integer' as const }, nullable: true });

/** The statements, over a table whose keys stand at the end. */
function overKeys(sql: readonly string[]): DraftStep['operations'] {
  const table = {
    name: 't',
    columns: ['id', 'a', 'b', 'c'].map(column),
    primaryKey: { name: 't_pkey', columns: ['id'] },
    uniques: [{ name: 't_a_unique', columns: ['a'] }],
    indexes: [],
    checks: [],
    foreignKeys: [{ name: 't_b_foreign', columns: ['b'], refTable: 'u', refColumns: ['id'] }],
  };
  const before = { tables: [table] };
  return step('a', sql).operations.map(operation => Object.assign(operation, { before }));
}

const drops = ['drop table audit_event', 'alter table customer drop column "e mail"'];

test('what nobody accepted', () => {
  expect(losses(drops)).toEqual(['a drop-table audit_event', 'a drop-column customer."e mail"']);
  expect(losses(['select 1', 'create index on t (a)'])).toEqual([]);
});

describe('on the way up', () => {
  test('an answer accepts what it was asked about, and nothing else', () => {
    expect(
      losses(drops, {
        answers: { 'drop:table:audit_event': 'drop', 'drop:column:customer."e mail"': 'drop' },
      }),
    ).toEqual([]);
    expect(losses(drops, { answers: { 'drop:table:audit_event': 'drop' } })).toEqual([
      'a drop-column customer."e mail"',
    ]);
    expect(losses(drops, { answers: { 'drop:table:audit_event': 'archive' } })).toHaveLength(2);
    expect(losses(drops, { answers: { 'drop:table:other': 'drop' } })).toHaveLength(2);
    expect(losses(['drop table "constructor"'])).toEqual(['a drop-table constructor']);
  });

  test('the answer names the table as it was before the revision', () => {
    expect(
      losses(['alter table a rename to b', 'alter table b drop column c'], {
        answers: { 'drop:column:a.c': 'drop' },
      }),
    ).toEqual([]);
  });

  test('a waiver accepts all that its rule finds', () => {
    const waivers = [{ rule: 'drop-table', reason: 'never read' }];
    expect(losses(drops, { waivers })).toEqual(['a drop-column customer."e mail"']);
    expect(
      losses(['delete from t'], { waivers: [{ rule: 'delete-rows', reason: 'test rows' }] }),
    ).toEqual([]);
  });

  test('a column whose values are in another one, which takes its place, may go', () => {
    const drop = ['alter table customer drop column age'];
    const safe = { 'unsafe:column:customer.age': 'safe' };
    expect(losses(drop, { answers: safe })).toEqual([]);
    expect(losses(drop, { answers: { 'unsafe:column:customer.age': 'as-is:x' } })).toHaveLength(1);
  });

  test('an answer accepts the deletion that it asked for, and no other', () => {
    const doubles =
      'delete from "t" where exists (select 1 from "t" as other_row where other_row.a = "t".a and other_row.id < "t".id)';
    const orphans =
      'delete from "t" where b is not null and not exists (select 1 from "u" as parent_row where parent_row.id = "t".b)';
    const answers = {
      'duplicates:constraint:t.t_a_unique': 'keep-first',
      'orphans:constraint:t.t_b_foreign': 'delete',
      'violators:constraint:t.t_c': 'sql:delete from t where c < 0',
    };
    const accepted = (sql: readonly string[], given: Readonly<Record<string, string>> = answers) =>
      losses(sql, { answers: given, operations: overKeys(sql) });
    expect(accepted([doubles, orphans, 'delete from t where c < 0'])).toEqual([]);
    expect(accepted([doubles.replaceAll(' ', '\n  ').replace('exists', 'EXISTS')])).toEqual([]);
    expect(accepted(['delete from t', 'delete from t where c < 1'])).toHaveLength(2);
    const others = {
      'duplicates:constraint:t.t_a_unique': 'empty',
      'orphans:constraint:u.t_b_foreign': 'delete',
    };
    expect(accepted([doubles, orphans], others)).toHaveLength(2);
    const last = { 'duplicates:constraint:t.t_a_unique': 'keep-last' };
    expect(accepted([doubles], last)).toHaveLength(1);
    expect(accepted([doubles.replace(' < ', ' > ')], last)).toEqual([]);
  });

  test.each([
    ['where true or exists', 'where exists'],
    ['other_row.c = "t".c', 'other_row.a = "t".a'],
    ['other_row.id <> "t".id', 'other_row.id < "t".id'],
    ['"t".id or true)', '"t".id)'],
    ['delete from "u" where exists', 'delete from "t" where exists'],
    ['where /* the first */ exists', 'where exists'],
  ])('a deletion that somebody edited is one like any other: %s', (edited, written) => {
    const doubles =
      'delete from "t" where exists (select 1 from "t" as other_row where other_row.a = "t".a and other_row.id < "t".id)';
    const sql = [doubles.replace(written, edited)];
    expect(sql).not.toEqual([doubles]);
    const answers = { 'duplicates:constraint:t.t_a_unique': 'keep-first' };
    expect(losses(sql, { answers, operations: overKeys(sql) })).toHaveLength(1);
  });

  test('a column that is computed from now on lets go what it held', () => {
    const sql = 'alter table t drop column a, add column a int generated always as (1) stored';
    expect(losses([sql], { answers: { 'convert:column:t.a': 'cast' } })).toEqual([]);
    expect(losses([sql], { answers: { 'convert:column:t.a': 'empty' } })).toHaveLength(1);
  });

  test('a deletion that somebody wrote has no question: only a waiver accepts it', () => {
    expect(losses(['delete from t'], { answers: { 'drop:table:t': 'drop' } })).toEqual([
      'a delete-rows t',
    ]);
  });

  test("another revision's header accepts nothing", () => {
    const accepting = step('b', [], { answers: { 'drop:table:t': 'drop' } });
    const steps = [step('a', ['drop table t']), accepting];
    expect(unacceptedLosses(plan(steps), steps)).toHaveLength(1);
    expect(unacceptedLosses(plan(steps), [])).toHaveLength(1);
  });
});

test('on the way down the header accepts nothing', () => {
  expect(
    losses(drops, {
      direction: 'down',
      answers: { 'drop:table:audit_event': 'drop' },
      waivers: [{ rule: 'drop-column', reason: 'x' }],
    }),
  ).toHaveLength(2);
});
