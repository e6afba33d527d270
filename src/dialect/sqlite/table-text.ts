import { MigshError } from '../../error.ts';
import { readItems } from './table-items.ts';
import { closingOf, isName, tokenize } from './tokens.ts';

/** A place in a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type ClauseKind =
  | 'primary key'
  | 'not null'
  | 'null'
  | 'unique'
  | 'check'
  | 'default'
  | 'collate'
  | 'references'
  | 'generated'
  | 'foreign key'
  | 'other';

/** A constraint of a column or of the table, with the name that stands before it. */
export interface Clause extends Span {
  readonly kind: ClauseKind;
  readonly name?: string;
  readonly nameSpan?: Span;
  /** Columns of a key, or those that reference. */
  readonly columns: readonly string[];
  /** The text of a check, a default or a generated column, or the name of a collation. */
  readonly expression?: Span;
  readonly refTable?: string;
  /** Empty: the primary key of the other table. */
  readonly refColumns: readonly string[];
  readonly deferrable?: 'immediate' | 'deferred';
  readonly autoincrement?: true;
}

export interface ColumnText extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  /** Absent: declared without a type. */
  readonly type?: Span;
  readonly clauses: readonly Clause[];
}

/** A stored `create table`, read: where each part stands. Parts are changed by their place, all else stays letter for letter. */
export interface TableText {
  readonly sql: string;
  readonly name: string;
  readonly nameSpan: Span;
  readonly columns: readonly ColumnText[];
  readonly constraints: readonly Clause[];
  readonly strict: boolean;
  readonly withoutRowid: boolean;
}

/**
 * Reads a `create table` as `sqlite_schema` holds it (https://www.sqlite.org/lang_createtable.html). SQLite has accepted
 * the text, so the reader need not judge it, and takes what general parsers refuse: constraints without a comma between
 * them, a `collate` inside a unique, names and types in odd quotes.
 * @throws MigshError `unsupported` for a virtual table
 */
export function readTable(sql: string): TableText {
  const tokens = tokenize(sql);
  const open = tokens.findIndex(token => token.text === '(');
  const nameToken = tokens[open - 1];
  if (tokens[1]?.name !== 'table' || !isName(nameToken)) throw noPlainTable(sql);
  const close = closingOf(tokens, open);
  const options = new Set(tokens.slice(close + 1).map(token => token.name));
  return {
    sql,
    name: nameToken.name,
    nameSpan: { start: nameToken.start, end: nameToken.end },
    ...readItems(tokens.slice(open + 1, close)),
    strict: options.has('strict'),
    withoutRowid: options.has('rowid'),
  };
}

/** The text at a place. */
export function textAt(sql: string, span: Span): string {
  return sql.slice(span.start, span.end);
}

function noPlainTable(sql: string): MigshError {
  return new MigshError('unsupported', `not a plain table: ${sql.slice(0, 60)}`, {
    hint: "change a virtual table by hand: op.sql({ sqlite: '…', postgresql: '' })",
  });
}
