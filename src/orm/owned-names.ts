import type { EntityMetadata, EntityProperty, NamingStrategy } from '@mikro-orm/core';

/** Which entity or property a name in the database belongs to. */
export interface OwnedName {
  readonly table: string;
  /** Absent: the table itself. */
  readonly column?: string;
  /** `Author`, `Author.mail`: what stays the same when the database's name changes. */
  readonly owner: string;
  /** What the naming strategy would call it, where the entity names it itself. */
  readonly unnamed?: string;
}

/** The owner of a table. */
export function ownedTable(table: string, meta: EntityMetadata, naming: NamingStrategy): OwnedName {
  const unnamed = naming.classToTableName(meta.className);
  return { table, owner: meta.className, ...(unnamed !== meta.tableName && { unnamed }) };
}

/** The owner of a column that a property alone is kept in; undefined for one of several. */
export function ownedColumn(
  table: string,
  column: string,
  { meta, property, naming }: ColumnOwner,
): OwnedName | undefined {
  if (property.fieldNames.length !== 1) return undefined;
  const unnamed = isReference(property)
    ? naming.joinKeyColumnName(property.name, property.referencedColumnNames?.[0])
    : naming.propertyToColumnName(property.name);
  return {
    table,
    column,
    owner: `${meta.className}.${property.name}`,
    ...(unnamed !== column && { unnamed }),
  };
}

interface ColumnOwner {
  readonly meta: EntityMetadata;
  readonly property: EntityProperty;
  readonly naming: NamingStrategy;
}

function isReference({ kind }: EntityProperty): boolean {
  return references.has(kind);
}

const references: ReadonlySet<string> = new Set(['m:1', '1:1']);
