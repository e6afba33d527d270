import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Operation } from '../../../src/operation/operation.ts';
import {
  compileAll,
  introspect,
  migrate,
  openSqlite,
  rows,
  run,
  type SqliteFile,
  stored,
} from './apply.ts';

/** The traps of a SQLite table rebuild, by the numbers that the reference gives them. */
let db: SqliteFile;
beforeEach(() => {
  db = openSqlite();
});
afterEach(() => {
  db.close();
});

/** Makes table t anew: its column a gets another default. */
const remake: Operation = {
  kind: 'alterColumn',
  table: 't',
  column: 'a',
  default: { kind: 'value', value: 'new' },
};

function count(table: string): unknown {
  return rows(db, `select count(*) as n from ${table}`)[0]?.['n'];
}

function family(action = 'cascade'): void {
  db.exec(`
    create table t (id integer primary key, a text);
    create table child (id integer primary key, t_id integer references t (id) on delete ${action});
    insert into t values (1, 'x'), (2, 'y');
    insert into child values (1, 1), (2, 1), (3, 2);
  `);
}

describe('S1 foreign keys are off outside the transaction', () => {
  test('a change of a parent keeps every child', () => {
    family();
    migrate(db, [remake]);
    expect([count('t'), count('child')]).toEqual([2, 3]);
    expect(rows(db, 'pragma foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  });

  test('were they on, a proof stops the run before the drop', () => {
    family();
    const { statements } = compileAll(db, [remake]);
    expect(() => run(db, statements, { foreignKeys: 'on' })).toThrow('foreign keys are still on');
    expect([count('t'), count('child')]).toEqual([2, 3]);
  });
});

test('S2 nothing is deferred instead', () => {
  family('no action');
  const { statements } = compileAll(db, [remake]);
  expect(statements.filter(({ sql }) => sql.includes('defer_foreign_keys'))).toEqual([]);
  run(db, statements);
  expect([count('t'), count('child')]).toEqual([2, 3]);
});

test('S3 a table that cascades to itself keeps its rows', () => {
  db.exec(`
    create table t (id integer primary key, a text, up integer references t (id) on delete cascade);
    insert into t values (1, 'x', null), (2, 'y', 1), (3, 'z', 2);
  `);
  migrate(db, [remake]);
  expect(rows(db, 'select id, up from t')).toEqual([
    { id: 1, up: null },
    { id: 2, up: 1 },
    { id: 3, up: 2 },
  ]);
});

test('S4 foreign keys of other tables still point to the table', () => {
  family();
  const before = stored(db, 'child');
  migrate(db, [remake]);
  expect(stored(db, 'child')).toBe(before);
  expect(() => db.exec('insert into child values (9, 77)')).toThrow('FOREIGN KEY');
});

test('S5 a foreign key to the table itself is written as before', () => {
  db.exec('create table t (id integer primary key, a text, up integer references t)');
  migrate(db, [remake]);
  expect(stored(db, 't')).toMatchInlineSnapshot(
    `"CREATE TABLE "t" (id integer primary key, a text default 'new', up integer references t)"`,
  );
});

describe('S6 views', () => {
  test('that mention the table, directly or not, come back letter for letter', () => {
    const views = [
      "CREATE VIEW v1 as select a /* the best */ from T where a <> 'it''s'",
      'CREATE VIEW "v 2" (x) as select a from v1',
      'CREATE VIEW v3 as with q as (select x from "v 2") select * from q',
      'CREATE VIEW other as select 1 as one',
    ];
    db.exec(
      `create table t (id integer primary key, a text); insert into t values (1, 'x'); ${views.join(';')}`,
    );
    const { statements } = compileAll(db, [remake]);
    expect(
      statements.filter(({ sql }) => sql.startsWith('drop view')).map(({ sql }) => sql),
    ).toEqual(['drop view "v3"', 'drop view "v 2"', 'drop view "v1"']);
    run(db, statements);
    expect(['v1', 'v 2', 'v3', 'other'].map(name => stored(db, name))).toEqual(views);
    expect(rows(db, 'select * from v3')).toEqual([{ x: 'x' }]);
  });

  test('with triggers of their own get these back', () => {
    const trigger =
      'CREATE TRIGGER into_v instead of insert on v begin insert into t (a) values (new.a); end';
    db.exec(
      `create table t (id integer primary key, a text); create view v as select a from t; ${trigger}`,
    );
    migrate(db, [remake]);
    expect(stored(db, 'into_v')).toBe(trigger);
    db.exec("insert into v values ('through')");
    expect(rows(db, 'select a from t')).toEqual([{ a: 'through' }]);
  });

  test('that need a column which goes stop the run, also where the table is made anew', () => {
    db.exec(`
      create table t (id integer primary key, a text, b integer references t (id));
      create view v as select b from t;
    `);
    const drop: Operation = { kind: 'dropColumn', table: 't', column: 'b' };
    const inPlace = 'error in view v after drop column: no such column: b';
    expect(() => migrate(db, [drop])).toThrow(inPlace);
    db.exec(
      'drop view v; create table u (id integer primary key, a text, b integer unique); create view v as select b from u',
    );
    expect(() => migrate(db, [{ ...drop, table: 'u' }])).toThrow('no such column: b');
  });
});

describe('S7 triggers of other tables that mention the table', () => {
  test('come back', () => {
    const trigger =
      "CREATE TRIGGER copy after insert on source when new.x > 0 begin insert into t (a) values (case new.x when 1 then 'one' else 'more' end); end";
    db.exec(
      `create table t (id integer primary key, a text); create table source (x int); ${trigger}`,
    );
    migrate(db, [remake]);
    expect(stored(db, 'copy')).toBe(trigger);
    db.exec('insert into source values (1)');
    expect(rows(db, 'select a from t')).toEqual([{ a: 'one' }]);
  });

  test('that need a column which goes stop the run', () => {
    db.exec(`
      create table t (id integer primary key, a text, b integer unique);
      create table source (x int);
      create trigger copy after update of x on source begin insert into t (b) values (new.x); end;
    `);
    expect(() => migrate(db, [{ kind: 'dropColumn', table: 't', column: 'b' }])).toThrow(
      'table t has no column named b',
    );
    expect(count("pragma_table_info('t')")).toBe(3);
  });
});

describe('S8 an unrelated broken view or trigger is named', () => {
  const broken = {
    'create view lost as select * from gone': 'view lost uses gone, which is not there',
    'create view lost as select * from t join gone on true':
      'view lost uses gone, which is not there',
    'create table s (x); create trigger lost after update of x on s begin insert into gone values (1); end':
      'trigger lost uses gone, which is not there',
    'create table s (x); create trigger lost after update on s begin update gone set a = 1; end':
      'trigger lost uses gone, which is not there',
  };

  test.each(Object.entries(broken))('%s', (sql, message) => {
    db.exec(`create table t (id integer primary key, a text); ${sql}`);
    for (const operation of [
      remake,
      { kind: 'renameTable', from: 't', to: 'u' },
      { kind: 'renameColumn', table: 't', from: 'a', to: 'b' },
      { kind: 'dropColumn', table: 't', column: 'a' },
    ] satisfies Operation[]) {
      expect(() => compileAll(db, [operation])).toThrow(message);
    }
  });

  test('what only looks broken is none of it', () => {
    db.exec(`
      create table t (id integer primary key, a text);
      create view v1 as with recursive c(x) as (select 1 union all select x + 1 from c where x < 3), d as not materialized (select 1) select * from c, d;
      create view v2 as select value from json_each('[1]') where value is not distinct from 1;
      create view v3 as select * from pragma_table_info('t') join sqlite_schema on true;
      create view v4 as select * from (select a from t) join main.t using (a);
      create trigger tr after update of a on t begin insert into t (id) values (1) on conflict (id) do update set a = excluded.a; end;
    `);
    migrate(db, [remake]);
    expect(stored(db, 't')).toMatchInlineSnapshot(
      `"CREATE TABLE "t" (id integer primary key, a text default 'new')"`,
    );
  });
});

test('S9 all indexes and triggers of the table come back, with what MikroORM does not know', () => {
  const texts = [
    'CREATE INDEX by_expression on t (lower(a), length(a) desc)',
    "CREATE UNIQUE INDEX partial on t (a collate nocase) where a is not null and a <> ','",
    'CREATE TRIGGER tr after update of a on t when old.a is not new.a begin insert into log values (new.a); select 1; end',
  ];
  db.exec(
    `create table log (a); create table t (id integer primary key, a text unique); ${texts.join(';')}; insert into t (a) values ('x')`,
  );
  migrate(db, [remake]);
  expect(['by_expression', 'partial', 'tr'].map(name => stored(db, name))).toEqual(texts);
  db.exec("update t set a = 'y'");
  expect(rows(db, 'select * from log')).toEqual([{ a: 'y' }]);
});

describe('S10 autoincrement never gives out a number again', () => {
  test.each([
    '',
    'insert into t (a) values (1), (2), (3); delete from t where id = 3',
    'insert into t (a) values (1), (2), (3); delete from t',
  ])('after: %s', sql => {
    db.exec(`create table t (id integer primary key autoincrement, a text); ${sql}`);
    const next = sql === '' ? 1 : 4;
    migrate(db, [remake]);
    db.exec('insert into t default values');
    expect(rows(db, 'select max(id) as id from t')).toEqual([{ id: next }]);
    expect(rows(db, 'select * from sqlite_sequence')).toEqual([{ name: 't', seq: next }]);
  });
});

test('S11 a rowid that no column stands for is kept', () => {
  db.exec(
    "create table t (a text, rowid text); insert into t (_rowid_, a) values (7, 'x'), (70, 'y')",
  );
  migrate(db, [remake]);
  expect(rows(db, 'select _rowid_ as r, a from t')).toEqual([
    { r: 7, a: 'x' },
    { r: 70, a: 'y' },
  ]);
});

test('S12 without rowid, strict and conflict clauses are kept', () => {
  db.exec(`
    create table t (id text primary key on conflict replace, a text not null on conflict ignore) strict, without rowid;
    insert into t values ('k', 'x');
  `);
  migrate(db, [remake]);
  expect(stored(db, 't')).toMatchInlineSnapshot(
    `"CREATE TABLE "t" (id text primary key on conflict replace, a text not null on conflict ignore default 'new') strict, without rowid"`,
  );
  expect(rows(db, "select wr, strict from pragma_table_list('t')")).toEqual([{ wr: 1, strict: 1 }]);
});

describe('S13 a strict table', () => {
  test('that meets a value of another type stays as it was', () => {
    db.exec(
      "create table t (id integer primary key, a text) strict; insert into t values (1, 'x')",
    );
    const change: Operation = {
      kind: 'alterColumn',
      table: 't',
      column: 'a',
      type: { name: 'integer' },
    };
    expect(() => migrate(db, [change])).toThrow('cannot store TEXT value in INTEGER column');
    expect(rows(db, 'select a from t')).toEqual([{ a: 'x' }]);
  });

  test('takes none but SQLite’s own types', () => {
    db.exec('create table t (id integer primary key, a text) strict');
    const column = { name: 'b', type: { name: 'datetime' }, nullable: true } as const;
    expect(() => compileAll(db, [{ kind: 'addColumn', table: 't', column }])).toThrow(
      'table t is strict and takes no column of type datetime',
    );
  });
});

describe('S14 a type that converts values', () => {
  const change = {
    kind: 'alterColumn',
    table: 't',
    column: 'a',
    type: { name: 'integer' },
  } as const;

  test.each(["'0042'", "'abc'", "'1.5'", "'123456789012345678901'", "x'00'"])(
    'stops at %s',
    value => {
      db.exec(
        `create table t (id integer primary key, a text); insert into t values (1, ${value})`,
      );
      expect(() => migrate(db, [change])).toThrow(
        'values of t.a are no numbers of the new type, or would lose digits: say how to convert them with using',
      );
      migrate(db, [{ ...change, using: 'coalesce(cast(a as integer), 0)' }]);
      expect(rows(db, 'select typeof(a) as t from t')).toEqual([{ t: 'integer' }]);
    },
  );

  test('takes numbers, whatever the key of the table', () => {
    db.exec(
      "create table t (a text, k text primary key) without rowid; insert into t values ('42', 'x'), ('0', 'y'), (null, 'z')",
    );
    migrate(db, [change]);
    expect(rows(db, 'select a, typeof(a) as t from t order by k')).toEqual([
      { a: 42, t: 'integer' },
      { a: 0, t: 'integer' },
      { a: null, t: 'null' },
    ]);
  });
});

test('S15 generated columns are left out of the copy, and kept', () => {
  db.exec(`
    create table t (id integer primary key, a text, up text generated always as (upper(a)) virtual, kept text as (a || '!') stored);
    insert into t (a) values ('x');
  `);
  migrate(db, [remake]);
  expect(rows(db, 'select a, up, kept from t')).toEqual([{ a: 'x', up: 'X', kept: 'x!' }]);
  expect(rows(db, "select name, hidden from pragma_table_xinfo('t')")).toEqual([
    { name: 'id', hidden: 0 },
    { name: 'a', hidden: 0 },
    { name: 'up', hidden: 2 },
    { name: 'kept', hidden: 3 },
  ]);
});

test('S16 a not-null column that comes with a rebuild takes its default, never null', () => {
  db.exec("create table t (id integer primary key, a text); insert into t values (1, 'x')");
  const column = {
    name: 'code',
    type: { name: 'string' },
    nullable: false,
    default: { kind: 'sql', sql: "lower('NEW') || '-' || 1" },
  } as const;
  migrate(db, [{ kind: 'addColumn', table: 't', column }]);
  expect(rows(db, 'select * from t')).toEqual([{ id: 1, a: 'x', code: 'new-1' }]);
});

describe('S17 a collation', () => {
  test('is carried, so that what was unique stays so', () => {
    db.exec(
      "create table t (id integer primary key, a text default 'd' collate nocase unique); insert into t (a) values ('A')",
    );
    migrate(db, [remake]);
    expect(stored(db, 't')).toMatchInlineSnapshot(
      `"CREATE TABLE "t" (id integer primary key, a text default 'new' collate nocase unique)"`,
    );
    expect(() => db.exec("insert into t (a) values ('a')")).toThrow('UNIQUE');
  });

  test('that makes rows alike is stopped by a proof, and nothing is changed', () => {
    db.exec(
      "create table t (id integer primary key, a text); create unique index u on t (a); insert into t (a) values ('A'), ('a')",
    );
    const before = stored(db, 't');
    const change: Operation = { kind: 'alterColumn', table: 't', column: 'a', collation: 'nocase' };
    expect(() => migrate(db, [change])).toThrow('rows of t would have the same a');
    expect([stored(db, 't'), count('t')]).toEqual([before, 2]);
  });
});

describe('S18 a string in double quotes', () => {
  const rename: Operation = { kind: 'renameColumn', table: 't', from: 'a', to: 'b' };

  test('in a view is named, with the way out', () => {
    db.exec(
      'create table t (id integer primary key, a text); create view v as select a as "alias" from t where a = "text" order by "alias"',
    );
    expect(() => compileAll(db, [rename])).toThrow('view v has the string "text" in double quotes');
  });

  test('is no column, whoever has it', () => {
    db.exec(`
      create table t (id integer primary key, a text, "odd one" text);
      create view v1 as select a as "full name", "odd one" from t where "odd one" <> 'x';
      create view v2 as select * from v1 where "full name" = 'x' and v1."full name" in ('a', 'b');
    `);
    migrate(db, [rename]);
    expect(stored(db, 'v1')).toMatchInlineSnapshot(
      `"CREATE VIEW v1 as select b as "full name", "odd one" from t where "odd one" <> 'x'"`,
    );
  });
});

test('S19 delete triggers do not fire', () => {
  db.exec(`
    create table log (id);
    create table t (id integer primary key, a text);
    create trigger gone after delete on t begin insert into log values (old.id); end;
    insert into t values (1, 'x');
  `);
  migrate(db, [remake]);
  expect([count('log'), count('t')]).toEqual([0, 1]);
});

test('S20 S24 one transaction holds it all: no statement begins, ends or leaves it', () => {
  family();
  const { statements } = compileAll(db, [remake]);
  expect(statements.map(({ sql }) => /^\w+/.exec(sql)?.[0])).toMatchInlineSnapshot(`
    [
      "select",
      "select",
      "create",
      "create",
      "insert",
      "select",
      "drop",
      "alter",
      "select",
      "drop",
    ]
  `);
  expect(statements.filter(({ transactional }) => transactional === false)).toEqual([]);
  const vacuum: Operation = { kind: 'sql', sqlite: 'vacuum', transactional: false };
  expect(compileAll(db, [vacuum]).statements).toMatchInlineSnapshot(`
    [
      {
        "comment": "SQL as written in the revision",
        "sql": "vacuum",
        "transactional": false,
      },
    ]
  `);
});

describe('S21 what is refused', () => {
  test('a virtual table', () => {
    db.exec('create virtual table t using fts5(a)');
    const before = {
      tables: [
        {
          name: 't',
          columns: [{ name: 'a', type: { name: 'text' }, nullable: true }],
          indexes: [],
          uniques: [],
          foreignKeys: [],
          checks: [],
        },
      ],
    } as const;
    expect(() => compileAll(db, [remake], { before })).toThrow('not a plain table: CREATE VIRTUAL');
  });

  test('a virtual table beside is none of it, and is not read as a table', () => {
    db.exec(
      'create table t (id integer primary key, a text); create virtual table f using fts5(a)',
    );
    migrate(db, [remake]);
    expect(introspect(db).tables.map(({ name }) => name)).toEqual(['t']);
  });
});

describe('S22 a foreign key of several columns', () => {
  beforeEach(() => {
    db.exec(`
      create table p (x int, y int, z int, primary key (x, y), unique (z));
      create table t (id integer primary key, a text, y int, x int, z int references p (z) on delete set null,
        constraint both foreign key (x, y) references p on update cascade deferrable initially deferred);
      insert into p values (1, 2, 3); insert into t values (1, 'x', 2, 1, 3);
    `);
  });

  test('is read as one', () => {
    expect(introspect(db).tables[1]?.foreignKeys).toMatchInlineSnapshot(`
      [
        {
          "columns": [
            "z",
          ],
          "name": "t_z_foreign",
          "onDelete": "set null",
          "refColumns": [
            "z",
          ],
          "refTable": "p",
        },
        {
          "columns": [
            "x",
            "y",
          ],
          "deferrable": "deferred",
          "name": "both",
          "onUpdate": "cascade",
          "refColumns": [
            "x",
            "y",
          ],
          "refTable": "p",
        },
      ]
    `);
  });

  test('stays one', () => {
    migrate(db, [remake]);
    expect(introspect(db).tables[1]?.foreignKeys.map(key => key.columns)).toEqual([
      ['z'],
      ['x', 'y'],
    ]);
    expect(count("pragma_foreign_key_list('t')")).toBe(3);
  });

  test('is dropped by its name', () => {
    migrate(db, [{ kind: 'dropForeignKey', table: 't', name: 'both' }]);
    expect(introspect(db).tables[1]?.foreignKeys.map(key => key.columns)).toEqual([['z']]);
  });
});

describe('S23 the text of the table is kept where nothing is to change', () => {
  const odd = `create table [t] -- a table, with "comments"
(
  id INTEGER PRIMARY KEY /* the key, (really) */ NOT NULL,
  'a' VARYING CHARACTER(20) DEFAULT 'old, (1)' -- what a is
    CHECK (a IN ('x', 'y, z', 'it''s', 'old, (1)', 'new')
      AND length(t.a) > 0),
  \`b\` decimal (10 , 2) constraint "b, ok" not null on conflict replace default (1 + (2)),
  c "odd type" COLLATE NOCASE
    , unique (a collate nocase desc) on conflict ignore  check (b > 0)
    , constraint last check (c <> ')' and b < 100 /* , */ )
)`;

  test('a default changes alone', () => {
    db.exec(`${odd}; insert into t (a, c) values ('x', 'q')`);
    migrate(db, [remake]);
    expect(stored(db, 't')).toMatchInlineSnapshot(`
      "CREATE TABLE "t" -- a table, with "comments"
      (
        id INTEGER PRIMARY KEY /* the key, (really) */ NOT NULL,
        'a' VARYING CHARACTER(20) DEFAULT 'new' -- what a is
          CHECK (a IN ('x', 'y, z', 'it''s', 'old, (1)', 'new')
            AND length("t".a) > 0),
        \`b\` decimal (10 , 2) constraint "b, ok" not null on conflict replace default (1 + (2)),
        c "odd type" COLLATE NOCASE
          , unique (a collate nocase desc) on conflict ignore  check (b > 0)
          , constraint last check (c <> ')' and b < 100 /* , */ )
      )"
    `);
    expect(rows(db, 'select * from t')).toEqual([{ id: 1, a: 'x', b: 3, c: 'q' }]);
  });

  test('a column goes with the constraints that use it, a foreign key comes', () => {
    db.exec(`${odd}; insert into t (a, c) values ('x', null)`);
    migrate(db, [
      { kind: 'dropColumn', table: 't', column: 'b' },
      {
        kind: 'addForeignKey',
        table: 't',
        foreignKey: { name: 'fk', columns: ['c'], refTable: 't', refColumns: ['id'] },
      },
    ]);
    expect(stored(db, 't')).toMatchInlineSnapshot(`
      "CREATE TABLE "t" -- a table, with "comments"
      (
        id INTEGER PRIMARY KEY /* the key, (really) */ NOT NULL,
        'a' VARYING CHARACTER(20) DEFAULT 'old, (1)' -- what a is
          CHECK (a IN ('x', 'y, z', 'it''s', 'old, (1)', 'new')
            AND length("t".a) > 0),
        c "odd type" COLLATE NOCASE
          , unique (a collate nocase desc) on conflict ignore, constraint "fk" foreign key ("c") references "t" ("id")
          
      )"
    `);
  });

  test('checks are read as they are written', () => {
    db.exec(odd);
    expect(introspect(db).tables[0]?.checks).toMatchInlineSnapshot(`
      [
        {
          "expression": "a IN ('x', 'y, z', 'it''s', 'old, (1)', 'new')
            AND length(t.a) > 0",
          "name": "t_a_check",
        },
        {
          "expression": "b > 0",
          "name": "t_check",
        },
        {
          "expression": "c <> ')' and b < 100 /* , */ ",
          "name": "last",
        },
      ]
    `);
  });
});

test('what was broken before stops nothing, what a change would break does', () => {
  family('no action');
  db.exec('pragma foreign_keys = off; insert into child values (4, 99)');
  const shift: Operation = {
    kind: 'alterColumn',
    table: 't',
    column: 'id',
    type: { name: 'bigint' },
    using: 'id + 1',
  };
  migrate(db, [remake]);
  expect(() => migrate(db, [shift])).toThrow(
    'rows of child would point to rows that are not there',
  );
  expect(rows(db, 'select id from t')).toEqual([{ id: 1 }, { id: 2 }]);
});

test('a copy that lost a value would be found', () => {
  db.exec("create table t (id integer primary key, a text); insert into t values (1, 'x')");
  const { statements } = compileAll(db, [remake]);
  expect(() =>
    run(db, statements, {
      sql: text => text.replace('select "id", "a" from', 'select "id", null from'),
    }),
  ).toThrow('the copy of t has not as many rows or values as t');
  expect(rows(db, 'select * from t')).toEqual([{ id: 1, a: 'x' }]);
});
