import { quoteIdentifier, quoteText } from '../../../schema/tokens.ts';
import type { Catalog, CatalogEntry } from '../../dialect.ts';
import type { CompiledStatement } from '../../statement.ts';
import { refuseBroken } from '../broken.ts';
import { foreignKeysOf, indexesOf, referrers, type StoredTable } from '../catalog.ts';
import { foreignKeyProof, foreignKeysAreOff } from '../foreign-key-proof.ts';
import { applyEdits, renameTo } from '../table-edit.ts';
import { readTable, type TableText } from '../table-text.ts';
import { sameName } from '../tokens.ts';
import { type Copy, copyRows, planCopy } from './copy-rows.ts';
import { type Dependents, dependentsOf } from './dependents.ts';
import { proveDependents } from './prove-dependents.ts';
import { proveKnown } from './prove-known.ts';

export interface RebuildRequest {
  readonly table: StoredTable;
  /** The `create table` as it shall be, still under the old name. */
  readonly sql: string;
  /** In words: what it is done for. */
  readonly why: string;
  /** Expressions over the old row, for columns that are not simply copied. */
  readonly fill?: Readonly<Record<string, string>>;
  /** Names of indexes that do not come back. */
  readonly withoutIndexes?: readonly string[];
  /** Queries run while the old and the new table (`names.to`) are both there. */
  readonly proofs?: (names: {
    readonly from: string;
    readonly to: string;
  }) => readonly CompiledStatement[];
}

/**
 * Makes a table anew where SQLite cannot change it. The first statement carries what the rebuild does besides, so that
 * the rebuilds of several operations can become one.
 */
export function rebuild(request: RebuildRequest, catalog: Catalog): readonly CompiledStatement[] {
  refuseBroken(catalog);
  const { table, why, fill = {} } = request;
  const after = readTable(request.sql);
  const to = { name: temporaryName(table.name), text: after };
  const copy = planCopy({ from: table, to, fill });
  const proofs = request.proofs?.({ from: table.name, to: to.name }) ?? [];
  const [first, ...rest] = replaceTable(
    {
      why,
      copy,
      proofs,
      dependents: dependentsOf(catalog, table.name),
      indexes: indexesOf(catalog, table.name).filter(
        index => !request.withoutIndexes?.some(gone => sameName(gone, index.name)),
      ),
      losesColumn: losesColumn(copy),
    },
    catalog,
  );
  return first === undefined ? [] : [{ ...first, rebuild: { fill, proofs } }, ...rest];
}

/** Under this name the new table stands beside the old one. */
export function temporaryName(table: string): string {
  return `migsh_new_${table}`;
}

/** How a table is replaced by another that bears its name. */
export interface Replacement {
  /** In words: what it is done for. */
  readonly why: string;
  /** From the table as it is to the new one, under its temporary name; the text of that still says the old name. */
  readonly copy: Copy;
  /** Queries run while both are there. */
  readonly proofs: readonly CompiledStatement[];
  readonly dependents: Dependents;
  /** The indexes that come back. */
  readonly indexes: readonly CatalogEntry[];
  /** Something that stands on the table may miss a column of it. */
  readonly losesColumn: boolean;
}

/**
 * The procedure of https://www.sqlite.org/lang_altertable.html, section 7: create the new table, copy, prove, drop the
 * old one, give the new one its name, and bring back indexes, triggers and views from their own stored text. Never the
 * other way round: renaming the old table away would take other tables' foreign keys with it.
 */
export function replaceTable(
  { why, copy, proofs, dependents, indexes, losesColumn: loses }: Replacement,
  catalog: Catalog,
): readonly CompiledStatement[] {
  const { from, to } = copy;
  const { name } = from;
  const after = to.text;
  const keys = foreignKeyProof(tablesToCheck(catalog, from, after));
  return [
    foreignKeysAreOff,
    proveKnown(catalog, from),
    ...keys.start,
    ...dependents.drop.map(dropEntry),
    step(
      inLowerCase(applyEdits(after.sql, renameTo(after, to.name))),
      `${why}: create the new ${name}`,
    ),
    ...copyRows(copy),
    ...proofs,
    ...keepNumbering(from.text, after, { from: name, to: to.name }),
    step(`drop table ${quoteIdentifier(name)}`, `drop the old ${name}, whose rows are copied`),
    step(
      `alter table ${quoteIdentifier(to.name)} rename to ${quoteIdentifier(name)}`,
      `give the new table the name ${name}`,
    ),
    ...indexes.map(recreate),
    ...dependents.recreate.map(recreate),
    ...(loses ? proveDependents(catalog, dependents, { name, text: after }) : []),
    ...keys.end,
  ];
}

function tablesToCheck(catalog: Catalog, table: StoredTable, after: TableText): readonly string[] {
  const others = referrers(catalog, table.name)
    .map(({ name }) => name)
    .filter(name => !sameName(name, table.name));
  const hasKeys = foreignKeysOf(table.text).length + foreignKeysOf(after).length > 0;
  return [...(hasKeys ? [table.name] : []), ...others];
}

// An autoincrement column must not give out a number again: https://www.sqlite.org/autoinc.html
function keepNumbering(
  before: TableText,
  after: TableText,
  { from, to }: { readonly from: string; readonly to: string },
): readonly CompiledStatement[] {
  if (!isNumbered(before) || !isNumbered(after)) return [];
  return [
    step(
      `delete from sqlite_sequence where name = ${quoteText(to)}`,
      `take over the highest number that ${from} gave out`,
    ),
    step(
      `insert into sqlite_sequence (name, seq) select ${quoteText(to)}, seq from sqlite_sequence where name = ${quoteText(from)}`,
      `take over the highest number that ${from} gave out`,
    ),
  ];
}

function isNumbered(text: TableText): boolean {
  return [...text.columns.flatMap(column => column.clauses), ...text.constraints].some(
    clause => clause.autoincrement,
  );
}

function losesColumn({ from, to }: Copy): boolean {
  return from.text.columns.some(
    old => !to.text.columns.some(column => sameName(column.name, old.name)),
  );
}

function dropEntry({ type, name }: CatalogEntry): CompiledStatement {
  return step(`drop ${type} ${quoteIdentifier(name)}`, `take ${type} ${name} away for a moment`);
}

function recreate({ type, name, sql }: CatalogEntry): CompiledStatement {
  return step(inLowerCase(sql ?? ''), `bring ${type} ${name} back`);
}

/** A stored text as it was written: SQLite stores the first words in capitals, whatever they were. */
export function inLowerCase(sql: string): string {
  return sql.replace(/^CREATE (?:UNIQUE )?[A-Z]+/, words => words.toLowerCase());
}

function step(sql: string, comment: string): CompiledStatement {
  return { sql, comment, part: 'rebuild', foreignKeysOff: true };
}
