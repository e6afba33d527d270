import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defineEntity, p, Routine, type TriggerDef } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { SqliteDriver } from '@mikro-orm/sqlite';
import { expect, test } from 'vitest';

import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import { compileAll, openTestDatabase } from '../dialect/postgresql/support.ts';
import { migrate, openSqlite } from '../dialect/sqlite/apply.ts';
import { createByMikroOrm, judge } from './judge.ts';

/** The triggers come with a table of another name and follow it. */
function note(op: Op): void {
  op.createTable('memo', t => {
    t.integer('id').primary().autoincrement();
    t.string('owner', 40);
    t.integer('seen').default(0);
  });
  op.createTrigger('memo', 'note_seen', {
    timing: 'after',
    events: ['insert', 'update'],
    body: {
      postgresql: "raise notice 'seen %', new.id; return new",
      sqlite: 'select new.id',
    },
  });
  op.createTrigger('memo', 'note_kept', {
    timing: 'before',
    events: ['delete'],
    forEach: 'statement',
    body: "if true then raise notice 'kept'; end if;\nreturn null",
    only: 'postgresql',
  });
  op.createPolicy('memo', 'own', { using: "((owner)::text = 'ada'::text)", only: 'postgresql' });
  op.createPolicy('memo', 'no_root', {
    command: 'update',
    roles: ['pg_monitor'],
    restrictive: true,
    check: "((owner)::text <> 'root'::text)",
    only: 'postgresql',
  });
  op.rowSecurity('memo', 'forced', { only: 'postgresql' });
  op.createFunction('slug', {
    parameters: [{ name: 'title', type: 'text' }],
    returns: 'text',
    volatility: 'immutable',
    body: "select lower(replace(title, ' ', '-'))",
    only: 'postgresql',
  });
  op.createFunction('add_up', {
    type: 'procedure',
    parameters: [{ name: 'sum', type: 'integer', direction: 'inout' }],
    body: 'sum := sum + 1',
    only: 'postgresql',
  });
  op.renameTable('memo', 'note');
}

const Note = defineEntity({
  name: 'Note',
  properties: {
    id: p.integer().primary().autoincrement(),
    owner: p.string().length(40),
    seen: p.integer().default(0),
  },
});

const seen = (body: string): TriggerDef => ({
  name: 'note_seen',
  timing: 'after',
  events: ['insert', 'update'],
  body,
});
const SqliteNote = defineEntity({
  name: 'Note',
  properties: Note.properties,
  triggers: [seen('select new.id')],
});
const PostgresqlNote = defineEntity({
  name: 'Note',
  properties: Note.properties,
  rowLevelSecurity: 'force',
  triggers: [
    seen("raise notice 'seen %', new.id; return new"),
    {
      name: 'note_kept',
      timing: 'before',
      events: ['delete'],
      forEach: 'statement',
      body: "if true then raise notice 'kept'; end if;\nreturn null",
    },
  ],
  policies: [
    { name: 'own', using: "((owner)::text = 'ada'::text)" },
    {
      name: 'no_root',
      command: 'update',
      type: 'restrictive',
      roles: ['pg_monitor'],
      check: "((owner)::text <> 'root'::text)",
    },
  ],
});

const routines = [
  new Routine({
    name: 'slug',
    type: 'function',
    params: { title: { type: 'text' } },
    returns: { runtimeType: 'string', columnType: 'text' },
    deterministic: true,
    body: "select lower(replace(title, ' ', '-'))",
  }),
  new Routine({
    name: 'add_up',
    type: 'procedure',
    params: { sum: { type: 'integer', direction: 'inout', ref: true } },
    body: 'sum := sum + 1',
  }),
];

test('MikroORM finds nothing to do on PostgreSQL', async () => {
  const [database, theirs] = [await openTestDatabase(), await openTestDatabase()];
  const options = { driver: PostgreSqlDriver, entities: [PostgresqlNote], routines };
  try {
    const operations = recordOperations(note, { dialect: 'postgresql' });
    const { statements } = compileAll(
      operations.map(({ operation }) => operation),
      { tables: [] },
    );
    await database.transact(statements);
    await createByMikroOrm({ ...options, clientUrl: theirs.url });
    const left = await judge({ ...options, clientUrl: database.url });
    expect(left).toEqual(await judge({ ...options, clientUrl: theirs.url }));
    expect(left).toEqual([]);
  } finally {
    await Promise.all([database.close(), theirs.close()]);
  }
});

test('MikroORM finds nothing to do on SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'migsh-judged-'));
  const options = { driver: SqliteDriver, dbName: join(folder, 'ours.db'), entities: [SqliteNote] };
  try {
    const database = openSqlite(options.dbName);
    const operations = recordOperations(note, { dialect: 'sqlite' });
    migrate(
      database,
      operations.map(({ operation }) => operation),
    );
    database.close();
    expect(await judge(options)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
