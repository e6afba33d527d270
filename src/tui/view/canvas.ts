import type { Layout } from '../layout.ts';
import { shrunk } from '../layout.ts';
import type { State } from '../state.ts';
import type { Glyphs } from '../theme.ts';
import { glyphsOf } from '../theme.ts';

/** What a screen is drawn on. */
export interface Canvas {
  readonly layout: Layout;
  readonly glyphs: Glyphs;
}

/** A canvas with the layout's body, less the rows that an overlay takes from its lower end. */
export function canvasFor(state: State, layout: Layout, taken: number): Canvas {
  return { layout: taken === 0 ? layout : shrunk(layout, taken), glyphs: glyphsOf(state.ascii) };
}
