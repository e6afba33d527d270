import { describe, expect, test } from 'vitest';

import { MigshError } from '../../src/error.ts';
import { buildGraph } from '../../src/revision/graph.ts';
import { nearestNames } from '../../src/revision/nearest.ts';
import { checkNewRevision, mergeParents } from '../../src/revision/new-revision.ts';
import { planScript } from '../../src/revision/plan-script.ts';
import { newParents, planDown, planStamp, planUp } from '../../src/revision/plan-walk.ts';
import { selectRange, selectRevision, selectRevisions } from '../../src/revision/select.ts';
import { ancestors } from '../../src/revision/walk.ts';
import { history } from './history.ts';

const shop = history(`
  3f2a9c1e7b04                            'add order history'
  3f2ab0d1c2e3 < 3f2a9c1e7b04             'backfill email'
  91c0ffee0001 < 3f2ab0d1c2e3 [billing]   'invoices'
  91c0ffee0002 < 91c0ffee0001             'paid at'
  77aa02de0001 < 3f2ab0d1c2e3 [audit.log] 'event time'
`);
const current = ['91c0ffee0001'];

describe('a name stands for', () => {
  test.each([
    ['head of a branch', 'billing@head', '91c0ffee0002'],
    ['heads', 'heads', '91c0ffee0002 77aa02de0001'],
    ['heads of a branch', 'audit.log@heads', '77aa02de0001'],
    ['base', 'base', ''],
    ['base of a branch', 'billing@base', ''],
    ['an id', '91c0ffee0001', '91c0ffee0001'],
    ['a prefix', '77aa', '77aa02de0001'],
    ['a prefix within a branch', 'billing@3f2ab', '3f2ab0d1c2e3'],
    ['a label', 'billing', '91c0ffee0001'],
    ['the beginning of a label', 'audi', '77aa02de0001'],
    ['current', 'current', '91c0ffee0001'],
    ['a step above it', 'current+1', '91c0ffee0002'],
    ['steps below a revision', '91c0ffee0002-2', '3f2ab0d1c2e3'],
    ['a step below the head of a branch', 'billing@head-1', '91c0ffee0001'],
    ['steps below the heads', '-1', '91c0ffee0001 3f2ab0d1c2e3'],
    ['steps below the head of a branch', 'billing@-1', '91c0ffee0001'],
    ['steps above the base', 'billing@base+3', '91c0ffee0001'],
    ['the base, by steps', '3f2a9c1e7b04-1', ''],
    ['spaces around it', ' billing ', '91c0ffee0001'],
  ])('%s: %s', (_what, name, ids) => {
    expect(selectRevisions(shop, name, { current }).join(' ')).toBe(ids);
  });
});

function say(call: () => unknown): string {
  try {
    return JSON.stringify(call());
  } catch (error) {
    if (error instanceof MigshError) return `${error.code}: ${error.message}\n    ${error.hint}`;
    throw error;
  }
}

