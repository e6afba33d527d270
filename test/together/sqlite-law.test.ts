import { expect, test } from 'vitest';

import { apply } from '../../src/operation/apply.ts';
import type { Operation } from '../../src/operation/operation.ts';
import type { Default, Schema, Table } from '../../src/schema/schema.ts';
import {
  catalogOf,
  compileAll,
  introspect,
  openSqlite,
  rows,
  run,
  type SqliteFile,
} from '../dialect/sqlite/apply.ts';
import { Dice } from '../operation/random-schema.ts';
import { compileOn, rebuilds, rebuildsIn, statementsOf, watched } from './support.ts';

/** The seed of a round is printed when it fails; MIGSH_TEST_SEED starts there. */
const rounds = Number(process.env['MIGSH_TEST_ROUNDS'] ?? 150);
const firstSeed = Number(process.env['MIGSH_TEST_SEED'] ?? 20_261_121);

const made = `
  create table other (id integer primary key, name text);
  create table t (
    id integer primary key autoincrement,
    a text, -- a comment
    b integer default 3,
    c text not null default 'x' collate nocase,
    "d e" numeric(10, 2),
    g integer as (b + 1),
    o integer constraint t_o_foreign references other (id),
    constraint t_b_check check (b > 0),
    constraint t_a_check check (length(a) < 40)
  );
  create index t_a_index on t (a);
  create index t_c_index on t (c collate nocase, b desc) where b is not null;
  create table child (id integer primary key, t_id integer references t (id) on delete cascade);
  create view shown as select id, a from t;
  create trigger noted after update of a on t begin update other set name = new.a where id = new.o; end;
  insert into other values (1, 'one'), (2, 'two');
  insert into t (a, b, c, "d e", o) values ('1', 1, 'p', 1.5, 1), ('02', 2, 'q', null, 2), ('x', null, 'r', 3, null), (null, 4, 's', 4.25, 1);
  delete from t where id = 4;
  insert into child values (1, 1), (2, 3);
`;

test(
  'done at once, alterations leave what they leave one by one',
  { timeout: 600_000 },
  async () => {
    const counted = { apart: 0, together: 0, groups: 0 };
    for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
      const dice = new Dice(seed);
      const operations = randomAlterations(introspect(database()), dice);
      const version = dice.pick(['3.53.4', '3.45.0']);
      const apart = leftApart(operations, version);
      if (apart.failed !== undefined) continue;
      const whole = await leftTogether(operations, version);
      expect({ seed, ...whole, ...uncompared }).toEqual({ seed, ...apart, ...uncompared });
      // A column that is numbered no more and then again forgets in between what it gave out.
      expect(whole.highest, `seed ${seed}`).toBeGreaterThanOrEqual(apart.highest);
      expect({ seed, groups: watched.combined }).toEqual({ seed, groups: watched.stood });
      counted.groups += watched.stood;
      counted.apart += apart.rebuilds;
      counted.together += whole.rebuilds;
    }
    expect(counted.groups).toBeGreaterThan(rounds / 4);
    expect(counted.together).toBeLessThan(counted.apart * 0.7);
  },
);

/** What operations leave, or why they fail. */
interface Left {
  readonly failed?: string;
  readonly content?: object;
  readonly rebuilds: number;
  /** The highest number that was given out. */
  readonly highest: number;
}

const uncompared = { rebuilds: 0, highest: 0 };

function highestIn(db: SqliteFile): number {
  return Number(rows(db, 'select seq from sqlite_sequence')[0]?.['seq'] ?? 0);
}

function leftApart(operations: readonly Operation[], version: string): Left {
  const db = database();
  try {
    const { statements } = compileAll(db, operations, { version });
    run(db, statements);
    return { content: contentOf(db), rebuilds: rebuildsIn(statements), highest: highestIn(db) };
  } catch (error) {
    return { failed: String(error), ...uncompared };
  } finally {
    db.close();
  }
}

async function leftTogether(operations: readonly Operation[], version: string): Promise<Left> {
  const db = database();
  try {
    const step = await compileOn(db, operations, { version });
    watched.stood = step.operations.filter(({ along = [] }) => along.length > 0).length;
    run(db, statementsOf(step));
    return { content: contentOf(db), rebuilds: rebuilds(step), highest: highestIn(db) };
  } catch (error) {
    return { failed: String(error), ...uncompared };
  } finally {
    db.close();
  }
}

function database(): SqliteFile {
  const db = openSqlite();
  db.exec(made);
  return db;
}

