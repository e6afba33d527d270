import type { ColumnType } from './column-type.ts';
import { quoteText } from './tokens.ts';

/** The type as a person writes it: `string(80)`, `decimal(10, 2)`, `enum('glad', 'sad')`, `enum mood`, `array(text)`, `native(tsvector)`. */
export function describeType(type: ColumnType): string {
  if (type.name === 'enum') return `enum(${type.values.map(quoteText).join(', ')})`;
  if (type.name === 'nativeEnum') return `enum ${type.enum}`;
  if (type.name === 'array') return `array(${describeType(type.of)})`;
  if (type.name === 'native') return `native(${describeNative(type)})`;
  if (type.name === 'decimal') return withArguments(type.name, [type.precision, type.scale]);
  if ('length' in type) return withArguments(type.name, [type.length]);
  return withArguments(type.name, 'precision' in type ? [type.precision] : []);
}

function describeNative({ postgresql, sqlite }: ColumnType & { readonly name: 'native' }): string {
  return [...new Set([postgresql, sqlite])].filter(Boolean).join(' / ');
}

function withArguments(name: string, given: readonly (number | undefined)[]): string {
  const known = given.filter(value => value !== undefined);
  return known.length === 0 ? name : `${name}(${known.join(', ')})`;
}
