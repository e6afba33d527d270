import { describe, expect, test } from 'vitest';

import { archiveName } from '../../../src/dialect/dialect.ts';
import { MigshError } from '../../../src/error.ts';
import type { Operation } from '../../../src/operation/operation.ts';
import type { Schema } from '../../../src/schema/schema.ts';
import { column, compileAll, drawn, empty, id, keyed, table } from './support.ts';

const long = 'x'.repeat(62) + 'é';
const schema: Schema = {
  tables: [
    keyed('thing', [column('c', 'text')], {
      indexes: [{ name: 'i', columns: ['c'], unique: false }],
      checks: [{ name: 'k', expression: 'true' }],
    }),
    table('heap', [column('c', 'text')]),
    table('audit.event', [column('c', 'text')]),
  ],
};

const refusal = (operation: Operation): string => {
  try {
    compileAll([operation], schema);
  } catch (error) {
    if (error instanceof MigshError) {
      expect(error.details).toMatchObject({ file: 'migrations/add_things.ts', line: 12 });
      return `${error.code}: ${error.message} → ${error.hint}`;
    }
    throw error;
  }
  return 'compiled';
};

describe('the name of an archive', () => {
  const revision = '3f2a9c1e7b04';

  test('says its table and its revision', () => {
    expect(archiveName('audit_event', revision)).toBe('migsh_archive_audit_event_3f2a9c1e7b04');
    const longest = 'x'.repeat(36);
    expect(archiveName(longest, revision)).toBe(`migsh_archive_${longest}_3f2a9c1e7b04`);
  });

  test('of a table in a schema is not that of one with an underscore', () => {
    const name = archiveName('audit.event', revision);
    expect(name).toMatch(/^migsh_archive_audit_event_[0-9a-f]{8}_3f2a9c1e7b04$/);
    expect(archiveName('audit_event', revision)).not.toBe(name);
    expect(archiveName('audit.event', revision)).toBe(name);
  });

  test('fits into 63 bytes, and is another one for another table', () => {
    const names = ['a', 'b', 'é'].map(end => archiveName(`${'é'.repeat(30)}${end}`, revision));
    expect(names[0]).toBe('migsh_archive_ééééééééééééé_7e4dc004_3f2a9c1e7b04');
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
  });
});

describe('a name that PostgreSQL would cut off is refused', () => {
  const unique = { name: long, columns: ['c'] };
  const key = { name: long, columns: ['id'], refTable: 'thing', refColumns: ['id'] };
  const cases: readonly Operation[] = [
    { kind: 'createTable', table: table(long, [column('c', 'text')]) },
    { kind: 'createTable', table: table('t', [column(long, 'text')]) },
    { kind: 'createTable', table: keyed('t', [], { uniques: [{ ...unique, columns: ['id'] }] }) },
    { kind: 'renameTable', from: 'thing', to: long },
    { kind: 'addColumn', table: 'thing', column: column(long, 'text') },
    { kind: 'renameColumn', table: 'thing', from: 'c', to: long },
    { kind: 'createIndex', table: 'thing', index: { ...unique, unique: false } },
    { kind: 'renameIndex', table: 'thing', from: 'i', to: long },
    { kind: 'addUnique', table: 'thing', unique },
    { kind: 'addForeignKey', table: 'thing', foreignKey: key },
    { kind: 'addCheck', table: 'thing', check: { name: long, expression: 'true' } },
    { kind: 'renameConstraint', table: 'thing', from: 'k', to: long },
    { kind: 'createSequence', sequence: { name: long } },
    {
      kind: 'createTable',
      table: {
        ...keyed('t', []),
        partitioning: { by: 'hash (id)', partitions: [{ name: long, bound: 'default' }] },
      },
    },
  ];
  test.each(cases)('$kind', operation => {
    expect(refusal(operation)).toBe(
      `unsupported: migrations/add_things.ts:12: the name ${long} has 64 bytes; PostgreSQL keeps 63 of a name and drops the rest → give it a name of at most 63 bytes in the revision`,
    );
  });

  test('also one that PostgreSQL would make itself', () => {
    const owner = 'x'.repeat(60);
    expect(refusal({ kind: 'createTable', table: keyed(owner, []) })).toContain(
      `${owner}_pkey has 65 bytes`,
    );
  });

  test('63 bytes are fine', () => {
    expect(refusal({ kind: 'renameTable', from: 'thing', to: 'x'.repeat(63) })).toBe('compiled');
  });
});

