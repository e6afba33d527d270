import type { TableSize } from './hazard.ts';

/** From here on a table is large: what reads or writes each of its rows makes others wait for longer than they notice. */
const largeFrom = { rows: 100_000, bytes: 100_000_000 } as const;

/** Whether a table is over the size limits, here or, as the settings say, elsewhere. */
export function isLarge({ rows, bytes = 0, large }: TableSize): boolean {
  return large === true || rows >= largeFrom.rows || bytes >= largeFrom.bytes;
}
