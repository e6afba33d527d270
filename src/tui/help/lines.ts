import type { Binding, BindingGroup } from '../binding.ts';
import { aliveIn, spellKey, titleOf } from '../binding.ts';
import type { Mode } from '../mode.ts';
import type { State } from '../state.ts';

/** A line of the help: a key, what it does, and why not where it does nothing at the moment. */
export interface HelpLine {
  readonly id: string;
  readonly group: BindingGroup;
  /** The key that is pressed for it. */
  readonly key: string;
  readonly spelling: string;
  readonly title: string;
  readonly help: string;
  readonly off: string | null;
}

/** The keys of a mode; with a filter those in whose line its words are found. */
export function helpLines(
  keymap: readonly Binding[],
  state: State,
  { mode, filter }: { readonly mode: Mode; readonly filter: string },
): readonly HelpLine[] {
  const words = filter.toLowerCase().match(/\S+/g) ?? [];
  return groups.flatMap(group =>
    keymap
      .filter(binding => binding.group === group && binding.modes.includes(mode))
      .map(binding => helpLine(binding, state))
      .filter(({ spelling, title, help }) =>
        words.every(word => `${spelling} ${title} ${help}`.toLowerCase().includes(word)),
      ),
  );
}

const groups: readonly BindingGroup[] = ['here', 'move', 'everywhere'];

function helpLine(binding: Binding, state: State): HelpLine {
  const alive = aliveIn(binding, state);
  return {
    id: binding.id,
    group: binding.group,
    key: binding.keys[0] ?? '',
    spelling: binding.keys.map(spellKey).join(' '),
    title: titleOf(binding, state),
    help: binding.help,
    off: alive === true ? null : alive,
  };
}
