import { MigshError } from '../error.ts';

/** A name taken apart: `label@head-2` is branch `label`, symbol `head`, steps -2. */
export interface RevisionName {
  /** As it was typed. */
  readonly text: string;
  readonly branch: string | undefined;
  /** An id, a prefix, a label, `head`, `heads`, `base` or `current`; undefined in `+1` and `label@-1`. */
  readonly symbol: string | undefined;
  /** Steps up (+) or down (-) from there; undefined where none are named. */
  readonly steps: number | undefined;
}

/** Takes a revision's name apart without knowing any revision. */
export function parseName(text: string): RevisionName {
  const match = /^(?:([\w.]+)@)?([\w.]+)?(?:([+-]\d+))?$/.exec(text.trim());
  const [, branch, symbol, steps] = match ?? [];
  if (match === null || (symbol === undefined && steps === undefined)) throw noName(text);
  return { text, branch, symbol, steps: steps === undefined ? undefined : Number(steps) };
}

/** The two ends of `a:b`, either of which may be left out; undefined where there is no colon. */
export function parseRange(
  text: string,
): { readonly from: string | undefined; readonly to: string | undefined } | undefined {
  const [from = '', to, more] = text.trim().split(':');
  if (to === undefined || more !== undefined) return undefined;
  return { from: from || undefined, to: to || undefined };
}

function noName(text: string): MigshError {
  return new MigshError('unknown-revision', `${JSON.stringify(text)} does not name a revision`, {
    hint: 'A name is an id or the beginning of one, a label, head, heads, base, label@head, or steps from one: +1, -1, head-1, label@+1.',
    details: { name: text },
  });
}
