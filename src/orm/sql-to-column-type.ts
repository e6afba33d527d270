import type { ColumnType, PlainTypeName } from '../schema/column-type.ts';

/**
 * The portable type of what PostgreSQL's platform declares; undefined where there is no portable name for it.
 * Arguments that the platform puts in by itself (`varchar(255)`, `numeric(10,0)`, `time(0)`) are left out.
 */
export function sqlToColumnType(declared: string): ColumnType | undefined {
  const text = declared.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (text.endsWith('[]')) {
    const of = sqlToColumnType(text.slice(0, -2));
    return of === undefined ? undefined : { name: 'array', of };
  }
  const [, base = '', first, second] =
    /^([a-z0-9_ ]+?) ?(?:\((\d+)(?:, ?(\d+))?\))?$/.exec(text) ?? [];
  const plain = plainTypes[base];
  if (plain !== undefined) return first === undefined ? { name: plain } : undefined;
  return withArguments[base]?.(toNumber(first), toNumber(second));
}

type Arguments = (first: number | undefined, second: number | undefined) => ColumnType | undefined;

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
  interval: 'interval',
};

const character: Arguments = length =>
  // Without a length PostgreSQL's varchar is text of any length, which `string` is not.
  length === undefined ? undefined : { name: 'string', ...(length === 255 ? {} : { length }) };
const fixed: Arguments = (length = 1) => ({ name: 'char', ...(length === 1 ? {} : { length }) });
const decimal: Arguments = (precision, scale = 0) => {
  if (precision === undefined) return undefined;
  return precision === 10 && scale === 0
    ? { name: 'decimal' }
    : { name: 'decimal', precision, scale };
};
const datetime: Arguments = precision => ({
  name: 'datetime',
  ...(precision === undefined ? {} : { precision }),
});
const time: Arguments = precision => (precision === 0 ? { name: 'time' } : undefined);

const withArguments: Readonly<Record<string, Arguments>> = {
  varchar: character,
  'character varying': character,
  char: fixed,
  character: fixed,
  numeric: decimal,
  decimal,
  timestamptz: datetime,
  'timestamp with time zone': datetime,
  time,
};

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
