import { expect, test } from 'vitest';

import { printHistory, printHistoryBlocks } from '../../src/cli/print-history.ts';
import { printIds, printRevisions } from '../../src/cli/print-revisions.ts';
import { printShow } from '../../src/cli/print-show.ts';
import { printStatus } from '../../src/cli/print-status.ts';
import { markedStyle, plainStyle } from './plain-style.ts';
import { dropsTable, locksTable, revision, statement } from './samples.ts';

const rows = [
  {
    graph: '○',
    revision: revision('3f2a9c1e7b04', 'orders: add currency\n\nmore', {
      head: true,
      state: 'pending',
    }),
    current: false,
  },
  {
    graph: '│ ○',
    revision: revision('77aa02de91c3', 'audit: index event time', {
      head: true,
      labels: ['audit'],
      state: 'pending',
    }),
    current: false,
  },
  {
    graph: '├─●',
    revision: revision(
      '6bb19e40a1b2',
      'audit: create a table whose name and purpose take up a lot of room',
      { labels: ['audit'], state: 'applied' },
    ),
    current: true,
  },
  {
    graph: '●',
    revision: revision('base1', 'baseline', {
      parents: [],
      base: true,
      createdAt: null,
      state: 'edited',
    }),
    current: false,
  },
];

test('history with the state of each revision', () => {
  expect(printHistory(rows, plainStyle)).toMatchInlineSnapshot(`
    "○   3f2a9c1e7b04  pending  2026-11-20  (head) orders: add currency
    │ ○ 77aa02de91c3  pending  2026-11-20  (head, audit) audit: index event time
    ├─● 6bb19e40a1b2  current  2026-11-20  (audit) audit: create a table whose name…
    ●   base1         edited               baseline
    "
  `);
});

test('history without a database says nothing of states', () => {
  const unread = [
    { graph: '○', revision: revision('3f2a9c1e7b04', 'add order history'), current: false },
    { graph: '●', revision: revision('base1', 'baseline', { createdAt: null }), current: false },
  ];
  expect(printHistory(unread, plainStyle)).toMatchInlineSnapshot(`
    "○ 3f2a9c1e7b04  2026-11-20  add order history
    ● base1                     baseline
    "
  `);
});

test('history with --verbose', () => {
  expect(printHistoryBlocks(rows.slice(0, 3), plainStyle)).toMatchInlineSnapshot(`
    "3f2a9c1e7b04  orders: add currency
        more
      parents   1ab27c0d93fe
      place     head
      created   2026-11-20T14:32:05Z
      file      migrations/20261120_143205_3f2a9c1e7b04.ts
      state     pending

    77aa02de91c3  audit: index event time
      parents   1ab27c0d93fe
      place     head, audit
      created   2026-11-20T14:32:05Z
      file      migrations/20261120_143205_77aa02de91c3.ts
      state     pending

    6bb19e40a1b2  audit: create a table whose name and purpose take up a lot of room
      parents   1ab27c0d93fe
      place     audit
      created   2026-11-20T14:32:05Z
      file      migrations/20261120_143205_6bb19e40a1b2.ts
      state     current
    "
  `);
});

test('heads', () => {
  expect(
    printRevisions(
      rows.slice(0, 2).map(row => row.revision),
      plainStyle,
    ),
  ).toMatchInlineSnapshot(`
    "3f2a9c1e7b04  (head) orders: add currency
    77aa02de91c3  (head, audit) audit: index event time
    "
  `);
});

test('current, with one whose file is gone', () => {
  expect(printIds(['3f2a9c1e7b04', 'gone'], { '3f2a9c1e7b04': 'add order history' }, plainStyle))
    .toMatchInlineSnapshot(`
    "3f2a9c1e7b04  add order history
    gone          (its file is gone)
    "
  `);
});

test('a row is not cut where nobody looks at it', () => {
  const piped = { ...plainStyle, rowWidth: Number.POSITIVE_INFINITY };
  expect(printRevisions([revision('a', 'x'.repeat(200))], piped)).toBe(`a  ${'x'.repeat(200)}\n`);
});

