import type { Binding } from '../binding.ts';
import { layoutOf } from '../layout.ts';
import { editorOf } from '../line-editor.ts';
import { modeOf } from '../mode.ts';
import { atTop, select } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { next } from '../state.ts';
import type { HelpLine } from './lines.ts';
import { helpLines } from './lines.ts';

/** Opens the list of the keys that mean something where it is opened. */
export function openHelp(state: State): Next {
  const mode = modeOf(state);
  return next({ ...state, overlay: { kind: 'help', mode, editor: editorOf(), selection: atTop } });
}

/** The lines of the help that is open; what they do depends on the state under it. */
export function openLines(keymap: readonly Binding[], state: State): readonly HelpLine[] {
  const { overlay } = state;
  if (overlay?.kind !== 'help') return [];
  const { mode, editor } = overlay;
  return helpLines(keymap, { ...state, overlay: null }, { mode, filter: editor.text });
}

/** Selects another line. */
export function move(keymap: readonly Binding[], state: State, by: number): Next {
  const { overlay } = state;
  if (overlay?.kind !== 'help') return next(state);
  const extent = { count: openLines(keymap, state).length, height: helpHeight(state) };
  const selection = select(overlay.selection, overlay.selection.selected + by, extent);
  return next({ ...state, overlay: { ...overlay, selection } });
}

/** Closes the help and presses the key of the selected line. */
export function runLine(keymap: readonly Binding[], state: State): Next {
  const { overlay } = state;
  if (overlay?.kind !== 'help') return next(state);
  const line = openLines(keymap, state)[overlay.selection.selected];
  const closed = next({ ...state, overlay: null });
  return line === undefined ? closed : { ...closed, press: [line.key] };
}

/** Rows for lines: the body without the rule, the filter, a blank line and the groups' headings. */
function helpHeight(state: State): number {
  return Math.max(1, (layoutOf(state.size)?.body ?? 7) - 6);
}
