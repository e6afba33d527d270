import type { ColumnType } from './column-type.ts';
import { sqlTexts } from './objects.ts';
import type { Column, Index, Schema, Table } from './schema.ts';
import { tokenize } from './tokens.ts';

/**
 * The extensions of PostgreSQL's own distribution, and the two that most add to it, without which a column or an index cannot
 * be made (manual, appendix F). Functions count where a default, a computed column or an index calls them.
 */
export function neededExtensions({ tables }: Schema): readonly string[] {
  const words = tables.flatMap(wordsOf);
  return Object.entries(extensions)
    .filter(([, brings]) => words.some(word => brings.includes(word)))
    .map(([name]) => name);
}

const extensions: Readonly<Record<string, readonly string[]>> = {
  citext: ['citext'],
  cube: ['cube'],
  hstore: ['hstore'],
  ltree: ['ltree', 'lquery'],
  pg_trgm: ['gin_trgm_ops', 'gist_trgm_ops'],
  pgcrypto: ['gen_salt', 'crypt'],
  postgis: ['geometry', 'geography'],
  unaccent: ['unaccent'],
  'uuid-ossp': ['uuid_generate_v1', 'uuid_generate_v1mc', 'uuid_generate_v4'],
  vector: ['vector', 'halfvec', 'sparsevec'],
};

function wordsOf({ columns, indexes }: Table): readonly string[] {
  return [...columns.flatMap(textsOfColumn), ...indexes.flatMap(textsOfIndex)]
    .flatMap(tokenize)
    .filter(({ kind }) => kind === 'word')
    .map(({ text }) => text.toLowerCase());
}

function textsOfColumn({ type, default: value, generated }: Column): readonly string[] {
  return [
    ...(value?.kind === 'sql' ? [value.sql] : []),
    ...(generated === undefined ? [] : sqlTexts(generated.expression)),
    nativeType(type),
  ];
}

function nativeType(type: ColumnType): string {
  if (type.name === 'array') return nativeType(type.of);
  return type.name === 'native' ? (type.postgresql ?? '') : '';
}

function textsOfIndex({ columns, statement = '' }: Index): readonly string[] {
  const parts = columns.flatMap(part =>
    typeof part === 'string' ? [] : [part.operatorClass ?? '', ...sqlTexts(part.expression ?? '')],
  );
  return [statement, ...parts];
}
