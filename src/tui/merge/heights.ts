import type { Layout } from '../layout.ts';
import { panesOf, twoPanes } from '../layout.ts';
import type { State } from '../state.ts';
import { overlapLines } from './overlap.ts';
import { pictureRows } from './picture.ts';
import { alternativeLines } from './rows.ts';
import type { MergeScreen } from './state.ts';

/** Rows of the parts of a merge, and the width of the review. */
export interface MergeHeights {
  readonly heads: number;
  readonly review: number;
  readonly reviewWidth: number;
  readonly picture: number;
}

/** The review and the picture share what heads and message leave; beside each other both have more. */
export function mergeHeights(
  state: State,
  screen: MergeScreen,
  { columns, body }: Pick<Layout, 'columns' | 'body'>,
): MergeHeights {
  const wanted = pictureRows(state, screen);
  if (columns >= twoPanes) {
    const [left, reviewWidth] = panesOf(columns);
    const heads = Math.min(screen.heads.length, Math.floor(body / 3));
    const others = alternativeLines(state, screen, left).length;
    // A rule and the message; blank lines, the fork and two headings.
    const room = body - 2 - heads - others - 6;
    return {
      heads,
      reviewWidth,
      review: body - 2,
      picture: Math.max(1, Math.min(wanted, room)),
    };
  }
  const heads = Math.min(screen.heads.length, Math.max(2, Math.floor(body / 5)));
  // Four rules, the fork and the message.
  const room = body - 6 - heads;
  const lines = overlapLines(state, screen, { columns, width: columns }).length;
  const picture = Math.min(wanted, Math.max(Math.floor(room / 2), room - lines));
  return { heads, reviewWidth: columns, review: room - picture, picture };
}
