import type { ColumnType, PlainTypeName } from '../../schema/column-type.ts';

/**
 * The portable type of SQL as PostgreSQL's `format_type` and MikroORM's platform spell it: `character varying(80)` is
 * `string(80)`, `timestamp with time zone` is `datetime`; native where there is no portable name. What the platform puts in by
 * itself (`varchar(255)`, `numeric(10,0)`, `time(0)`) is left out, so that the type compiles to the same SQL again.
 */
export function sqlToType(declared: string): ColumnType {
  return portableType(declared) ?? { name: 'native', postgresql: declared };
}

function portableType(declared: string): ColumnType | undefined {
  const text = declared.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (text.endsWith('[]')) {
    const of = portableType(text.slice(0, -2));
    return of === undefined ? undefined : { name: 'array', of };
  }
  // The arguments of `timestamp(3) with time zone` stand in the middle.
  const [, before = '', first, second, after = ''] =
    /^([a-z0-9_ ]+?) ?(?:\((\d+)(?:, ?(\d+))?\))?( [a-z ]+)?$/.exec(text) ?? [];
  const base = `${before}${after}`;
  const plain = plainTypes[base];
  if (plain !== undefined) return first === undefined ? { name: plain } : undefined;
  return sizedTypes[base]?.(toNumber(first), toNumber(second));
}

type Sized = (first: number | undefined, second: number | undefined) => ColumnType | undefined;

const plainTypes: Readonly<Record<string, PlainTypeName>> = {
  text: 'text',
  int: 'integer',
  int4: 'integer',
  integer: 'integer',
  serial: 'integer',
  int2: 'smallint',
  smallint: 'smallint',
  smallserial: 'smallint',
  mediumint: 'mediumint',
  int8: 'bigint',
  bigint: 'bigint',
  bigserial: 'bigint',
  real: 'float',
  float4: 'float',
  float8: 'double',
  'double precision': 'double',
  bool: 'boolean',
  boolean: 'boolean',
  date: 'date',
  uuid: 'uuid',
  jsonb: 'json',
  bytea: 'blob',
};

const string: Sized = length =>
  // Without a length PostgreSQL's varchar is text of any length, which `string` is not.
  length === undefined ? undefined : { name: 'string', ...(length === 255 ? {} : { length }) };
const char: Sized = (length = 1) => ({ name: 'char', ...(length === 1 ? {} : { length }) });
const decimal: Sized = (precision, scale = 0) => {
  if (precision === undefined) return undefined;
  return precision === 10 && scale === 0
    ? { name: 'decimal' }
    : { name: 'decimal', precision, scale };
};
const datetime: Sized = precision => ({ name: 'datetime', ...digits(precision) });
const interval: Sized = precision => ({ name: 'interval', ...digits(precision) });
const time: Sized = precision => (precision === 0 ? { name: 'time' } : undefined);

const sizedTypes: Readonly<Record<string, Sized>> = {
  varchar: string,
  'character varying': string,
  char,
  character: char,
  bpchar: length => (length === undefined ? undefined : char(length, undefined)),
  numeric: decimal,
  decimal,
  timestamptz: datetime,
  'timestamp with time zone': datetime,
  interval,
  time,
  'time without time zone': time,
};

function digits(precision: number | undefined): { readonly precision?: number } {
  return precision === undefined ? {} : { precision };
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
