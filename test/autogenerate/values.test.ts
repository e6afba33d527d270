import { describe, expect, test } from 'vitest';

import { entity, id } from './entities.ts';
import { carryOutTogether } from './together.ts';
import type { Lot } from './together.ts';
import { evaluationOf, questionsOf } from './workshop.ts';

/** Something whose state is one of a list: text with a check on both databases. */
const stateful = (name: string, values: string, more = '', beside = ''): string =>
  entity(name, `${id}, state: p.enum([${values}])${more}`, beside);
const rowsOf = (table: string): readonly string[] => [
  `insert into ${table} (id, state) values (1, 'new'), (2, 'paid'), (3, 'new'), (4, 'open')`,
];
const statesOf = (table: string): string => `select id, state from ${table} order by id`;
const states = (...list: readonly string[]): readonly unknown[] =>
  list.map((state, at) => ({ id: at + 1, state }));

const lot: Lot = {
  'a value is renamed, the default with it': {
    before: stateful('Order', "'new', 'open', 'paid'", ".default('new')"),
    after: stateful('Order', "'fresh', 'open', 'paid'", ".default('fresh')"),
    rows: rowsOf('"order"'),
    answers: { 'rename:value:order.state.fresh': 'rename:new' },
    expected: [[statesOf('"order"'), states('fresh', 'paid', 'fresh', 'open')]],
    back: [statesOf('"order"')],
  },
  'two values are renamed, a third comes': {
    before: stateful('Parcel', "'new', 'open', 'paid'"),
    after: stateful('Parcel', "'fresh', 'opened', 'paid', 'lost'"),
    rows: rowsOf('parcel'),
    answers: {
      'rename:value:parcel.state.fresh': 'rename:new',
      'rename:value:parcel.state.opened': 'rename:open',
    },
    expected: [[statesOf('parcel'), states('fresh', 'paid', 'fresh', 'opened')]],
    back: [statesOf('parcel')],
  },
  'a value goes, and its rows get another': {
    before: stateful('Bill', "'new', 'open', 'paid'"),
    after: stateful('Bill', "'new', 'paid'"),
    rows: rowsOf('bill'),
    answers: { 'enum-value:value:bill.state.open': 'map:new' },
    expected: [[statesOf('bill'), states('new', 'paid', 'new', 'new')]],
  },
  'a value goes, and its rows get null': {
    before: stateful('Claim', "'new', 'open', 'paid'", '.nullable()'),
    after: stateful('Claim', "'new', 'paid'", '.nullable()'),
    rows: rowsOf('claim'),
    answers: { 'enum-value:value:claim.state.open': 'null' },
    expected: [['select id from claim where state is null', [{ id: 4 }]]],
  },
  'a value is renamed, another goes, the column has another name': {
    before: stateful('Task', `'new', 'open', "it's paid"`),
    after: entity('Task', `${id}, progress: p.enum(['fresh', "it's paid"])`),
    rows: ["insert into task (id, state) values (1, 'new'), (2, 'it''s paid'), (3, 'open')"],
    answers: {
      'rename:column:task.progress': 'rename:state',
      'rename:value:task.progress.fresh': 'rename:new',
      'enum-value:value:task.progress.open': "map:it's paid",
    },
    expected: [
      [
        'select id, progress from task order by id',
        [
          { id: 1, progress: 'fresh' },
          { id: 2, progress: "it's paid" },
          { id: 3, progress: "it's paid" },
        ],
      ],
    ],
  },
  'a value is renamed that an index and a check speak of': {
    before: stateful(
      'Visit',
      "'new', 'open', 'paid'",
      '',
      `indexes: [{ name: 'visit_new', properties: ['id'], where: "state = 'new'" }], checks: [{ name: 'visit_open', expression: "state <> 'new' or id < 100" }]`,
    ),
    after: stateful(
      'Visit',
      "'fresh', 'open', 'paid'",
      '',
      `indexes: [{ name: 'visit_new', properties: ['id'], where: "state = 'fresh'" }], checks: [{ name: 'visit_open', expression: "state <> 'fresh' or id < 100" }]`,
    ),
    rows: rowsOf('visit'),
    answers: {
      'rename:value:visit.state.fresh': 'rename:new',
      'violators:constraint:visit.visit_open': 'empty',
    },
    expected: [[statesOf('visit'), states('fresh', 'paid', 'fresh', 'open')]],
    back: [statesOf('visit')],
  },
};

carryOutTogether(lot, ['sqlite', 'postgresql']);

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test('the rows that hold a value are counted; null is offered where the column may be null', async () => {
    const change = {
      before: stateful('Order', "'new', 'open', 'paid'"),
      after: stateful('Order', "'fresh', 'paid'"),
      rows: rowsOf('"order"'),
    };
    const open = await evaluationOf(dialect, change);
    expect(open.questions.map(({ id: question }) => question)).toEqual([
      'rename:value:order.state.fresh',
    ]);
    expect(open.questions[0]?.options.map(({ label }) => label).slice(0, 2)).toEqual([
      'renamed: new → fresh  keeps 2 rows',
      'renamed: open → fresh  keeps 1 row',
    ]);
    const answers = { 'rename:value:order.state.fresh': 'rename:new' };
    const [question, ...others] = await questionsOf(dialect, { ...change, answers });
    expect(others).toEqual([]);
    expect(question?.options.map(({ value }) => value)).toEqual([
      'map:fresh',
      'map:paid',
      'empty',
      'stop',
    ]);
    expect(question?.evidence.at(-1)).toMatch(/^1 row holds open, among 4 rows in/);
  });
});
