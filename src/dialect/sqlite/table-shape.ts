import { MigshError } from '../../error.ts';
import { type Clause, type ColumnText, type TableText, textAt } from './table-text.ts';
import { sameName, tokenize } from './tokens.ts';

/** Whether a column of the table stands for its rowid (https://www.sqlite.org/lang_createtable.html#rowid). */
export function hasRowidAlias(table: TableText): boolean {
  const [single, ...others] = primaryKeyOf(table);
  const column = others.length === 0 ? findColumnText(table, single ?? '') : undefined;
  if (column?.type === undefined || !sameName(textAt(table.sql, column.type), 'integer'))
    return false;
  // A quirk that SQLite keeps: `integer primary key desc` behind the column is an ordinary key.
  const clause = column.clauses.find(each => each.kind === 'primary key');
  return clause === undefined || !hasWord(table, clause, 'desc');
}

/** A name under which the rowid of all these tables can be reached: one that none has given to a column. */
export function rowidName(tables: readonly TableText[]): string | undefined {
  return ['rowid', '_rowid_', 'oid'].find(name =>
    tables.every(table => findColumnText(table, name) === undefined),
  );
}

/** The columns of the primary key, in its order. */
export function primaryKeyOf(table: TableText): readonly string[] {
  const inline = table.columns.find(({ clauses }) =>
    clauses.some(clause => clause.kind === 'primary key'),
  );
  if (inline !== undefined) return [inline.name];
  return table.constraints.find(clause => clause.kind === 'primary key')?.columns ?? [];
}

/** The columns that are never null: declared so, or standing for the rowid. */
export function requiredColumns(table: TableText): readonly string[] {
  const key = hasRowidAlias(table) ? primaryKeyOf(table) : [];
  const required = table.columns.filter(
    ({ name, clauses }) => clauses.some(clause => clause.kind === 'not null') || key.includes(name),
  );
  return required.map(column => column.name);
}

/**
 * The column of that name.
 * @throws MigshError `bad-operation` when it is not there
 */
export function columnTextOf(table: TableText, name: string): ColumnText {
  const column = findColumnText(table, name);
  if (column === undefined) throw noColumn(table.name, name);
  return column;
}

/** The column of that name, or undefined. */
export function findColumnText(table: TableText, name: string): ColumnText | undefined {
  return table.columns.find(column => sameName(column.name, name));
}

function hasWord(table: TableText, clause: Clause, word: string): boolean {
  return tokenize(textAt(table.sql, clause)).some(
    token => token.kind === 'word' && token.name === word,
  );
}

function noColumn(table: string, column: string): MigshError {
  return new MigshError('bad-operation', `table ${table} has no column ${column} in the database`, {
    hint: 'migsh drift shows where the database and its revisions differ',
  });
}
