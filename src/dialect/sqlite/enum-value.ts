import { MigshError } from '../../error.ts';
import { namesValue, renameValue } from '../../schema/enum-literal.ts';
import { mentions } from '../../schema/expression.ts';
import { type EnumUse, enumUses } from '../../schema/native-enum.ts';
import type { Schema } from '../../schema/schema.ts';
import { quoteText } from '../../schema/tokens.ts';
import type { Catalog, CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { indexesOf } from './catalog.ts';
import { enumCheckOf } from './column-edit.ts';
import { inLowerCase } from './rebuild/rebuild.ts';
import type { Edit } from './table-edit.ts';
import { type TableText, textAt } from './table-text.ts';
import { sameName } from './tokens.ts';

interface Renaming {
  readonly from: string;
  readonly to: string | null;
}

/** Edits of the checks and generated columns of a table that name the value beside a column of the enum. */
export function renameEdits(
  table: TableText,
  { from, to }: Renaming,
  own: readonly EnumUse[],
): readonly Edit[] {
  const ownChecks = new Set(table.columns.map(text => enumCheckOf({ table, text })?.clause));
  const clauses = [...table.columns.flatMap(column => column.clauses), ...table.constraints];
  return clauses.flatMap(clause => {
    const { kind, expression } = clause;
    if (expression === undefined || ownChecks.has(clause)) return [];
    if (kind !== 'check' && kind !== 'generated') return [];
    const text = textAt(table.sql, expression);
    const renamed = renamedBeside(text, { from, to }, own);
    return renamed === text ? [] : [{ ...expression, text: renamed }];
  });
}

/** The indexes whose predicate or expression names the value, as they are to come back. */
export function indexesRenamed(
  catalog: Catalog,
  table: string,
  value: Renaming,
  own: readonly EnumUse[],
): readonly { readonly name: string; readonly statement: CompiledStatement }[] {
  return indexesOf(catalog, table).flatMap(({ name, sql }) => {
    const text = sql ?? '';
    const renamed = renamedBeside(text, value, own);
    if (renamed === text) return [];
    const comment = `bring index ${name} back with ${value.to ?? ''} for ${value.from}`;
    return [{ name, statement: { sql: inLowerCase(renamed), comment, part: 'rebuild' } as const }];
  });
}

/**
 * MikroORM keeps a list as its values with commas between them. Each stands between two commas of its own, so that a
 * value that stands twice side by side is found twice.
 */
export function valueInList(place: string, { from, to }: Renaming): string {
  const wide = `',' || replace(${place}, ',', ',,') || ','`;
  const changed = `replace(${wide}, ${quoteText(`,${from},`)}, ${quoteText(to === null ? '' : `,${to},`)})`;
  return `replace(trim(${changed}, ','), ',,', ',')`;
}

/** Whether a list holds a value. */
export function holdsInList(place: string, value: string): string {
  return `instr(',' || ${place} || ',', ${quoteText(`,${value},`)}) > 0`;
}

/** Refuses values that MikroORM puts in quotes inside a list. */
export function refuseListed(uses: readonly EnumUse[], values: readonly string[]): void {
  const list = uses.find(use => use.isArray);
  const quoted = values.find(value => /[,"\\]/.test(value));
  if (list !== undefined && quoted !== undefined) throw inQuotes(list, quoted);
}

/** Refuses what a view or a trigger says of the value in text that would be wrong afterwards. */
export function refuseReaders(
  { before, catalog }: CompileContext,
  name: string,
  value: string,
): void {
  const tables = enumUses(before, name).map(({ table }) => table.name);
  const reader = catalog.entries.find(
    ({ type, table, sql }) =>
      (type === 'view' || type === 'trigger') &&
      namesValue(sql ?? '', value) &&
      tables.some(each => sameName(table, each) || mentions(sql ?? '', each)),
  );
  if (reader !== undefined) throw stillRead(`${reader.type} ${reader.name}`, value);
}

/** Refuses to change values on both sides of a foreign key: the tables are made anew one after the other. */
export function refuseJoined(schema: Schema, name: string): void {
  const uses = enumUses(schema, name);
  for (const { table, column } of uses) {
    const key = table.foreignKeys.find(
      ({ columns, refTable, refColumns }) =>
        columns.includes(column.name) &&
        uses.some(use => use.table.name === refTable && refColumns.includes(use.column.name)),
    );
    if (key !== undefined) throw joined(table.name, key.name);
  }
}

function renamedBeside(sql: string, { from, to }: Renaming, own: readonly EnumUse[]): string {
  const isBeside = own.some(({ column }) => mentions(sql, column.name));
  return isBeside && to !== null ? renameValue(sql, from, to) : sql;
}

function inQuotes({ table, column }: EnumUse, value: string): MigshError {
  return new MigshError(
    'unsupported',
    `'${value}' stands in quotes inside the lists of ${table.name}.${column.name}`,
    { hint: "change the rows by hand: op.sql({ sqlite: 'update …', postgresql: '' })" },
  );
}

function stillRead(reader: string, value: string): MigshError {
  return new MigshError('bad-operation', `${reader} names '${value}'`, {
    hint: 'drop it before, and make it anew behind it with the values as they are then',
  });
}

function joined(table: string, key: string): MigshError {
  return new MigshError(
    'unsupported',
    `foreign key ${key} of ${table} joins two columns of the enum, whose rows change one table after the other`,
    { hint: `op.dropForeignKey('${table}', '${key}') before, and op.addForeignKey behind it` },
  );
}
