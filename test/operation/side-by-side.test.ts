import { expect, test } from 'vitest';

import type { Operation } from '../../src/operation/operation.ts';
import { sideBySide } from '../../src/operation/side-by-side.ts';
import type { ForeignKey, Schema, Table } from '../../src/schema/schema.ts';

const table = (name: string, foreignKeys: readonly ForeignKey[] = []): Table => ({
  name,
  columns: [
    { name: 'id', type: { name: 'integer' }, nullable: false },
    { name: 'code', type: { name: 'text' }, nullable: true },
  ],
  primaryKey: { name: `${name}_pkey`, columns: ['id'] },
  indexes: [{ name: `${name}_code_index`, columns: ['code'], unique: false }],
  uniques: [],
  foreignKeys,
  checks: [],
});
const schema: Schema = { tables: [table('book'), table('shelf'), table('author')] };

const add = (owner: string, name: string): Operation => ({
  kind: 'addColumn',
  table: owner,
  column: { name, type: { name: 'integer' }, nullable: true },
});
const point = (owner: string, column: string, refTable: string): Operation => ({
  kind: 'addForeignKey',
  table: owner,
  foreignKey: {
    name: `${owner}_${column}_foreign`,
    columns: [column],
    refTable,
    refColumns: ['id'],
  },
});
const demand = (owner: string): Operation => ({
  kind: 'alterColumn',
  table: owner,
  column: 'code',
  nullable: false,
});
const drop = (owner: string): Operation => ({ kind: 'dropColumn', table: owner, column: 'code' });

/** `book.addColumn shelf.addColumn` */
function order(operations: readonly Operation[]): string {
  return sideBySide(operations, schema)
    .map(
      each => `${'table' in each && typeof each.table === 'string' ? each.table : ''}.${each.kind}`,
    )
    .join(' ');
}

test('what alters one table stands together', () => {
  expect(
    order([add('book', 'a'), add('shelf', 'a'), demand('book'), demand('shelf'), drop('book')]),
  ).toBe('book.addColumn book.alterColumn book.dropColumn shelf.addColumn shelf.alterColumn');
});

test('a foreign key waits for what it points to', () => {
  expect(order([add('book', 'a'), add('shelf', 'a'), point('book', 'a', 'shelf')])).toBe(
    'book.addColumn shelf.addColumn book.addForeignKey',
  );
  expect(order([add('book', 'a'), point('shelf', 'id', 'book'), demand('book')])).toBe(
    'book.addColumn shelf.addForeignKey book.alterColumn',
  );
  expect(order([add('book', 'a'), add('shelf', 'a'), point('book', 'a', 'author')])).toBe(
    'book.addColumn book.addForeignKey shelf.addColumn',
  );
});

test('a name is free before another takes it', () => {
  const index: Operation = {
    kind: 'createIndex',
    table: 'book',
    index: { name: 'shelf_code_index', columns: ['id'], unique: false },
  };
  expect(order([add('book', 'a'), drop('shelf'), index])).toBe(
    'book.addColumn shelf.dropColumn book.createIndex',
  );
});

test('nothing passes SQL as written, rows that change, or an expression that may read them', () => {
  const sql: Operation = { kind: 'sql', sqlite: 'select 1', postgresql: 'select 1' };
  expect(order([add('book', 'a'), sql, demand('book')])).toBe(
    'book.addColumn .sql book.alterColumn',
  );
  const fill: Operation = { kind: 'backfill', table: 'shelf', set: { code: "'x'" } };
  expect(order([add('book', 'a'), fill, demand('book')])).toBe(
    'book.addColumn shelf.backfill book.alterColumn',
  );
  const convert: Operation = {
    kind: 'alterColumn',
    table: 'book',
    column: 'code',
    using: '(select max(code) from shelf)',
  };
  expect(order([add('book', 'a'), demand('shelf'), convert])).toBe(
    'book.addColumn shelf.alterColumn book.alterColumn',
  );
});
