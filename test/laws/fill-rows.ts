import { type Column, findTable, type Schema, type Table } from '../../src/schema/schema.ts';
import {
  type Cell,
  hashOf,
  kindOf,
  named,
  namedTable,
  type Physics,
  plainType,
  Refused,
  type Sample,
  type Style,
  Unsure,
} from './cells.ts';
import { checkRows, compute, copyOf, defaultOf, type Row, rowsOf, type World } from './world.ts';

/** SQL that an application would run between two revisions, and the rows afterwards. */
export interface Filling {
  readonly sql: readonly string[];
  readonly world: World;
}

/**
 * Rows for tables that have few, and here and there one that goes, so that numbers which were used once may not come back.
 * What is written follows from names alone: leaving out an alteration does not change the rest.
 */
export function fillRows(world: World, schema: Schema, physics: Physics): Filling {
  let next = copyOf(world);
  const sql: string[] = [];
  for (const table of schema.tables) {
    const wanted = hashOf(table.name) % 6;
    for (let tries = 0; rowsOf(next, table.name).length < wanted && tries < 12; tries += 1) {
      const made = tried(() => insertOne(next, schema, { table, tries, physics }));
      if (made === undefined) continue;
      next = made.world;
      sql.push(made.sql);
    }
  }
  return { sql, world: next };
}

interface Making {
  readonly table: Table;
  readonly tries: number;
  readonly physics: Physics;
}

interface Made {
  readonly sql: string;
  readonly world: World;
}

function tried(make: () => Made): Made | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof Refused || error instanceof Unsure) return undefined;
    throw error;
  }
}

function insertOne(world: World, schema: Schema, { table, tries, physics }: Making): Made {
  const at = rowsOf(world, table.name).length * 13 + tries;
  const row: Row = {};
  const given: [string, string][] = [];
  for (const column of table.columns) {
    const sample = sampleFor(column, { world, schema, table, at, physics });
    row[column.name] = sample === undefined ? defaultOf(column, physics) : sample.cell;
    if (sample !== undefined) given.push([named(column.name), sample.sql]);
  }
  const next = copyOf(world);
  rowsOf(next, table.name).push(row);
  compute(next, schema, table.name, physics);
  checkRows(next, schema, table.name, physics);
  const target = namedTable(table.name);
  const values =
    given.length === 0
      ? 'default values'
      : `(${given.map(([name]) => name).join(', ')}) values (${given.map(([, value]) => value).join(', ')})`;
  return { sql: `insert into ${target} ${values}`, world: next };
}

interface Place {
  readonly world: World;
  readonly schema: Schema;
  readonly table: Table;
  readonly at: number;
  readonly physics: Physics;
}

/** undefined: the column is left out of the insert. */
function sampleFor(column: Column, place: Place): Sample | undefined {
  const { table, at, physics } = place;
  const dice = hashOf(table.name, column.name, at);
  if (isComputed(column)) return undefined;
  // SQLite gives no default to a number that is the primary key.
  const isKey = table.primaryKey?.columns.includes(column.name) === true;
  if (column.default !== undefined && !isKey && dice % 5 === 0) return undefined;
  if (column.nullable && dice % 4 === 1) return { sql: 'null', cell: null };
  const pointed = pointedTo(column, place, dice);
  if (pointed !== undefined) return pointed;
  if (kindOf(column.type) === 'native') return nullOr(column);
  const samples = physics.samples(plainType(column.type, place.schema), styleOf(column.name));
  return samples[dice % samples.length] ?? nullOr(column);
}

function isComputed({ autoincrement, identity, generated }: Column): boolean {
  return autoincrement === true || identity !== undefined || generated !== undefined;
}

function nullOr(column: Column): Sample | undefined {
  return column.nullable ? { sql: 'null', cell: null } : undefined;
}

/** What the texts of a column look like. */
export function styleOf(column: string): Style {
  return (['wild', 'digits', 'wild', 'json'] as const)[hashOf(column) % 4] ?? 'wild';
}

function pointedTo(
  column: Column,
  { world, schema, table, physics }: Place,
  dice: number,
): Sample | undefined {
  const key = table.foreignKeys.find(each => each.columns.includes(column.name));
  if (key === undefined) return undefined;
  const [refColumn = ''] = [key.refColumns[key.columns.indexOf(column.name)]];
  const target = findTable(schema, key.refTable)?.columns.find(each => each.name === refColumn);
  const cells = rowsOf(world, key.refTable).map(row => row[refColumn]);
  const cell: Cell = cells[dice % Math.max(cells.length, 1)];
  if (cell === undefined || cell === null || target === undefined) return nullOr(column);
  const own = physics.convert(cell, plainType(target.type, schema), plainType(column.type, schema));
  const value = physics.valueOf(cell, target.type);
  if (typeof value === 'number' && Number.isSafeInteger(value))
    return { sql: String(value), cell: own };
  return nullOr(column);
}
