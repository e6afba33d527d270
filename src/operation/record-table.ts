import type { ColumnType } from '../schema/column-type.ts';
import { derivedName } from '../schema/names.ts';
import type { Partitioning } from '../schema/objects.ts';
import {
  type Check,
  type ForeignKey,
  type Index,
  indexColumns,
  type PrimaryKey,
  type Table,
  type Unique,
} from '../schema/schema.ts';
import type { ColumnBuilder, ColumnTypes, TableBuilder } from './record-builders.ts';
import {
  asColumns,
  asOptions,
  asText,
  given,
  isPlainObject,
  optionalText,
  optionalWord,
  refuse,
} from './record-check.ts';
import { columnTypes } from './record-column-types.ts';
import type { ColumnDraft } from './record-column.ts';
import { asForeignKey, asNotValid, asUnique, columnBuilder, draftColumn } from './record-column.ts';
import type { Place } from './record-guard.ts';
import { guard } from './record-guard.ts';
import { asIndex } from './record-index.ts';
import { asPartitioning } from './record-partitioning.ts';

/** What the callback of `createTable` said, gathered. */
interface TableDraft {
  readonly columns: ColumnDraft[];
  readonly indexes: Index[];
  readonly uniques: Unique[];
  readonly foreignKeys: ForeignKey[];
  readonly checks: Check[];
  primaryKey?: PrimaryKey;
  partitioning?: Partitioning;
  comment?: string;
}

/** Runs the callback of `createTable` and gives the table it describes: what stands on columns before what stands alone. */
export function recordTable(
  name: string,
  describe: (t: TableBuilder) => unknown,
  place: Place,
): Table {
  const draft: TableDraft = { columns: [], indexes: [], uniques: [], foreignKeys: [], checks: [] };
  const types = columnTypes(drafter(name, draft.columns, place));
  const builder: TableBuilder = { ...types, ...tableParts(name, draft) };
  runCallback(describe, guard(builder, { label: 't', place }));
  return finish(name, draft);
}

/** Runs the callback of `addColumn` and gives the one column it describes. */
export function recordColumn(
  table: string,
  describe: (c: ColumnTypes) => unknown,
  place: Place,
): ColumnDraft {
  const drafts: ColumnDraft[] = [];
  const types = columnTypes(drafter(table, drafts, place));
  runCallback(describe, guard(types, { label: 'c', place }));
  const [draft] = drafts;
  if (draft === undefined || drafts.length > 1) {
    throw refuse(
      `adds one column, and its function names ${drafts.length}`,
      "write c => c.string('name', 80).nullable(), once for each column",
    );
  }
  if (draft.primary !== undefined) {
    throw refuse('a column that is added to a table cannot become its primary key');
  }
  return draft;
}

function drafter(table: string, drafts: ColumnDraft[], place: Place) {
  return (name: unknown, type: ColumnType, check?: string): ColumnBuilder => {
    const draft = draftColumn(table, asText(name, "the column's name"), type);
    if (drafts.some(({ column }) => column.name === draft.column.name)) {
      throw refuse(`there is a column ${draft.column.name} already`);
    }
    if (draft.check !== undefined && check !== undefined) {
      draft.check = { ...draft.check, name: check };
    }
    drafts.push(draft);
    return columnBuilder(table, draft, place);
  };
}

function runCallback(describe: unknown, builder: object): void {
  if (typeof describe !== 'function') {
    throw refuse("needs a function that names the columns, such as t => { t.text('note'); }");
  }
  const result: unknown = Reflect.apply(describe, undefined, [builder]);
  if (!isPlainObject(result) || typeof result['then'] !== 'function') return;
  Reflect.apply(result['then'], result, [undefined, () => undefined]);
  throw refuse('its function returns a promise', 'what it says after the first wait would be lost');
}

