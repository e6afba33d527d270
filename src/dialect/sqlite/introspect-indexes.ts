import { derivedName } from '../../schema/names.ts';
import {
  type Index,
  type IndexColumn,
  indexColumns,
  type IndexPart,
  type Unique,
} from '../../schema/schema.ts';
import type { Row } from '../dialect.ts';
import { type StoredRows, text } from './row.ts';
import { textAt } from './table-text.ts';
import { closingOf, sameName, tokenize } from './tokens.ts';

/** The indexes that were made by a statement of their own; a unique one only where it is partial or over an expression. */
export function toIndexes(stored: StoredRows): readonly Index[] {
  return stored
    .own('indexes')
    .filter(row => row['origin'] === 'c' && !isUnique(row, stored))
    .map(row => toIndex(row, stored));
}

function toIndex(row: Row, stored: StoredRows): Index {
  const where = predicateOf(text(row, 'sql'));
  return {
    name: text(row, 'name'),
    columns: partsOf(row, stored),
    unique: row['is_unique'] === 1,
    ...(where !== undefined && { where }),
  };
}

/** Unique indexes, and uniques in the table's text under the name they have there or would get. */
export function toUniques(stored: StoredRows): readonly Unique[] {
  const { table } = stored;
  return stored.own('indexes').flatMap(row => {
    const columns = indexColumns({ columns: partsOf(row, stored) });
    if (isUnique(row, stored)) return [{ name: text(row, 'name'), columns }];
    if (row['origin'] !== 'u') return [];
    const clause = table.constraints.find(
      each => each.kind === 'unique' && sameName(each.columns.join('\0'), columns.join('\0')),
    );
    return [{ name: clause?.name ?? derivedName(table.name, columns, 'unique'), columns }];
  });
}

function isUnique(row: Row, stored: StoredRows): boolean {
  return (
    row['origin'] === 'c' &&
    row['is_unique'] === 1 &&
    row['partial'] !== 1 &&
    partsOf(row, stored).every(part => typeof part === 'string')
  );
}

// A term that is an expression has no name; its text stands in the index.
function partsOf(row: Row, stored: StoredRows): readonly IndexColumn[] {
  const terms = termsOf(text(row, 'sql'));
  return stored
    .all('indexColumns')
    .filter(each => each['index'] === row['name'])
    .map((each, at) => toPart(each, terms[at] ?? '', stored));
}

function toPart(row: Row, term: string, { table }: StoredRows): IndexColumn {
  const name = row['name'];
  const order = row['desc'] === 1 ? { order: 'desc' as const } : {};
  if (typeof name !== 'string') return { expression: bareTerm(term), ...order };
  const usual = table.columns
    .find(column => sameName(column.name, name))
    ?.clauses.find(clause => clause.kind === 'collate');
  const own = usual === undefined ? 'binary' : collationIn(textAt(table.sql, usual));
  const collation = text(row, 'coll');
  const part: IndexPart = {
    column: name,
    ...order,
    ...(sameName(collation, own) ? {} : { collation: collation.toLowerCase() }),
  };
  return Object.keys(part).length === 1 ? name : part;
}

/** The expression without the order that may stand behind it. */
function bareTerm(term: string): string {
  return term.replace(/\s+(?:asc|desc)$/i, '');
}

function collationIn(clause: string): string {
  const name = tokenize(clause).at(-1);
  return name?.name ?? 'binary';
}

function termsOf(sql: string): readonly string[] {
  const tokens = tokenize(sql);
  const open = tokens.findIndex(token => token.text === '(');
  const close = closingOf(tokens, open);
  const terms: string[] = [];
  let start = tokens[open]?.end ?? 0;
  let depth = 0;
  for (const token of tokens.slice(open + 1, close + 1)) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth === -1 || (depth === 0 && token.text === ',')) {
      terms.push(sql.slice(start, token.start).trim());
      start = token.end;
    }
  }
  return terms;
}

function predicateOf(sql: string): string | undefined {
  const tokens = tokenize(sql);
  const close = closingOf(
    tokens,
    tokens.findIndex(token => token.text === '('),
  );
  const where = tokens[close + 1];
  return where?.name === 'where' ? sql.slice(where.end).trim() : undefined;
}
