import type { Role } from '../theme.ts';
import { sanitize } from './sanitize.ts';
import { cut, take, widthOf } from './width.ts';

/** A piece of a line with one look. */
export interface Span {
  readonly text: string;
  readonly role?: Role;
}

/** One row of the screen, from its left edge. Views make these; a component turns them into Ink's text. */
export type Line = readonly Span[];

/** A line of one look. Control characters are taken out. */
export function line(text: string, role?: Role): Line {
  return [span(text, role)];
}

/** A piece of a line; what stands behind a line break is left out. */
export function span(text: string, role?: Role): Span {
  const clean = sanitize(text).split('\n', 1)[0] ?? '';
  return role === undefined ? { text: clean } : { text: clean, role };
}

/** The text of a line, without looks. */
export function textOf(row: Line): string {
  return row.map(({ text }) => text).join('');
}

/** Columns that a line takes. */
export function lineWidth(row: Line): number {
  return row.reduce((width, { text }) => width + widthOf(text), 0);
}

/** The line cut at its end to `width`. */
export function cutLine(row: Line, width: number, ellipsis: string): Line {
  if (lineWidth(row) <= width) return row;
  const result: Span[] = [];
  let left = width - widthOf(ellipsis);
  for (const each of row) {
    const text = take(each.text, left);
    if (text !== '') result.push({ ...each, text });
    left -= widthOf(each.text);
    if (left < 0) break;
  }
  return [...result, { text: cut(ellipsis, width, '') }];
}

/** Exactly `width` columns: cut, or with spaces behind it. */
export function fitLine(row: Line, width: number, ellipsis: string): Line {
  const fitting = cutLine(row, width, ellipsis);
  const missing = width - lineWidth(fitting);
  return missing > 0 ? [...fitting, { text: ' '.repeat(missing) }] : fitting;
}

/** `left` and `right` at the two edges of `width` columns; where both have no room, `left` is cut. */
export function spread(left: Line, right: Line, options: Spread): Line {
  const { width, ellipsis } = options;
  const room = Math.max(0, width - lineWidth(right) - (right.length === 0 ? 0 : 1));
  const fitting = cutLine(left, room, ellipsis);
  const gap = Math.max(0, width - lineWidth(fitting) - lineWidth(right));
  return [...fitting, { text: ' '.repeat(gap) }, ...right];
}

interface Spread {
  readonly width: number;
  readonly ellipsis: string;
}
