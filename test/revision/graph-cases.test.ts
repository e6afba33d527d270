import { describe, expect, test } from 'vitest';

import type { RevisionGraph } from '../../src/revision/graph.ts';
import { ancestors } from '../../src/revision/walk.ts';
import { cases, type Expectation, type GraphCase, graphOf } from './graph-cases.ts';
import { codesOf, refusalOf, runCase } from './run-case.ts';

/**
 * Where migsh differs from Alembic on purpose: what it does instead, and why. Every other case must agree, orders included.
 */
const differs: Readonly<Record<string, { readonly why: string; readonly instead: Expectation }>> = {
  'linear5-42': {
    why: 'a prefix counts from four characters on: shorter ones change their meaning with the next file',
    instead: failing('unknown_revision'),
  },
  'linear5-47': {
    why: 'the state is a set: a revision without a file is reported, what is pending beside it runs',
    instead: {
      ...moving('e6239818bb3a', '548bbb905360', 'b7ea43dc85e4', '1bbe33445780', '3975fb1a0125'),
      final: ['3975fb1a0125', 'deadbeef0000'],
    },
  },
  'linear5-49': {
    why: 'what is applied is current, file or no file',
    instead: { output: ['deadbeef0000'], compare: 'set' },
  },
  'linear5-55': {
    why: 'debatable: a range that leads down is refused instead of giving an empty script',
    instead: failing('not_ancestor_range'),
  },
  'linear5-69': {
    why: 'every form of a name works in every command',
    instead: { steps: [], final: ['b7ea43dc85e4'], order: 'as_given' },
  },
  'linear5-94': {
    why: 'the state is a set, in which nothing stands twice',
    instead: {
      steps: [{ rev: '548bbb905360', dir: 'down' }],
      final: ['e6239818bb3a'],
      order: 'forced',
    },
  },
  'linear5-97': {
    why: 'debatable: an ancestor beside its descendant adds nothing to a set, and upgrades go on',
    instead: { steps: [], final: ['1bbe33445780'], order: 'as_given' },
  },
  'linear5-107': {
    why: 'the command line turns this answer into exit code 0',
    instead: { output: ['3975fb1a0125'], compare: 'set', atHeads: true },
  },
  'linear5-108': {
    why: 'the command line turns this answer into exit code 3: a finding, not a failure',
    instead: { output: ['1bbe33445780'], compare: 'set', atHeads: false },
  },
  'linear5-105': {
    why: 'every form of a name works in every command',
    instead: { output: ['1bbe33445780'], compare: 'ordered', labels: [] },
  },
  'tree-77': {
    why: 'debatable: a merge of one revision joins nothing',
    instead: failing('not_ancestor_range'),
  },
  'tree-82': {
    why: 'debatable: label@heads is the heads of that branch, in downgrade as everywhere; d1 is current, nothing is above it',
    instead: { steps: [], final: ['d1', 'd2'], order: 'forced' },
  },
  'tree-95': {
    why: 'the state is a set: b is an ancestor of d1 and no contradiction to it',
    instead: { ...moving('c2', 'd2'), final: ['d1', 'd2'] },
  },
  'bad_dup_id-01': {
    why: 'debatable: which of two files is meant must not depend on their names',
    instead: failing('duplicate_revision'),
  },
  'dep_head_only-11': {
    why: 'debatable: merging only the real heads would leave head ambiguous; both heads are joined',
    instead: {
      new: { id: 'm1', down_revisions: ['acct2', 'net2'], branch_labels: [], depends_on: [] },
    },
  },
  'dep_multi_row-06': {
    why: 'current is what no other applied revision has as parent or dependency, the same as the tips that upgrade counts from',
    instead: { output: ['c2'], compare: 'set' },
  },
  'dep_then_merge_extra-03': {
    why: 'the state is a set: a1 is an ancestor of b1 and no contradiction to it',
    instead: { ...moving('bmerge'), final: ['bmerge', 'z1'] },
  },
  'dep_then_merge_extra-04': {
    why: 'debatable: b1 depends on a1, so a1 is no tip; the row Alembic leaves makes its next upgrade fail',
    instead: { ...moving('bmerge'), final: ['b1', 'z1'] },
  },
  'dep_on_ancestor_of_dep-03': {
    why: 'the state is a set: a2 is an ancestor of b1 and no contradiction to it',
    instead: { ...moving('b2'), final: ['b2'] },
  },
};

