import { Box, Text } from 'ink';
import { useContext } from 'react';
import type { ReactNode } from 'react';

import { asciiLine } from '../text/ascii.ts';
import type { Line, Span } from '../text/line.ts';
import { cutLine } from '../text/line.ts';
import { LooksContext } from './looks.ts';

interface RowsProps {
  readonly lines: readonly Line[];
  readonly width: number;
  /** Lines behind these are not drawn; missing ones are blank. */
  readonly height: number;
}

/** Lines one below the other, in exactly as many rows as they are given: nothing wraps, nothing shrinks. */
export function Rows({ lines, width, height }: RowsProps): ReactNode {
  const rows = Array.from({ length: height }, (_, at) => lines[at] ?? []);
  return (
    <Box flexDirection="column" flexShrink={0} width={width} height={height}>
      {rows.map((row, at) => (
        // A row is its place: what stands in it changes with every scroll.
        // oxlint-disable-next-line react/no-array-index-key -- rows have no identity but their place
        <Row key={at} line={row} width={width} />
      ))}
    </Box>
  );
}

/** One line, cut where it is wider. */
export function Row({ line, width }: { readonly line: Line; readonly width: number }): ReactNode {
  const { glyphs } = useContext(LooksContext);
  const spans = cutLine(glyphs.ascii ? asciiLine(line) : line, width, glyphs.ellipsis);
  const [only] = spans;
  // An empty text would take no row.
  if (only === undefined || spans.every(({ text }) => text === '')) return <Text> </Text>;
  return (
    <Text wrap="truncate-end">
      {spans.length === 1 && only.role === undefined
        ? only.text
        : spans.map((span, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- spans have no identity but their place
            <Piece key={at} span={span} />
          ))}
    </Text>
  );
}

function Piece({ span }: { readonly span: Span }): ReactNode {
  const { looks } = useContext(LooksContext);
  return span.role === undefined ? span.text : <Text {...looks[span.role]}>{span.text}</Text>;
}
