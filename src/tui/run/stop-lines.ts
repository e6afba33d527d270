import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';

/** The question whether to stop what runs. */
export const stopLines: readonly Line[] = [
  line('  Stop? Revisions that are done stay; the same command goes on later.', 'strong'),
  [],
  [
    span('  y', 'key'),
    span(' or '),
    span('ctrl-c', 'key'),
    span('  now: the statement is cancelled, its revision rolled back'),
  ],
  [span('  a', 'key'), span('            after the revision that runs')],
  [span('  esc', 'key'), span('          go on')],
];
