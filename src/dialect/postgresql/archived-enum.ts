import { enumNamed } from '../../schema/native-enum.ts';
import type { Column } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import { typeToSql } from './types.ts';

/** A column as an archive keeps it: an enum's values as text, so that the archive stands in no enum's way. */
export function kept({ name, type }: Column): string {
  const place = quoteIdentifier(name);
  if (enumNamed(type) === undefined) return place;
  return `${place}::${type.name === 'array' ? 'text[]' : 'text'} as ${place}`;
}

/** A kept value as one of the column again. */
export function keptAgain({ name, type }: Column, archive?: string): string {
  const place = [...(archive === undefined ? [] : [archive]), quoteIdentifier(name)].join('.');
  return enumNamed(type) === undefined ? place : `${place}::${typeToSql(type)}`;
}
