import { Box } from 'ink';
import type { ReactNode } from 'react';

import type { Size } from '../layout.ts';
import type { Line } from '../text/line.ts';
import { Row } from './rows.tsx';

interface FrameProps {
  readonly size: Size;
  readonly header: Line;
  /** The command that does the same in a shell, or what has just happened. */
  readonly command: Line;
  readonly keys: Line;
  readonly children: ReactNode;
}

/** What every screen has around it: above where one is, below the same as a command, and the keys. */
export function Frame({ size, header, command, keys, children }: FrameProps): ReactNode {
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows}>
      <Box flexShrink={0} height={1}>
        <Row line={header} width={size.columns} />
      </Box>
      <Box flexDirection="column" flexGrow={1} overflow="hidden">
        {children}
      </Box>
      <Box flexShrink={0} height={1}>
        <Row line={command} width={size.columns} />
      </Box>
      <Box flexShrink={0} height={1}>
        <Row line={keys} width={size.columns} />
      </Box>
    </Box>
  );
}