test('what PostgreSQL cannot do is refused with a way out', () => {
  expect([
    refusal({ kind: 'sql', sqlite: 'select 1' }),
    refusal({ kind: 'archive', table: 'heap', columns: ['c'] }),
    refusal({
      kind: 'addColumn',
      table: 'heap',
      column: column('c2', { name: 'native', sqlite: 'blob' }),
    }),
  ]).toMatchInlineSnapshot(`
    [
      "bad-operation: migrations/add_things.ts:12: op.sql has no text for PostgreSQL → give one for each dialect: op.sql({ postgresql: '…', sqlite: '…' }); '' means that nothing is needed there",
      "unsupported: migrations/add_things.ts:12: table heap has no primary key: archived values of a column could not be put back to their rows → archive the whole table: op.archive('heap')",
      "unsupported: migrations/add_things.ts:12: the native type blob is given for SQLite alone → say what it is on both: native({ postgresql: '…', sqlite: '…' })",
    ]
  `);
});

test('sql: nothing for an empty text, outside the transaction where it says so', () => {
  const { statements } = compileAll(
    [
      { kind: 'sql', postgresql: ' \n', sqlite: 'x' },
      {
        kind: 'sql',
        postgresql: 'create index concurrently i on t (c); analyze t',
        sqlite: '',
        transactional: false,
      },
    ],
    empty,
  );
  expect(statements).toMatchInlineSnapshot(`
    [
      {
        "comment": "SQL as written in the revision",
        "sql": "create index concurrently i on t (c)",
        "transactional": false,
      },
      {
        "comment": "SQL as written in the revision",
        "sql": "analyze t",
        "transactional": false,
      },
    ]
  `);
});

test('insert: a row that names no column takes the defaults', () => {
  const { statements } = compileAll(
    [{ kind: 'insert', table: 'thing', rows: [{}, {}, { c: 'x' }] }],
    schema,
  );
  expect(drawn(statements)).toMatchInlineSnapshot(`
    "insert into "thing" default values;
    insert into "thing" default values;
    insert into "thing" ("c") values ('x');"
  `);
});

test('tables in a schema of their own', () => {
  const { statements } = compileAll(
    [
      { kind: 'renameTable', from: 'audit.event', to: 'log.entry' },
      {
        kind: 'createIndex',
        table: 'log.entry',
        index: { name: 'entry_c_index', columns: ['c'], unique: false },
      },
      { kind: 'renameIndex', table: 'log.entry', from: 'entry_c_index', to: 'by_c' },
      { kind: 'dropIndex', table: 'log.entry', name: 'by_c' },
      { kind: 'createTable', table: keyed('log.kind', [], {}) },
      { kind: 'archive', table: 'log.entry' },
      { kind: 'dropTable', table: 'log.entry' },
    ],
    schema,
  );
  expect(drawn(statements)).toMatchInlineSnapshot(`
    "alter table "audit"."event" set schema "log";
    alter table "log"."event" rename to "entry";
    create index "entry_c_index" on "log"."entry" ("c");
    alter index "log"."entry_c_index" rename to "by_c";
    drop index "log"."by_c";
    create table "log"."kind" ("id" serial not null, constraint "log.kind_pkey" primary key ("id"));
    create table "migsh_archive_log_entry_ea649a0b_3f2a9c1e7b04" as select "c" from "log"."entry";
    drop table "log"."entry";"
  `);
});

test('nothing cascades', () => {
  const operations: readonly Operation[] = [
    { kind: 'dropColumn', table: 'thing', column: 'c' },
    { kind: 'dropTable', table: 'thing' },
    { kind: 'createTable', table: table('last', [id]) },
  ];
  expect(drawn(compileAll(operations, schema).statements)).not.toContain('cascade');
});
