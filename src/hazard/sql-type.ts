import type { SqlType } from './facts.ts';

/** Reads a PostgreSQL type as people and `format_type` write it: `character varying(80)`, `int`, `numeric(10,2)[]`. */
export function parseType(text: string): SqlType {
  const array = /\[\]\s*$/.test(text);
  const [, before = '', inside = '', after = ''] =
    /^([^([]*)(?:\(([^)]*)\))?([^[]*)/.exec(text.toLowerCase()) ?? [];
  const name = `${before.trim()} ${after.trim()}`.trim();
  return {
    name: catalogNames[name] ?? name,
    modifiers: inside === '' ? [] : inside.split(',').map(Number),
    array,
  };
}

/** The type as people say it: `varchar(80)`, `bigint`. */
export function printType({ name, modifiers, array }: SqlType): string {
  return `${spokenNames[name] ?? name}${modifiers.length === 0 ? '' : `(${modifiers.join(',')})`}${array ? '[]' : ''}`;
}

const catalogNames: Readonly<Record<string, string>> = {
  smallint: 'int2',
  smallserial: 'int2',
  int: 'int4',
  integer: 'int4',
  serial: 'int4',
  bigint: 'int8',
  bigserial: 'int8',
  decimal: 'numeric',
  real: 'float4',
  'double precision': 'float8',
  boolean: 'bool',
  'character varying': 'varchar',
  character: 'bpchar',
  char: 'bpchar',
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'time with time zone': 'timetz',
  'time without time zone': 'time',
};

const spokenNames: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'int',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  bpchar: 'char',
};
