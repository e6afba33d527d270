import { expect, test } from 'vitest';

import { planShape } from '../../src/cli/plan-shape.ts';
import { printNothingToDo, printPlan } from '../../src/cli/print-plan.ts';
import { markedStyle, plainStyle } from './plain-style.ts';
import { dropsTable, locksTable, prepared, statement, step } from './samples.ts';

test('a plan: statements with their hazards below, a summary at the end', () => {
  const plan = prepared(
    [
      step('3f2a9c1e7b04', [
        statement('alter table "customer" rename column "mail" to "email"'),
        statement('create index "customer_email_index" on "customer" ("email")', [locksTable]),
      ]),
      step('77aa02de91c3', [statement('drop table "audit_event"', [dropsTable])]),
    ],
    {
      losses: [{ revision: '77aa02de91c3', hazard: dropsTable }],
      notes: ['3f2a9c1e7b04 is late: revisions above it are applied already'],
    },
  );
  expect(printPlan(plan, plainStyle)).toMatchInlineSnapshot(`
    "Upgrade  shop@localhost:5432 (postgresql 18.4)
      1ab27c0d93fe → 3f2a9c1e7b04
      2 revisions, plan 5a1b2c3d4e5f
      note: 3f2a9c1e7b04 is late: revisions above it are applied already

    1/2  up    3f2a9c1e7b04  add order history (2 statements)
       1  alter table "customer" rename column "mail" to "email"
       2  create index "customer_email_index" on "customer" ("email")
            LOCK   SHARE lock: blocks writes to customer while it builds
                   create the index concurrently, outside of the transaction

    2/2  up    77aa02de91c3  audit: drop events (1 statement)
       1  drop table "audit_event"
            LOSS   drops the table audit_event: 240 rows
                   op.archive keeps them, and down restores them

    Summary
      data loss    LOSS 1 not accepted
                   drops the table audit_event: 240 rows
      locks        1 (customer)
      slow         none
      if it fails  the revision that fails is rolled back, those before it stay
                   applied; run again to go on
    "
  `);
});

test('a loss that the revision accepts is still counted', () => {
  const plan = prepared([
    step('77aa02de91c3', [statement('drop table "audit_event"', [dropsTable])]),
  ]);
  expect(printPlan(plan, plainStyle)).toMatchInlineSnapshot(`
    "Upgrade  shop@localhost:5432 (postgresql 18.4)
      1ab27c0d93fe → 3f2a9c1e7b04
      1 revision, plan 5a1b2c3d4e5f

    1/1  up    77aa02de91c3  audit: drop events (1 statement)
       1  drop table "audit_event"
            LOSS   drops the table audit_event: 240 rows
                   op.archive keeps them, and down restores them

    Summary
      data loss    LOSS 1 accepted by the revision
                   drops the table audit_event: 240 rows
      locks        none
      slow         none
      if it fails  nothing is changed: it runs in one transaction
    "
  `);
});

test('what cannot be one transaction is said', () => {
  const outside = statement('create index concurrently "i" on "t" ("c")', [], {
    transactional: false,
    phase: 2,
  });
  const plan = prepared(
    [step('3f2a9c1e7b04', [statement('select 1'), outside], { transactional: false })],
    { direction: 'down' },
  );
  expect(printPlan(plan, { ...plainStyle, ascii: true })).toMatchInlineSnapshot(`
    "Downgrade  shop@localhost:5432 (postgresql 18.4)
      1ab27c0d93fe -> 3f2a9c1e7b04
      1 revision, plan 5a1b2c3d4e5f

    1/1  up    3f2a9c1e7b04  add order history (2 statements)
       1  select 1
       2  create index concurrently "i" on "t" ("c")
            (outside of the transaction)

    Summary
      data loss    none
      locks        none
      slow         none
      if it fails  3f2a9c1e7b04 cannot run in one transaction: what is done of it
                   stays; run again to go on
    "
  `);
});

test('the word of a hazard is there whatever its colour', () => {
  const plan = prepared([step('a', [statement('drop table "audit_event"', [dropsTable])])]);
  expect(printPlan(plan, markedStyle)).toContain(
    '<loss:LOSS>   drops the table audit_event: 240 rows',
  );
});

test('nothing to do', () => {
  expect(printNothingToDo(prepared([]), plainStyle)).toMatchInlineSnapshot(`
    "nothing to apply on shop@localhost:5432: current 1ab27c0d93fe
    "
  `);
  const nowhere = { id: 'x', from: [], to: [], steps: [] };
  expect(
    printNothingToDo(
      prepared([], { direction: 'up', plan: nowhere, applied: ['gone00000001'] }),
      plainStyle,
    ),
  ).toContain('current gone00000001');
  expect(
    printNothingToDo(prepared([], { direction: 'down', plan: nowhere, applied: [] }), plainStyle),
  ).toMatchInlineSnapshot(`
    "nothing to take back on shop@localhost:5432: nothing is applied
    "
  `);
});

test('JSON shows what runs, not the texts that the journal keeps', () => {
  const { plan } = prepared([step('a', [statement('select 1', [], { part: 'rebuild' })])]);
  expect(planShape(plan)).toMatchInlineSnapshot(`
    {
      "from": [
        "1ab27c0d93fe",
      ],
      "id": "5a1b2c3d4e5f",
      "steps": [
        {
          "direction": "up",
          "revision": "a",
          "statements": [
            {
              "comment": "does something",
              "hazards": [],
              "kind": "sql",
              "phase": 1,
              "source": {
                "file": "migrations/a.ts",
                "line": 12,
              },
              "sql": "select 1",
              "transactional": true,
            },
          ],
          "transactional": true,
        },
      ],
      "to": [
        "3f2a9c1e7b04",
      ],
    }
  `);
});

test('a loss that a flag accepts is not called unaccepted', () => {
  const plan = prepared(
    [step('77aa02de91c3', [statement('drop table "audit_event"', [dropsTable])])],
    {
      losses: [{ revision: '77aa02de91c3', hazard: dropsTable }],
    },
  );
  expect(printPlan(plan, plainStyle)).toContain('data loss    LOSS 1 not accepted');
  expect(printPlan(plan, plainStyle, { allowDataLoss: true })).toContain(
    'data loss    LOSS 1 accepted by --allow-data-loss',
  );
});
