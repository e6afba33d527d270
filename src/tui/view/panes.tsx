import { Box } from 'ink';
import type { ReactNode } from 'react';

import type { Line } from '../text/line.ts';
import type { Glyphs } from '../theme.ts';
import { Rows } from './rows.tsx';

interface PanesProps {
  readonly left: readonly Line[];
  readonly right: readonly Line[];
  readonly widths: readonly [left: number, right: number];
  readonly height: number;
  readonly glyphs: Glyphs;
}

/** Two panes side by side, with a line between them. */
export function Panes({ left, right, widths, height, glyphs }: PanesProps): ReactNode {
  const divider: Line = [{ text: glyphs.vertical, role: 'rule' }];
  return (
    <Box flexShrink={0} height={height}>
      <Rows lines={left} width={widths[0]} height={height} />
      <Rows lines={Array.from({ length: height }, () => divider)} width={1} height={height} />
      <Rows lines={right} width={widths[1]} height={height} />
    </Box>
  );
}
