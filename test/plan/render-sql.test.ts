import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import type { DialectName } from '../../src/dialect/dialect.ts';
import type { DraftStep } from '../../src/plan/build.ts';
import type { Statement, Step } from '../../src/plan/plan.ts';
import { scriptClients } from '../../src/plan/render-sql-clients.ts';
import { comment, terminated } from '../../src/plan/render-sql-text.ts';
import type { ScriptRequest } from '../../src/plan/render-sql.ts';
import { renderScript } from '../../src/plan/render-sql.ts';
import { createDatabase } from '../servers/postgresql.ts';
import { clientsOf } from './script-clients.ts';
import { plan, record, step } from './support.ts';

const render = (
  dialect: DialectName,
  steps: readonly DraftStep[],
  more: Partial<ScriptRequest> = {},
): string =>
  renderScript({
    plan: plan(steps, { dialect, rows: { old: 18_022 } }),
    dialect,
    heading: ['migsh upgrade head --sql', '', 'for shop@localhost:5432'],
    settings: [],
    journal: {
      lock: [],
      open: ['create table if not exists migsh_revisions (id text primary key);'],
      expect: behind => [`-- ${behind} behind`],
      keep: ({ step: { revision, direction }, statements, isLast }) => {
        if (!isLast) return [`-- ${revision}: ${statements} done`];
        return [
          direction === 'up'
            ? `insert into migsh_revisions values ('${revision}');`
            : `delete from migsh_revisions where id = '${revision}';`,
        ];
      },
      unlock: [],
    },
    files: new Map(steps.map(({ record: { id }, file }) => [id, file])),
    done: new Map(),
    lockTimeout: 3_000,
    skipCode: false,
    ...more,
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
    \\set AUTOCOMMIT on
    set client_encoding to 'UTF8';
    set standard_conforming_strings to on;

    begin;
    set local lock_timeout = '3000ms';

    create table if not exists migsh_revisions (id text primary key);

    commit;

    -- 1 of 3: up aa
    --   shelves
    --
    --   more words
    --   migrations/aa.ts
    set application_name to "migsh aa";

    begin;
    set local lock_timeout = '3000ms';

    -- 0 behind

    -- line 1: as written
    create table shelf (id int primary key);

    -- line 2: as written
    -- LOSS drop-table: old is dropped with its rows: 18,022 rows
    --   keep them: op.archive('old') before the drop
    drop table old;

    insert into migsh_revisions values ('aa');

    commit;

    -- 2 of 3: up bb
    --   revision bb
    --   migrations/bb.ts
    set application_name to "migsh bb";

    begin;
    set local lock_timeout = '3000ms';

    -- 1 behind

    -- line 1: as written
    alter table shelf add room text -- where it stands
    ;

    -- bb: 1 done

    commit;

    -- 1 behind
    -- In no transaction: it must bear being run again.
    -- line 2: index
    create index concurrently i on shelf (room);

    begin;
    set local lock_timeout = '3000ms';

    -- 1 behind

    insert into migsh_revisions values ('bb');

    commit;

    -- 3 of 3: up cc
    --   revision cc
    --   migrations/cc.ts
    set application_name to "migsh cc";

    begin;
    set local lock_timeout = '3000ms';

    -- 2 behind

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
    .timeout 10000
    pragma foreign_keys = on;

    begin immediate;

    create table if not exists migsh_revisions (id text primary key);

    commit;

    -- 1 of 1: down dd
    --   revision dd
    --   migrations/dd.ts

    pragma foreign_keys = off;
    begin immediate;

    -- 0 behind

    -- line 1: make
    create table n (id integer);

    -- line 2: prove
    create temp table migsh_refuse (found constraint "rows point to 'nothing'" check (found is null));
    insert into temp.migsh_refuse select 1 from (
      select * from pragma_foreign_key_check
    );
    drop table temp.migsh_refuse;

    delete from migsh_revisions where id = 'dd';

    commit;
    pragma foreign_keys = on;
    "
  `);
});

test('without a revision a script is a comment', () => {
  expect(render('postgresql', [])).toBe(
    '-- migsh upgrade head --sql\n--\n-- for shop@localhost:5432\n',
  );
});

test('a revision that was cut off goes on after what is done', () => {
  const script = render('postgresql', story.slice(1), { done: new Map([['bb', 1]]) });
  expect(script).not.toContain('alter table shelf');
  expect(script).toContain('create index concurrently');
  const ended = render('postgresql', story.slice(1), { done: new Map([['bb', 2]]) });
  expect(ended).not.toContain('create index concurrently');
  expect(ended).toContain(`insert into migsh_revisions values ('bb');`);
});

describe('code', () => {
  const code: Statement = {
    kind: 'code',
    code: 'async ({ sql }) => {\n  await sql`select 1`;\n}',
    phase: 1,
    comment: 'code',
    transactional: true,
    source: { file: 'migrations/aa.ts', line: 12 },
    hazards: [],
  };
  const [only] = plan([step('aa', [])]).steps;
  const coded: Step = { ...only!, statements: [code] };

  test('is refused, with its place', () => {
    expect(() => render('sqlite', [], { plan: { steps: [coded] } })).toThrow(
      'migrations/aa.ts:12: this step is code, which no script can hold',
    );
  });

  test('or left out, marked', () => {
    const script = render('sqlite', [], { plan: { steps: [coded] }, skipCode: true });
    expect(script.split('\n').filter(line => line.startsWith('-- '))).toMatchInlineSnapshot(`
      [
        "-- migsh upgrade head --sql",
        "-- for shop@localhost:5432",
        "-- 1 of 1: up aa",
        "--   revision aa",
        "-- 0 behind",
        "-- line 12: code",
        "-- LEFT OUT: code at migrations/aa.ts:12. This script does not do it, and the journal says that it was done:",
        "--   async ({ sql }) => {",
        "--     await sql\`select 1\`;",
        "--   }",
      ]
    `);
  });
});

describe('texts', () => {
  test('a comment ends nowhere but at its end', () => {
    expect(comment('a\nb\rc\r\nd\u2028e\vf\u001B[2Jg')).toEqual([
      '-- a',
      '-- b',
      '-- c',
      '-- d',
      '-- e',
      '-- f [2Jg',
    ]);
    expect(comment('')).toEqual(['--']);
  });

  test('a statement has one semicolon, outside of its comments', () => {
    expect(terminated(' select 1 ; ')).toBe('select 1;');
    expect(terminated('select 1 -- it')).toBe('select 1 -- it\n;');
    expect(terminated("select '--\n'")).toBe("select '--\n';");
  });
});

/** Texts that a client could read as its own, or change. */
const hostile = [
  "it's \\ two\nlines",
  'a\r\nb\rc',
  '\r',
  '\n.quit\n/\ngo\n\\q\n',
  '; drop table t; --',
  "$migsh$ :name :'name' %",
  'Zürich ✓',
  '',
];

const databases: Readonly<Record<DialectName, () => Promise<string>>> = {
  postgresql: async () => (await createDatabase()).url,
  sqlite: async () => {
    const file = join(tmpdir(), `migsh-script-${process.pid}-${Math.random()}.sqlite`);
    onTestFinished(() => rmSync(file, { force: true }));
    return file;
  },
};

const everyClient = (['postgresql', 'sqlite'] as const).flatMap(dialect =>
  clientsOf[dialect].map(client => ({ dialect, client, name: client.name })),
);

describe.each(everyClient)('run by $name', ({ dialect, client }) => {
  const { begin, opening, refuse, text } = scriptClients[dialect];
  const script = (...lines: readonly string[]): string => [...opening, ...lines, ''].join('\n');

  test('a literal arrives letter for letter', async () => {
    const database = await databases[dialect]();
    const rows = hostile.map((value, n) => `insert into t values (${n}, ${text(value)});`);
    const proofs = hostile.flatMap((value, n) => {
      const bytes = [...Buffer.from(value, 'utf8')].map(byte => byte.toString(16).padStart(2, '0'));
      const hex = dialect === 'sqlite' ? 'lower(hex(a))' : `encode(convert_to(a, 'UTF8'), 'hex')`;
      const query = `select 1 from t where id = ${n} and ${hex} <> '${bytes.join('')}'`;
      return refuse(query, `text ${n} has changed`);
    });
    expect(
      await client.run(script('create table t (id int, a text);', ...rows, ...proofs), database),
    ).toEqual({ ok: true, output: '' });
  });

  test.each(["it's \\ two\nlines", '$migsh$ :name %', '; drop table t; --'])(
    'a refusal stops with its words %j',
    async words => {
      const database = await databases[dialect]();
      const sql = script(
        'create table t (id int);',
        ...begin({ foreignKeysOff: false, lockTimeout: 3_000 }),
        'insert into t values (1);',
        ...refuse('select 1 where 1 = 0', 'not this'),
        ...refuse('select 1 -- always', `this: ${words}`),
        'commit;',
        'create table u (id int);',
      );
      const { ok, output } = await client.run(sql, database);
      expect(ok).toBe(false);
      expect(output).toContain('this:');
      expect(output).not.toContain('not this');
      const look = script(
        ...refuse('select 1 from t', 'a row has stayed'),
        'create table u (id int);',
      );
      expect(await client.run(look, database)).toEqual({ ok: true, output: '' });
    },
  );

  test('a whole script', async () => {
    const database = await databases[dialect]();
    const told = dialect === 'sqlite' ? [story[0]!, rebuild] : story;
    const made = await client.run('create table old (id int);', database);
    expect(made).toEqual({ ok: true, output: '' });
    expect(await client.run(render(dialect, told), database)).toEqual({ ok: true, output: '' });
    const ids = told.filter(each => each.direction === 'up').map(each => `'${each.record.id}'`);
    const look = script(
      ...refuse(
        `select 1 where (select count(*) from migsh_revisions where id in (${ids.join(', ')})) <> ${ids.length}`,
        'not all is kept',
      ),
    );
    expect(await client.run(look, database)).toEqual({ ok: true, output: '' });
  });
});
