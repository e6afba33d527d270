import { usage } from './usage.ts';

/**
 * `--limit N`, from 1 on.
 * @throws MigshError `usage`
 */
export function parseLimit(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw usage(`--limit ${text} is no number of lines`, '--limit 20');
}