describe.each(cases.map(each => [each.id, each.command_line, each] as const))(
  '%s %s',
  (id, _command, each) => {
    const expected = differs[id]?.instead ?? each.expect;
    const difference = differs[id]?.why ?? 'none';
    test(`difference from Alembic: ${difference}`, () => {
      expect(observed(each, expected)).toEqual(wanted(each, expected));
    });
  },
);

test('every difference names a case, and changes what is expected', () => {
  const byId = new Map(cases.map(each => [each.id, each]));
  for (const [id, { instead }] of Object.entries(differs)) {
    expect(byId.get(id)?.expect).toBeDefined();
    expect(instead).not.toEqual(byId.get(id)?.expect);
  }
});

test('no failure of Alembic is without a code here, but those that cannot happen', () => {
  const kinds = new Set(cases.flatMap(each => each.expect.error?.kind ?? []));
  expect([...kinds].filter(kind => codesOf[kind] === undefined).toSorted()).toEqual([
    'not_at_heads',
    'overlap',
    'rowcount_mismatch',
  ]);
});

test('what each refused command says', () => {
  const said = cases.flatMap(each => {
    const error = refusalOf(each);
    if (error === undefined) return [];
    return [
      `${each.id}  ${each.command_line}`,
      `  ${error.code}: ${error.message}`,
      `  ${error.hint}`,
    ];
  });
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "linear5-14  upgrade -2
      out-of-range: -2 does not lead up
      To take revisions back: migsh downgrade -2
    linear5-15  upgrade +5
      out-of-range: +5 leads too far: there are only 3 steps above 548bbb905360 (about 548bbb905360)
      The furthest up is head. Where things stand: migsh history -i
    linear5-16  upgrade +0
      out-of-range: +0 does not lead up
      One step: migsh upgrade +1
    linear5-31  downgrade -5
      out-of-range: -5 leads too far: there are only 2 steps below 548bbb905360 (about 548bbb905360)
      The furthest down is base. Where things stand: migsh history -i
    linear5-33  downgrade -3
      out-of-range: -3 leads too far: there are only 2 steps below 548bbb905360 (about 548bbb905360)
      The furthest down is base. Where things stand: migsh history -i
    linear5-35  downgrade -1
      out-of-range: -1 leads too far: nothing is applied
      To apply revisions: migsh upgrade
    linear5-37  downgrade b7ea
      bad-target: b7ea is no target to go down to: b7ea43dc85e4 (about b7ea43dc85e4) is not applied
      What is applied: migsh current. To apply it: migsh upgrade b7ea43dc85e4
    linear5-41  downgrade 1bbe33445780+3
      out-of-range: 1bbe33445780+3 leads too far: there is only 1 step above 1bbe33445780 (about 1bbe33445780)
      The furthest up is head. Where things stand: migsh history -i
    linear5-42  upgrade b7
      prefix-too-short: b7 is too short: the beginning of an id counts from four characters on
      Type more of it: b7ea43dc85e4 (about b7ea43dc85e4)
    linear5-45  upgrade nosuchrev
      unknown-revision: no revision is named nosuchrev
      All of them: migsh history
    linear5-48  downgrade base
      unknown-revision: applied, but no file has it: deadbeef0000; whether it would have to go first cannot be told
      Get the file from the git branch it was applied from, or let the stored text run: --run-stored.
    linear5-55  upgrade 1bbe33445780:548bbb905360 --sql
      bad-target: 1bbe33445780:548bbb905360 leads down: its end is applied where it begins
      migsh downgrade 1bbe33445780:548bbb905360 --sql
    linear5-60  downgrade 548bbb905360 --sql
      usage: a script without a database wants FROM:TO, and reads 548bbb905360
      migsh downgrade 548bbb905360:-1 --sql
    linear5-61  downgrade 548bbb905360:1bbe33445780 --sql
      bad-target: 1bbe33445780 is no target to go down to: 1bbe33445780 (about 1bbe33445780) is not applied
      What is applied: migsh current. To apply it: migsh upgrade 1bbe33445780
    linear5-78  history -r 1bbe33445780:548bbb905360
      bad-target: 1bbe33445780:548bbb905360: 1bbe33445780 (about 1bbe33445780) is no ancestor of 548bbb905360 (about 548bbb905360)
      The older end comes first, and both are on one branch: OLD:NEW.
    linear5-79  history -r 1bbe33445780
      usage: "1bbe33445780" is no range
      A range is OLD:NEW, OLD: or :NEW. From it on: 1bbe33445780: · up to it: :1bbe33445780
    linear5-88  revision --rev-id n:1
      bad-id: "n:1" cannot be a revision id: it holds ":"
      A revision id is letters, digits and _; head, heads, base, current and none are taken.
    linear5-89  revision --rev-id n@1
      bad-id: "n@1" cannot be a revision id: it holds "@"
      A revision id is letters, digits and _; head, heads, base, current and none are taken.
    tree-33  upgrade +1
      ambiguous-start: +1 counts from the current revision, and there are 2
      Say from which: c1+1, c2+1 – current are c1 (about c1), c2 (about c2)
    tree-34  upgrade +1
      ambiguous-walk: +1: 2 ways lead up from b (about b)
      Name the one you mean: c1 (about c1), c2 (about c2)
    tree-40  downgrade c2
      bad-target: c2 is no target to go down to: c2 (about c2) is not applied
      What is applied: migsh current. To apply it: migsh upgrade c2
    tree-42  upgrade c2branch@c1
      not-on-branch: c1 (about c1) is not on branch c2branch
      Leave c2branch@ out, or name a revision of that branch: migsh history -r c2branch@base:
    tree-58  show nolabel@head
      no-such-branch: no label and no revision is named nolabel
      Labels: c1branch, c2branch. Branches: migsh heads
    tree-77  merge --rev-id m1 d1
      bad-target: a merge joins two revisions or more, and this names only d1 (about d1)
      Heads are d1 (about d1), d2 (about d2): migsh merge joins them all.
    docs_merged-04  downgrade -1
      ambiguous-walk: -1: 2 ways lead down from 53fffde5ad5 (about 53fffde5ad5)
      Name the one you mean: ae1027a6acf (about ae1027a6acf), 27c6a30d7c24 (about 27c6a30d7c24)
    diamond-07  downgrade -2
      ambiguous-walk: -2: 2 ways lead down from c (about c)
      Name the one you mean: b1 (about b1), b2 (about b2)
    diamond-09  upgrade c-1
      ambiguous-walk: c-1: 2 ways lead down from c (about c)
      Name the one you mean: b1 (about b1), b2 (about b2)
    forest-04  upgrade +1
      ambiguous-walk: +1: 2 ways lead up from the base
      Name the one you mean: a1 (about a1), a2 (about a2)
    forest_labelled-07  downgrade beta@-1
      bad-target: beta@-1: nothing of branch beta is applied
      What is: migsh current. To apply it: migsh upgrade beta@head
    labelled_long-04  show ebranch@sos
      unknown-revision: no revision is named sos
      All of them: migsh history
    labelled_long-05  show ebranch@b
      not-on-branch: b (about b) is not on branch ebranch
      Leave ebranch@ out, or name a revision of that branch: migsh history -r ebranch@base:
    multi_branch-05  downgrade b2
      bad-target: b2 is no target to go down to: b2 (about b2) is not applied
      What is applied: migsh current. To apply it: migsh upgrade b2
    multi_branch-06  history -r d1cb1:b1
      bad-target: d1cb1:b1: d1cb1 (about d1cb1) is no ancestor of b1 (about b1)
      The older end comes first, and both are on one branch: OLD:NEW.
    prefixes-05  upgrade x
      unknown-revision: no revision is named x
      Nearest: xy (about xy). All of them: migsh history
    bad_dup_label-01  heads
      label-clash: migrations/004_e.ts:4: label xy1 already stands in migrations/002_c.ts
      A label names one revision: rename one of them. Its descendants bear it without writing it.
    bad_dep_self_loop-01  heads
      cycle: migrations/002_c.ts:4: revision c depends on itself
      Mend @parents or @depends in one of these files.
    bad_cycle-01  heads
      cycle: migrations/002_c.ts:4, migrations/001_b.ts:4, migrations/000_a.ts:4: revisions stand on each other in a circle: a → c → b → a
      Mend @parents in one of these files.
    bad_cycle_lower-01  upgrade head
      cycle: migrations/002_c.ts:4, migrations/001_b.ts:4, migrations/000_a.ts:4: revisions stand on each other in a circle: a → c → b → a
      Mend @parents in one of these files.
    bad_cycle_upper-01  upgrade heads
      cycle: migrations/004_e.ts:4, migrations/003_d.ts:4, migrations/002_c.ts:4: revisions stand on each other in a circle: c → e → d → c
      Mend @parents in one of these files.
    bad_dep_cycle-01  heads
      cycle: migrations/002_c.ts:4, migrations/001_b.ts:4, migrations/000_a.ts:4: revisions stand on each other in a circle: a → c → b → a
      Mend @parents or @depends in one of these files.
    bad_dep_cycle_plus_ok-01  heads
      cycle: migrations/002_c.ts:4, migrations/001_b.ts:4, migrations/000_a.ts:4: revisions stand on each other in a circle: a → c → b → a
      Mend @parents or @depends in one of these files.
    bad_dep_cycle_upper-01  heads
      cycle: migrations/004_e.ts:4, migrations/003_d.ts:4, migrations/002_c.ts:4: revisions stand on each other in a circle: c → e → d → c
      Mend @parents or @depends in one of these files.
    bad_missing_down-01  heads
      missing-parent: migrations/001_b.ts:4: no file holds parent zz99 of revision b
      Get the file from where it was written (another git branch?), or mend @parents.
    bad_missing_dep-01  heads
      missing-dependency: migrations/001_b.ts:4: no file holds dependency zz99 of revision b
      Get the file from where it was written (another git branch?), or mend @depends.
    bad_dup_id-01  heads
      duplicate-id: migrations/002_b.ts:4: revision b is also in migrations/001_b.ts
      If one file is a copy, remove it; if it is a revision of its own, give it another id.
    linear5-115  revision --rev-id n1 --branch-label e6239818bb3a
      label-clash: e6239818bb3a already names migrations/000_e6239818bb3a.ts
      Choose another label. A revision on a labelled branch bears its label without being told.
    linear5-116  revision --rev-id n1 --head nope
      unknown-revision: no revision is named nope
      All of them: migsh history
    tree-81  downgrade heads
      multiple-heads: heads stands for 2 revisions, one is wanted
      Name one: d1 (about d1), d2 (about d2)
    tree-92  downgrade nolabel@-1
      no-such-branch: no label and no revision is named nolabel
      Labels: c1branch, c2branch. Branches: migsh heads
    tree-93  downgrade c2branch@-1
      bad-target: c2branch@-1: nothing of branch c2branch is applied
      What is: migsh current. To apply it: migsh upgrade c2branch@head
    tree-96  downgrade d2-1
      bad-target: d2-1 is no target to go down to: c2 (about c2) is not applied
      What is applied: migsh current. To apply it: migsh upgrade c2
    merged-16  downgrade -2
      ambiguous-walk: -2: 2 ways lead down from e (about e)
      Name the one you mean: d1 (about d1), d2 (about d2)
    dep_head_only-10  revision --rev-id n1
      multiple-heads: there are 2 heads to stand on
      Say which: --head acct2 (about acct2), --head networking@head (about net2). Or join them first: migsh merge -m "…"
    numeric_ids-05  upgrade 3
      unknown-revision: no revision is named 3
      All of them: migsh history
    label_then_branch-03  upgrade lab@head
      multiple-heads: lab@head is ambiguous: there are 2 heads
      Name one: f1 (about f1), f2 (about f2). Or all: heads. Or join them: migsh merge -m "…""
  `);
});

function failing(kind: string): Expectation {
  return { error: { kind } };
}

function moving(...ids: readonly string[]): Expectation {
  return { steps: ids.map(rev => ({ rev, dir: 'up' })), order: 'forced' };
}

/** The expectation with everything whose order does not matter sorted. */
function wanted(each: GraphCase, expected: Expectation): unknown {
  if (expected.error !== undefined) return { refused: expected.error.kind, hinted: true };
  return comparable(each, expected, expected);
}

/** What migsh did, in the same form. */
function observed(each: GraphCase, expected: Expectation): unknown {
  if (expected.error === undefined) return comparable(each, expected, runCase(each));
  const error = refusalOf(each);
  const { kind } = expected.error;
  const same = error !== undefined && codesOf[kind]?.includes(error.code);
  return { refused: same ? kind : error?.code, hinted: Boolean(error?.hint) };
}

function comparable(each: GraphCase, expected: Expectation, found: Expectation): unknown {
  const steps = found.steps?.filter(step => step.dir !== 'stamp').map(step => step.rev);
  const any = expected.order === 'any_topological';
  return {
    steps: any ? steps?.toSorted() : steps,
    topological: any && isTopological(graphOf(each.graph), steps ?? []),
    final: found.final?.toSorted(),
    output: expected.compare === 'set' ? found.output?.toSorted() : found.output,
    labels: expected.labels === undefined ? undefined : found.labels?.toSorted(),
    atHeads: found.atHeads,
    new: found.new,
  };
}

function isTopological(graph: RevisionGraph, steps: readonly string[]): boolean {
  return steps.every((id, at) =>
    [...ancestors(graph, [id])].every(below => steps.indexOf(below) <= at),
  );
}
