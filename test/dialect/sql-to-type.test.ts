import { expect, test } from 'vitest';

import type { Dialect } from '../../src/dialect/dialect.ts';
import { postgresql } from '../../src/dialect/postgresql/dialect.ts';
import { sqlite } from '../../src/dialect/sqlite/dialect.ts';
import { describeType } from '../../src/schema/describe-type.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { portableTypes } from './portable-types.ts';
import { openTestDatabase } from './postgresql/support.ts';
import { introspect, openSqlite } from './sqlite/apply.ts';

const native: readonly string[] = [
  'citext',
  'tsvector',
  'json',
  'timestamp',
  'timestamp(3)',
  'time',
  'time(3)',
  'timetz',
  'varchar',
  'numeric',
  'numeric(4,-2)',
  'bit(3)',
  'varbit(8)',
  'money',
  'inet',
  '"char"',
  'name',
  'int4range',
  'tsvector[]',
  'interval year to month',
  'double precision[]',
  'bpchar',
  'xml',
];

test('law: type → SQL → PostgreSQL → introspected → type → the same SQL', async () => {
  const database = await openTestDatabase();
  await database.execute('create extension if not exists citext');
  await check(
    postgresql,
    portableTypes.map(type => postgresql.typeToSql(type)),
    async sql => {
      await database.execute(sql);
      return await database.introspect();
    },
  );
  const read = await database.introspect();
  await database.execute('drop table t');
  const others = await typesIn(native, async sql => {
    await database.execute(sql);
    return await database.introspect();
  });
  await database.close();
  const known = columnTypes(read).map(sql => `${sql} → ${describeType(postgresql.sqlToType(sql))}`);
  expect([...new Set(known)].filter(each => !each.includes('[]'))).toMatchInlineSnapshot(`
    [
      "text → text",
      "integer → integer",
      "smallint → smallint",
      "bigint → bigint",
      "real → float",
      "double precision → double",
      "boolean → boolean",
      "date → date",
      "uuid → uuid",
      "jsonb → json",
      "bytea → blob",
      "character varying(255) → string",
      "character varying(1) → string(1)",
      "character varying(80) → string(80)",
      "character(1) → char",
      "character(3) → char(3)",
      "numeric(10,0) → decimal",
      "numeric(12,0) → decimal(12, 0)",
      "numeric(12,4) → decimal(12, 4)",
      "time(0) without time zone → time",
      "timestamp with time zone → datetime",
      "timestamp(0) with time zone → datetime(0)",
      "timestamp(3) with time zone → datetime(3)",
      "timestamp(6) with time zone → datetime(6)",
      "interval → interval",
      "interval(3) → interval(3)",
    ]
  `);
  const words = others.map(sql => `${sql} → ${describeType(postgresql.sqlToType(sql))}`);
  expect(words).toMatchInlineSnapshot(`
    [
      "citext → native(citext)",
      "tsvector → native(tsvector)",
      "json → native(json)",
      "timestamp without time zone → native(timestamp without time zone)",
      "timestamp(3) without time zone → native(timestamp(3) without time zone)",
      "time without time zone → native(time without time zone)",
      "time(3) without time zone → native(time(3) without time zone)",
      "time with time zone → native(time with time zone)",
      "character varying → native(character varying)",
      "numeric → native(numeric)",
      "numeric(4,-2) → native(numeric(4,-2))",
      "bit(3) → native(bit(3))",
      "bit varying(8) → native(bit varying(8))",
      "money → native(money)",
      "inet → native(inet)",
      ""char" → native("char")",
      "name → native(name)",
      "int4range → native(int4range)",
      "tsvector[] → native(tsvector[])",
      "interval year to month → native(interval year to month)",
      "double precision[] → array(double)",
      "bpchar → native(bpchar)",
      "xml → native(xml)",
    ]
  `);
  const again = others.map(sql => postgresql.typeToSql(postgresql.sqlToType(sql)));
  expect(again).toEqual(others);
});

test('law: type → SQL → SQLite → introspected → type → the same SQL', async () => {
  const db = openSqlite();
  await check(
    sqlite,
    portableTypes.map(type => sqlite.typeToSql(type)),
    async sql => {
      db.exec(sql);
      return introspect(db);
    },
  );
  const own = [
    '',
    'varchar(80)',
    'INTEGER',
    'int',
    'numeric',
    'numeric(3)',
    'datetime(3)',
    'any',
    'uuid',
  ];
  db.exec('drop table t');
  const others = await typesIn(own, async sql => {
    db.exec(sql);
    return introspect(db);
  });
  expect(others.map(sql => `${sql} → ${describeType(sqlite.sqlToType(sql))}`))
    .toMatchInlineSnapshot(`
    [
      " → native()",
      "varchar(80) → native(varchar(80))",
      "INTEGER → integer",
      "int → native(int)",
      "numeric → native(numeric)",
      "numeric(3) → native(numeric(3))",
      "datetime(3) → native(datetime(3))",
      "any → native(any)",
      "uuid → native(uuid)",
    ]
  `);
});

type Make = (sql: string) => Promise<Schema>;

async function check(dialect: Dialect, types: readonly string[], make: Make): Promise<void> {
  const found = await typesIn(types, make);
  expect(found.map(sql => dialect.typeToSql(dialect.sqlToType(sql)))).toEqual(types);
}

async function typesIn(types: readonly string[], make: Make): Promise<readonly string[]> {
  const columns = types.map((sql, at) => `c${at} ${sql}`);
  return columnTypes(await make(`create table t (${columns.join(', ')})`));
}

function columnTypes({ tables }: Schema): readonly string[] {
  const columns = tables.find(({ name }) => name === 't')?.columns ?? [];
  return columns.map(({ type }) =>
    type.name === 'native' ? (type.postgresql ?? type.sqlite ?? '') : type.name,
  );
}
