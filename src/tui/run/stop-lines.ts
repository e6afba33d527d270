import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';

/** The question whether to stop what runs. */
export const stopLines: readonly Line[] = [
  line('  Stop? The running statement is cancelled and its revision rolled back;', 'strong'),
  line('  revisions that are done stay. The same command goes on later.'),
  [],
  [
    span('  y', 'key'),
    span(' or '),
    span('ctrl-c', 'key'),
    span(' again: stop      '),
    span('esc', 'key'),
    span(' go on'),
  ],
];
