import type { Line, Span } from '../text/line.ts';
import { cutLine, lineWidth } from '../text/line.ts';
import type { Glyphs } from '../theme.ts';

/** What stands in a line between two parts of a screen. */
export interface RuleOptions {
  readonly width: number;
  readonly glyphs: Glyphs;
  /** At its right end. */
  readonly right?: Line;
  /** Where a divider between panes meets it: its column, whether it goes down from here, and the right pane's title. */
  readonly joint?: { readonly column: number; readonly tee: 'down' | 'up'; readonly title?: Line };
}

/** `─ History ─────────── 1-13 of 325 ─` */
export function rule(title: Line, options: RuleOptions): Line {
  const { width, glyphs, right = [], joint } = options;
  if (joint === undefined) return part(title, right, { width, glyphs });
  const { column, tee, title: second = [] } = joint;
  return [
    ...part(title, right, { width: column, glyphs }),
    { text: tee === 'down' ? glyphs.teeDown : glyphs.teeUp, role: 'rule' },
    ...part(second, [], { width: width - column - 1, glyphs }),
  ];
}

function part(
  title: Line,
  right: Line,
  { width, glyphs }: { readonly width: number; readonly glyphs: Glyphs },
): Line {
  const room = width - (lineWidth(right) === 0 ? 0 : lineWidth(right) + 3) - 4;
  const left = cutLine(title, Math.max(0, room), glyphs.ellipsis);
  const before =
    lineWidth(left) === 0 ? [] : [dashes(1, glyphs), { text: ' ' }, ...left, { text: ' ' }];
  const after =
    lineWidth(right) === 0 ? [] : [{ text: ' ' }, ...right, { text: ' ' }, dashes(1, glyphs)];
  const used = lineWidth(before) + lineWidth(after);
  return [...before, dashes(width - used, glyphs), ...after];
}

function dashes(count: number, glyphs: Glyphs): Span {
  return { text: glyphs.horizontal.repeat(Math.max(0, count)), role: 'rule' };
}
