import type { ColumnType, PlainTypeName } from '../../src/schema/column-type.ts';

const plain: readonly PlainTypeName[] = [
  'text',
  'integer',
  'smallint',
  'tinyint',
  'mediumint',
  'bigint',
  'float',
  'double',
  'boolean',
  'date',
  'uuid',
  'json',
  'jsonb',
  'blob',
];

const single: readonly ColumnType[] = [
  ...plain.map((name): ColumnType => ({ name })),
  { name: 'string' },
  { name: 'string', length: 1 },
  { name: 'string', length: 80 },
  { name: 'char' },
  { name: 'char', length: 3 },
  { name: 'decimal' },
  { name: 'decimal', precision: 12 },
  { name: 'decimal', precision: 12, scale: 4 },
  { name: 'time' },
  { name: 'time', precision: 3 },
  { name: 'datetime' },
  { name: 'datetime', precision: 0 },
  { name: 'datetime', precision: 3 },
  { name: 'timestamp' },
  { name: 'timestamp', precision: 6 },
  { name: 'interval' },
  { name: 'interval', precision: 3 },
  { name: 'enum', values: ['a', "it's"] },
];

/** Every portable type with its arguments, and arrays of each. */
export const portableTypes: readonly ColumnType[] = [
  ...single,
  ...single.map((of): ColumnType => ({ name: 'array', of })),
];
