import type { Line } from '../text/line.ts';
import { textOf } from '../text/line.ts';
import { padEnd } from '../text/width.ts';
import { glyphsOf } from '../theme.ts';

/** A row of a list with room for the marker in front: the selected one is marked, and inverse. */
export function marked(
  content: Line,
  options: { readonly selected: boolean; readonly width: number; readonly ascii: boolean },
): Line {
  if (!options.selected) return [{ text: ' ' }, ...content];
  const text = padEnd(textOf(content), options.width - 1);
  return [
    { text: glyphsOf(options.ascii).marker, role: 'accent' },
    { text, role: 'selected' },
  ];
}
