import type { Configuration, EntityMetadata, EntityProperty } from '@mikro-orm/core';
import type { DatabaseSchema, DatabaseTable } from '@mikro-orm/sql';

import type { Column, Schema, Table } from '../schema/schema.ts';
import { databaseObjects } from './database-objects.ts';
import type { Discovered } from './discover.ts';
import { foreign } from './foreign.ts';
import { generatedOf } from './generated.ts';
import { type OwnedName, ownedColumn, ownedTable } from './owned-names.ts';
import { columnTypeOf, defaultOf } from './property-to-column.ts';
import type { ColumnSource, Platforms } from './property-to-column.ts';
import { constraintsOf } from './table-constraints.ts';
import { tableName } from './table-name.ts';
import { objectsOf } from './table-objects.ts';
import { missingColumns, withoutColumns } from './without-columns.ts';

/** Aspects of a column that the entity takes out of every comparison: `ignoreSchemaChanges`. */
export interface IgnoredChange {
  readonly table: string;
  readonly column: string;
  readonly aspects: readonly string[];
}

/** What entities say, and what of it has no place in a portable schema, one sentence each. */
export interface MetadataSchema {
  readonly schema: Schema;
  readonly notSeen: readonly string[];
  readonly ignored: readonly IgnoredChange[];
  /** Whose the names of tables and columns are. */
  readonly names: readonly OwnedName[];
}

/** Entities → portable schema, with names as MikroORM makes them. */
export function metadataToSchema(discovered: Discovered): MetadataSchema {
  const { orm, sql, entities, platform } = discovered;
  const withTables = entities.filter(meta => meta.view !== true);
  const defaultSchema = orm.config.get('schema') ?? 'public';
  const target: DatabaseSchema = sql.DatabaseSchema.fromMetadata(
    [...entities],
    platform,
    orm.config,
    defaultSchema,
    foreign<Parameters<typeof sql.DatabaseSchema.fromMetadata>[4]>(orm.em),
  );
  target.addRoutinesFromMetadata(orm.config.getRoutines(), platform, orm.em);
  const sqlite = new sql.SqlitePlatform();
  sqlite.setConfig(orm.config);
  const platforms: Platforms = { postgresql: platform, sqlite };
  const read = target.getTables().flatMap((table, index) => {
    const meta = withTables[index];
    return meta === undefined
      ? []
      : [readTable({ table, meta, platforms, config: orm.config, defaultSchema })];
  });
  return {
    schema: {
      tables: inOrder(read.map(({ table }) => table)),
      ...databaseObjects(target, defaultSchema),
    },
    notSeen: read.flatMap(({ notSeen }) => notSeen),
    ignored: read.flatMap(({ ignored }) => ignored),
    names: read.flatMap(({ names }) => names),
  };
}

/** One entity's table, as MikroORM's own reader of metadata sees it. */
export interface TableSource {
  readonly table: DatabaseTable;
  readonly meta: EntityMetadata;
  readonly platforms: Platforms;
  readonly config: Configuration;
  /** Tables of this schema are written without it. */
  readonly defaultSchema: string;
}

interface ReadTable extends Omit<MetadataSchema, 'schema'> {
  readonly table: Table;
}

function readTable(source: TableSource): ReadTable {
  const { table, meta, defaultSchema, platforms } = source;
  const name = tableName(table.schema, table.name, defaultSchema);
  const sources = columnSources(meta);
  const { notSeen, ...constraints } = constraintsOf(source);
  const columns = table.getColumns().flatMap(column => {
    const found = sources.get(column.name);
    return found === undefined ? [] : [toColumn(column, found, platforms)];
  });
  const whole: Table = {
    name,
    columns,
    ...constraints,
    ...objectsOf(table, defaultSchema),
    ...(table.comment === undefined ? {} : { comment: table.comment }),
  };
  return {
    table: withoutColumns(whole, missingColumns(whole)),
    notSeen: [
      ...notSeen.map(what => `${what} of ${name}`),
      ...beside(table).map(what => `${what} of ${name}`),
    ],
    ignored: [...sources].flatMap(([column, { property }]) => ignoredIn(name, column, property)),
    names: namesIn(name, source, sources),
  };
}

function namesIn(
  table: string,
  { meta, config }: TableSource,
  sources: ReadonlyMap<string, ColumnSource>,
): readonly OwnedName[] {
  const naming = config.getNamingStrategy();
  const columns = [...sources].flatMap(([column, source]) =>
    ownedColumn(table, column, { ...source, naming }),
  );
  return [ownedTable(table, meta, naming), ...columns.filter(each => each !== undefined)];
}

type MikroColumn = ReturnType<DatabaseTable['getColumns']>[number];

function toColumn(column: MikroColumn, source: ColumnSource, platforms: Platforms): Column {
  const { property } = source;
  const type = columnTypeOf(source, platforms);
  const value = defaultOf(property);
  const generated = generatedOf(column.generated);
  const counts = ['integer', 'smallint', 'tinyint', 'mediumint', 'bigint'].includes(type.name);
  return {
    name: column.name,
    type,
    nullable: column.nullable === true,
    ...(value === undefined || column.generated !== undefined ? {} : { default: value }),
    ...(column.autoincrement === true && counts && column.generated === undefined
      ? { autoincrement: true }
      : {}),
    ...generated,
    ...(column.comment === undefined ? {} : { comment: column.comment }),
    ...(column.collation === undefined ? {} : { collation: column.collation }),
  };
}

/** Which property each column comes from; where two share one, the later one speaks, as in MikroORM. */
function columnSources(meta: EntityMetadata): ReadonlyMap<string, ColumnSource> {
  const sources = new Map<string, ColumnSource>();
  for (const property of meta.props as readonly EntityProperty[]) {
    if (property.persist === false || (property.columnTypes?.length ?? 0) === 0) continue;
    property.fieldNames?.forEach((field, index) => sources.set(field, { meta, property, index }));
  }
  return sources;
}

/** What MySQL alone can hang onto a column. */
function beside(table: DatabaseTable): readonly string[] {
  return table
    .getColumns()
    .filter(column => column.extra !== undefined)
    .map(column => `"${column.extra}" on column ${column.name}`);
}

function ignoredIn(
  table: string,
  column: string,
  property: EntityProperty,
): readonly IgnoredChange[] {
  const aspects = property.ignoreSchemaChanges ?? [];
  return aspects.length === 0 ? [] : [{ table, column, aspects }];
}

/** Referenced tables first, else by name: the same order wherever the entities are listed. */
function inOrder(tables: readonly Table[]): readonly Table[] {
  const ordered = new Map<string, Table>();
  const open = new Set<string>();
  const byName = tables.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const visit = (table: Table): void => {
    if (ordered.has(table.name) || open.has(table.name)) return;
    open.add(table.name);
    const referenced = new Set(table.foreignKeys.map(({ refTable }) => refTable));
    for (const other of byName) if (referenced.has(other.name)) visit(other);
    ordered.set(table.name, table);
  };
  for (const table of byName) visit(table);
  return [...ordered.values()];
}
