import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import type { Explained } from '../../src/operation/explain.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { printRevision } from '../../src/operation/print.ts';
import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import { chanceOf, operation } from './print-generated.ts';

const header = '/**\n * a revision\n *\n * @revision 3f2a9c1e7b04\n * @parents  none\n */';
const print = (up: readonly Explained[], down: readonly Operation[] = []): string =>
  printRevision({ header, up, down });

const folder = mkdtempSync(join(tmpdir(), 'migsh-print-'));
cpSync('.oxfmtrc.json', join(folder, '.oxfmtrc.json'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a formatter with the project's settings makes of the texts. */
function formatted(texts: readonly string[]): string[] {
  const paths = texts.map((_, at) => join(folder, `${at}.ts`));
  for (const [at, path] of paths.entries()) writeFileSync(path, texts[at] ?? '');
  execFileSync(resolve('node_modules/.bin/oxfmt'), paths, { cwd: folder });
  return paths.map(path => readFileSync(path, 'utf8'));
}

interface Functions {
  readonly up: (op: Op) => void;
  readonly down: (op: Op) => void;
}

async function recorded(text: string): Promise<{ up: Operation[]; down: Operation[] }> {
  const code = encodeURIComponent(stripTypeScriptTypes(text));
  const loaded: Functions = await import(/* @vite-ignore */ `data:text/javascript,${code}`);
  return { up: operations(loaded.up), down: operations(loaded.down) };
}

function operations(run: (op: Op) => void): Operation[] {
  return recordOperations(run, { dialect: 'sqlite' }).map(each => each.operation);
}

test('a revision as a careful person writes it', () => {
  const up = operations(op => {
    op.createTable('order', t => {
      t.integer('id').primary().autoincrement();
      t.string('reference', 40).unique();
      t.datetime('placed_at').defaultRaw('current_timestamp');
      t.decimal('total', 10, 2).default(0);
      t.json('meta').nullable();
      t.integer('customer_id').references('customer', 'id', { onDelete: 'cascade' });
      t.index(['placed_at']);
      t.check('order_total_positive', 'total >= 0');
    });
    op.createTable('order_line', t => {
      t.integer('order_id').references('order', 'id', { onUpdate: 'cascade', onDelete: 'cascade' });
      t.integer('position');
      t.enum('kind', ['goods', 'service'], { check: 'line_kind' }).default('goods');
      t.native('search', { postgresql: 'tsvector', sqlite: 'text' }).nullable();
      t.primary(['order_id', 'position']);
      t.comment('what was bought');
    });
    op.renameColumn('customer', 'mail', 'email');
    op.addColumn('customer', c => c.string('full_name', 200).nullable());
    op.backfill('customer', {
      set: { full_name: "first_name || ' ' || last_name" },
      where: 'full_name is null',
    });
    op.backfill('customer', {
      set: { short: { postgresql: 'left(full_name, 3)', sqlite: 'substr(full_name, 1, 3)' } },
    });
    op.alterColumn('customer', 'full_name', { nullable: false, type: 'decimal(10, 2)' });
    op.archive('legacy_codes');
    op.dropTable('legacy_codes');
    op.sql('create view late as\nselect * from "order"\nwhere paid_at is null');
  });
  const down = operations(op => {
    op.sql({ postgresql: 'drop view late', sqlite: 'drop view late;' });
    op.dropColumn('customer', 'full_name');
    op.renameColumn('customer', 'email', 'mail');
  });
  expect(print(up, down)).toMatchInlineSnapshot(`
    "/**
     * a revision
     *
     * @revision 3f2a9c1e7b04
     * @parents  none
     */
    import type { Op } from 'migsh';

    export function up(op: Op) {
      op.createTable('order', t => {
        t.integer('id').primary().autoincrement();
        t.string('reference', 40).unique();
        t.datetime('placed_at').defaultRaw('current_timestamp');
        t.decimal('total', 10, 2).default(0);
        t.json('meta').nullable();
        t.integer('customer_id').references('customer', 'id', { onDelete: 'cascade' });
        t.index(['placed_at']);
        t.check('order_total_positive', 'total >= 0');
      });
      op.createTable('order_line', t => {
        t.integer('order_id').references('order', 'id', { onUpdate: 'cascade', onDelete: 'cascade' });
        t.integer('position');
        t.enum('kind', ['goods', 'service'], { check: 'line_kind' }).default('goods');
        t.native('search', { postgresql: 'tsvector', sqlite: 'text' }).nullable();
        t.primary(['order_id', 'position']);
        t.comment('what was bought');
      });
      op.renameColumn('customer', 'mail', 'email');
      op.addColumn('customer', c => c.string('full_name', 200).nullable());
      op.backfill('customer', {
        set: { full_name: "first_name || ' ' || last_name" },
        where: 'full_name is null',
      });
      op.backfill('customer', {
        set: { short: { postgresql: 'left(full_name, 3)', sqlite: 'substr(full_name, 1, 3)' } },
      });
      op.alterColumn('customer', 'full_name', { type: 'decimal(10,2)', nullable: false });
      op.archive('legacy_codes');
      op.dropTable('legacy_codes');
      op.sql(\`create view late as
    select * from "order"
    where paid_at is null\`);
    }

    export function down(op: Op) {
      op.sql({ postgresql: 'drop view late', sqlite: 'drop view late;' });
      op.dropColumn('customer', 'full_name');
      op.renameColumn('customer', 'email', 'mail');
    }
    "
  `);
});

test('what is not there', () => {
  expect(print([])).toMatchInlineSnapshot(`
    "/**
     * a revision
     *
     * @revision 3f2a9c1e7b04
     * @parents  none
     */
    import type { Op } from 'migsh';

    export function up(op: Op) {}

    export function down(op: Op) {}
    "
  `);
  expect(printRevision({ header: `${header}\n`, up: [], down: [], irreversible: "can't" }))
    .toMatchInlineSnapshot(`
    "/**
     * a revision
     *
     * @revision 3f2a9c1e7b04
     * @parents  none
     */
    import type { Op } from 'migsh';

    export function up(op: Op) {}

    export const irreversible = "can't";
    "
  `);
});

test('what does not fit into a line', () => {
  const up = operations(op => {
    op.createTable('subscription', t => {
      t.integer('preferred_customer_id')
        .nullable()
        .references('customer', 'id', { onUpdate: 'cascade', onDelete: 'set null' });
      t.integer('product_id').references('product', 'id', {
        onUpdate: 'cascade',
        onDelete: 'cascade',
        name: 'of_product',
      });
      t.enum('preferred_communication_channel', [
        'email',
        'phone',
        'post',
        'pigeon',
        'telegraph',
        'smoke',
      ]);
      t.check(
        'subscription_channel',
        "preferred_communication_channel <> 'pigeon' or product_id > 10000",
      );
    });
    op.addColumn('customer', c =>
      c
        .integer('subscription_id')
        .nullable()
        .references('subscription', 'id', { onDelete: 'cascade' }),
    );
    op.insert('category', [
      { id: 1, name: 'books' },
      { id: 2, name: 'music' },
    ]);
    op.sql(
      "update customer set preferred_communication_channel = 'email' where subscription_id = 1",
    );
  });
  expect(print(up)).toMatchInlineSnapshot(`
    "/**
     * a revision
     *
     * @revision 3f2a9c1e7b04
     * @parents  none
     */
    import type { Op } from 'migsh';

    export function up(op: Op) {
      op.createTable('subscription', t => {
        t.integer('preferred_customer_id')
          .nullable()
          .references('customer', 'id', { onUpdate: 'cascade', onDelete: 'set null' });
        t.integer('product_id').references('product', 'id', {
          name: 'of_product',
          onUpdate: 'cascade',
          onDelete: 'cascade',
        });
        t.enum('preferred_communication_channel', [
          'email',
          'phone',
          'post',
          'pigeon',
          'telegraph',
          'smoke',
        ]);
        t.check(
          'subscription_channel',
          "preferred_communication_channel <> 'pigeon' or product_id > 10000",
        );
      });
      op.addColumn('customer', c =>
        c
          .integer('subscription_id')
          .nullable()
          .references('subscription', 'id', { onDelete: 'cascade' }),
      );
      op.insert('category', [
        { id: 1, name: 'books' },
        { id: 2, name: 'music' },
      ]);
      op.sql("update customer set preferred_communication_channel = 'email' where subscription_id = 1");
    }

    export function down(op: Op) {}
    "
  `);
});

test('in memory an operation may carry what its inverse needs: it is not written', () => {
  const definition = {
    name: 'a',
    columns: [],
    indexes: [],
    uniques: [],
    foreignKeys: [],
    checks: [],
  };
  const column = { name: 'b', type: { name: 'text' }, nullable: true } as const;
  const text = print([
    { kind: 'dropTable', table: 'a', definition },
    { kind: 'dropColumn', table: 'a', column: 'b', definition: column },
    { kind: 'alterColumn', table: 'a', column: 'b', nullable: false, before: column },
    { kind: 'comment', table: 'a', comment: 'x', before: 'y' },
  ]);
  expect(text).not.toMatch(/definition|before/);
});

/** One archive for each table, both ways: more than one at a time is refused. */
function withoutSecondArchives(list: readonly Operation[]): Operation[] {
  const tables = new Set<string>();
  return list.filter(each => {
    if (each.kind !== 'archive') return true;
    return !tables.has(each.table) && tables.add(each.table);
  });
}

test('what is to be known of a call stands above it, in lines that a name cannot end', () => {
  const why = 'keeps the rows of legacy\ncodes: op.restore brings them back';
  expect(
    print([
      { kind: 'archive', table: 'legacy\ncodes', why },
      { kind: 'backfill', table: 'a', set: { b: 'c' }, why: 'eight888 '.repeat(20) },
    ]),
  ).toMatchInlineSnapshot(`
    "/**
     * a revision
     *
     * @revision 3f2a9c1e7b04
     * @parents  none
     */
    import type { Op } from 'migsh';

    export function up(op: Op) {
      // keeps the rows of legacy codes: op.restore brings them back
      op.archive('legacy\\ncodes');
      // eight888 eight888 eight888 eight888 eight888 eight888 eight888 eight888 eight888 eight888
      // eight888 eight888 eight888 eight888 eight888 eight888 eight888 eight888 eight888 eight888
      op.backfill('a', { set: { b: 'c' } });
    }

    export function down(op: Op) {}
    "
  `);
});

describe('over generated revisions', () => {
  const seed = Number(process.env['MIGSH_SEED'] ?? 20_261_120);
  const revisions = (strange: boolean, count: number): Operation[][] =>
    Array.from({ length: count }, (_, at) => {
      const chance = chanceOf(seed + at);
      return withoutSecondArchives(chance.some(1, 12, () => operation(chance, strange)));
    });

  test(`recording the text gives the same operations (MIGSH_SEED=${seed})`, async () => {
    for (const [at, up] of revisions(true, 400).entries()) {
      const text = print(up, up.toReversed());
      const again = await recorded(text);
      expect(again, `MIGSH_SEED=${seed + at}\n${text}`).toEqual({ up, down: up.toReversed() });
    }
  });

  test(`a formatter changes nothing (MIGSH_SEED=${seed})`, () => {
    const texts = revisions(true, 300).map(up => print(up, up));
    for (const [at, text] of formatted(texts).entries()) {
      expect(texts[at], `MIGSH_SEED=${seed + at}`).toBe(text);
    }
  });
});
