import { renderToString } from 'ink';
import { describe, expect, test } from 'vitest';

import type { Size } from '../../src/tui/layout.ts';
import { ShellView } from '../../src/tui/shell.tsx';
import { widthOf } from '../../src/tui/text/width.ts';
import { glyphsOf, looksOf } from '../../src/tui/theme.ts';
import { LooksContext } from '../../src/tui/view/looks.ts';
import { screens } from './screens.ts';

const usual: Size = { columns: 80, rows: 24 };
const wide: Size = { columns: 120, rows: 22 };

function draw(name: string, size: Size, ascii = false): string {
  const { state } = screens[name]!({ size, ascii });
  return renderToString(
    <LooksContext value={{ looks: looksOf(false), glyphs: glyphsOf(ascii) }}>
      <ShellView state={state} />
    </LooksContext>,
    { columns: size.columns },
  );
}

describe.each(Object.keys(screens))('%s', name => {
  test.each([
    [60, 15],
    [79, 20],
    [80, 24],
    [100, 24],
    [120, 40],
    [200, 60],
  ])('fills %i by %i, and no cell more', (columns, rows) => {
    const lines = draw(name, { columns, rows }).split('\n');
    expect(lines).toHaveLength(rows);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
  });

  test('is drawn in ASCII where nothing else can be', () => {
    const foreign = draw(name, usual, true).match(/[^\n -~]+/g) ?? [];
    expect(foreign).toEqual([]);
  });
});

