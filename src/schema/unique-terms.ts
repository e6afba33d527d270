import { sqlName } from './expression.ts';
import { type SqlText, sqlText } from './objects.ts';
import { columnOfPart, type Index, type IndexColumn } from './schema.ts';
import { type Token, tokenize } from './tokens.ts';

/** What a unique index tells rows apart by, where it is more than columns. */
export interface UniqueTerms {
  readonly terms: readonly SqlText[];
  /** The predicate of a partial index. */
  readonly where?: string;
}

/** The terms of a unique index, expressions among them; undefined for one that is not unique, or that cannot be read. */
export function uniqueTerms(index: Index): UniqueTerms | undefined {
  if (index.statement !== undefined) return readStatement(index.statement);
  if (!index.unique) return undefined;
  const { where } = index;
  return { terms: index.columns.map(termOf), ...(where !== undefined && { where }) };
}

/** A term as one dialect has it. */
export function termIn(term: SqlText, dialect: 'postgresql' | 'sqlite'): string {
  return sqlText(term, dialect) ?? 'null';
}

function termOf(part: IndexColumn): SqlText {
  const column = columnOfPart(part);
  if (column !== undefined) return sqlName(column);
  return (typeof part === 'string' ? part : part.expression) ?? 'null';
}

/** `create unique index x on t (lower(name), nr desc) where …`, as it was written. */
function readStatement(statement: string): UniqueTerms | undefined {
  if (!/^\s*create\s+unique\s+index\b/i.test(statement)) return undefined;
  const tokens = tokenize(statement.trim().replace(/;$/, ''));
  const open = tokens.findIndex(({ text }) => text === '(');
  if (open === -1) return undefined;
  const { parts, end } = listFrom(tokens, open);
  const rest = textOf(tokens.slice(end + 1));
  const where = /\bwhere\b(.+)$/is.exec(rest)?.[1]?.trim();
  return { terms: parts.map(withoutOptions), ...(where !== undefined && { where }) };
}

function listFrom(
  tokens: readonly Token[],
  open: number,
): { readonly parts: readonly string[]; readonly end: number } {
  const parts: string[] = [''];
  let depth = 0;
  let at = open;
  for (; at < tokens.length; at += 1) {
    const text = tokens[at]?.text ?? '';
    if (text === ')') depth -= 1;
    if (depth === 0 && text === ')') break;
    if (depth === 1 && text === ',') parts.push('');
    else if (depth > 0) parts.push((parts.pop() ?? '') + text);
    if (text === '(') depth += 1;
  }
  return { parts, end: at };
}

// PostgreSQL: `collate "C" text_pattern_ops desc nulls last`; they order values, and keep the same ones apart.
function withoutOptions(part: string): string {
  return part
    .trim()
    .replace(/\s+nulls\s+(?:first|last)$/i, '')
    .replace(/\s+(?:asc|desc)$/i, '')
    .replace(/(?<=[\w")])\s+[a-z_]+_ops$/i, '')
    .trim();
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join('');
}
