import { quoteIdentifier } from '../../schema/tokens.ts';
import type { Span, TableText } from './table-text.ts';
import { isName, sameName, tokenize } from './tokens.ts';

/** A change of a text: what stands at a place is replaced. */
export interface Edit extends Span {
  readonly text: string;
}

/** The text after the edits; what no edit covers stays letter for letter. */
export function applyEdits(sql: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((one, other) => one.start - other.start)) {
    result += sql.slice(at, edit.start) + edit.text;
    at = Math.max(at, edit.end);
  }
  return result + sql.slice(at);
}

/** The table under another name, also where an expression of its own says `"table"."column"`. */
export function renameTo(table: TableText, name: string): readonly Edit[] {
  const text = quoteIdentifier(name);
  const tokens = tokenize(table.sql);
  const qualifiers = tokens.filter(
    (token, at) =>
      token.start > table.nameSpan.end &&
      isName(token) &&
      sameName(token.name, table.name) &&
      tokens[at + 1]?.text === '.',
  );
  return [table.nameSpan, ...qualifiers].map(({ start, end }) => ({ start, end, text }));
}

/** A column behind the last one. */
export function insertColumn(table: TableText, sql: string): Edit {
  const at = table.columns.at(-1)?.end ?? table.nameSpan.end;
  return { start: at, end: at, text: `, ${sql}` };
}

/** A constraint behind all columns and constraints. */
export function insertConstraint(table: TableText, sql: string): Edit {
  const at = itemsOf(table).at(-1)?.end ?? table.nameSpan.end;
  return { start: at, end: at, text: `, ${sql}` };
}

/** Takes columns and constraints away, each with one comma; comments between them stay. */
export function removeItems(table: TableText, gone: readonly Span[]): readonly Edit[] {
  const items = itemsOf(table);
  const commas = tokenize(table.sql).filter(token => token.text === ',');
  const firstKept = items.findIndex(item => !gone.includes(item));
  const between = (left: Span | undefined, right: Span | undefined): readonly Edit[] =>
    commas
      .filter(({ start }) => left && right && start >= left.end && start < right.start)
      .map(cut);
  return gone.flatMap(item => {
    const at = items.indexOf(item);
    const comma = at < firstKept ? between(item, items[at + 1]) : between(items[at - 1], item);
    return comma.concat(cutWithSpace(table.sql, item));
  });
}

/** Takes a part away with the space before it. */
export function cutWithSpace(sql: string, { start, end }: Span): Edit {
  const spaces = /\s*$/.exec(sql.slice(0, start))?.[0].length ?? 0;
  return { start: start - spaces, end, text: '' };
}

function cut({ start, end }: Span): Edit {
  return { start, end, text: '' };
}

function itemsOf(table: TableText): readonly Span[] {
  return [...table.columns, ...table.constraints].toSorted((one, other) => one.start - other.start);
}
