import { stripVTControlCharacters } from 'node:util';

import { renderToString } from 'ink';
import { expect, test } from 'vitest';

import { footerBindings } from '../../../src/tui/footer.ts';
import { ShellView } from '../../../src/tui/shell.tsx';
import { glyphsOf, looksOf } from '../../../src/tui/theme.ts';
import { LooksContext } from '../../../src/tui/view/looks.ts';
import { clash, Desk, oneOrder, twoHeads } from './state.ts';

function draw({ state }: Desk): string {
  const drawn = renderToString(
    <LooksContext value={{ looks: looksOf(false), glyphs: glyphsOf(state.ascii) }}>
      <ShellView state={state} />
    </LooksContext>,
    { columns: state.size.columns },
  );
  const lines = stripVTControlCharacters(drawn)
    .split('\n')
    .map(line => line.trimEnd());
  expect(lines).toHaveLength(state.size.rows);
  return `\n${lines.join('\n')}\n`;
}

const wide = { columns: 120, rows: 24 };

test('branches that touch nothing in common, 80 columns', () => {
  const desk = new Desk(twoHeads);
  desk.merge();
  expect(draw(desk)).toMatchInlineSnapshot(`
    "
     migsh › Merge heads                     1 Heads  2 Overlap  3 Message  4 Write
    ─ Heads ──────────────────────────────────────────────────────── space toggles ─
    ▌ [x] d7f49c20         orders: note                              1 after fork
      [x] f91b2e48  audit  audit: index event time                   2 after fork
      fork point  c6e38b1f  customers: phone
    ─ Overlap ──────────────────────────────────────────────────────── no conflict ─
      No object is touched by both sides: the order does not matter.

        r  rebase one branch onto the other; only while no database has applied it
      esc  keep two heads: migsh upgrade heads applies them all




    ─ Result ───────────────────────────────────────────────────────────────────────
      ○─╮   (new)     merge audit into main
      │ ○   f91b2e48  audit: index event time
      │ ○   e80a1d37  audit: events
      ○ │   d7f49c20  orders: note
      ◆─╯   c6e38b1f  customers: phone
    ─ Message ──────────────────────────────────────────────────────────────────────
      merge audit into main
     $ migsh merge d7f49c20 f91b2e48 -m 'merge audit into main'
     enter write  space toggle  r rebase  e edit  tab message      ? help  esc back
    "
  `);
});

test('branches that touch nothing in common, 120 columns', () => {
  const desk = new Desk(twoHeads, wide);
  desk.merge();
  expect(draw(desk)).toMatchInlineSnapshot(`
    "
     migsh › Merge heads                                                             1 Heads  2 Overlap  3 Message  4 Write
    ─ Heads ───────────────────────────────────────────── space toggles ─┬─ Overlap   no conflict ──────────────────────────
    ▌ [x] d7f49c20         orders: note                   1 after fork   │  No object is touched by both sides: the order
      [x] f91b2e48  audit  audit: index event time        2 after fork   │  does not matter.
                                                                         │
      fork point  c6e38b1f  customers: phone                             │
                                                                         │
      RESULT                                                             │
      ○─╮   (new)     merge audit into main                              │
      │ ○   f91b2e48  audit: index event time                            │
      │ ○   e80a1d37  audit: events                                      │
      ○ │   d7f49c20  orders: note                                       │
      ◆─╯   c6e38b1f  customers: phone                                   │
                                                                         │
      INSTEAD                                                            │
        r  rebase one branch onto the other; only while no database has  │
           applied it                                                    │
      esc  keep two heads: migsh upgrade heads applies them all          │
                                                                         │
                                                                         │
                                                                         │
     message: merge audit into main
     $ migsh merge d7f49c20 f91b2e48 -m 'merge audit into main'
     enter write  space toggle  r rebase  e edit  tab message  : cmd                                       ? help  esc back
    "
  `);
});

test('both add the same column, 80 columns', () => {
  const desk = new Desk(twoHeads);
  desk.merge(clash);
  expect(draw(desk)).toMatchInlineSnapshot(`
    "
     migsh › Merge heads                     1 Heads  2 Overlap  3 Message  4 Write
    ─ Heads ──────────────────────────────────────────────────────── space toggles ─
    ▌ [x] d7f49c20         orders: note                              1 after fork
      [x] f91b2e48  audit  audit: index event time                   2 after fork
      fork point  c6e38b1f  customers: phone
    ─ Overlap ────────────────────────────────────────────────── the order matters ─
      order.note   both sides change it
        d7f49c20  add column order.note text nullable
        e80a1d37  add column order.note text nullable
      ! after d7f49c20, e80a1d37 cannot run (line 11): table order already has a
        column note
      ! after f91b2e48, d7f49c20 cannot run (line 11): table order already has a
        column note
      1-7 of 12 lines   ctrl-d ctrl-u scroll
    ─ Result ───────────────────────────────────────────────────────────────────────
      ○─╮   (new)     merge audit into main
      │ ○   f91b2e48  audit: index event time
      │ ○   e80a1d37  audit: events
      ○ │   d7f49c20  orders: note
      ◆─╯   c6e38b1f  customers: phone
    ─ Message ──────────────────────────────────────────────────────────────────────
      merge audit into main
     $ migsh merge d7f49c20 f91b2e48 -m 'merge audit into main'
     space toggle  y write all the same  e edit  tab message       ? help  esc back
    "
  `);
  desk.press('page-down');
  expect(draw(desk)).toContain('write the merge all the same');
});

