import type { EntityMetadata, EntityProperty, Platform } from '@mikro-orm/core';

import { sqlToType } from '../dialect/postgresql/sql-to-type.ts';
import type { ColumnType } from '../schema/column-type.ts';
import { exactNumber } from '../schema/exact-number.ts';
import type { Default } from '../schema/schema.ts';
import { foreign } from './foreign.ts';
import { shortTableName, tableName } from './table-name.ts';

/** A property with the place of one of its columns; a relation to a composite key has several. */
export interface ColumnSource {
  readonly meta: EntityMetadata;
  readonly property: EntityProperty;
  readonly index: number;
}

/** The two platforms that a type is asked for its SQL. */
export interface Platforms {
  readonly postgresql: Platform;
  readonly sqlite: Platform;
}

/**
 * A column's type in portable terms. The property's own words come first where PostgreSQL's type says less than they do
 * (enum, tinyint); what has no portable name is native, with what MikroORM declares for it on each dialect.
 */
export function columnTypeOf(source: ColumnSource, platforms: Platforms): ColumnType {
  const { property, index } = scalarSource(source);
  const declared = source.property.columnTypes?.[source.index] ?? '';
  return (
    // A foreign key to an enum is text: what it refers to is checked already.
    (property === source.property ? enumType(property) : undefined) ??
    smallerInteger(property) ??
    timeType(property, declared) ??
    nativeEnumType(source, property, platforms) ??
    portableType(declared) ??
    nativeType(property, index, declared, platforms)
  );
}

/** PostgreSQL's platform declares time(0) whatever the property says, SQLite's does not. */
function timeType({ length }: EntityProperty, declared: string): ColumnType | undefined {
  if (declared !== 'time(0)') return undefined;
  return { name: 'time', ...(length ? { precision: length } : {}) };
}

function portableType(declared: string): ColumnType | undefined {
  const type = sqlToType(declared);
  return type.name === 'native' ? undefined : type;
}

// A foreign key's column bears the type of what it refers to.
function nativeEnumType(
  { meta }: ColumnSource,
  property: EntityProperty,
  { postgresql }: Platforms,
): ColumnType | undefined {
  const name = property.nativeEnumName;
  if (name === undefined) return undefined;
  const defaultSchema = postgresql.getConfig().get('schema') ?? 'public';
  const type: ColumnType = {
    name: 'nativeEnum',
    enum: name.includes('.')
      ? shortTableName(name, defaultSchema)
      : tableName(meta.schema, name, defaultSchema),
  };
  return property.array === true ? { name: 'array', of: type } : type;
}

function enumType(property: EntityProperty): ColumnType | undefined {
  const values = stringItems(property);
  const isEnum = property.enum === true && property.nativeEnumName === undefined;
  return isEnum && values !== undefined ? { name: 'enum', values } : undefined;
}

/** PostgreSQL has neither tinyint nor mediumint, so its declaration does not tell. */
function smallerInteger(property: EntityProperty): ColumnType | undefined {
  if (property.enum === true) return undefined;
  const said = /^(tiny|medium)int(?:type)?$/i.exec(typeName(property))?.[1]?.toLowerCase();
  if (said === undefined) return undefined;
  return { name: said === 'tiny' ? 'tinyint' : 'mediumint' };
}

/** A property's default: a literal where it is one, else SQL as written. */
export function defaultOf(property: EntityProperty): Default | undefined {
  const raw = property.defaultRaw;
  if (raw === undefined || raw === null || raw === 'null') return undefined;
  // MikroORM puts a text between quotes without doubling those inside.
  if (typeof property.default === 'string' && raw === `'${property.default}'`) {
    return { kind: 'value', value: property.default };
  }
  const text = /^'((?:[^']|'')*)'$/s.exec(raw)?.[1];
  if (text !== undefined) return { kind: 'value', value: text.replaceAll("''", "'") };
  if (raw === 'true' || raw === 'false') return { kind: 'value', value: raw === 'true' };
  const number = exactNumber(raw);
  return number === undefined ? { kind: 'sql', sql: raw } : { kind: 'value', value: number };
}

/** The property whose type a foreign key's column takes over; the property itself where it is no relation. */
function scalarSource({ property, index }: ColumnSource): {
  property: EntityProperty;
  index: number;
} {
  const target = property.targetMeta;
  const referenced = property.referencedColumnNames?.[index];
  if (target === undefined || referenced === undefined || property.polymorphic === true) {
    return { property, index };
  }
  for (const candidate of Object.values(target.properties as Record<string, EntityProperty>)) {
    const place = candidate.fieldNames?.indexOf(referenced) ?? -1;
    // A key that refers to itself would never end.
    if (place === -1 || candidate.persist === false || candidate === property) continue;
    return scalarSource({ meta: target, property: candidate, index: place });
  }
  return { property, index };
}

function stringItems(property: EntityProperty): readonly string[] | undefined {
  const items: readonly unknown[] = property.items ?? [];
  const texts = items.filter(item => typeof item === 'string');
  return texts.length > 0 && texts.length === items.length ? texts : undefined;
}

function typeName(property: EntityProperty): string {
  return property.customType?.constructor.name ?? foreign<string | undefined>(property.type) ?? '';
}

function nativeType(
  property: EntityProperty,
  index: number,
  declared: string,
  platforms: Platforms,
): ColumnType {
  const derived = declaredBy(property, platforms.postgresql);
  const isDerived = derived === property.columnTypes?.[index];
  const sqlite = isDerived ? declaredBy(property, platforms.sqlite) : undefined;
  // SQLite's platform has text for every string.
  const other = /^(?:var)?char\b/i.test(declared) ? 'text' : declared;
  return { name: 'native', postgresql: declared, sqlite: sqlite ?? other };
}

/** What the property's own type declares on a platform; undefined where only `columnType` says what it is. */
function declaredBy(property: EntityProperty, platform: Platform): string | undefined {
  const { columnTypes: _written, ...rest } = property;
  try {
    return property.customType?.getColumnType(foreign<EntityProperty>(rest), platform);
  } catch {
    return undefined;
  }
}
