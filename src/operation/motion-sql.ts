import { sqlName } from '../schema/expression.ts';
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
export function pieceSql({ name }: Column, at: number, count: number): SqlText {
  const text = sqlName(name);
  if (at === 0) return { postgresql: `split_part(${text}, ' ', 1)`, sqlite: firstWord(text) };
  const isLast = at === count - 1;
  const words = at === 1 ? '[^ ]* ' : `(?:[^ ]* ){${at}}`;
  const rest = Array.from({ length: at }).reduce<string>(behindFirstWord, text);
  return {
    postgresql: isLast
      ? `nullif(substring(${text} from '^${words}(.*)$'), '')`
      : `nullif(split_part(${text}, ' ', ${at + 1}), '')`,
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