test('what a refused name says', () => {
  const names = [
    'head',
    '3f2a',
    '3f2',
    '3f2b9c1e7b04',
    'biling',
    'biling@head',
    'nothing_like_it',
    'audit.log@91c0ffee0001',
    'billing@+1',
    '3f2ab0d1c2e3+1',
    '3f2a9c1e7b04-2',
    'a@b@c',
    'two words',
    '',
    '@head',
    'billing@',
    "'; drop table",
  ];
  const said = names.map(name => `${name}\n  ${say(() => selectRevisions(shop, name))}`);
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "head
      multiple-heads: head is ambiguous: there are 2 heads
        Name one: billing@head (paid at), audit.log@head (event time). Or all: heads. Or join them: migsh merge -m "…"
    3f2a
      ambiguous-prefix: 2 revisions begin with 3f2a
        Type more of the one you mean: 3f2a9c1e7b04 (add order history), 3f2ab0d1c2e3 (backfill email)
    3f2
      prefix-too-short: 3f2 is too short: the beginning of an id counts from four characters on
        Type more of it: 3f2a9c1e7b04 (add order history), 3f2ab0d1c2e3 (backfill email)
    3f2b9c1e7b04
      unknown-revision: no revision is named 3f2b9c1e7b04
        Nearest: 3f2a9c1e7b04 (add order history). All of them: migsh history
    biling
      unknown-revision: no revision is named biling
        Nearest: billing (invoices). All of them: migsh history
    biling@head
      no-such-branch: no label and no revision is named biling
        Nearest: billing (invoices). Labels: billing, audit.log. Branches: migsh heads
    nothing_like_it
      unknown-revision: no revision is named nothing_like_it
        All of them: migsh history
    audit.log@91c0ffee0001
      not-on-branch: 91c0ffee0001 (invoices) is not on branch audit.log
        Leave audit.log@ out, or name a revision of that branch: migsh history -r audit.log@base:
    billing@+1
      out-of-range: billing@+1 leads too far: there is none above 91c0ffee0002 (paid at)
        The furthest up is head. Where things stand: migsh history -i
    3f2ab0d1c2e3+1
      ambiguous-walk: 3f2ab0d1c2e3+1: 2 ways lead up from 3f2ab0d1c2e3 (backfill email)
        Name the one you mean: 91c0ffee0001 (invoices), 77aa02de0001 (event time)
    3f2a9c1e7b04-2
      out-of-range: 3f2a9c1e7b04-2 leads too far: there is only 1 step below 3f2a9c1e7b04 (add order history)
        The furthest down is base. Where things stand: migsh history -i
    a@b@c
      unknown-revision: "a@b@c" does not name a revision
        A name is an id or the beginning of one, a label, head, heads, base, label@head, or steps from one: +1, -1, head-1, label@+1.
    two words
      unknown-revision: "two words" does not name a revision
        A name is an id or the beginning of one, a label, head, heads, base, label@head, or steps from one: +1, -1, head-1, label@+1.

      unknown-revision: "" does not name a revision
        A name is an id or the beginning of one, a label, head, heads, base, label@head, or steps from one: +1, -1, head-1, label@+1.
    @head
      unknown-revision: "@head" does not name a revision
        A name is an id or the beginning of one, a label, head, heads, base, label@head, or steps from one: +1, -1, head-1, label@+1.
    billing@
      unknown-revision: "billing@" does not name a revision
        A name is an id or the beginning of one, a label, head, heads, base, label@head, or steps from one: +1, -1, head-1, label@+1.
    '; drop table
      unknown-revision: "'; drop table" does not name a revision
        A name is an id or the beginning of one, a label, head, heads, base, label@head, or steps from one: +1, -1, head-1, label@+1."
  `);
});

test('what a refused target says', () => {
  const applied = ancestors(shop, ['91c0ffee0001', '77aa02de0001']);
  const said = [
    say(() => planUp(shop, applied, 'head')),
    say(() => planUp(shop, applied, '+1')),
    say(() => planUp(shop, ancestors(shop, ['3f2ab0d1c2e3']), '+1')),
    say(() => planUp(shop, new Set(), '+9')),
    say(() => planUp(shop, new Set(['gone']), '+1')),
    say(() => planDown(shop, applied, '-1')),
    say(() => planDown(shop, applied, '91c0ffee0002')),
    say(() => planDown(shop, new Set(), '-1')),
    say(() => planDown(shop, new Set(), 'current')),
    say(() => planDown(shop, new Set(['gone']), 'base')),
    say(() => planDown(shop, applied, 'audit.log@91c0ffee0001')),
    say(() => planDown(shop, ancestors(shop, ['77aa02de0001']), 'billing@-1')),
    say(() => planScript(shop, '91c0', 'down')),
    say(() => planScript(shop, '91c0ffee0002:3f2ab', 'up')),
    say(() => selectRevision(shop, 'base')),
    say(() => selectRevision(shop, 'heads')),
    say(() => selectRevision(buildGraph([]), 'head')),
    say(() => selectRange(shop, '91c0ffee0002', [])),
    say(() => selectRange(shop, '91c0ffee0002:3f2ab', [])),
    say(() => selectRange(shop, 'current:', ['gone'])),
    say(() => newParents(shop, undefined, { splice: false })),
    say(() => newParents(shop, 'billing', { splice: false })),
    say(() => newParents(shop, 'heads', { splice: false })),
    say(() => mergeParents(shop, ['billing@head'], { splice: false })),
    say(() => mergeParents(shop, ['billing', 'audit.log'], { splice: false })),
    say(() => checkNewRevision(shop, { id: '77aa02de0001', labels: [] })),
    say(() => checkNewRevision(shop, { id: 'billing', labels: [] })),
    say(() => checkNewRevision(shop, { id: 'head', labels: [] })),
    say(() => checkNewRevision(shop, { id: 'new1', labels: ['a b'] })),
    say(() => checkNewRevision(shop, { id: 'new1', labels: ['new1'] })),
    say(() => planStamp(shop, applied, ['curent'])),
  ];
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "multiple-heads: head is ambiguous: there are 2 heads
        Name one: billing@head (paid at), audit.log@head (event time). Or all: heads. Or join them: migsh merge -m "…"
    ambiguous-start: +1 counts from the current revision, and there are 2
        Say from which: 91c0ffee0001+1, 77aa02de0001+1 – current are 91c0ffee0001 (invoices), 77aa02de0001 (event time)
    ambiguous-walk: +1: 2 ways lead up from 3f2ab0d1c2e3 (backfill email)
        Name the one you mean: 91c0ffee0001 (invoices), 77aa02de0001 (event time)
    ambiguous-walk: +9: 2 ways lead up from 3f2ab0d1c2e3 (backfill email)
        Name the one you mean: 91c0ffee0001 (invoices), 77aa02de0001 (event time)
    unknown-revision: what is applied has no file here: gone
        Get the files from the git branch they were applied from; migsh status shows what the journal knows of them.
    ambiguous-start: -1 counts from the current revision, and there are 2
        Say from which: 91c0ffee0001-1, 77aa02de0001-1 – current are 91c0ffee0001 (invoices), 77aa02de0001 (event time)
    bad-target: 91c0ffee0002 is no target to go down to: 91c0ffee0002 (paid at) is not applied
        What is applied: migsh current. To apply it: migsh upgrade 91c0ffee0002
    out-of-range: -1 leads too far: nothing is applied
        To apply revisions: migsh upgrade
    bad-target: current: nothing of that is applied
        What is applied: migsh current. Everything: base or heads.
    unknown-revision: applied, but no file has it: gone; whether it would have to go first cannot be told
        Get the file from the git branch it was applied from, or let the stored text run: --run-stored.
    not-on-branch: 91c0ffee0001 (invoices) is not on branch audit.log
        Leave audit.log@ out, or name a revision of that branch: migsh history -r audit.log@base:
    bad-target: billing@-1: nothing of branch billing is applied
        What is: migsh current. To apply it: migsh upgrade billing@head
    usage: a script without a database wants FROM:TO, and reads 91c0
        migsh downgrade 91c0:-1 --sql
    bad-target: 91c0ffee0002:3f2ab leads down: its end is applied where it begins
        migsh downgrade 91c0ffee0002:3f2ab --sql
    unknown-revision: base stands before the first revision and is none itself
        The first: 3f2a9c1e7b04 (add order history)
    multiple-heads: heads stands for 2 revisions, one is wanted
        Name one: 91c0ffee0002 (paid at), 77aa02de0001 (event time)
    unknown-revision: head names nothing: there is no revision yet
        Write the first: migsh migrate -m "…"
    usage: "91c0ffee0002" is no range
        A range is OLD:NEW, OLD: or :NEW. From it on: 91c0ffee0002: · up to it: :91c0ffee0002
    bad-target: 91c0ffee0002:3f2ab: 91c0ffee0002 (paid at) is no ancestor of 3f2ab0d1c2e3 (backfill email)
        The older end comes first, and both are on one branch: OLD:NEW.
    unknown-revision: what is applied has no file here: gone
        Get the files from the git branch they were applied from; migsh status shows what the journal knows of them.
    multiple-heads: there are 2 heads to stand on
        Say which: --head billing@head (paid at), --head audit.log@head (event time). Or join them first: migsh merge -m "…"
    not-a-head: 91c0ffee0001 (invoices) is no head: 91c0ffee0002 (paid at) stands on it
        Stand on the head: --head 91c0ffee0001@head; or open a second branch here: --head 91c0ffee0001 --splice
    multiple-heads: heads stands for 2 revisions, one is wanted
        Name one: 91c0ffee0002 (paid at), 77aa02de0001 (event time)
    bad-target: a merge joins two revisions or more, and this names only 91c0ffee0002 (paid at)
        Heads are 91c0ffee0002 (paid at), 77aa02de0001 (event time): migsh merge joins them all.
    not-a-head: 91c0ffee0001 (invoices) is no head: 91c0ffee0002 (paid at) stands on it
        Merge the head above it: 91c0ffee0001@head; or this revision all the same: --splice
    duplicate-id: 77aa02de0001 is taken by migrations/77aa02de0001.ts
        Choose another id, or leave --rev-id out.
    duplicate-id: billing is taken by migrations/91c0ffee0001.ts
        Choose another id, or leave --rev-id out.
    bad-id: "head" cannot be a revision id: it is a word with a meaning of its own
        A revision id is letters, digits and _; head, heads, base, current and none are taken.
    bad-id: "a b" cannot be a label: it holds " "
        A label is letters, digits, _ and .; head, heads, base, current and none are taken.
    label-clash: new1 already names the new revision
        Choose another label. A revision on a labelled branch bears its label without being told.
    unknown-revision: no revision is named curent
        Nearest: current. All of them: migsh history"
  `);
});