function contentOf(db: SqliteFile): object {
  const { entries } = catalogOf(db);
  return {
    entries: entries
      .map(({ type, name, sql }) => `${type} ${name}: ${sql ?? ''}`)
      .filter(text => !text.startsWith('table sqlite_'))
      .toSorted(),
    t: rows(db, 'select rowid, * from t order by rowid'),
    other: rows(db, 'select * from other'),
    child: rows(db, 'select * from child'),
  };
}

function randomAlterations(before: Schema, dice: Dice): readonly Operation[] {
  const operations: Operation[] = [];
  let schema = before;
  const count = 2 + dice.below(5);
  for (let tries = 0; operations.length < count && tries < 60; tries += 1) {
    const table = schema.tables.find(each => each.name === 't');
    if (table === undefined) break;
    try {
      const next = alteration(table, dice, tries);
      schema = apply(schema, next);
      operations.push(next);
    } catch {
      // Not possible here.
    }
  }
  return operations;
}

const values: readonly Default[] = [
  { kind: 'value', value: 7 },
  { kind: 'value', value: 'seven' },
  { kind: 'sql', sql: '(3 + 4)' },
];

function alteration(table: Table, dice: Dice, n: number): Operation {
  const column = dice.pick(table.columns).name;
  const other = dice.pick(table.columns).name;
  const fresh = dice.pick(['h', 'i', 'a', 'd e', 'long']);
  const quoted = `"${column}"`;
  const value = dice.pick(values);
  const choices: readonly (() => Operation)[] = [
    () => ({
      kind: 'addColumn',
      table: 't',
      column: {
        name: fresh,
        type: { name: 'text' },
        nullable: dice.below(2) === 0,
        ...(dice.below(3) > 0 && { default: value }),
      },
    }),
    () => ({ kind: 'dropColumn', table: 't', column }),
    () => ({ kind: 'renameColumn', table: 't', from: column, to: fresh }),
    () => ({ kind: 'alterColumn', table: 't', column, default: value }),
    () => ({ kind: 'alterColumn', table: 't', column, default: null }),
    () => ({ kind: 'alterColumn', table: 't', column, nullable: dice.below(2) === 0 }),
    () => ({
      kind: 'alterColumn',
      table: 't',
      column,
      type: dice.pick([{ name: 'integer' }, { name: 'text' }, { name: 'double' }]),
    }),
    () => ({
      kind: 'alterColumn',
      table: 't',
      column,
      type: { name: 'text' },
      using: `coalesce("${other}", 'none') || '-' || coalesce(${quoted}, '')`,
    }),
    () => ({ kind: 'alterColumn', table: 't', column, collation: 'rtrim' }),
    () => ({
      kind: 'createIndex',
      table: 't',
      index: { name: `t_x${n}`, columns: [column], unique: dice.below(3) === 0 },
    }),
    () => ({
      kind: 'addUnique',
      table: 't',
      unique: { name: `t_u${n}`, columns: [column, other] },
    }),
    () => ({
      kind: 'addCheck',
      table: 't',
      check: { name: `t_n${n}`, expression: `${quoted} is null or length(${quoted}) < 99` },
    }),
    () => ({ kind: 'dropCheck', table: 't', name: dice.pick(table.checks).name }),
    () => ({ kind: 'dropIndex', table: 't', name: dice.pick(table.indexes).name }),
    () => ({ kind: 'dropForeignKey', table: 't', name: dice.pick(table.foreignKeys).name }),
    () => ({
      kind: 'addForeignKey',
      table: 't',
      foreignKey: {
        name: `t_f${n}`,
        columns: [dice.pick(['o', 'b'])],
        refTable: 'other',
        refColumns: ['id'],
      },
    }),
    () => ({
      kind: 'setGenerated',
      table: 't',
      column,
      generated: dice.pick([null, { expression: '"b" * 2', stored: dice.maybe(50) }]),
    }),
    () => ({ kind: 'dropPrimaryKey', table: 't' }),
    () => ({
      kind: 'addPrimaryKey',
      table: 't',
      primaryKey: { name: 't_pkey', columns: dice.pick([['id'], ['id', column]]) },
    }),
    () => ({
      kind: 'setIdentity',
      table: 't',
      column: 'id',
      identity: dice.pick([null, 'always']),
    }),
    () => ({
      kind: 'renameConstraint',
      table: 't',
      from: dice.pick([...table.checks, ...table.foreignKeys]).name,
      to: `t_r${n}`,
    }),
  ];
  return dice.pick(choices)();
}
