import { expect, test } from 'vitest';

import { MigshError } from '../../src/error.ts';
import { apply } from '../../src/operation/apply.ts';
import { describe as inWords } from '../../src/operation/describe.ts';
import { footprint } from '../../src/operation/footprint.ts';
import { invertAll } from '../../src/operation/invert.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { callOf } from '../../src/operation/print-calls.ts';
import { statement } from '../../src/operation/print-code.ts';
import { layOut } from '../../src/operation/print-doc.ts';
import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import type { Schema } from '../../src/schema/schema.ts';

const given: Schema = after({ tables: [] }, op => {
  op.createTable('line', t => {
    t.integer('id').primary();
    t.integer('price').default(0);
    t.integer('total').generated('price * 2');
    t.string('name', 40).nullable();
    t.integer('number').nullable();
    t.bigint('nth').identity();
    t.integer('invoice').defaultRaw("nextval('invoice_number')");
  });
  op.createSequence('invoice_number');
});

test('what cannot be is refused before a database sees it', () => {
  const refused = [
    (op: Op) => op.setIdentity('line', 'name', 'always'),
    (op: Op) => op.setIdentity('line', 'number', 'always'),
    (op: Op) => op.setIdentity('line', 'price', 'always'),
    (op: Op) => op.setIdentity('line', 'total', 'always'),
    (op: Op) => op.setIdentity('line', 'id', null),
    (op: Op) => op.setGenerated('line', 'name', null),
    (op: Op) => op.setGenerated('line', 'nth', 'price'),
    (op: Op) => op.setGenerated('line', 'id', 'price'),
    (op: Op) => op.setGenerated('line', 'name', 'upper(name)'),
    (op: Op) => op.setGenerated('line', 'name', 'total::text'),
    (op: Op) => op.addColumn('line', c => c.integer('more').generated('total + 1')),
    (op: Op) => op.addColumn('line', c => c.text('count').autoincrement()),
    (op: Op) => op.alterColumn('line', 'nth', { type: 'text' }),
    (op: Op) => op.alterColumn('line', 'nth', { nullable: true }),
    (op: Op) => op.alterColumn('line', 'nth', { default: 1 }),
    (op: Op) => op.alterColumn('line', 'total', { default: 1 }),
    (op: Op) => op.alterColumn('line', 'total', { type: 'bigint', using: 'price' }),
    (op: Op) => op.dropColumn('line', 'price'),
    (op: Op) => op.createSequence('invoice_number'),
    (op: Op) => op.createSequence('line'),
    (op: Op) => op.dropSequence('invoice_numbers'),
    (op: Op) => op.dropSequence('invoice_number'),
  ].map(refusal);
  expect(`\n${refused.join('\n')}`).toMatchInlineSnapshot(`
    "
    line.name is of type string, which the database cannot number → use integer, smallint or bigint
    line.number may be null, and the database numbers no such column → first op.alterColumn('line', 'number', { nullable: false })
    line.price has a default, which numbering would take the place of → first op.alterColumn('line', 'price', { default: null })
    line.total is generated, so that the database cannot number it → first op.setGenerated(…, null)
    line.id is not numbered by the database → leave it out, or say how: 'always', 'by default', 'autoincrement'
    line.name is no generated column → leave it out, or give an expression
    line.nth is numbered by the database, so that it cannot be generated → first op.setIdentity('line', 'nth', null)
    line.id is part of the primary key: rows would get other keys → compute another column
    the expression of line.name reads the column itself → name other columns
    the expression of line.name reads total, which is generated itself: PostgreSQL takes no such expression → write what total is computed from
    the expression of line.more reads total, which is generated itself: PostgreSQL takes no such expression → write what total is computed from
    line.count is of type text, which the database cannot number → use integer, smallint or bigint
    line.nth is of type text, which the database cannot number → use integer, smallint or bigint
    line.nth may be null, and the database numbers no such column → first op.alterColumn('line', 'nth', { nullable: false })
    line.nth is numbered by the database, so that it takes no default → first op.setIdentity('line', 'nth', null)
    line.total is generated: its expression is where a default would come from → change the expression with op.setGenerated, or end it with null
    line.total is generated: its expression is where its values would come from → change the expression with op.setGenerated, or end it with null
    line.price cannot be dropped: total is generated from it → first op.dropColumn('line', 'total')
    there is already a sequence invoice_number → drop it first, or choose another name
    there is already a table line → drop or rename it first, or choose another name
    there is no sequence invoice_numbers at this point → did you mean invoice_number?
    sequence invoice_number cannot be dropped: line.invoice takes its numbers from it → first op.alterColumn('line', 'invoice', { default: null }), or { cascade: true }"
  `);
});

