import type { Binding } from './binding.ts';
import { aliveIn, spellKey, titleOf } from './binding.ts';
import { keymap } from './keymap.ts';
import { modeOf } from './mode.ts';
import type { State } from './state.ts';
import type { Line } from './text/line.ts';
import { lineWidth, span, spread } from './text/line.ts';
import { glyphsOf } from './theme.ts';

/** The last line: the keys that do something now, as many as fit; help and the way out always. */
export function footerLine(state: State, width: number): Line {
  const alive = footerBindings(state);
  const pinned = alive.filter(({ footer = 0 }) => footer >= pinnedFrom);
  const right = joined(pinned, state);
  const rest = alive.filter(({ footer = 0 }) => footer < pinnedFrom);
  const left: Binding[] = [];
  for (const binding of rest) {
    const wider = joined([...left, binding], state);
    if (lineWidth(wider) + lineWidth(right) + 3 > width) break;
    left.push(binding);
  }
  const { ellipsis } = glyphsOf(state.ascii);
  const edge = [span(' ')];
  return spread([...edge, ...joined(left, state)], [...right, ...edge], { width, ellipsis });
}

/** What the footer would name if there were room: alive, in the order of importance. */
export function footerBindings(state: State): readonly Binding[] {
  const mode = modeOf(state);
  return keymap
    .filter(({ modes, footer }) => footer !== undefined && modes.includes(mode))
    .filter(binding => aliveIn(binding, state) === true)
    .toSorted((a, b) => (a.footer ?? 0) - (b.footer ?? 0));
}

const pinnedFrom = 90;

function joined(bindings: readonly Binding[], state: State): Line {
  return bindings.flatMap((binding, at) => [
    ...(at === 0 ? [] : [span('  ')]),
    span(keysOf(binding), 'key'),
    span(` ${titleOf(binding, state)}`),
  ]);
}

/** Its first key; digits and pairs are named together. */
function keysOf({ keys }: Binding): string {
  const [first = '', second] = keys;
  if (first === '1') return `1-${keys.filter(key => /^\d$/.test(key)).length}`;
  if (first === 'J' && second === 'K') return 'J K';
  return spellKey(first);
}
