import {
  checkViolators,
  type ComingKey,
  duplicatesQuestion,
  orphansQuestion,
  type RowPlace,
  violatorsQuestion,
} from './ask-constraint.ts';
import type { SchemaChange } from './change.ts';
import type { TablePair } from './compare-columns.ts';
import { enumerate } from './enumerate.ts';
import { mentions } from './expression.ts';
import type { Interview } from './interview.ts';
import { allowsAllOf, isItemsCheck } from './items-check.ts';
import { isSameSet } from './key.ts';
import { columnQuestionId, quotedName, quotedTable } from './question-id.ts';
import {
  type Check,
  type Column,
  findColumn,
  findTable,
  type ForeignKey,
  type Index,
  indexColumns,
  isOnColumns,
  type Schema,
  type Table,
} from './schema.ts';
import { termIn, uniqueTerms } from './unique-terms.ts';

/** What the questions about one schema's constraints depend on. */
export interface ConstraintContext {
  readonly pairs: readonly TablePair[];
  /** The recorded schema under the new names. */
  readonly base: Schema;
  /** A column by its new name → its name before. */
  readonly former: (table: string, column: string) => string;
  /** Whether a new column takes values that are there elsewhere. */
  readonly takes: (table: string, column: string) => boolean;
}

/** Asks about keys, foreign keys and checks that come to tables with rows, and that some row may break. */
export function askAboutConstraints(
  interview: Interview,
  changes: readonly SchemaChange[],
  context: ConstraintContext,
): void {
  for (const change of changes) {
    if (!('table' in change) || typeof change.table !== 'string') continue;
    const pair = context.pairs.find(({ desired }) => desired.name === change.table);
    const recorded = findTable(context.base, change.table);
    if (pair === undefined || recorded === undefined) continue;
    askAbout(interview, change, { ...context, pair, recorded });
  }
}

/** Says that such questions may come up once it is known which columns were renamed. */
export function mayAskAboutConstraints(interview: Interview, pairs: readonly TablePair[]): void {
  for (const { desired } of pairs) {
    const table = quotedTable(desired.name);
    for (const { name } of [...keysOf(desired), ...desired.uniques]) {
      interview.mayAsk(`duplicates:constraint:${table}.${quotedName(name)}`);
    }
    for (const { name } of desired.indexes) {
      interview.mayAsk(`duplicates:index:${table}.${quotedName(name)}`);
    }
    for (const { name } of desired.foreignKeys) {
      interview.mayAsk(`orphans:constraint:${table}.${quotedName(name)}`);
    }
    for (const { name } of desired.checks) {
      interview.mayAsk(`violators:constraint:${table}.${quotedName(name)}`);
    }
  }
}

function keysOf({ primaryKey }: Table): readonly { readonly name: string }[] {
  return primaryKey === undefined ? [] : [primaryKey];
}

interface Owner extends ConstraintContext {
  readonly pair: TablePair;
  /** The table as it was, under the new names. */
  readonly recorded: Table;
}

function askAbout(interview: Interview, change: SchemaChange, owner: Owner): void {
  const place = placeOf(owner);
  const key = comingKey(change);
  if (key !== undefined && isOverNew(key, owner)) {
    // Whether rows can be alike may hang on what fills them.
    interview.mayAsk(`duplicates:${key.sort}:${quotedTable(place.table)}.${quotedName(key.name)}`);
  }
  if (
    key !== undefined &&
    (key.terms !== undefined || mayHaveDuplicates(interview, key.columns, owner))
  ) {
    interview.ask(duplicatesQuestion(place, key));
  }
  if (change.kind === 'foreignKeyAdded') askAboutOrphans(interview, change.foreignKey, owner);
  if (change.kind === 'checkAdded' && !isKept(change.check, owner)) {
    interview.ask(violatorsQuestion(place, change.check), checkViolators);
  }
}

function isOverNew({ columns }: ComingKey, { recorded }: Owner): boolean {
  return columns.some(name => findColumn(recorded, name) === undefined);
}

/** Whether no row can break it: what an array of an enum may hold, where the column is new, or values only came. */
function isKept(check: Check, { recorded, pair }: Owner): boolean {
  if (!isItemsCheck(check)) return false;
  const fresh = pair.desired.columns.filter(({ name }) => findColumn(recorded, name) === undefined);
  return (
    fresh.some(({ name, nullable }) => nullable && mentions(check.expression, name)) ||
    recorded.checks.some(old => allowsAllOf(old, check))
  );
}

