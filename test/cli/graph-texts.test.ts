import { expect, test } from 'vitest';

import type { MergeReview } from '../../src/app/merge-review.ts';
import type { PreparedStamp } from '../../src/app/stamp.ts';
import { commandHelp } from '../../src/cli/help.ts';
import { printBranches } from '../../src/cli/print-branches.ts';
import { printLog } from '../../src/cli/print-log.ts';
import { printMerge } from '../../src/cli/print-merge.ts';
import { printRebase } from '../../src/cli/print-rebase.ts';
import { printStamp, printStamped } from '../../src/cli/print-stamp.ts';
import type { LogLine } from '../../src/runner/log.ts';
import { plainStyle } from './plain-style.ts';
import { revision } from './samples.ts';

const ascii = { ...plainStyle, ascii: true };
const long = 'customers: longer email addresses because some of them are longer than expected';
const revisions = [
  revision('1ab27c0d93fe', 'customers', { branchPoint: true, base: true, parents: [] }),
  revision('2bb27c0d93fe', 'customers: rename mail to email'),
  revision('3cb27c0d93fe', long, { head: true }),
  revision('4db27c0d93fe', 'search: find customers by mail', { head: true, labels: ['search'] }),
];
const [base, rename, left, right] = revisions;
const find = (id: string) => revisions.find(each => each.id === id);

const review: MergeReview = {
  parents: [left!.id, right!.id],
  forks: [base!.id],
  sides: [
    { head: left!.id, revisions: [rename!.id, left!.id] },
    { head: right!.id, revisions: [right!.id] },
  ],
  overlaps: [],
  unknown: [],
  verdict: 'independent',
  trouble: [],
  remedies: [],
};

const touch = (id: string, head: string, what: string) => ({ revision: id, head, what });

test('branches', () => {
  const shape = [{ ...base!, children: [rename!, right!] }];
  expect(`\n${printBranches(shape, plainStyle)}`).toMatchInlineSnapshot(`
    "
    1ab27c0d93fe  customers
      → 2bb27c0d93fe  customers: rename mail to email
      → 4db27c0d93fe  (head, search) search: find customers by mail
    "
  `);
  expect(printBranches(shape, ascii)).toContain('  -> 2bb27c0d93fe  customers');
});

test('a merge of branches that touch nothing in common', () => {
  expect(`\n${printMerge(review, find, plainStyle)}`).toMatchInlineSnapshot(`
    "
    Merge of 2 heads
      fork   1ab27c0d93fe  customers

      head   3cb27c0d93fe  customers: longer email addresses because some of them a…
             2 revisions since the fork, oldest first
             2bb27c0d93fe  customers: rename mail to email

      head   4db27c0d93fe  (search) search: find customers by mail
             1 revision since the fork

    The sides are independent: they touch nothing in common.
    "
  `);
});

