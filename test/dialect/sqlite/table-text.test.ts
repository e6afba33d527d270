import { describe, expect, test } from 'vitest';

import { readTable, textAt } from '../../../src/dialect/sqlite/table-text.ts';
import { openSqlite, stored } from './apply.ts';

function read(sql: string): string[] {
  const db = openSqlite();
  db.exec('create table b (id integer primary key)');
  db.exec(sql);
  const text = readTable(String(stored(db, 't')));
  db.close();
  const show = (clause: (typeof text.constraints)[number]): string =>
    [
      clause.kind,
      clause.name && `named ${clause.name}`,
      clause.columns.length > 0 && `on ${clause.columns.join('+')}`,
      clause.refTable && `to ${clause.refTable}(${clause.refColumns.join('+')})`,
      clause.expression && `{${textAt(text.sql, clause.expression)}}`,
      clause.deferrable,
      clause.autoincrement && 'numbered',
    ]
      .filter(Boolean)
      .join(' ');
  return [
    ...text.columns.map(({ name, type, clauses }) =>
      [`${name}: ${type ? textAt(text.sql, type) : '-'}`, ...clauses.map(show)].join(' | '),
    ),
    ...text.constraints.map(show),
    ...(text.strict ? ['strict'] : []),
    ...(text.withoutRowid ? ['without rowid'] : []),
  ];
}

describe('readTable', () => {
  test('reads what MikroORM writes', () => {
    expect(
      read(
        "create table `t` (`id` integer not null primary key autoincrement, `tier` text check (`tier` in ('basic', 'gold')) not null default 'basic', `at` datetime not null default current_timestamp, `parent_id` integer null, constraint `t_parent_id_foreign` foreign key (`parent_id`) references `t` (`id`) on update cascade on delete set null deferrable initially deferred, constraint `t_check` check (id >= 0))",
      ),
    ).toMatchInlineSnapshot(`
      [
        "id: integer | not null | primary key numbered",
        "tier: text | check {\`tier\` in ('basic', 'gold')} | not null | default {'basic'}",
        "at: datetime | not null | default {current_timestamp}",
        "parent_id: integer | null",
        "foreign key named t_parent_id_foreign on parent_id to t(id) deferred",
        "check named t_check {id >= 0}",
      ]
    `);
  });

  test('reads every form of a column', () => {
    expect(
      read(`create table "t" (
        a, -- a line comment, with a comma
        b varying character(255) collate nocase default 'x' collate binary,
        c decimal(10, 2) default -1 check (c > 0) /* and, a block */ unique on conflict ignore,
        [d e] int constraint n1 not null on conflict replace default (1 + (2)),
        'f' "odd type" default "text" null,
        g int generated always as (c + 1) stored,
        h as (c) virtual not null,
        i references b on delete set null on update no action match full not deferrable initially immediate,
        j int default x'00' references b(id) deferrable,
        key text constraint alone
      )`),
    ).toMatchInlineSnapshot(`
      [
        "a: -",
        "b: varying character(255) | collate {nocase} | default {'x'} | collate {binary}",
        "c: decimal(10, 2) | default {-1} | check {c > 0} | unique",
        "d e: int | not null named n1 | default {(1 + (2))}",
        "f: "odd type" | default {"text"} | null",
        "g: int | generated {c + 1}",
        "h: - | generated {c} | not null",
        "i: - | references to b()",
        "j: int | default {x'00'} | references to b(id) immediate",
        "key: text | other named alone",
      ]
    `);
  });

  test('reads every form of a table constraint, with commas between them or not', () => {
    expect(
      read(`create table t (a int, b int, c text, primary key (a desc, b), constraint u unique (c collate nocase desc) on conflict ignore
        check (a in (1, 2)) constraint alone, constraint f foreign key (a, b) references t (a, b) on delete no action,
        foreign key (b) references b) strict, without rowid`),
    ).toMatchInlineSnapshot(`
      [
        "a: int",
        "b: int",
        "c: text",
        "primary key on a+b",
        "unique named u on c",
        "check {a in (1, 2)}",
        "other named alone",
        "foreign key named f on a+b to t(a+b)",
        "foreign key on b to b()",
        "strict",
        "without rowid",
      ]
    `);
  });

  test('a table-level key may number rows', () => {
    expect(read('create table t (a integer, primary key (a autoincrement))'))
      .toMatchInlineSnapshot(`
      [
        "a: integer",
        "primary key on a numbered",
      ]
    `);
  });

  test('refuses a virtual table by name', () => {
    expect(() => readTable('CREATE VIRTUAL TABLE f using fts5(body)')).toThrow('not a plain table');
  });
});
