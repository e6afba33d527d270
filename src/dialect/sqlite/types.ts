import { MigshError } from '../../error.ts';
import type { ColumnType, ColumnTypeName } from '../../schema/column-type.ts';

/**
 * The SQL type that MikroORM's SqlitePlatform declares for a portable one: `text`, `integer`, `numeric(10,2)`, `datetime`.
 * An enum is `text`: its values are in a check inside the column.
 * @throws MigshError `unsupported` for a native type without a text for SQLite
 */
export function typeToSql(type: ColumnType): string {
  if (type.name === 'decimal') return `numeric(${type.precision ?? 10},${type.scale ?? 0})`;
  if (type.name === 'time' || type.name === 'interval') {
    // MikroORM's platform takes no digits for nothing said.
    return type.precision ? `${type.name}(${type.precision})` : type.name;
  }
  if (type.name === 'native') return type.sqlite ?? refuseForeignType(type.postgresql);
  return fixedTypes[type.name];
}

const fixedTypes: Readonly<
  Record<Exclude<ColumnTypeName, 'decimal' | 'time' | 'interval' | 'native'>, string>
> = {
  string: 'text',
  char: 'text',
  enum: 'text',
  nativeEnum: 'text',
  array: 'text',
  datetime: 'datetime',
  timestamp: 'datetime',
  text: 'text',
  integer: 'integer',
  smallint: 'integer',
  tinyint: 'integer',
  mediumint: 'mediumint',
  bigint: 'bigint',
  float: 'real',
  double: 'double',
  boolean: 'integer',
  date: 'date',
  uuid: 'text',
  json: 'json',
  jsonb: 'json',
  blob: 'blob',
};

/** How SQLite keeps values of a declared type (https://www.sqlite.org/datatype3.html, section 3.1). */
type Affinity = 'integer' | 'text' | 'blob' | 'real' | 'numeric';

/** The affinity of a declared type: the first rule of the manual that fits. */
export function affinityOf(declared: string): Affinity {
  const upper = declared.toUpperCase();
  if (upper.includes('INT')) return 'integer';
  if (/CHAR|CLOB|TEXT/.test(upper)) return 'text';
  if (upper === '' || upper.includes('BLOB')) return 'blob';
  return /REAL|FLOA|DOUB/.test(upper) ? 'real' : 'numeric';
}

function refuseForeignType(other = ''): never {
  throw new MigshError('unsupported', `the native type ${other} is given for PostgreSQL alone`, {
    hint: "say what it is on both: native({ postgresql: '…', sqlite: '…' })",
  });
}
