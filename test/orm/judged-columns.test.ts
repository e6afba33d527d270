import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defineEntity, p } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { SqliteDriver } from '@mikro-orm/sqlite';
import { expect, test } from 'vitest';

import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import { compileAll, openTestDatabase } from '../dialect/postgresql/support.ts';
import { migrate, openSqlite } from '../dialect/sqlite/apply.ts';
import { createByMikroOrm, judge } from './judge.ts';

/** Columns by each source of values that both dialects have; what is written is what MikroORM declares. */
function line(op: Op, text: string): void {
  op.createTable('line', t => {
    t.integer('id').primary().autoincrement();
    t.integer('price').default(-5);
    t.integer('amount').default(1);
    t.integer('total').generated('price * amount');
    t.text('label').default('two\nlines');
    t.string('code', 20).collation(text);
    t.boolean('active').default(false);
    t.json('meta').default('{"a": [1]}').nullable();
    t.double('ratio').default(0.5);
    t.date('day').defaultRaw('current_date');
    t.array('tags', 'text').nullable();
    t.string('note', 40).nullable().comment('of the clerk');
  });
}

const lineEntity = (collation: string) =>
  defineEntity({
    name: 'Line',
    properties: {
      id: p.integer().primary().autoincrement(),
      price: p.integer().default(-5),
      amount: p.integer().default(1),
      total: p.integer().generated('(price * amount) stored'),
      label: p.text().default('two\nlines'),
      code: p.string().length(20).collation(collation),
      active: p.boolean().default(false),
      meta: p.json().defaultRaw(`'{"a": [1]}'`).nullable(),
      ratio: p.double().default(0.5),
      day: p.date().defaultRaw('current_date'),
      tags: p.array().nullable(),
      note: p.string().length(40).nullable().comment('of the clerk'),
    },
  });

test('MikroORM finds nothing to do on SQLite but what it says of its own tables', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'migsh-judged-'));
  const entities = [lineEntity('nocase')];
  const options = (dbName: string) => ({
    driver: SqliteDriver,
    dbName: join(folder, dbName),
    entities,
  });
  const db = openSqlite(join(folder, 'ours.sqlite'));
  migrate(
    db,
    recorded('sqlite', op => line(op, 'nocase')),
    { before: { tables: [] } },
  );
  db.close();
  await createByMikroOrm(options('theirs.sqlite'));
  const [ours, theirs] = [
    await judge(options('ours.sqlite')),
    await judge(options('theirs.sqlite')),
  ];
  rmSync(folder, { recursive: true });
  expect(ours).toEqual(theirs);
  expect(ours).toMatchInlineSnapshot(`[]`);
});

test('MikroORM finds nothing to do on PostgreSQL but what it says of its own tables', async () => {
  const Always = defineEntity({
    name: 'Always',
    properties: {
      id: p.integer().primary().autoincrement().generated('identity'),
      name: p.string(),
    },
  });
  const ByDefault = defineEntity({
    name: 'ByDefault',
    properties: {
      id: p.integer().primary().autoincrement().generated('by default as identity'),
      name: p.string(),
    },
  });
  const Event = defineEntity({
    name: 'Event',
    properties: { id: p.integer().primary(), what: p.text() },
    partitionBy: { type: 'hash', expression: 'id', partitions: 3 },
  });
  const entities = [lineEntity('C'), Always, ByDefault, Event];
  const ours = await openTestDatabase();
  const operations = recorded('postgresql', op => {
    line(op, 'C');
    op.createTable('always', t => {
      t.integer('id').primary();
      t.string('name');
    });
    op.setIdentity('always', 'id', 'always');
    op.createTable('by_default', t => {
      t.integer('id').primary().identity('by default');
      t.string('name');
    });
    op.createTable('event', t => {
      t.integer('id').primary().autoincrement();
      t.text('what');
      t.partitionBy('hash (id)', 3);
    });
  });
  for (const { sql } of compileAll(operations, { tables: [] }).statements) await ours.execute(sql);
  const options = (clientUrl: string) => ({ driver: PostgreSqlDriver, clientUrl, entities });
  const theirs = await openTestDatabase();
  await createByMikroOrm(options(theirs.url));
  const said = [await judge(options(ours.url)), await judge(options(theirs.url))];
  await ours.close();
  await theirs.close();
  expect(said[0]).toEqual(said[1]);
  expect(said[0]).toMatchInlineSnapshot(`
    [
      "alter table "line" alter column "label" set default 'two",
      "lines';",
    ]
  `);
});

function recorded(dialect: 'postgresql' | 'sqlite', run: (op: Op) => void) {
  return recordOperations(run, { dialect }).map(({ operation }) => operation);
}
