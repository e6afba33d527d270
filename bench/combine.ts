// Prints what a revision with eight alterations of one large SQLite table costs: operation by operation, and together.
// Run it with: node bench/combine.ts [rows]
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { CompiledStatement } from '../src/dialect/statement.ts';
import type { Operation } from '../src/operation/operation.ts';
import {
  compileAll,
  openSqlite,
  rows,
  run,
  type SqliteFile,
} from '../test/dialect/sqlite/apply.ts';
import { compileOn, rebuildsIn, statementsOf } from '../test/together/support.ts';

const count = Number(process.argv[2] ?? 100_000);

const made = `
  create table customer (id integer primary key autoincrement, name text not null);
  create table orders (
    id integer primary key autoincrement,
    reference varchar(40) not null,
    status text not null default 'open',
    total numeric(10, 2),
    note text,
    customer_id integer not null,
    placed_at datetime not null,
    constraint orders_total_check check (total >= 0)
  );
  create unique index orders_reference_unique on orders (reference);
  create index orders_placed_at_index on orders (placed_at);
  insert into customer (name) with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000) select 'customer ' || i from n;
  insert into orders (reference, status, total, note, customer_id, placed_at)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
    select 'R' || printf('%08d', i), case i % 3 when 0 then 'open' else 'paid' end, i % 1000 + 0.5, 'a note of some length, number ' || i, i % 1000 + 1, 1700000000 + i from n;
`;

const table = 'orders';
const alterations: readonly Operation[] = [
  { kind: 'alterColumn', table, column: 'status', default: { kind: 'value', value: 'new' } },
  { kind: 'alterColumn', table, column: 'note', type: { name: 'blob' } },
  {
    kind: 'addColumn',
    table,
    column: {
      name: 'currency',
      type: { name: 'string', length: 3 },
      nullable: false,
      default: { kind: 'value', value: 'EUR' },
    },
  },
  { kind: 'alterColumn', table, column: 'currency', default: null },
  { kind: 'dropCheck', table, name: 'orders_total_check' },
  { kind: 'alterColumn', table, column: 'total', nullable: false },
  {
    kind: 'addForeignKey',
    table,
    foreignKey: {
      name: 'orders_customer_id_foreign',
      columns: ['customer_id'],
      refTable: 'customer',
      refColumns: ['id'],
      onDelete: 'cascade',
    },
  },
  {
    kind: 'addCheck',
    table,
    check: { name: 'orders_note_check', expression: 'note is null or length(note) < 2000' },
  },
];

for (const version of ['3.53.4', '3.45.0']) {
  console.log(`SQLite ${version}, ${count} rows, ${alterations.length} alterations`);
  await measure('one by one', async db => compileAll(db, alterations, { version }).statements);
  await measure('together', async db =>
    statementsOf(await compileOn(db, alterations, { version })),
  );
}

async function measure(
  name: string,
  compile: (db: SqliteFile) => Promise<readonly CompiledStatement[]>,
): Promise<void> {
  const times: number[] = [];
  let [rebuilds, size] = [0, 0];
  for (let round = 0; round < 3; round += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'migsh-bench-'));
    const file = join(folder, 'shop.sqlite');
    const db = openSqlite(file);
    db.exec(`begin; ${made}; commit`);
    const statements = await compile(db);
    rebuilds = rebuildsIn(statements);
    const start = performance.now();
    run(db, statements);
    times.push(performance.now() - start);
    if (rows(db, 'select count(*) as n from orders')[0]?.['n'] !== count)
      throw new Error('rows are gone');
    db.close();
    size = statSync(file).size;
    rmSync(folder, { recursive: true });
  }
  const median = times.toSorted((a, b) => a - b)[1] ?? 0;
  console.log(
    `  ${name.padEnd(12)} ${rebuilds} rebuilds   ${(median / 1000).toFixed(2)} s   file ${(size / 1e6).toFixed(1)} MB`,
  );
}
