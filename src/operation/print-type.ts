import type { ColumnType } from '../schema/column-type.ts';
import type { Code } from './print-code.ts';
import { literal, object, options, text, texts } from './print-literal.ts';

/** The type as `parseType` reads it: `decimal(10,2)`; undefined where native SQL is in it. */
function typeText(type: ColumnType): string | undefined {
  if (type.name === 'native') return undefined;
  if (type.name === 'nativeEnum') {
    return /^[\w.$-]+$/u.test(type.enum) ? `nativeEnum(${type.enum})` : undefined;
  }
  if (type.name === 'array') {
    const of = typeText(type.of);
    return of === undefined ? undefined : `array(${of})`;
  }
  const inside = type.name === 'enum' ? type.values.map(quoted).join(', ') : sizes(type).join(',');
  return inside === '' ? type.name : `${type.name}(${inside})`;
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Length, or precision and scale, as far as they are given. */
function sizes(type: ColumnType): readonly number[] {
  const given = [
    'length' in type ? type.length : undefined,
    'precision' in type ? type.precision : undefined,
    'scale' in type ? type.scale : undefined,
  ];
  return given.filter(size => size !== undefined);
}

/** The type as an argument: `'string(80)'`, `{ postgresql: 'tsvector', sqlite: 'text' }`. */
export function typeArgument(type: ColumnType): Code {
  const portable = typeText(type);
  if (portable !== undefined) return text(portable);
  if (type.name === 'array') return object({ name: text('array'), of: typeArgument(type.of) });
  if (type.name === 'nativeEnum') return object({ name: text(type.name), enum: text(type.enum) });
  return type.name === 'native' ? native(type) : text(type.name);
}

/** The arguments behind the name in a column's call: `120`, `10, 2`, `['basic', 'gold']`. */
export function typeArguments(type: ColumnType, check: string | undefined): readonly Code[] {
  if (type.name === 'array') return [typeArgument(type.of)];
  if (type.name === 'nativeEnum') return [text(type.enum)];
  if (type.name === 'enum') {
    const named = options({ check: check === undefined ? undefined : text(check) });
    return [texts(type.values), ...named];
  }
  if (type.name !== 'native') return sizes(type).map(literal);
  const { postgresql, sqlite } = type;
  return [postgresql !== undefined && postgresql === sqlite ? text(postgresql) : native(type)];
}

function native({ postgresql, sqlite }: Extract<ColumnType, { name: 'native' }>): Code {
  return object({
    postgresql: postgresql === undefined ? undefined : text(postgresql),
    sqlite: sqlite === undefined ? undefined : text(sqlite),
  });
}
