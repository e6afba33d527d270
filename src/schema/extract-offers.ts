import type { TableExtracted } from './change-motion.ts';
import { hasKey } from './key.ts';
import { sources } from './motion-offers.ts';
import { wordsOf } from './name-likeness.ts';
import { bareName } from './names.ts';
import type { Offer } from './pair-up.ts';
import { quotedTable } from './question-id.ts';
import { sameType } from './same-type.ts';
import {
  type Column,
  findColumn,
  findTable,
  type ForeignKey,
  type Schema,
  type Table,
} from './schema.ts';

/** A way for a new table to hold what columns of another held. */
export interface ExtractOffer extends Offer {
  readonly extracted: TableExtracted;
}

/**
 * `extract:customer`: columns went from a table that stays, the new table has them, and one new foreign key joins the two.
 * Its other columns fill themselves.
 */
export function extractOffers(
  recorded: Schema,
  desired: Schema,
  name: string,
): readonly ExtractOffer[] {
  const to = findTable(desired, name);
  if (to === undefined) return [];
  return desired.tables.flatMap((wanted): readonly ExtractOffer[] => {
    if (!isJoined(wanted, to)) return [];
    const old = findTable(recorded, wanted.name);
    if (old === undefined || old.primaryKey === undefined) return [];
    const found = pointing({ old, wanted, to }) ?? pointed({ old, wanted, to });
    return found === undefined ? [] : [offerOf(found)];
  });
}

// Most tables have nothing to do with each other, and there may be hundreds.
function isJoined(one: Table, other: Table): boolean {
  return pointsTo(one, other) || pointsTo(other, one);
}

function pointsTo({ foreignKeys }: Table, { name }: Table): boolean {
  return foreignKeys.some(key => key.refTable === name);
}

interface Shape {
  readonly old: Table;
  readonly wanted: Table;
  readonly to: Table;
}

/** `customer.address_id` points to the new `address`. */
function pointing(shape: Shape): TableExtracted | undefined {
  const { old, wanted, to } = shape;
  const [key, ...more] = wanted.foreignKeys.filter(each => each.refTable === to.name);
  const id = singleKey(to);
  if (key === undefined || id === undefined || more.length > 0) return undefined;
  const links = key.columns.flatMap(name => findColumn(wanted, name) ?? []);
  const isNew = links.every(({ name }) => findColumn(old, name) === undefined);
  if (!isNew || key.refColumns[0] !== id.name) return undefined;
  const columns = matches(shape, key.columns);
  const rows = hasKey(wanted, key.columns) ? 'each' : 'distinct';
  const taken = [id, ...columns.map(each => each.to)];
  if (columns.length === 0 || !areFilled(to, taken)) return undefined;
  if (!isKeyed(shape, id, rows) || !columns.every(({ from }) => isComparable(from))) {
    return undefined;
  }
  return {
    kind: 'tableExtracted',
    table: wanted.name,
    to,
    columns,
    key,
    owner: 'old',
    rows,
    links,
  };
}

function singleKey(to: Table): Column | undefined {
  const { columns = [] } = to.primaryKey ?? {};
  return columns.length === 1 ? findColumn(to, columns[0] ?? '') : undefined;
}

/** Whether new rows have a key: that of the row that each stands for, or one of their own. */
function isKeyed({ old }: Shape, id: Column, rows: TableExtracted['rows']): boolean {
  return rows === 'each' ? hasSameKey(old, id) : numbers(id);
}

/** The new `profile` points to `customer`. */
function pointed({ old, wanted, to }: Shape): TableExtracted | undefined {
  const [key, ...more] = to.foreignKeys.filter(each => each.refTable === wanted.name);
  if (key === undefined || more.length > 0) return undefined;
  if (!key.refColumns.every(name => findColumn(old, name) !== undefined)) return undefined;
  const columns = matches({ old, wanted, to }, []).filter(
    each => !key.columns.includes(each.to.name),
  );
  const ids = to.columns.filter(
    each => to.primaryKey?.columns.includes(each.name) === true && !key.columns.includes(each.name),
  );
  const taken = [...ids, ...columns.map(each => each.to)];
  const others = to.columns.filter(({ name }) => !key.columns.includes(name));
  if (columns.length === 0 || !ids.every(numbers)) return undefined;
  if (!areFilled({ ...to, columns: others }, taken)) return undefined;
  return {
    kind: 'tableExtracted',
    table: wanted.name,
    to,
    columns,
    key,
    owner: 'new',
    rows: 'each',
    links: [],
  };
}

/** Which column that went is which of the new table: `street` or `address_street`. */
function matches({ old, wanted, to }: Shape, keys: readonly string[]): TableExtracted['columns'] {
  const prefixes = [bareName(to.name), ...keys.map(name => name.replace(/_[^_]+$/, ''))];
  const names = (column: string): readonly string[] =>
    ['', ...prefixes].map(prefix => wordsOf(`${prefix}_${column}`).join(' '));
  const found: { from: Column; to: Column }[] = [];
  for (const column of to.columns) {
    if (to.primaryKey?.columns.includes(column.name) === true || column.generated) continue;
    const from = sources({ recorded: old, desired: wanted }).find(
      each =>
        sameType(each.type, column.type) &&
        names(column.name).includes(wordsOf(each.name).join(' ')) &&
        !found.some(other => other.from === each),
    );
    if (from !== undefined) found.push({ from, to: column });
  }
  return found;
}

/** Whether every column that gets nothing from elsewhere has something by itself. */
function areFilled(table: Table, taken: readonly Column[]): boolean {
  return table.columns.every(
    column =>
      taken.includes(column) ||
      column.nullable ||
      column.default !== undefined ||
      column.generated !== undefined,
  );
}

/** Whether the database, or an expression of it, gives new rows their key. */
function numbers({ autoincrement, identity, default: given, type }: Column): boolean {
  return (
    autoincrement === true || identity !== undefined || given !== undefined || type.name === 'uuid'
  );
}

// A row for each row takes its key.
function hasSameKey({ primaryKey, columns }: Table, id: Column): boolean {
  const own = columns.find(({ name }) => name === primaryKey?.columns[0]);
  return primaryKey?.columns.length === 1 && own !== undefined && sameType(own.type, id.type);
}

// PostgreSQL has no equality of json (manual, 8.14); of a native type nothing is known.
function isComparable({ type }: Column): boolean {
  return type.name !== 'json' && type.name !== 'native';
}

function offerOf(extracted: TableExtracted): ExtractOffer {
  const { table, to, columns, key, owner, rows } = extracted;
  const names = columns.map(({ from }) => from.name).join(', ');
  const way = {
    each: `a row for each ${table}`,
    distinct: 'equal ones once',
  }[rows];
  const link = linkOf(key, owner === 'old' ? table : to.name);
  return {
    option: {
      value: `extract:${quotedTable(table)}`,
      label: `taken out of ${table}: ${names} go to ${to.name}, ${way}; ${link} joins them; the old values stay in an archive`,
    },
    takes: [],
    likely: true,
    reasons: [`${names} went from ${table}, ${to.name} has them, and ${link} is new`],
    extracted,
  };
}

function linkOf({ columns }: ForeignKey, table: string): string {
  return columns.map(column => `${table}.${column}`).join(', ');
}
