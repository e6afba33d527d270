import type { Check, Column, ForeignKey, Schema, Table } from '../../src/schema/schema.ts';

/** Short ways to write tables in tests. */
export const column = (name: string, more: Partial<Column> = {}): Column => ({
  name,
  type: { name: 'integer' },
  nullable: false,
  ...more,
});

export const text = (name: string, length: number, more: Partial<Column> = {}): Column =>
  column(name, { type: { name: 'string', length }, ...more });

export const table = (name: string, columns: Column[], more: Partial<Table> = {}): Table => ({
  name,
  columns,
  primaryKey: { name: `${name}_pkey`, columns: [columns[0]!.name] },
  indexes: [],
  uniques: [],
  foreignKeys: [],
  checks: [],
  ...more,
});

export const key = (
  owner: string,
  name: string,
  refTable: string,
  more: Partial<ForeignKey> = {},
): ForeignKey => ({
  name: `${owner}_${name}_foreign`,
  columns: [name],
  refTable,
  refColumns: ['id'],
  ...more,
});

export const check = (name: string, expression: string): Check => ({ name, expression });

export const schema = (...tables: Table[]): Schema => ({ tables });