describe('parents of a new revision', () => {
  test('are the only head, a named one, none for base, one with children only by splice', () => {
    const line = history('a\nb < a');
    expect(newParents(line, undefined, { splice: false })).toEqual(['b']);
    expect(newParents(line, 'base', { splice: false })).toEqual([]);
    expect(newParents(line, 'a', { splice: true })).toEqual(['a']);
    expect(newParents(buildGraph([]), undefined, { splice: false })).toEqual([]);
    expect(newParents(shop, 'billing@head', { splice: false })).toEqual(['91c0ffee0002']);
  });

  test('of a merge are all heads, or those that are named', () => {
    expect(mergeParents(shop, [], { splice: false })).toEqual(['91c0ffee0002', '77aa02de0001']);
    expect(mergeParents(shop, ['77aa', 'billing@head'], { splice: false })).toEqual([
      '77aa02de0001',
      '91c0ffee0002',
    ]);
  });
});

describe('ranges', () => {
  test.each([
    ['3f2ab:91c0ffee0001', '91c0ffee0001 3f2ab0d1c2e3'],
    ['billing:', '91c0ffee0002 91c0ffee0001'],
    [':billing', '91c0ffee0001 3f2ab0d1c2e3 3f2a9c1e7b04'],
    [':', '91c0ffee0002 91c0ffee0001 77aa02de0001 3f2ab0d1c2e3 3f2a9c1e7b04'],
    ['current:', '91c0ffee0002 91c0ffee0001'],
    ['billing@base:', '91c0ffee0002 91c0ffee0001 3f2ab0d1c2e3 3f2a9c1e7b04'],
    ['77aa02de0001@3f2ab:', '77aa02de0001 3f2ab0d1c2e3'],
    ['billing@-1:', '91c0ffee0002 91c0ffee0001'],
  ])('%s', (range, ids) => {
    expect(selectRange(shop, range, current).join(' ')).toBe(ids);
  });
});

