import type { ColumnType } from './column-type.ts';
import { describeType } from './describe-type.ts';
import { enumNamed } from './native-enum.ts';

/** Whether two types are one; an argument that is left out is what MikroORM's platform declares then. */
export function sameType(a: ColumnType, b: ColumnType): boolean {
  if (isEnumSpelled(a, b) || isEnumSpelled(b, a)) return true;
  return describeType(compiled(a)) === describeType(compiled(b)) && sameNative(a, b);
}

// Entities name a native enum as PostgreSQL's type, whose values the column's own revision made.
function isEnumSpelled(type: ColumnType, native: ColumnType): boolean {
  if (native.name !== 'native' || enumNamed(type) === undefined) return false;
  const brackets = type.name === 'array' ? '[]' : '';
  return native.postgresql === `${enumNamed(type)}${brackets}`;
}

/** Names that compile to one type on every dialect are one type. */
function compiled(type: ColumnType): ColumnType {
  if (type.name === 'array') return { name: type.name, of: compiled(type.of) };
  if (type.name === 'jsonb') return { name: 'json' };
  if (type.name === 'tinyint') return { name: 'smallint' };
  return type.name === 'timestamp' ? { ...type, name: 'datetime' } : withDefaults(type);
}

/** The type with the arguments that MikroORM's platform puts in where none are given. */
export function withDefaults(type: ColumnType): ColumnType {
  if (type.name === 'string') return { name: type.name, length: type.length ?? 255 };
  if (type.name === 'char') return { name: type.name, length: type.length ?? 1 };
  if (type.name === 'array') return { name: type.name, of: withDefaults(type.of) };
  if (type.name !== 'decimal') return type;
  return { name: type.name, precision: type.precision ?? 10, scale: type.scale ?? 0 };
}

function sameNative(a: ColumnType, b: ColumnType): boolean {
  if (a.name !== 'native' || b.name !== 'native') return true;
  return a.postgresql === b.postgresql && a.sqlite === b.sqlite;
}
