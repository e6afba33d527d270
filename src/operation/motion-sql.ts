import { sqlName, sqlTable } from '../schema/expression.ts';
import { qualifierOf } from '../schema/names.ts';
import type { SqlText } from '../schema/objects.ts';
import type { Column } from '../schema/schema.ts';

/** What is joined. */
interface Part {
  readonly sql: string;
  readonly nullable: boolean;
}

/** Texts joined with a blank between; null only where all of them are. */
export function joinedSql(parts: readonly Part[]): string {
  const names = parts.map(({ sql }) => sql);
  if (parts.every(({ nullable }) => !nullable)) return names.join(" || ' ' || ");
  // It leaves nulls out (PostgreSQL manual 9.4, SQLite 3.44), and gives '' where there is nothing else.
  const joined = `concat_ws(' ', ${names.join(', ')})`;
  return parts.every(({ nullable }) => nullable) ? `nullif(${joined}, '')` : joined;
}

/**
 * The piece of a text between its blanks, counted from 0, of so many; the last takes the rest, so that nothing is lost.
 * Null where there is none; the first is there wherever the text is.
 */
export function pieceSql({ name }: Column, place: number, count: number): SqlText {
  const text = sqlName(name);
  if (place === 0) return { postgresql: `split_part(${text}, ' ', 1)`, sqlite: firstWord(text) };
  const isLast = place === count - 1;
  const words = place === 1 ? '[^ ]* ' : `(?:[^ ]* ){${place}}`;
  const rest = Array.from({ length: place }).reduce<string>(behindFirstWord, text);
  return {
    postgresql: isLast
      ? `nullif(substring(${text} from '^${words}(.*)$'), '')`
      : `nullif(split_part(${text}, ' ', ${place + 1}), '')`,
    sqlite: `nullif(${isLast ? rest : firstWord(rest)}, '')`,
  };
}

// A blank at the end finds one in every text.
function firstWord(text: string): string {
  return `substr(${text}, 1, instr(${text} || ' ', ' ') - 1)`;
}

function behindFirstWord(text: string): string {
  return `substr(${text}, instr(${text} || ' ', ' ') + 1)`;
}

/** A column of a table. */
export function at(table: string, column: string): string {
  return `${tableSql(table)}.${sqlName(column)}`;
}

/** A table, without quotes where none are needed: a person reads it in a file. */
export function tableSql(table: string): string {
  return qualifierOf(table) === '' ? sqlName(table) : sqlTable(table);
}