describe('scripts without a database', () => {
  test.each([
    ['base:head of one branch', 'base:billing', 'up', '3f2a9c1e7b04 3f2ab0d1c2e3 91c0ffee0001'],
    ['steps from the start', 'billing:+1', 'up', '91c0ffee0002'],
    ['an open end', 'billing:', 'up', '77aa02de0001 91c0ffee0002'],
    ['an open beginning', ':3f2ab', 'up', '3f2a9c1e7b04 3f2ab0d1c2e3'],
    ['nothing between', 'billing:billing', 'up', ''],
    ['down', 'billing@head:-2', 'down', '91c0ffee0002 91c0ffee0001'],
    ['down to the base', '3f2ab:base', 'down', '3f2ab0d1c2e3 3f2a9c1e7b04'],
  ] as const)('%s: %s', (_what, range, direction, ids) => {
    expect(planScript(shop, range, direction).ids.join(' ')).toBe(ids);
  });
});

describe('stamp', () => {
  test('purge forgets what is there, files or not', () => {
    expect(planStamp(shop, new Set(['gone', '3f2a9c1e7b04']), ['77aa'], { purge: true })).toEqual({
      add: ['3f2ab0d1c2e3', '77aa02de0001'],
      remove: ['gone'],
    });
  });

  test('base forgets everything, a branch at its base only that branch', () => {
    const forest = history('a1 [alpha]\nb1 < a1\na2 [beta]\nb2 < a2');
    const applied = ancestors(forest, ['b1', 'b2']);
    expect(planStamp(forest, new Set([...applied, 'gone']), ['base']).remove).toHaveLength(5);
    expect(planStamp(forest, applied, ['alpha@base'])).toEqual({ add: [], remove: ['a1', 'b1'] });
  });

  test('what stands on what goes, goes too', () => {
    const graph = history('a\nb < a\nx (b)');
    expect(planStamp(graph, new Set(['a', 'b', 'x']), ['a'])).toEqual({
      add: [],
      remove: ['b', 'x'],
    });
  });
});

test.each([
  ['biling', 'billing'],
  ['bililng', 'billing'],
  ['lling', 'billing'],
  ['0001', '91c0ffee0001 77aa02de0001'],
  ['91c1ff', '91c0ffee0001'],
  ['zzzz', ''],
])('nearest to %s', (name, nearest) => {
  const names = ['91c0ffee0001', '77aa02de0001', 'billing', 'head'];
  expect(nearestNames(name, names).join(' ')).toBe(nearest);
});