describe('at 80 columns', () => {
  test('history', () => {
    expect(draw('history', usual)).toMatchInlineSnapshot(`
      " migsh  shop@localhost:5432 (postgresql)    DB ◆ 4c1e7d22   3 pending   2 heads
      ─ History ─────────────────────────────────────────────────────── 12 revisions ─
      ▌○    9f31c0ab  orders: add currency                           head          2h
       │ ○  77aa02de  audit: index event time                        head audit    1d
       ├─○  6bb19e40  audit: create table                            audit         1d
       ◆    4c1e7d22  users: rename name to full_name                db            3d
       ●─╮  c07d51aa  merge billing into main                        merge         4d
       │ ●  1d9be033  billing: invoices.paid_at not null                           5d
       │ ●  0b77fa12  billing: create invoices                       billing       6d
       ● │  e21c8890  orders: drop legacy_code                                     6d
       ● │  5aa3310f  orders: backfill email                                       7d
       ●─╯  b6402cd7  orders: add email                                            8d
       ●    93fe1b20  users: unique(email)                                         9d
       ●    00000a01  baseline                                       base          2y

      ─ 9f31c0ab  orders: add currency ───────────────────────────────────── p hides ─
        orders: add currency
        on 4c1e7d22   2026-11-20 10:00
        migrations/20261120_1000_9f31c0aba3b4_orders_add_currency.ts



       $ migsh history -i
       enter open  u upgrade heads  d downgrade -1  a autogenerate     ? help  q quit"
    `);
  });

  test('filter', () => {
    expect(draw('filter', usual)).toMatchInlineSnapshot(`
      " migsh  shop@localhost:5432 (postgresql)    DB ◆ 4c1e7d22   3 pending   2 heads
      ─ / audit▏ ─────────────────────────────────────────────────────── 2 revisions ─
      ▌○   77aa02de  audit: index event time                         head audit    1d
       ○   6bb19e40  audit: create table                             audit         1d











      ─ 77aa02de  audit: index event time ────────────────────────────────── p hides ─
        audit: index event time
        on 6bb19e40   2026-11-19 10:00
        migrations/20261119_1000_77aa02def2a3_audit_index_event_time.ts



       $ migsh history -i
       enter to the list                                                    esc clear"
    `);
  });

  test('revision', () => {
    expect(draw('revision', usual)).toMatchInlineSnapshot(`
      " migsh › History › 77aa02de                                pending   head audit
      ─ audit: index event time ──────────────────────────────────────────────────────
       [1 Up SQL !1]  2 Down SQL !1   3 File   4 Info

        1      alter table "audit_event" add column "at" timestamptz(0) null
        2      create index "audit_event_at_idx" on "audit_event" ("at")
          LOCK   SHARE lock on audit_event: writes wait while it builds
                 build it concurrently, outside of the transaction














       $ migsh show 77aa02de
       1-4 tabs  u upgrade to here  ] next hazard  e edit  y copy    ? help  esc back"
    `);
  });

  test('its down', () => {
    expect(draw('its down', usual)).toMatchInlineSnapshot(`
      " migsh › History › 77aa02de                                pending   head audit
      ─ audit: index event time ──────────────────────────────────────────────────────
        1 Up SQL !1  [2 Down SQL !1]  3 File   4 Info

        1      alter table "audit_event" drop column "at"
      ▌   LOSS   orders.email is dropped with its values: 1,204,331 rows
















       $ migsh show 77aa02de
       1-4 tabs  u upgrade to here  ] next hazard  e edit  y copy    ? help  esc back"
    `);
  });

  test('plan', () => {
    expect(draw('plan', usual)).toMatchInlineSnapshot(`
      " migsh › Upgrade            shop@localhost:5432   4c1e7d22 → 77aa02de, 9f31c0ab
      ─ Plan ───────────────────── 3 revisions   3 statements   one transaction each ─
        1  ○ 6bb19e40  audit: create table                  1 stmt    no hazards
      ▌ 2  ○ 77aa02de  audit: index event time              1 stmt    LOCK
        3  ○ 9f31c0ab  orders: add currency                 1 stmt    no hazards
      ─ 77aa02de  SQL ────────────────────────────────────────────────────────────────
        1      create index "audit_event_at_idx" on "audit_event" ("at")
          LOCK   SHARE lock on audit_event: writes wait while it builds
                 build it concurrently, outside of the transaction






      ─ Summary ──────────────────────────────────────────────────────────────────────
        data loss    none
        locks        1   audit_event
        slow         none
        if it fails  that revision is rolled back, those before it stay applied; run
                     again to go on
       Apply 3 revisions to shop@localhost:5432?   y apply   esc cancel
       $ migsh upgrade heads
       y apply  J K revision  c copy SQL  : cmd                      ? help  esc back"
    `);
  });

  test('confirm', () => {
    expect(draw('confirm', usual)).toMatchInlineSnapshot(`
      " migsh › Downgrade                    shop@localhost:5432   4c1e7d22 → c07d51aa
      ─ Confirm ──────────────────────────────────────────────────────────────────────
        !! DATA LOSS: downgrade 4c1e7d22 → c07d51aa on shop@localhost:5432

           4c1e7d22  orders.email is dropped with its values: 1,204,331 rows

        This cannot be undone: what is gone does not come back with the next
        command.

        Type the name of the database to go on:  shop
        > sho▏   (enter is off: 1 letter to go)











       $ migsh downgrade -1 --allow-data-loss
                                                                            esc close"
    `);
  });

  test('stop', () => {
    expect(draw('stop', usual)).toMatchInlineSnapshot(`
      " migsh › Upgrade › running           shop@localhost:5432   1 of 3 done   31.9 s
      ─ Revisions ────────────────────────────────────────────────────────────────────
        ✓ 6bb19e40  audit: create table                             1/1     400 ms
        ▸ 77aa02de  audit: index event time                         0/1     31.5 s
            create index "audit_event_at_idx" on "audit_event" ("at")
        · 9f31c0ab  orders: add currency                            0/1
      ─ Log ──────────────────────────────────────────────────────────────────────────
        12:00:02  6bb19e40  begins
        12:00:02  6bb19e40  committed   400 ms
        12:00:02  77aa02de  begins





      ─ Stop ─────────────────────────────────────────────────────────────────────────
        Stop? Revisions that are done stay; the same command goes on later.

        y or ctrl-c  now: the statement is cancelled, its revision rolled back
        a            after the revision that runs
        esc          go on

       $ migsh upgrade heads
       ctrl-c stop  y stop and roll back  a after this revision  esc go on     ? help"
    `);
  });

  test('a failure', () => {
    expect(draw('a failure', usual)).toMatchInlineSnapshot(`
      " migsh › Upgrade › failed            shop@localhost:5432   1 of 3 done   31.4 s
      ─ Revisions ────────────────────────────────────────────────────────────────────
        ✓ 6bb19e40  audit: create table                             1/1     400 ms
        ✗ 77aa02de  audit: index event time                         0/1
            create index "audit_event_at_idx" on "audit_event" ("at")
        · 9f31c0ab  orders: add currency                            0/1


        relation "audit_event" already exists

        migsh upgrade goes on from here

        [statement-failed]

        1 revision applied before that; the rest is as it was
        ◆ now at 9f31c0ab
        then: migsh upgrade heads
      ─ Log ──────────────────────────────────────────────────────────────────────────
        12:00:02  6bb19e40  begins
        12:00:02  6bb19e40  committed   400 ms
        12:00:02  77aa02de  begins
        12:00:33  relation "audit_event" already exists
       $ migsh upgrade heads
       enter to the history  : cmd                                             ? help"
    `);
  });

  test('question', () => {
    expect(draw('question', usual)).toMatchInlineSnapshot(`
      " migsh › Autogenerate    1 Diff  2 Questions 1/2  3 Message  4 Preview  5 Write
      ─ Rename or replace? ───────────────────────────────────────── question 1 of 2 ─

        Column users.full_name is new, name is gone. Is it the same column under a
        new name?

      ▌ 1  renamed: name → full_name   keeps 18,240 values   (likely)
        2  drop name, add full_name
           LOSS 18,240 values

        why "likely": both are string(255) not null
                      both stand after id

      ─ What it writes ───────────────────────────────────────────────────────────────
        up
        op.renameColumn('users', 'name', 'full_name');
        1      alter table "users" rename column "name" to "full_name"
        down
        op.renameColumn('users', 'full_name', 'name');
        1      alter table "users" rename column "full_name" to "name"


       $ migsh migrate --answer rename:column:users.full_name=rename:name
       enter or 1-2 choose  p preview  b previous  : cmd             ? help  esc back"
    `);
  });

  test('value', () => {
    expect(draw('value', usual)).toMatchInlineSnapshot(`
      " migsh › Autogenerate    1 Diff  2 Questions 2/2  3 Message  4 Preview  5 Write
      ─ What fills the rows? ─────────────────────────────────────── question 2 of 2 ─

        Column orders.currency is new and not null. What do rows get that are there
        already?

      ▌ 1  one value for rows that are there
           default: CHF▏
        2  an SQL expression for rows that are there
        3  no database has rows in it

        known: orders has 120 rows in shop@localhost:5432

      ─ What it writes ───────────────────────────────────────────────────────────────
        …







       $ migsh migrate --answer fill:column:orders.currency=default:CHF
       enter take  tab preview                                               esc back"
    `);
  });

  test('palette', () => {
    expect(draw('palette', usual)).toMatchInlineSnapshot(`
      " migsh  shop@localhost:5432 (postgresql)    DB ◆ 4c1e7d22   3 pending   2 heads
      ─ History ──────────────────────────────────────────────── 1-9 of 12 revisions ─
      ▌○    9f31c0ab  orders: add currency                           head          2h
       │ ○  77aa02de  audit: index event time                        head audit    1d
       ├─○  6bb19e40  audit: create table                            audit         1d
       ◆    4c1e7d22  users: rename name to full_name                db            3d
       ●─╮  c07d51aa  merge billing into main                        merge         4d
       │ ●  1d9be033  billing: invoices.paid_at not null                           5d
       │ ●  0b77fa12  billing: create invoices                       billing       6d
       ● │  e21c8890  orders: drop legacy_code                                     6d
       ● │  5aa3310f  orders: backfill email                                       7d
      ─ : command ──────────────────────────────────────── same grammar as the shell ─
        : up▏

      ▌  upgrade heads      apply all 3 pending revisions
         upgrade +1         apply the next one
         upgrade 9f31c0ab   up to the selected revision





       $ migsh history -i
       enter run upgrade heads  tab complete                                esc close"
    `);
  });

  test('help', () => {
    expect(draw('help', usual)).toMatchInlineSnapshot(`
      " migsh  shop@localhost:5432 (postgresql)    DB ◆ 4c1e7d22   3 pending   2 heads
      ─ Keys ────────────────────────────────── type to filter   enter runs the line ─
        > upgrade▏
          preview an upgrade: to the heads, or to a pending revision below them
        HERE
      ▌  u              upgrade heads      preview an upgrade: to the heads, or to a…
         U              upgrade +1         preview the next revision alone















       $ migsh history -i
       enter run the line                                                   esc close"
    `);
  });

  test('an error', () => {
    expect(draw('an error', usual)).toMatchInlineSnapshot(`
      " migsh  no database                                                     2 heads
      ─ History ──────────────────────────────────────────────── 1-9 of 12 revisions ─
      ▌•    9f31c0ab  orders: add currency                           head          2h
       │ •  77aa02de  audit: index event time                        head audit    1d
       ├─•  6bb19e40  audit: create table                            audit         1d
       •    4c1e7d22  users: rename name to full_name                              3d
       •─╮  c07d51aa  merge billing into main                        merge         4d
       │ •  1d9be033  billing: invoices.paid_at not null                           5d
       │ •  0b77fa12  billing: create invoices                       billing       6d
       • │  e21c8890  orders: drop legacy_code                                     6d
       • │  5aa3310f  orders: backfill email                                       7d
      ─ 9f31c0ab  orders: add currency ───────────────────────────────────── p hides ─
        orders: add currency
        on 4c1e7d22   2026-11-20 10:00
        migrations/20261120_1000_9f31c0aba3b4_orders_add_currency.ts
      ─ Error ────────────────────────────────────────────────────────────────────────
        nobody listens at 127.0.0.1:5432

        start the server, or set DATABASE_URL

        [unreachable]

       $ migsh history -i
                                                                     ? help  esc back"
    `);
  });

  test('listing', () => {
    expect(draw('listing', usual)).toMatchInlineSnapshot(`
      " migsh › Status                                shop@localhost:5432 (postgresql)
      ─ Status ───────────────────────────────────────────────────────────────────────

        shop@localhost:5432 (postgresql)

        current
          4c1e7d22  users: rename name to full_name
        heads
          77aa02de  audit: index event time  (audit)
          9f31c0ab  orders: add currency
        pending
          6bb19e40  audit: create table  (audit)
          77aa02de  audit: index event time  (audit)
          9f31c0ab  orders: add currency

        next: migsh upgrade heads






       $ migsh status
       : cmd                                                         ? help  esc back"
    `);
  });
});