test('status of a database that is behind', () => {
  const titles = {
    '1ab27c0d93fe': 'customers',
    '3f2a9c1e7b04': 'add order history',
    '77aa02de91c3': 'audit',
    ...Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`rev${at}`, `step ${at}`])),
  };
  expect(
    printStatus(
      {
        database: 'shop@localhost:5432',
        dialect: 'postgresql',
        current: ['1ab27c0d93fe'],
        heads: ['3f2a9c1e7b04', '77aa02de91c3'],
        pending: [
          '3f2a9c1e7b04',
          '77aa02de91c3',
          ...Array.from({ length: 9 }, (_, at) => `rev${at}`),
        ],
        edited: ['1ab27c0d93fe'],
        missing: ['0000deadbeef'],
        partial: [],
        next: 'migsh upgrade heads',
        notes: [
          'the MikroORM config lacks schemaGenerator: { skipTables: [/^migsh_/] }: schema:update would drop the journal',
        ],
      },
      titles,
      plainStyle,
    ),
  ).toMatchInlineSnapshot(`
    "database  shop@localhost:5432 (postgresql)
    current   1ab27c0d93fe  customers
    heads     3f2a9c1e7b04  add order history
              77aa02de91c3  audit
    pending   3f2a9c1e7b04  add order history
              77aa02de91c3  audit
              rev0          step 0
              rev1          step 1
              rev2          step 2
              rev3          step 3
              rev4          step 4
              and 4 more: migsh history -i
    edited    1ab27c0d93fe  customers
    missing   0000deadbeef  its file is gone
    note      the MikroORM config lacks schemaGenerator: { skipTables: [/^migsh_/]
              }: schema:update would drop the journal
    next      migsh upgrade heads
    "
  `);
});

test('status of a new project', () => {
  const empty = {
    current: [],
    heads: [],
    pending: [],
    edited: [],
    missing: [],
    partial: [],
    notes: [],
  };
  expect(
    printStatus(
      { database: 'app.sqlite', dialect: 'sqlite', next: null, ...empty },
      {},
      plainStyle,
    ),
  ).toMatchInlineSnapshot(`
    "database  app.sqlite (sqlite)
    current   nothing is applied
    heads     there are no revisions yet
    pending   nothing
    next      nothing: the database is at the heads
    "
  `);
});

test('show', () => {
  const shape = {
    ...revision(
      '3f2a9c1e7b04',
      'add order history\n\nOrders remember what they cost when they were placed.',
      { head: true, mergePoint: true, dependsOn: ['billing'] },
    ),
    up: [
      statement(
        `create table "order" ("id" integer primary key autoincrement, "reference" text not null default 'a  b', "placed_at" datetime not null, "total" numeric(10, 2) not null)`,
      ),
      statement('create index "order_placed_at_index" on "order" ("placed_at")', [locksTable], {
        transactional: false,
      }),
    ],
    down: [statement('drop table "order"', [dropsTable])],
    irreversible: null,
    text: '',
  };
  expect(printShow(shape, plainStyle)).toMatchInlineSnapshot(`
    "3f2a9c1e7b04  add order history

      Orders remember what they cost when they were placed.

      parents   1ab27c0d93fe
      depends   billing
      place     head, merge point
      created   2026-11-20T14:32:05Z
      file      migrations/20261120_143205_3f2a9c1e7b04.ts

    up   2 statements
       1  create table "order" ("id" integer primary key autoincrement, "reference"
            text not null default 'a  b', "placed_at" datetime not null, "total"
            numeric(10, 2) not null)
       2  create index "order_placed_at_index" on "order" ("placed_at")
            (outside of the transaction)
            LOCK   SHARE lock: blocks writes to customer while it builds
                   create the index concurrently, outside of the transaction

    down   1 statement
       1  drop table "order"
            LOSS   drops the table audit_event: 240 rows
                   op.archive keeps them, and down restores them
    "
  `);
});

test('show of a revision that has no way back', () => {
  const shape = {
    ...revision('a', ''),
    up: [],
    down: [],
    irreversible: 'the mails are sent',
    text: '',
  };
  expect(printShow(shape, plainStyle)).toMatchInlineSnapshot(`
    "a  (no message)

      parents   1ab27c0d93fe
      created   2026-11-20T14:32:05Z
      file      migrations/20261120_143205_a.ts

    up   nothing

    down: irreversible, the mails are sent
    "
  `);
});

test('what comes from files cannot move the cursor', () => {
  const text = printRevisions(
    [revision('a', '\u001B[2Jmessage\u0007', { labels: ['\u001B[31mlabel'] })],
    markedStyle,
  );
  expect(text).toBe('<id:a>  (label) message\n');
});
