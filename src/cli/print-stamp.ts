import type { PreparedStamp } from '../app/stamp.ts';
import { printIds } from './print-revisions.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { arrow } from './style.ts';
import { wrap } from './wrap.ts';

/** `stamp` before it writes: what will count as applied, and what no longer. */
export function printStamp(prepared: PreparedStamp, style: Style): string {
  const { database, from, to, add, again, remove, makesTables } = prepared;
  const fresh = add.filter(id => !again.includes(id));
  const blocks = [
    [
      `${style.paint('heading', 'Stamp')}  ${sanitizeLine(database.label)} (${database.dialect})`,
      ...wrap(`${named(from)} ${arrow(style)} ${named(to)}`, { width: style.width, first: '  ' }),
      '  no revision is run: the tables stay as they are',
      ...(makesTables ? ["  the journal's tables are made"] : []),
    ],
    part('will count as applied', fresh, prepared, style),
    part('will count as applied in full, as their files are now', again, prepared, style),
    part('will no longer count as applied', remove, prepared, style),
  ];
  const shown = blocks.filter(lines => lines.length > 0);
  return `${shown.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

/** Where a stamp ended. */
export function printStamped({ database }: PreparedStamp, current: readonly string[]): string {
  const now = current.length === 0 ? 'nothing is applied' : `current ${current.join(', ')}`;
  return `stamped ${sanitizeLine(database.label)}: ${now}\n`;
}

function part(
  name: string,
  ids: readonly string[],
  { titles }: PreparedStamp,
  style: Style,
): readonly string[] {
  if (ids.length === 0) return [];
  const indented = { ...style, rowWidth: style.rowWidth - 2 };
  const rows = printIds(ids, titles, indented).trimEnd().split('\n');
  return [style.paint('heading', name), ...rows.map(row => `  ${row}`)];
}

function named(ids: readonly string[]): string {
  return ids.length === 0 ? 'base' : ids.join(', ');
}