describe('at 120 columns', () => {
  test('history', () => {
    expect(draw('history', wide)).toMatchInlineSnapshot(`
      " migsh  shop@localhost:5432 (postgresql)                                            DB ◆ 4c1e7d22   3 pending   2 heads
      ─ History ──────────────────────────────────────────── 12 revisions ─┬─ 9f31c0ab  orders: add currency ─────────────────
      ▌○    9f31c0ab  orders: add currency                head          2h │  id       9f31c0aba3b4
       │ ○  77aa02de  audit: index event time             head audit    1d │  created  2026-11-20 10:00
       ├─○  6bb19e40  audit: create table                 audit         1d │  file     migrations/2026112…ers_add_currency.ts
       ◆    4c1e7d22  users: rename name to full_name     db            3d │  on       4c1e7d22  users: rename name to full_…
       ●─╮  c07d51aa  merge billing into main             merge         4d │  next     nothing: it is a head
       │ ●  1d9be033  billing: invoices.paid_at not null                5d │  is       head
       │ ●  0b77fa12  billing: create invoices            billing       6d │
       ● │  e21c8890  orders: drop legacy_code                          6d │  export function up(op: Op) {
       ● │  5aa3310f  orders: backfill email                            7d │    op.sql('9f31c0aba3b4');
       ●─╯  b6402cd7  orders: add email                                 8d │  }
       ●    93fe1b20  users: unique(email)                              9d │
       ●    00000a01  baseline                            base          2y │
                                                                           │
                                                                           │
                                                                           │
                                                                           │
                                                                           │
                                                                           │
       $ migsh history -i
       enter open  u upgrade heads  d downgrade -1  a autogenerate  n new  m merge  / filter  : cmd  z fold    ? help  q quit"
    `);
  });

  test('plan', () => {
    expect(draw('plan', wide)).toMatchInlineSnapshot(`
      " migsh › Upgrade                                                    shop@localhost:5432   4c1e7d22 → 77aa02de, 9f31c0ab
      ─ Plan ───────────────────────────────────────────────────────────── 3 revisions   3 statements   one transaction each ─
        1  ○ 6bb19e40  audit: create table                                                          1 stmt    no hazards
      ▌ 2  ○ 77aa02de  audit: index event time                                                      1 stmt    LOCK
        3  ○ 9f31c0ab  orders: add currency                                                         1 stmt    no hazards
      ─ 77aa02de  SQL ─────────────────────────────────────────────────────┬─ Hazards ────────────────────────────────────────
        1      create index "audit_event_at_idx" on "audit_event" ("at")   │  77aa02de  stmt 1   LOCK
          LOCK   SHARE lock on audit_event: writes wait while it builds    │    SHARE lock on audit_event: writes wait while
                 build it concurrently, outside of the transaction         │    it builds
                                                                           │
                                                                           │
                                                                           │
                                                                           │
                                                                           │
      ─ Summary ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
        data loss    none
        locks        1   audit_event
        slow         none
        if it fails  that revision is rolled back, those before it stay applied; run again to go on
       Apply 3 revisions to shop@localhost:5432?   y apply   esc cancel
       $ migsh upgrade heads
       y apply  J K revision  c copy SQL  : cmd                                                              ? help  esc back"
    `);
  });

  test('question', () => {
    expect(draw('question', wide)).toMatchInlineSnapshot(`
      " migsh › Autogenerate                                            1 Diff  2 Questions 1/2  3 Message  4 Preview  5 Write
      ─ Diff   2 changes ───────────────────────────────┬─ Rename or replace?   question 1 of 2 ──────────────────────────────
        + users.full_name string(255) not null          │
        - users.name string(255) not null               │  Column users.full_name is new, name is gone. Is it the same
                                                        │  column under a new name?
        STILL TO ASK                                    │
        2  Column orders.currency is new and not null.  │▌ 1  renamed: name → full_name   keeps 18,240 values   (likely)
           What do rows get that are there already?     │  2  drop name, add full_name
                                                        │     LOSS 18,240 values
                                                        │
                                                        │  why "likely": both are string(255) not null
                                                        │                both stand after id
                                                        │
                                                        │  WHAT IT WRITES
                                                        │  up
                                                        │  op.renameColumn('users', 'name', 'full_name');
                                                        │  1      alter table "users" rename column "name" to "full_name"
                                                        │  down
                                                        │  op.renameColumn('users', 'full_name', 'name');
                                                        │  1      alter table "users" rename column "full_name" to "name"
       $ migsh migrate --answer rename:column:users.full_name=rename:name
       enter or 1-2 choose  p preview  b previous  : cmd                                                     ? help  esc back"
    `);
  });

  test('a draft that leaves something to do', () => {
    expect(draw('a draft that leaves something to do', usual)).toMatchInlineSnapshot(`
      " migsh › Autogenerate        1 Diff  2 Questions  3 Message  4 Preview  5 Write
      ─ migrations/20261120_1200_aaaabbbbcccc_names.ts ───────────────────────────────
        1 File   2 Up SQL   3 Down SQL  [4 Proof: left to do]

        it ran on a copy of shop, and this is left to do:

          - users.born_in  string(20) null
          + users_name_index  index on users (name)

        Perhaps somebody changed the database by hand.












       $ migsh migrate -m 'full names' --answer rename:column:users.full_name=rename:…
       enter write it all the same  s split  b previous              ? help  esc back"
    `);
  });

  test('draft', () => {
    expect(draw('draft', wide)).toMatchInlineSnapshot(`
      " migsh › Autogenerate                                                1 Diff  2 Questions  3 Message  4 Preview  5 Write
      ─ migrations/20261120_…aaabbbbcccc_names.ts ─────────────────────────┬─ Up SQL ─────────────────────────────────────────
       [1 File]  2 Up SQL   3 Down SQL   4 Proof: ran                      │
                                                                           │  1      alter table "users" rename column "name"
        /**                                                                │           to "full_name"
         * full names                                                      │
         */                                                                │
        export function up(op: Op) {                                       │
          op.renameColumn('users', 'name', 'full_name');                   │
        }                                                                  │
                                                                           │
                                                                           │
                                                                           │
                                                                           │
                                                                           │
                                                                           │
                                                                           │
                                                                           │
                                                                           │
                                                                           │
       $ migsh migrate -m 'full names' --answer rename:column:users.full_name=rename:name
       enter write the file  s split  b previous  1-4 file, up, down, proof  : cmd                           ? help  esc back"
    `);
  });
});

