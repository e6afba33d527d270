import { usage } from './usage.ts';

const unit: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * `30s`, `10m`, `1h`, `250ms`, or a number of seconds, in milliseconds.
 * @throws MigshError `usage`
 */
export function parseDuration(text: string): number {
  const [, amount = '', suffix = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  if (amount === '') throw usage(`${text} is no duration`, '30s, 10m, 1h, 250ms, or 0 not to wait');
  return Number(amount) * (unit[suffix] ?? 1000);
}

/** Milliseconds for people: `12 ms`, `3.4 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