test('a merge whose sides disagree says why, and what can be done', () => {
  const many = Array.from({ length: 9 }, (_, n) =>
    touch(right!.id, right!.id, `create index customer_${n}_index on customer (mail)`),
  );
  const shown = printMerge(
    {
      ...review,
      overlaps: [
        {
          object: 'customer.mail',
          kind: 'one reads',
          touches: [touch(rename!.id, left!.id, 'rename column customer.mail to email'), ...many],
        },
      ],
      unknown: [
        touch(right!.id, right!.id, `sql update customer set name = 'somebody' where name = ''`),
      ],
      verdict: 'disagrees',
      trouble: [
        'after 3cb27c0d93fe, 4db27c0d93fe cannot run (migrations/4db27c0d93fe.ts:12): table customer has no column mail',
      ],
      remedies: [
        {
          kind: 'order',
          command: 'migsh rebase 2bb27c0d93fe --onto 4db27c0d93fe',
          text: 'runs 3cb27c0d93fe after 4db27c0d93fe everywhere; only while no database has applied 2bb27c0d93fe',
        },
      ],
    },
    find,
    plainStyle,
  );
  expect(`\n${shown}`).toMatchInlineSnapshot(`
    "
    Merge of 2 heads
      fork   1ab27c0d93fe  customers

      head   3cb27c0d93fe  customers: longer email addresses because some of them a…
             2 revisions since the fork, oldest first
             2bb27c0d93fe  customers: rename mail to email

      head   4db27c0d93fe  (search) search: find customers by mail
             1 revision since the fork

    touched by several
      customer.mail
        2bb27c0d93fe  rename column customer.mail to email
        4db27c0d93fe  create index customer_0_index on customer (mail)
        4db27c0d93fe  create index customer_1_index on customer (mail)
        4db27c0d93fe  create index customer_2_index on customer (mail)
        4db27c0d93fe  create index customer_3_index on customer (mail)
        and 5 more

    not compared: what these touch is not known
        4db27c0d93fe  sql update customer set name = 'somebody' where name = ''

    The sides disagree: which one runs first makes a difference.
      after 3cb27c0d93fe, 4db27c0d93fe cannot run (migrations/4db27c0d93fe.ts:12):
      table customer has no column mail

    what can be done
      migsh rebase 2bb27c0d93fe --onto 4db27c0d93fe
        runs 3cb27c0d93fe after 4db27c0d93fe everywhere; only while no database has
        applied 2bb27c0d93fe
    "
  `);
  expect(shown.split('\n').filter(line => line.length > 80)).toEqual([]);
});

test('a merge of branches with bases of their own', () => {
  const shown = printMerge({ ...review, forks: [], verdict: 'agrees' }, find, plainStyle);
  expect(shown).toContain('  no fork: the branches have bases of their own');
  expect(shown).toContain('\nThe sides agree:');
  const unknown = [touch(right!.id, right!.id, 'sql vacuum')];
  expect(printMerge({ ...review, unknown }, find, plainStyle)).toContain(
    '\nAs far as is known: the sides are independent:',
  );
});

test('a rebase', () => {
  const move = { id: right!.id, path: right!.path, from: [base!.id], to: [rename!.id, left!.id] };
  const shown = printRebase(
    {
      moves: [move, { ...move, id: left!.id, from: [], to: [] }],
      database: null,
      trouble: 'migrations/4db27c0d93fe.ts:12: table customer has no column mail',
    },
    find,
    plainStyle,
  );
  expect(`\n${shown}`).toMatchInlineSnapshot(`
    "
    Rebase

      4db27c0d93fe  search: find customers by mail
        from  1ab27c0d93fe  customers
        to    2bb27c0d93fe  customers: rename mail to email
              3cb27c0d93fe  customers: longer email addresses because some of them …
        in    migrations/20261120_143205_4db27c0d93fe.ts

      3cb27c0d93fe  customers: longer email addresses because some of them are long…
        from  none: a base
        to    none: a base
        in    migrations/20261120_143205_4db27c0d93fe.ts

    No database could be asked whether they are applied. Only you know of other
    databases: one that has them applied would find what they now stand on pending
    below them.

    They would not run any more: migrations/4db27c0d93fe.ts:12: table customer has
    no column mail
    "
  `);
  const asked = { moves: [move], database: 'shop@localhost:5432', trouble: null };
  expect(printRebase(asked, find, plainStyle)).toContain('None of them is applied to shop@');
});

const stamp: PreparedStamp = {
  from: [],
  to: [left!.id],
  add: [base!.id, rename!.id, left!.id],
  again: [rename!.id],
  remove: ['77aa02de91c3'],
  database: { label: 'shop@localhost:5432', name: 'shop', dialect: 'postgresql' },
  isProtected: false,
  makesTables: true,
  applied: [],
  titles: Object.fromEntries(revisions.map(({ id, message }) => [id, message])),
};

test('a stamp', () => {
  expect(`\n${printStamp(stamp, plainStyle)}`).toMatchInlineSnapshot(`
    "
    Stamp  shop@localhost:5432 (postgresql)
      base → 3cb27c0d93fe
      no revision is run: the tables stay as they are
      the journal's tables are made

    will count as applied
      1ab27c0d93fe  customers
      3cb27c0d93fe  customers: longer email addresses because some of them are long…

    will count as applied in full, as their files are now
      2bb27c0d93fe  customers: rename mail to email

    will no longer count as applied
      77aa02de91c3  (its file is gone)
    "
  `);
  expect(printStamp({ ...stamp, makesTables: false }, ascii)).toContain('base -> 3cb27c0d93fe\n');
  expect(printStamped(stamp, [])).toBe('stamped shop@localhost:5432: nothing is applied\n');
});

