import { execFileSync } from 'node:child_process';

import { describe, expect, test } from 'vitest';

import type { DialectName } from '../../src/dialect/dialect.ts';
import type { DraftStep } from '../../src/plan/build.ts';
import { renderScript } from '../../src/plan/render-sql.ts';
import { createDatabase } from '../servers/postgresql.ts';
import { plan, record, step } from './support.ts';

const run = (program: string, args: readonly string[], input = ''): string =>
  execFileSync(program, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
const has = (program: string): boolean => {
  try {
    run(program, ['--version']);
    return true;
  } catch {
    return false;
  }
};

const render = (dialect: DialectName, steps: readonly DraftStep[]): string =>
  renderScript({
    plan: plan(steps, { dialect, rows: { old: 18_022 } }),
    dialect,
    heading: ['migsh upgrade head --sql', '', 'for shop@localhost:5432'],
    prologue: ['create table if not exists migsh_revisions (id text primary key)'],
    journal: ({ revision, direction }) => [
      direction === 'up'
        ? `insert into migsh_revisions values ('${revision}')`
        : `delete from migsh_revisions where id = '${revision}'`,
    ],
  });

const story = [
  step('aa', ['create table shelf (id int primary key)', 'drop table old'], {
    record: record('aa', 'shelves\n\nmore words'),
  }),
  step('bb', [
    'alter table shelf add room text -- where it stands',
    { sql: 'create index concurrently i on shelf (room);', comment: 'index', transactional: false },
  ]),
  step('cc', []),
];

test('for psql', () => {
  expect(render('postgresql', story)).toMatchInlineSnapshot(`
    "-- migsh upgrade head --sql
    --
    -- for shop@localhost:5432

    \\set ON_ERROR_STOP on

    begin;
    create table if not exists migsh_revisions (id text primary key);
    commit;

    -- revision aa, up: shelves
    begin;
    -- as written
    create table shelf (id int primary key);
    -- as written
    -- LOSS drop-table: old is dropped with its rows: 18,022 rows
    --   keep them: op.archive('old') before the drop
    drop table old;
    insert into migsh_revisions values ('aa');
    commit;

    -- revision bb, up: revision bb
    begin;
    -- as written
    alter table shelf add room text -- where it stands
    ;
    commit;

    -- index
    create index concurrently i on shelf (room);

    begin;
    insert into migsh_revisions values ('bb');
    commit;

    -- revision cc, up: revision cc
    begin;
    insert into migsh_revisions values ('cc');
    commit;
    "
  `);
});

const rebuild = step(
  'dd',
  [
    { sql: 'create table n (id integer)', comment: 'make', part: 'rebuild', foreignKeysOff: true },
    {
      sql: 'select * from pragma_foreign_key_check',
      comment: 'prove',
      part: 'proof',
      expectNoRows: 'rows point to "nothing"',
      foreignKeysOff: true,
    },
  ],
  { direction: 'down' },
);

test('for sqlite3', () => {
  expect(render('sqlite', [rebuild])).toMatchInlineSnapshot(`
    "-- migsh upgrade head --sql
    --
    -- for shop@localhost:5432

    .bail on
    pragma foreign_keys = on;

    begin immediate;
    create table if not exists migsh_revisions (id text primary key);
    commit;

    -- revision dd, down: revision dd
    pragma foreign_keys = off;
    begin immediate;
    -- make
    create table n (id integer);
    -- prove
    create temp table migsh_proof (found constraint "rows point to 'nothing'" check (found is null));
    insert into temp.migsh_proof select 1 from (select * from pragma_foreign_key_check);
    drop table temp.migsh_proof;
    delete from migsh_revisions where id = 'dd';
    commit;
    pragma foreign_keys = on;
    "
  `);
});

describe('read by the programs themselves', () => {
  test.runIf(has('psql'))('psql runs it and stops at the first error', async () => {
    const { url, drop } = await createDatabase();
    const psql = (sql: string): string => run('psql', ['-X', '-q', '-At', url], sql);
    psql('create table old (id int)');
    psql(render('postgresql', story));
    expect(psql('select id from migsh_revisions order by id')).toBe('aa\nbb\ncc\n');
    expect(psql("select indisvalid from pg_index where indexrelid = 'i'::regclass")).toBe('t\n');
    const proven = step('ee', [
      { sql: 'select 1', comment: 'prove', part: 'proof', expectNoRows: "it's 100% wrong" },
    ]);
    expect(() => psql(render('postgresql', [proven, step('ff', [])]))).toThrow("it's 100% wrong");
    expect(psql('select count(*) from migsh_revisions')).toBe('3\n');
    await drop();
  });

  test.runIf(has('sqlite3'))('sqlite3 runs it and stops at the first error', () => {
    const given = 'create table migsh_revisions (id text primary key);\n';
    const look = "select 'applied ' || id from migsh_revisions; pragma foreign_keys;";
    const made = step('aa', ['create table p (id integer primary key)']);
    const out = run('sqlite3', [':memory:'], given + render('sqlite', [made, rebuild]) + look);
    expect(out).toBe('applied aa\n1\n');
    const failing = step('ee', [
      { sql: 'select 1', comment: 'prove', part: 'proof', expectNoRows: "it's wrong" },
    ]);
    const script = render('sqlite', [failing, step('ff', ['select 2'])]);
    expect(() => run('sqlite3', [':memory:'], script)).toThrow("it's wrong");
  });
});