// oxlint-disable-next-line typescript/no-explicit-any -- what JavaScript lets a person write
type Loose = any;

const table = (describe: (t: Loose) => void) => (op: Loose) => op.createTable('t', describe);

test('wrong arguments', () => {
  const refused = [
    (op: Loose) => op.setIdentity('line', 'id', 'sometimes'),
    (op: Loose) => op.setIdentity('line', 'id', undefined),
    (op: Loose) => op.setGenerated('line', 'name', ''),
    (op: Loose) => op.setGenerated('line', 'name', null, { stored: true }),
    (op: Loose) => op.setGenerated('line', 'name', {}),
    table(t => t.integer('id').identity('never')),
    table(t => t.integer('id').identity().autoincrement()),
    table(t => t.integer('id').default(1).generated('2')),
    table(t => t.integer('id').generated('2', { kept: true })),
    table(t => t.partitionBy('columns', 2)),
    table(t => t.partitionBy('list (a)', 2)),
    table(t => t.partitionBy('hash (a)', 0)),
    table(t => t.partitionBy('hash (a)', [])),
    table(t => t.partitionBy('list (a)', [{ name: 'a', bound: 'in (1)' }])),
    table(t => t.partitionBy('list (a)', [{ name: 'a' }])),
    table(t => {
      t.partitionBy('hash (a)', 2);
      t.partitionBy('hash (a)', 2);
    }),
    (op: Loose) => op.createSequence('s', { start: 1.5 }),
    (op: Loose) => op.createSequence('s', { start: 2 ** 53 }),
    (op: Loose) => op.createSequence('s', { increment: 0 }),
    (op: Loose) => op.createSequence('s', { max: 'many' }),
    (op: Loose) => op.createSequence('s', { only: 'sqlite' }),
    (op: Loose) => op.dropSequence('s', { casade: true }),
  ].map(refusal);
  expect(`\n${refused.join('\n')}`).toMatchInlineSnapshot(`
    "
    op.setIdentity: the kind must be 'always', 'by default' or 'autoincrement', not "sometimes" → 
    op.setIdentity: does not say how → write 'always', 'by default', 'autoincrement' or null
    op.setGenerated: the expression is empty → 
    op.setGenerated: takes no options without an expression → 
    op.setGenerated: the expression is missing → 
    column id.identity: the kind must be 'always' or 'by default', not "never" → 
    column id.autoincrement: column id is given two sources of values: autoincrement and an identity → leave one of them out
    column id.generated: column id is given two sources of values: a default and an expression → leave one of them out
    column id.generated: unknown option 'kept' → options are 'stored'
    t.partitionBy: 'columns' is no way to split a table → write 'hash (id)', 'list (region)' or 'range (day)'
    t.partitionBy: a number of partitions goes with hash alone, not with list (a) → name each: [{ name: 'event_2026', bound: "for values from ('2026-01-01') to ('2027-01-01')" }]
    t.partitionBy: the number of partitions must be a whole number from 1 on, not 0 → 
    t.partitionBy: the partitions must not be empty → 
    t.partitionBy: 'in (1)' is no bound of a partition → write 'for values in (1)' or 'default'
    t.partitionBy: the bound of a partition must be text, not missing → 
    t.partitionBy: the table is partitioned already → 
    op.createSequence: start must be a whole number → beyond 2^53 write it as text: '9007199254740993'
    op.createSequence: start must be a whole number → beyond 2^53 write it as text: '9007199254740993'
    op.createSequence: increment must not be 0 → 
    op.createSequence: max must be a whole number → 
    op.createSequence: only must be 'postgresql', not "sqlite" → 
    op.dropSequence: unknown option 'casade'; did you mean 'cascade'? → options are 'cascade' and 'only'"
  `);
});