test('one order works, 120 columns', () => {
  const desk = new Desk(twoHeads, wide);
  desk.merge(oneOrder);
  expect(draw(desk)).toMatchInlineSnapshot(`
    "
     migsh › Merge heads                                                             1 Heads  2 Overlap  3 Message  4 Write
    ─ Heads ───────────────────────────────────────────── space toggles ─┬─ Overlap   the order matters ────────────────────
    ▌ [x] d7f49c20         orders: note                   1 after fork   │  customer.mail   one side relies on it
      [x] f91b2e48  audit  audit: index event time        2 after fork   │    d7f49c20  rename column customer.mail to email
                                                                         │    e80a1d37  create index customer_mail_index on
      fork point  c6e38b1f  customers: phone                             │              customer (mail)
                                                                         │  ! after d7f49c20, e80a1d37 cannot run (line
      RESULT                                                             │    11): table customer has no column mail
      ○─╮   (new)     merge audit into main                              │
      │ ○   f91b2e48  audit: index event time                            │
      │ ○   e80a1d37  audit: events                                      │
      ○ │   d7f49c20  orders: note                                       │
      ◆─╯   c6e38b1f  customers: phone                                   │
                                                                         │
      INSTEAD                                                            │
        r  rebase one branch onto the other; only while no database has  │
           applied it                                                    │
        e  edit e80a1d37, so that every order gives the same; only       │
           while no database has applied it                              │
        y  write the merge all the same                                  │
                                                                         │
     message: merge audit into main
     $ migsh merge d7f49c20 f91b2e48 -m 'merge audit into main'
     space toggle  r rebase  y write all the same  e edit  tab message  : cmd                              ? help  esc back
    "
  `);
});

test('in ASCII', () => {
  const desk = new Desk(twoHeads, { ascii: true });
  desk.merge(oneOrder);
  desk.press('tab');
  const drawn = draw(desk);
  expect(drawn).toMatchInlineSnapshot(`
    "
     migsh > Merge heads                     1 Heads  2 Overlap  3 Message  4 Write
    - Heads -------------------------------------------------------- space toggles -
    > [x] d7f49c20         orders: note                              1 after fork
      [x] f91b2e48  audit  audit: index event time                   2 after fork
      fork point  c6e38b1f  customers: phone
    - Overlap -------------------------------------------------- the order matters -
      customer.mail   one side relies on it
        d7f49c20  rename column customer.mail to email
        e80a1d37  create index customer_mail_index on customer (mail)
      ! after d7f49c20, e80a1d37 cannot run (line 11): table customer has no
        column mail

        r  rebase one branch onto the other; only while no database has applied it
      1-7 of 10 lines   ctrl-d ctrl-u scroll
    - Result -----------------------------------------------------------------------
      o-.   (new)     merge audit into main
      | o   f91b2e48  audit: index event time
      | o   e80a1d37  audit: events
      o |   d7f49c20  orders: note
      @-'   c6e38b1f  customers: phone
    - Message ----------------------------------------------------------------------
      merge audit into main_
     $ migsh merge d7f49c20 f91b2e48 -m 'merge audit into main'
                                                                   esc to the heads
    "
  `);
  expect(drawn).toMatch(/^[\n\x20-\x7e]*$/);
});

test('a rebase before it is written', () => {
  const desk = new Desk(twoHeads);
  desk.merge(oneOrder);
  desk.press('r');
  desk.tell({
    type: 'rebasePrepared',
    for: desk.state.lastSerial,
    prepared: {
      moves: [
        {
          id: 'd7f49c205be6',
          from: ['c6e38b1f4a92'],
          to: ['f91b2e48d73c'],
          path: 'migrations/d7f49c205be6.ts',
        },
      ],
      database: 'shop.sqlite',
      trouble: null,
    },
  });
  expect(draw(desk)).toMatchInlineSnapshot(`
    "
     migsh › Merge heads                     1 Heads  2 Overlap  3 Message  4 Write
    ─ Rebase ────────────────────────────────────────────── nothing is written yet ─
      migrations/d7f49c205be6.ts
        @parents  c6e38b1f → f91b2e48

      On shop.sqlite none of it is applied. Only you know of other databases.
      Where one has applied this branch, merge instead.
    ─ Result ───────────────────────────────────────────────────────────────────────
      ○   d7f49c20  orders: note
      ○   f91b2e48  audit: index event time
      ○   e80a1d37  audit: events
      ◆   c6e38b1f  customers: phone









     Write the new parents into 1 file?   y write   esc cancel
     $ migsh rebase d7f49c20 --onto f91b2e48
     y write                                                       ? help  esc back
    "
  `);
});

test('twelve heads and long branches stay on the screen', () => {
  const story: Record<string, readonly [string, string]> = { base00000000: ['', 'base'] };
  for (let head = 0; head < 12; head += 1) {
    for (let at = 0; at < 6; at += 1) {
      const below = at === 0 ? 'base00000000' : `h${head}r${at - 1}abcdefgh`;
      story[`h${head}r${at}abcdefgh`] = [below, `head ${head}: step ${at}`];
    }
  }
  for (const columns of [60, 80, 120]) {
    for (const rows of [15, 24, 40]) {
      const desk = new Desk(story, { columns, rows, applied: ['base00000000'] });
      desk.press('m', 'G');
      const drawn = draw(desk);
      expect(drawn).toMatch(/message/i);
      expect(drawn).toContain('more rows');
    }
  }
});

test('every key in the footer does something', () => {
  const desk = new Desk(twoHeads, wide);
  desk.merge();
  const named = footerBindings(desk.state).map(({ id }) => id);
  expect(named).toMatchInlineSnapshot(`
    [
      "merge.write",
      "merge.toggle",
      "merge.rebase",
      "merge.edit",
      "merge.message",
      "palette.open",
      "help.open",
      "back",
    ]
  `);
});
