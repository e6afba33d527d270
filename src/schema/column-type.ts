/** Portable type names without arguments that matter beyond precision or length. */
export type PlainTypeName =
  | 'text'
  | 'integer'
  | 'smallint'
  | 'tinyint'
  | 'mediumint'
  | 'bigint'
  | 'float'
  | 'double'
  | 'boolean'
  | 'date'
  | 'uuid'
  | 'json'
  | 'jsonb'
  | 'blob';

/**
 * A column's type in portable terms; each dialect compiles it to what MikroORM's platform declares for the same type.
 * `native` is SQL as written, one text per dialect: what was read from a database, or what has no portable name.
 */
export type ColumnType =
  | { readonly name: PlainTypeName }
  | { readonly name: 'string' | 'char'; readonly length?: number }
  | { readonly name: 'decimal'; readonly precision?: number; readonly scale?: number }
  | { readonly name: 'time' | 'datetime' | 'timestamp' | 'interval'; readonly precision?: number }
  | { readonly name: 'enum'; readonly values: readonly string[] }
  | { readonly name: 'nativeEnum'; readonly enum: string }
  | { readonly name: 'array'; readonly of: ColumnType }
  | { readonly name: 'native'; readonly postgresql?: string; readonly sqlite?: string };

export type ColumnTypeName = ColumnType['name'];
