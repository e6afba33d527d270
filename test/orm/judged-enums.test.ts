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

const Person = defineEntity({
  name: 'Person',
  properties: {
    id: p.integer().primary().autoincrement(),
    today: p.enum(['happy', 'calm', "it's"]).nativeEnumName('mood').default('calm'),
    before: p.enum(['happy', 'calm', "it's"]).nativeEnumName('mood').nullable(),
    week: p.enum(['happy', 'calm', "it's"]).nativeEnumName('mood').array().nullable(),
  },
});

function people(op: Op): void {
  op.createEnum('mood', ['glad', 'sad']);
  op.createTable('person', t => {
    t.integer('id').primary().autoincrement();
    t.nativeEnum('today', 'mood').default('glad');
    t.nativeEnum('before', 'mood').nullable();
    t.text('week').nullable();
  });
  op.addEnumValue('mood', 'calm', { before: 'sad' });
  op.addEnumValue('mood', "it's");
  op.renameEnumValue('mood', 'glad', 'happy');
  op.alterColumn('person', 'today', { default: 'calm' });
  op.removeEnumValue('mood', 'sad');
  op.alterColumn('person', 'week', { type: 'array(nativeEnum(mood))' });
}

test('MikroORM finds nothing to do on PostgreSQL', async () => {
  const Event = defineEntity({
    name: 'Event',
    schema: 'audit',
    properties: {
      id: p.integer().primary().autoincrement(),
      kind: p.enum(['made', 'gone']).nativeEnumName('kind'),
      person: () => p.manyToOne(Person),
    },
  });
  const database = await openTestDatabase();
  const operations = recorded('postgresql', op => {
    people(op);
    op.createSchema('audit');
    op.createEnum('audit.kind', ['made', 'gone']);
    op.createTable('audit.event', t => {
      t.integer('id').primary().autoincrement();
      t.nativeEnum('kind', 'audit.kind');
      t.integer('person_id').references('person', 'id');
    });
  });
  for (const { sql } of compileAll(operations, { tables: [] }).statements) {
    await database.execute(sql);
  }
  const said = await judge({
    driver: PostgreSqlDriver,
    clientUrl: database.url,
    entities: [Person, Event],
  });
  await database.close();
  expect(said).toEqual([]);
});

test('on SQLite MikroORM agrees with no native enum, its own not either', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'migsh-judged-'));
  const options = (dbName: string) => ({
    driver: SqliteDriver,
    dbName: join(folder, dbName),
    entities: [Person],
  });
  const db = openSqlite(join(folder, 'ours.sqlite'));
  migrate(db, recorded('sqlite', people), { before: { tables: [] } });
  db.close();
  await createByMikroOrm(options('theirs.sqlite'));
  const [ours, theirs] = [
    await judge(options('ours.sqlite')),
    await judge(options('theirs.sqlite')),
  ];
  rmSync(folder, { recursive: true });
  expect(ours).toEqual(theirs);
  expect(ours).not.toEqual([]);
});

function recorded(dialect: 'postgresql' | 'sqlite', run: (op: Op) => void) {
  return recordOperations(run, { dialect }).map(({ operation }) => operation);
}
