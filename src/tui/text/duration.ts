/** Milliseconds for people: `12 ms`, `3.4 s`, `2:05 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')} min`;
}

/** How long ago, in one unit: `now`, `5m`, `2h`, `3d`, `6w`, `2y`. */
export function formatAge(milliseconds: number): string {
  const found = units.find(([, , from]) => milliseconds >= from);
  return found === undefined ? 'now' : `${Math.floor(milliseconds / found[1])}${found[0]}`;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** A unit, its length, and from how long on it is used. */
const units: readonly (readonly [string, number, number])[] = [
  ['y', 365 * day, 365 * day],
  ['w', 7 * day, 21 * day],
  ['d', day, day],
  ['h', 60 * minute, 60 * minute],
  ['m', minute, minute],
];
