import { MigshError } from '../../error.ts';
import type { ColumnType, ColumnTypeName } from '../../schema/column-type.ts';
import { quoteTable } from './name.ts';

/**
 * The SQL type that MikroORM's PostgreSqlPlatform declares for a portable one: `varchar(255)`, `int`, `timestamptz`, `time(0)`.
 * An enum is `text`: its values are in a check beside the column.
 * @throws MigshError `unsupported` for a native type without a text for PostgreSQL
 */
export function typeToSql(type: ColumnType): string {
  const toSql: (type: never) => string = sqlTypes[type.name];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's key and the type's name agree, which TypeScript cannot correlate
  return toSql(type as never);
}

/** The type that numbers new rows by a sequence of its own: `serial` for `integer`. */
export function serialFor(type: ColumnType): string {
  const serial = serials[type.name];
  if (serial !== undefined) return serial;
  throw new MigshError('unsupported', `a column of type ${type.name} cannot be autoincrement`, {
    hint: 'use integer, smallint or bigint',
  });
}

type ForEachType = {
  readonly [K in ColumnTypeName]: (type: ColumnType & { readonly name: K }) => string;
};

const sqlTypes: ForEachType = {
  text: () => 'text',
  string: ({ length = 255 }) => `varchar(${length})`,
  char: ({ length = 1 }) => `char(${length})`,
  enum: () => 'text',
  nativeEnum: ({ enum: name }) => quoteTable(name),
  integer: () => 'int',
  smallint: () => 'smallint',
  // PostgreSQL has neither of the two; MikroORM takes smallint for the first and would fail with the second.
  tinyint: () => 'smallint',
  mediumint: () => 'int',
  bigint: () => 'bigint',
  decimal: ({ precision = 10, scale = 0 }) => `numeric(${precision},${scale})`,
  float: () => 'real',
  double: () => 'double precision',
  boolean: () => 'boolean',
  date: () => 'date',
  // MikroORM declares time(0) whatever precision the property has, and would change any other back.
  time: () => 'time(0)',
  datetime: timestamptz,
  timestamp: timestamptz,
  interval: ({ precision }) => (precision === undefined ? 'interval' : `interval(${precision})`),
  uuid: () => 'uuid',
  json: () => 'jsonb',
  jsonb: () => 'jsonb',
  blob: () => 'bytea',
  array: ({ of }) => `${typeToSql(of)}[]`,
  native: ({ postgresql, sqlite = '' }) => postgresql ?? refuseForeignType(sqlite),
};

const serials: Partial<Readonly<Record<ColumnTypeName, string>>> = {
  integer: 'serial',
  mediumint: 'serial',
  smallint: 'smallserial',
  tinyint: 'smallserial',
  bigint: 'bigserial',
};

function timestamptz({ precision }: { readonly precision?: number }): string {
  return precision === undefined ? 'timestamptz' : `timestamptz(${precision})`;
}

function refuseForeignType(other: string): never {
  throw new MigshError('unsupported', `the native type ${other} is given for SQLite alone`, {
    hint: "say what it is on both: native({ postgresql: '…', sqlite: '…' })",
  });
}
