import type { Layout } from '../layout.ts';
import { twoPanes } from '../layout.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line } from '../text/line.ts';
import type { MergeHeights } from './heights.ts';
import { reviewLines } from './review-lines.ts';
import { alternativeLines } from './rows.ts';
import type { MergeScreen } from './state.ts';

/** Everything under the overlap's rule; what can be done instead follows it where it has no pane of its own. */
export function overlapLines(
  state: State,
  screen: MergeScreen,
  { columns, width }: Pick<Layout, 'columns'> & { readonly width: number },
): readonly Line[] {
  const found = reviewLines(state, screen, width);
  if (columns >= twoPanes || screen.review?.is !== 'ready') return found;
  return [...found, [], ...alternativeLines(state, screen, width)];
}

/** As much of it as there is room for, from the first line that was scrolled to. */
export function overlapPage(
  lines: readonly Line[],
  top: number,
  { review: height }: Pick<MergeHeights, 'review'>,
): readonly Line[] {
  if (lines.length <= height) return lines;
  const page = lines.slice(top, top + Math.max(0, height - 1));
  const place = `  ${top + 1}-${top + page.length} of ${lines.length} lines   ctrl-d ctrl-u scroll`;
  return [...page, line(place, 'faint')];
}