/** What keeps rows apart from now on. */
function comingKey(change: SchemaChange): ComingKey | undefined {
  if (change.kind === 'uniqueAdded') {
    return { sort: 'constraint', name: change.unique.name, columns: change.unique.columns };
  }
  if (change.kind === 'primaryKeyChanged') {
    return change.to && { sort: 'constraint', name: change.to.name, columns: change.to.columns };
  }
  return change.kind === 'indexAdded' ? indexKey(change.index) : undefined;
}

function indexKey(index: Index): ComingKey | undefined {
  const { name } = index;
  const unique = uniqueTerms(index);
  if (unique === undefined) return undefined;
  const { terms, where } = unique;
  const key = { sort: 'index' as const, name, ...(where !== undefined && { where }) };
  if (isOnColumns(index)) return { ...key, columns: indexColumns(index) };
  return { ...key, columns: terms.map(term => termIn(term, 'postgresql')), terms };
}

function askAboutOrphans(interview: Interview, key: ForeignKey, owner: Owner): void {
  const { recorded, pair, pairs, former } = owner;
  const isKnown = recorded.foreignKeys.some(
    old =>
      old.refTable === key.refTable &&
      isSameSet(old.columns, key.columns) &&
      isSameSet(old.refColumns, key.refColumns),
  );
  if (isKnown || holdsNothingOld(key.columns, owner)) return;
  const parent = pairs.find(({ desired }) => desired.name === key.refTable)?.stored.name ?? null;
  const nullable = key.columns.every(column => findColumn(pair.desired, column)?.nullable === true);
  const refColumns = key.refColumns.map(column => former(key.refTable, column));
  interview.ask(orphansQuestion(placeOf(owner), { ...key, refColumns }, { parent, nullable }));
}

function placeOf({ pair, recorded, former, base }: Owner): RowPlace {
  const { name: table } = pair.desired;
  return {
    table,
    stored: pair.stored.name,
    former: column => former(table, column),
    columns: recorded.columns.map(({ name }) => name),
    pointing: base.tables.flatMap(other =>
      other.foreignKeys
        .filter(({ refTable }) => refTable === table)
        .map(key => whatFollows(other.name, key)),
    ),
  };
}

function whatFollows(table: string, { columns, onDelete }: ForeignKey): string {
  const rows = `rows of ${table} that point to one which goes`;
  if (onDelete === 'cascade') return `${rows} go with it`;
  if (onDelete === 'set null' || onDelete === 'set default') {
    return `${rows} get ${onDelete.slice('set '.length)} in ${enumerate(columns)}`;
  }
  return `where ${rows}, an upgrade stops`;
}

/** Rows with a null are never alike, and what holds fewer columns alone keeps more of them apart. */
function mayHaveDuplicates(
  interview: Interview,
  columns: readonly string[],
  owner: Owner,
): boolean {
  const { recorded } = owner;
  const keys = [
    ...(recorded.primaryKey ? [recorded.primaryKey.columns] : []),
    ...recorded.uniques.map(unique => unique.columns),
    ...recorded.indexes
      .filter(index => index.unique && index.where === undefined && isOnColumns(index))
      .map(indexColumns),
  ];
  const isApart = keys.some(key => key.every(column => columns.includes(column)));
  if (isApart) return false;
  const isNew = columns.every(name => findColumn(recorded, name) === undefined);
  return isNew
    ? columns.every(name => getsValues(interview, name, owner))
    : !holdsNothingOld(columns, owner);
}

/** Whether rows that are there get values in a new column, as far as the answers say by now, which may be alike. */
function getsValues(interview: Interview, name: string, { pair, takes }: Owner): boolean {
  const { desired } = pair;
  if (takes(desired.name, name)) return true;
  const fill = interview.given(columnQuestionId('fill', desired.name, name));
  if (fill !== undefined) return /^(?:default|sql):/.test(fill);
  const given = findColumn(desired, name)?.default;
  if (given?.kind === 'value') return given.value !== null;
  return given?.kind === 'sql' && !/null|random|uuid|nextval/i.test(given.sql);
}

/**
 * Whether no row that is there can break anything: one of the columns is new and empty, or all of them are new, and what
 * fills them is asked elsewhere.
 */
function holdsNothingOld(columns: readonly string[], { recorded, pair }: Owner): boolean {
  const fresh = columns.filter(name => findColumn(recorded, name) === undefined);
  if (fresh.length === columns.length) return true;
  return fresh.some(name => {
    const column: Column | undefined = findColumn(pair.desired, name);
    return column?.nullable === true && column.default === undefined;
  });
}
