import { createContext } from 'react';

import type { Glyphs, Looks } from '../theme.ts';
import { glyphsOf, looksOf } from '../theme.ts';

/** The looks and characters that rows are drawn with. */
export const LooksContext = createContext<{ readonly looks: Looks; readonly glyphs: Glyphs }>({
  looks: looksOf(false),
  glyphs: glyphsOf(false),
});