function tableParts(name: string, draft: TableDraft): Omit<TableBuilder, keyof ColumnTypes> {
  return {
    index: (columns, options) => void draft.indexes.push(asIndex(name, columns, options)),
    unique: (columns, options) =>
      void draft.uniques.push(asUnique(name, asColumns(columns), options)),
    foreignKey(columns, refTable, refColumns, options) {
      const reference = { refTable, refColumns: asColumns(refColumns, 'the columns referred to') };
      draft.foreignKeys.push(asForeignKey(name, asColumns(columns), reference, options));
    },
    primary(columns, options) {
      if (draft.primaryKey !== undefined) throw refuse('the table has a primary key already');
      const named = optionalText(asOptions(options, ['name'])['name'], 'name');
      draft.primaryKey = primaryKey(name, asColumns(columns), named);
    },
    check(checkName, expression, options) {
      draft.checks.push(asCheck(checkName, expression, options));
    },
    partitionBy(by, partitions) {
      if (draft.partitioning !== undefined) throw refuse('the table is partitioned already');
      draft.partitioning = asPartitioning(name, by, partitions);
    },
    comment(text) {
      draft.comment = asText(text, 'the comment');
    },
  };
}

/** The check that arguments describe. */
export function asCheck(name: unknown, expression: unknown, options?: unknown): Check {
  const { notValid, only } = asOptions(options, ['notValid', 'only']);
  return {
    name: asText(name, "the check's name"),
    expression: asText(expression, 'the expression'),
    ...asNotValid(notValid),
    ...given('only', optionalWord(only, 'only', ['postgresql'] as const)),
  };
}

function primaryKey(table: string, columns: readonly string[], name = ''): PrimaryKey {
  return { name: name === '' ? derivedName(table, columns, 'primary') : name, columns };
}

function finish(name: string, draft: TableDraft): Table {
  const { columns } = draft;
  if (columns.length === 0) throw refuse(`table ${name} has no columns`);
  const table = {
    name,
    columns: columns.map(({ column }) => column),
    ...given('primaryKey', wholePrimaryKey(name, draft)),
    indexes: draft.indexes,
    uniques: [...columns.flatMap(({ unique }) => unique ?? []), ...draft.uniques],
    foreignKeys: [...columns.flatMap(({ foreignKey }) => foreignKey ?? []), ...draft.foreignKeys],
    checks: [...columns.flatMap(({ check }) => check ?? []), ...draft.checks],
    ...given('partitioning', draft.partitioning),
    ...given('comment', draft.comment),
  };
  checkTable(table);
  return table;
}

function wholePrimaryKey(name: string, draft: TableDraft): PrimaryKey | undefined {
  const parts = draft.columns.filter(({ primary }) => primary !== undefined);
  if (parts.length === 0) return draft.primaryKey;
  if (draft.primaryKey !== undefined) {
    throw refuse('the primary key is said twice', 'write .primary() on columns or t.primary([…])');
  }
  const named = parts.map(({ primary }) => primary).find(each => each !== '');
  return primaryKey(
    name,
    parts.map(({ column }) => column.name),
    named,
  );
}

function nameTwice(list: readonly { readonly name: string }[]): string | undefined {
  const names = list.map(({ name }) => name);
  return names.find((name, at) => names.indexOf(name) !== at);
}

function checkTable(table: Table): void {
  const known = new Set(table.columns.map(column => column.name));
  const groups = [
    ...(table.primaryKey === undefined ? [] : [table.primaryKey]),
    ...table.indexes.map(index => ({
      ...index,
      columns: [...indexColumns(index), ...(index.include ?? [])],
    })),
    ...table.uniques,
    ...table.foreignKeys,
  ];
  for (const { name, columns } of groups) {
    const missing = columns.find(column => !known.has(column));
    if (missing !== undefined) throw refuse(`${name} names a column ${missing} that is not there`);
  }
  const nullable = table.columns.find(
    column => column.nullable && table.primaryKey?.columns.includes(column.name),
  );
  if (nullable !== undefined) {
    throw refuse(`column ${nullable.name} is nullable and part of the primary key`);
  }
  // An index may be called as a foreign key or a check is, on both dialects; a unique is an index and a constraint.
  const keys = [...(table.primaryKey ? [table.primaryKey] : []), ...table.uniques];
  const constraints = [...keys, ...table.foreignKeys, ...table.checks];
  const twice = nameTwice([...keys, ...table.indexes]) ?? nameTwice(constraints);
  if (twice !== undefined) {
    throw refuse(`two things are named ${twice}`, "give one of them another name: { name: '…' }");
  }
}
