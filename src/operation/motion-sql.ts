import { sqlName, sqlTable } from '../schema/expression.ts';
import { qualifierOf } from '../schema/names.ts';
import type { SqlText } from '../schema/objects.ts';
import type { Column } from '../schema/schema.ts';
import { combineSql } from './sql-texts.ts';

/** What is joined. */
interface Part {
  readonly sql: string;
  readonly nullable: boolean;
}

/** Texts joined with a blank between, nulls left out; null only where all of them are. SQLite has `concat_ws` from 3.44 on alone. */
export function joinedSql(parts: readonly Part[]): string {
  const first = parts.findIndex(({ nullable }) => !nullable);
  if (first === -1) return `nullif(substr(${joinedBehind(parts)}, 2), '')`;
  const [before, behind] = [parts.slice(0, first), parts.slice(first + 1)];
  return joinedTexts(joinedBefore(before), parts[first]?.sql ?? '', joinedBehind(behind));
}

/** Texts with a blank behind each. */
export function joinedBefore(parts: readonly Part[]): string {
  return joinedTexts(
    ...parts.map(({ sql, nullable }) =>
      nullable ? `coalesce(${sql} || ' ', '')` : `${sql} || ' '`,
    ),
  );
}

/** Texts with a blank before each. */
export function joinedBehind(parts: readonly Part[]): string {
  return joinedTexts(
    ...parts.map(({ sql, nullable }) =>
      nullable ? `coalesce(' ' || ${sql}, '')` : `' ' || ${sql}`,
    ),
  );
}

/** Texts put one behind the other; `''` is none. */
export function joinedTexts(...texts: readonly string[]): string {
  return texts.filter(text => text !== '').join(' || ');
}

/**
 * The piece of a text between its blanks, counted from 0, of so many; the last takes the rest, so that nothing is lost.
 * Blanks around the text and several at a cut are none of any piece. Null where there is none; the first is there wherever
 * the text is.
 */
export function pieceSql({ name }: Column, place: number, count: number): SqlText {
  const text = `trim(${sqlName(name)})`;
  if (place === 0) return { postgresql: `split_part(${text}, ' ', 1)`, sqlite: firstWord(text) };
  const isLast = place === count - 1;
  const words = place === 1 ? '[^ ]+ +' : `(?:[^ ]+ +){${place}}`;
  const rest = Array.from({ length: place }).reduce<string>(behindFirstWord, text);
  return {
    postgresql: `nullif(substring(${text} from '^${words}(${isLast ? '.*' : '[^ ]*'})${isLast ? '$' : ''}'), '')`,
    sqlite: `nullif(${isLast ? rest : firstWord(rest)}, '')`,
  };
}

// A blank at the end finds one in every text.
function firstWord(text: string): string {
  return `substr(${text}, 1, instr(${text} || ' ', ' ') - 1)`;
}

function behindFirstWord(text: string): string {
  return `ltrim(substr(${text}, instr(${text} || ' ', ' ')))`;
}

/** Whether a column says something else: `is not` is known to SQLite before 3.39, `is distinct from` to PostgreSQL. */
export function isOtherThan(column: string, value: SqlText): SqlText {
  if (typeof value === 'string') return `${sqlName(column)} is distinct from ${value}`;
  return combineSql([{ postgresql: 'is distinct from', sqlite: 'is not' }, value], texts =>
    [sqlName(column), ...texts].join(' '),
  );
}

/** A column of a table. */
export function at(table: string, column: string): string {
  return `${tableSql(table)}.${sqlName(column)}`;
}

/** A table, without quotes where none are needed: a person reads it in a file. */
export function tableSql(table: string): string {
  return qualifierOf(table) === '' ? sqlName(table) : sqlTable(table);
}
