import { expect, test } from 'vitest';

import { plan, record, step } from './support.ts';

const concurrently = {
  sql: 'create index concurrently i on t (a)',
  comment: 'index',
  transactional: false,
} as const;

const phases = (...statements: Parameters<typeof step>[1]): unknown => {
  const [built] = plan([step('a', statements)]).steps;
  return {
    phases: built!.statements.map(({ phase }) => phase),
    transactional: built!.transactional,
  };
};

const build = (): unknown => plan([step('a', ['select 1', concurrently, 'delete from t'])]);

test('a step keeps its revision, its direction and where each statement comes from', () => {
  const built = plan([
    step('b', ['drop table t'], { direction: 'down' }),
    step('a', [], { direction: 'down' }),
  ]);
  expect(built).toMatchObject({
    from: [],
    to: ['b', 'a'],
    steps: [
      {
        revision: 'b',
        direction: 'down',
        transactional: true,
        foreignKeysOff: false,
        record: record('b'),
        statements: [
          {
            kind: 'sql',
            sql: 'drop table t',
            comment: 'as written',
            phase: 1,
            transactional: true,
            source: { file: 'migrations/b.ts', line: 1 },
            hazards: [{ rule: 'drop-table', level: 'loss' }],
          },
        ],
      },
      { revision: 'a', statements: [], transactional: true },
    ],
  });
});

test('transactional neighbours share a phase, what cannot be in one stands alone', () => {
  expect(phases('select 1', 'select 2')).toEqual({ phases: [1, 1], transactional: true });
  expect(
    phases('select 1', 'select 2', concurrently, concurrently, 'select 3', 'select 4'),
  ).toEqual({ phases: [1, 1, 2, 3, 4, 4], transactional: false });
  expect(phases(concurrently, 'select 1')).toEqual({ phases: [1, 2], transactional: false });
  expect(phases()).toEqual({ phases: [], transactional: true });
});

test('phases are counted anew in each step', () => {
  const { steps } = plan([step('a', ['select 1', concurrently]), step('b', ['select 1'])]);
  expect(steps.map(each => each.statements.map(({ phase }) => phase))).toEqual([[1, 2], [1]]);
});

test('a rebuild: foreign keys are off for the whole step, its parts and proofs keep their marks', () => {
  const part = { foreignKeysOff: true } as const;
  const [built] = plan(
    [
      step('a', [
        'select 1',
        { sql: 'create table n (a int)', comment: 'make', part: 'rebuild', ...part },
        {
          sql: 'select 1',
          comment: 'prove',
          part: 'proof',
          expectNoRows: 'rows got lost',
          ...part,
        },
      ]),
    ],
    { dialect: 'sqlite' },
  ).steps;
  expect(built!.foreignKeysOff).toBe(true);
  expect(built!.statements.map(({ part: mark, expectNoRows }) => [mark, expectNoRows])).toEqual([
    [undefined, undefined],
    ['rebuild', undefined],
    ['proof', 'rows got lost'],
  ]);
});

test('what an earlier revision of the plan did counts for the hazards of a later one', () => {
  const { steps } = plan(
    [
      step('a', ['create table t (a int)', 'alter table old rename to new']),
      step('b', ['drop table t', 'drop table new']),
    ],
    { rows: { old: 12 } },
  );
  expect(steps[1]!.statements.map(({ hazards }) => hazards.map(({ message }) => message))).toEqual([
    [],
    ['new is dropped with its rows: 12 rows'],
  ]);
});

test('the same request gives the same plan, which survives JSON', () => {
  expect(build()).toEqual(build());
  expect(JSON.parse(JSON.stringify(build()))).toEqual(build());
});