test('operations in words, as calls, and what they touch', () => {
  const operations = recorded(op => {
    op.setIdentity('line', 'id', 'always');
    op.setIdentity('line', 'nth', 'autoincrement');
    op.setIdentity('line', 'nth', null);
    op.setGenerated('line', 'total', 'price * 3');
    op.setGenerated(
      'line',
      'name',
      { postgresql: 'price::text', sqlite: 'cast(price as text)' },
      { stored: false },
    );
    op.setGenerated('line', 'total', null);
    op.createSequence('s', {
      type: 'smallint',
      start: 5,
      increment: -1,
      min: -5,
      max: '5',
      cache: 2,
      cycle: true,
      only: 'postgresql',
    });
    op.createSequence('big', { max: '9007199254740993' });
    op.dropSequence('s', { cascade: true, only: 'postgresql' });
    op.addColumn('line', c => c.interval('took', 3).generated("price * '1 s'"));
    op.createTable('event', t => {
      t.integer('id').primary().identity('always');
      t.partitionBy('hash (id)', 2);
    });
    op.createTable('reading', t => {
      t.date('day');
      t.partitionBy('list (day)', [{ name: 'rest', bound: 'default' }]);
    });
  });
  const told = operations.map(operation => {
    const { reads, changes } = footprint(operation, given);
    const touched = [reads, changes].map(list =>
      list
        .map(each => `${each.sort} ${[each.table, each.name].filter(Boolean).join('.')}`)
        .join(', '),
    );
    return `${inWords(operation)}\n  ${layOut(statement(callOf(operation)), 100)}\n  reads ${touched[0]} · changes ${touched[1]}`;
  });
  expect(`\n${told.join('\n')}`).toMatchInlineSnapshot(`
    "
    line.id is numbered by the database, always
      op.setIdentity('line', 'id', 'always');
      reads table line · changes column line.id
    line.nth is numbered by the database, autoincrement
      op.setIdentity('line', 'nth', 'autoincrement');
      reads table line · changes column line.nth
    line.nth is not numbered by the database any more
      op.setIdentity('line', 'nth', null);
      reads table line · changes column line.nth
    line.total is generated as price * 3, stored
      op.setGenerated('line', 'total', 'price * 3');
      reads table line, column line.price · changes column line.total
    line.name is generated as price::text / cast(price as text), virtual
      op.setGenerated(
      'line',
      'name',
      { postgresql: 'price::text', sqlite: 'cast(price as text)' },
      { stored: false },
    );
      reads table line, column line.price · changes column line.name
    line.total is not generated any more
      op.setGenerated('line', 'total', null);
      reads table line · changes column line.total
    create sequence s
      op.createSequence('s', {
      type: 'smallint',
      start: 5,
      increment: -1,
      min: -5,
      max: 5,
      cache: 2,
      cycle: true,
      only: 'postgresql',
    });
      reads  · changes sequence s
    create sequence big
      op.createSequence('big', { max: '9007199254740993' });
      reads  · changes sequence big
    drop sequence s
      op.dropSequence('s', { cascade: true, only: 'postgresql' });
      reads  · changes sequence s
    add column line.took interval(3) generated as price * '1 s', stored
      op.addColumn('line', c => c.interval('took', 3).generated("price * '1 s'"));
      reads table line, column line.price · changes column line.took
    create table event (id)
      op.createTable('event', t => {
      t.integer('id').primary().identity('always');
      t.partitionBy('hash (id)', 2);
    });
      reads  · changes table event
    create table reading (day)
      op.createTable('reading', t => {
      t.date('day');
      t.partitionBy('list (day)', [{ name: 'rest', bound: 'default' }]);
    });
      reads  · changes table reading"
  `);
  const again = told.flatMap(text => {
    const call = text.split('\n').slice(1, -1).join('\n');
    return recorded(op => evaluate(call, op));
  });
  expect(again).toEqual(operations);
});

test('what was said of the rest follows a rename', () => {
  const renamed = after(given, op => {
    op.renameColumn('line', 'price', 'unit price');
    op.renameTable('line', 'row');
  });
  expect(renamed.tables[0]?.columns[2]?.generated?.expression).toBe('"unit price" * 2');
});

test('down is the schema as it was', () => {
  const operations = recorded(op => {
    op.setIdentity('line', 'nth', null);
    op.setIdentity('line', 'nth', 'autoincrement');
    op.setGenerated('line', 'total', null);
    op.setGenerated('line', 'number', 'price + 1');
    op.dropSequence('invoice_number', { cascade: true });
    op.createSequence('other');
  });
  const back = invertAll(operations, given);
  if ('irreversible' in back) throw new Error(back.irreversible);
  const there = operations.reduce(applied, given);
  expect(back.reduce(applied, there)).toEqual(given);
});

// The text of a revision's call, run as Node runs it.
function evaluate(call: string, op: Op): void {
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is what was printed above
  Reflect.apply(new Function('op', call), undefined, [op]);
}

function applied(schema: Schema, operation: Operation): Schema {
  return apply(schema, operation);
}

function recorded(run: (op: Op) => void): readonly Operation[] {
  return recordOperations(run, { dialect: 'postgresql' }).map(({ operation }) => operation);
}

function after(schema: Schema, run: (op: Op) => void): Schema {
  return recorded(run).reduce(applied, schema);
}

function refusal(run: (op: Op) => void): string {
  try {
    after(given, run);
  } catch (error) {
    if (error instanceof MigshError) return `${error.message} → ${error.hint ?? ''}`;
    throw error;
  }
  return 'was not refused';
}