describe('in ASCII', () => {
  test('history', () => {
    expect(draw('history', usual, true)).toMatchInlineSnapshot(`
      " migsh  shop@localhost:5432 (postgresql)    DB @ 4c1e7d22   3 pending   2 heads
      - History ------------------------------------------------------- 12 revisions -
      >o    9f31c0ab  orders: add currency                           head          2h
       | o  77aa02de  audit: index event time                        head audit    1d
       +-o  6bb19e40  audit: create table                            audit         1d
       @    4c1e7d22  users: rename name to full_name                db            3d
       *-.  c07d51aa  merge billing into main                        merge         4d
       | *  1d9be033  billing: invoices.paid_at not null                           5d
       | *  0b77fa12  billing: create invoices                       billing       6d
       * |  e21c8890  orders: drop legacy_code                                     6d
       * |  5aa3310f  orders: backfill email                                       7d
       *-'  b6402cd7  orders: add email                                            8d
       *    93fe1b20  users: unique(email)                                         9d
       *    00000a01  baseline                                       base          2y

      - 9f31c0ab  orders: add currency ------------------------------------- p hides -
        orders: add currency
        on 4c1e7d22   2026-11-20 10:00
        migrations/20261120_1000_9f31c0aba3b4_orders_add_currency.ts



       $ migsh history -i
       enter open  u upgrade heads  d downgrade -1  a autogenerate     ? help  q quit"
    `);
  });

  test('run', () => {
    expect(draw('run', usual, true)).toMatchInlineSnapshot(`
      " migsh > Upgrade > running           shop@localhost:5432   1 of 3 done   31.4 s
      - Revisions --------------------------------------------------------------------
        + 6bb19e40  audit: create table                             1/1     400 ms
        > 77aa02de  audit: index event time                         0/1     31.0 s
            create index "audit_event_at_idx" on "audit_event" ("at")
        . 9f31c0ab  orders: add currency                            0/1
      - Log --------------------------------------------------------------------------
        12:00:02  6bb19e40  begins
        12:00:02  6bb19e40  committed   400 ms
        12:00:02  77aa02de  begins












       $ migsh upgrade heads
       ctrl-c stop                                                             ? help"
    `);
  });
});
