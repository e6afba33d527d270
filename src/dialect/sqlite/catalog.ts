import { MigshError } from '../../error.ts';
import type { Catalog, CatalogEntry } from '../dialect.ts';
import { type Clause, readTable, type TableText } from './table-text.ts';
import { mentions, sameName, tokenize } from './tokens.ts';

/** A table as the catalog holds it. `name` is spelled as SQLite has it. */
export interface StoredTable {
  readonly name: string;
  readonly text: TableText;
}

/**
 * The table of that name, read.
 * @throws MigshError `unsupported` for a table of an attached database, a virtual table or a view, `bad-operation` when it is not there
 */
export function storedTable(catalog: Catalog, name: string): StoredTable {
  refuseQualified(name);
  const entry = catalog.entries.find(
    each => (each.type === 'table' || each.type === 'view') && sameName(each.name, name),
  );
  if (entry === undefined) throw noTable(name);
  if (entry.type === 'view') throw isView(name);
  return { name: entry.name, text: readTable(entry.sql ?? '') };
}

/** Refuses a name with a schema before it: an attached database has a catalog and a transaction of its own. */
export function refuseQualified(name: string): void {
  if (name.includes('.')) throw attached(name);
}

/** All plain tables. */
export function storedTables(catalog: Catalog): readonly StoredTable[] {
  return catalog.entries
    .filter(entry => entry.type === 'table' && !isVirtual(entry))
    .map(entry => ({ name: entry.name, text: readTable(entry.sql ?? '') }));
}

/** The indexes of a table that have a text of their own, so none that a constraint made. */
export function indexesOf(catalog: Catalog, table: string): readonly CatalogEntry[] {
  return catalog.entries.filter(
    entry => entry.type === 'index' && entry.sql !== null && sameName(entry.table, table),
  );
}

/** The index of that name. */
export function findIndex(catalog: Catalog, name: string): CatalogEntry | undefined {
  return catalog.entries.find(entry => entry.type === 'index' && sameName(entry.name, name));
}

/** Whether an index's own text, behind its name, says a column's name. */
export function indexUses(index: CatalogEntry, column: string): boolean {
  const sql = index.sql ?? '';
  // A parenthesis may stand in the index's own name, too.
  const open = tokenize(sql).find(token => token.text === '(');
  return mentions(sql.slice(open?.start), column);
}

/** All foreign keys of a table, written behind a column or apart. */
export function foreignKeysOf(text: TableText): readonly Clause[] {
  const all = [...text.columns.flatMap(column => column.clauses), ...text.constraints];
  return all.filter(({ kind }) => kind === 'references' || kind === 'foreign key');
}

/** The tables with a foreign key to this one, itself included. */
export function referrers(catalog: Catalog, table: string): readonly StoredTable[] {
  // Reading a text costs far more than looking for the name in it, and most tables do not say it.
  const entries = catalog.entries.filter(({ sql }) => mayName(sql ?? '', table));
  return storedTables({ ...catalog, entries }).filter(({ text }) =>
    foreignKeysOf(text).some(key => sameName(key.refTable ?? '', table)),
  );
}

/** A name with a quotation mark in it can be written in several ways. */
function mayName(sql: string, name: string): boolean {
  return /["'`\]]/.test(name) || sql.toLowerCase().includes(name.toLowerCase());
}

/** Whether the SQLite that runs the statements is at least of that version. */
export function isAtLeast(catalog: Catalog, major: number, minor: number): boolean {
  const [first = 0, second = 0] = catalog.version.split('.').map(Number);
  return first > major || (first === major && second >= minor);
}

function isVirtual(entry: CatalogEntry): boolean {
  return /^create\s+virtual\b/i.test(entry.sql ?? '');
}

function attached(name: string): MigshError {
  return new MigshError('unsupported', `table ${name} lies in an attached database`, {
    hint: "migrate that file as a project of its own, or change it by hand: op.sql({ sqlite: '…', postgresql: '' })",
  });
}

function noTable(name: string): MigshError {
  return new MigshError(
    'bad-operation',
    `there is no table ${name} in the database at this point`,
    {
      hint: 'migsh drift shows where the database and its revisions differ',
    },
  );
}

function isView(name: string): MigshError {
  return new MigshError('unsupported', `${name} is a view, not a table`, {
    hint: "change a view by hand: op.sql('drop view …; create view …')",
  });
}