const event = (what: string, more: Partial<LogLine> = {}): LogLine => ({
  at: '2026-11-21T03:28:12.345Z',
  what,
  revision: null,
  direction: null,
  by: 'ada',
  host: 'laptop',
  pid: 4711,
  durationMs: null,
  error: null,
  ...more,
});

test('the log, newest first', () => {
  const lines = [
    event('failed', {
      error:
        'ERROR: duplicate key value violates unique constraint "customer_email_unique"\n\u001B[31mkey (email)=(a@b)',
    }),
    event('applied', { revision: left!.id, direction: 'up', durationMs: 1234 }),
    event('reverted', { revision: '77aa02de91c3', direction: 'down', durationMs: 12 }),
    event('started', { direction: 'up' }),
    event('stamped', { revision: base!.id, direction: 'up', at: '2026-11-20T03:28:12Z' }),
  ];
  const draw = (verbose: boolean) => printLog(lines, stamp.titles, { style: plainStyle, verbose });
  expect(`\n${draw(false)}`).toMatchInlineSnapshot(`
    "
    2026-11-21 03:28:12Z  failed                  ada@laptop
        ERROR: duplicate key value violates unique constraint
        "customer_email_unique"
        key (email)=(a@b)
    2026-11-21 03:28:12Z  applied   3cb27c0d93fe  ada@laptop  1.2 s  customers: lon…
    2026-11-21 03:28:12Z  reverted  77aa02de91c3  ada@laptop  12 ms  (its file is g…
    2026-11-21 03:28:12Z  started   up            ada@laptop
    2026-11-20 03:28:12Z  stamped   1ab27c0d93fe  ada@laptop  customers
    "
  `);
  expect(draw(true)).toContain('ada@laptop pid 4711');
});

test('the help of a command that takes several', () => {
  expect(`\n${commandHelp('stamp', plainStyle)}`).toMatchInlineSnapshot(`
    "
    migsh stamp: set what counts as applied, run nothing

    usage
      migsh stamp REVS... [flags]

    argument
      REVS...                   base, heads, ids, labels; of the branches that they
                                are on, all below is applied

    flags
          --purge               forget first everything that counts as applied
          --accept              take the files of edited revisions as they are now
          --sql                 print a script for psql or sqlite3, run nothing;
                                FROM:TO asks no database
      -y, --yes                 do not ask whether to go on; no answer to data loss
          --confirm NAME        the name of the database, where it is protected
          --wait DURATION       how long to wait: 30s, 10m, 0 (for another run:
                                default 10m)

    example
      migsh stamp 3f2a9c1e7b04

    with every command: --json --config --context --directory --cwd --dialect
      --no-input --no-color --ascii --quiet --verbose --version --help
    "
  `);
});

test('the help of a command that takes several or all', () => {
  expect(`\n${commandHelp('merge', plainStyle)}`).toMatchInlineSnapshot(`
    "
    migsh merge: join heads, after showing what they touch in common

    usage
      migsh merge [REVS...] [flags]

    argument
      REVS...                   the heads to join (default all heads)

    flags
      -m, --message MSG         what the revision does, in words
          --splice              allow a parent that is no head
          --branch-label LABEL  give the branch that begins here a name (may be
                                repeated)
          --depends-on REV      must be applied before, without being a parent (may
                                be repeated)
          --rev-id ID           the id, instead of a random one
          --version-path DIR    write it into this one of the project's directories
      -n, --plan                show what would happen, change nothing (also
                                --dry-run)
      -y, --yes                 do not ask whether to go on; no answer to data loss

    example
      migsh merge -m "merge billing"

    with every command: --json --config --context --directory --cwd --dialect
      --no-input --no-color --ascii --quiet --verbose --version --help
    "
  `);
});
