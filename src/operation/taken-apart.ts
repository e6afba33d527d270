import type { ColumnsMerged } from '../schema/change-motion.ts';
import { enumerate } from '../schema/enumerate.ts';
import { sqlName } from '../schema/expression.ts';
import type { SqlText } from '../schema/objects.ts';
import type { Column } from '../schema/schema.ts';
import type { Explained } from './explain.ts';
import { joinedBefore, joinedBehind, joinedTexts } from './motion-sql.ts';
import { combineSql } from './sql-texts.ts';

/** Columns that were joined, and how it is told which rows say something else since. */
interface Joined {
  readonly motion: ColumnsMerged;
  /** Rows that changed since, or came; absent: all rows, nothing was kept. */
  readonly changed?: SqlText;
  /** The same of rows whose text is more than what was joined: some got it because there was nothing. */
  readonly filled?: SqlText;
}

/**
 * What columns that were joined get back. What the archive brought is right where the text is still what they give. Where it
 * changed, one of them may have changed alone: it gets what stands between the others. Any other text is whole in one of
 * them, since nothing says where it would be cut; the others were in the text that it took the place of.
 */
export function takenApart(joined: Joined): readonly Explained[] {
  const { from } = joined.motion;
  const alone = joined.changed === undefined ? [] : from;
  return [...alone.map((column, place) => changedAlone(joined, column, place)), whole(joined)];
}

/** `update author set last_name = substr(full_name, …) where full_name = first_name || ' ' || substr(full_name, …) …` */
function changedAlone(
  { motion: { table, from, to }, filled }: Joined,
  column: Column,
  place: number,
): Explained {
  const [ahead, rest] = [from.slice(0, place), from.slice(place + 1)];
  const text = sqlName(to.name);
  const [before, behind] = [joinedBefore(parts(ahead)), joinedBehind(parts(rest))];
  const value = between(text, before, behind);
  const longest = longestIn(column);
  const conditions = [
    `${text} = ${joinedTexts(before, value, behind)}`,
    `${value} <> ${sqlName(column.name)}`,
    ...(longest < longestIn(to) ? [`length(${value}) <= ${longest}`] : []),
    ...(filled === undefined ? [] : [filled]),
  ];
  const still = [
    ...(ahead.length > 0 ? [`begins with ${enumerate(names(ahead))}`] : []),
    ...(rest.length > 0 ? [`ends with ${enumerate(names(rest))}`] : []),
  ];
  return {
    kind: 'backfill',
    table,
    set: { [column.name]: value },
    where: combineSql(conditions, texts => texts.join(' and ')),
    why: `where ${to.name} changed meanwhile but still ${still.join(' and ')}, ${column.name} is what else it says`,
  };
}

// PostgreSQL refuses a negative length before it has looked whether the text is long enough at all.
function between(text: string, before: string, behind: string): string {
  const rest = before === '' ? text : `substr(${text}, length(${before}) + 1)`;
  return behind === '' ? rest : `substr(${rest}, 1, abs(length(${rest}) - length(${behind})))`;
}

function whole({ motion: { table, from, to }, changed }: Joined): Explained {
  const [widest] = from.toSorted((a, b) => longestIn(b) - longestIn(a));
  const set = from.map((column): readonly [string, string] => [
    column.name,
    column === widest ? textFor(column, to) : nothingFor(column),
  ]);
  const others = enumerate(names(from.filter(each => each !== widest)));
  const rows = changed === undefined ? 'all rows' : 'other rows that came or changed meanwhile';
  const limit = longestIn(widest);
  const stops =
    limit < longestIn(to)
      ? `; PostgreSQL stops at one of more than ${limit} characters: shorten it first`
      : '';
  return {
    kind: 'backfill',
    table,
    set: Object.fromEntries(set),
    ...(changed !== undefined && { where: changed }),
    why: `${rows} get the text whole in ${widest?.name ?? ''}, since nothing says where to cut it, and nothing in ${others}${stops}`,
  };
}

function textFor({ nullable }: Column, to: Column): string {
  const text = sqlName(to.name);
  return to.nullable && !nullable ? `coalesce(${text}, '')` : text;
}

function nothingFor({ nullable }: Column): string {
  return nullable ? 'null' : "''";
}

/** How many characters a column takes: 255 where a type that has a limit says none. */
function longestIn(column: Column | undefined): number {
  if (column?.type.name !== 'string') return Infinity;
  return column.type.length ?? 255;
}

function parts(columns: readonly Column[]): readonly { sql: string; nullable: boolean }[] {
  return columns.map(({ name, nullable }) => ({ sql: sqlName(name), nullable }));
}

function names(columns: readonly Column[]): readonly string[] {
  return columns.map(({ name }) => name);
}
