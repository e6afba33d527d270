import type { Editor } from './line-editor.ts';
import type { Overlay, Screen, State } from './state.ts';
import { topScreen } from './state.ts';

/** A line that letters go into, and the state with another text in it. */
export interface Field {
  readonly editor: Editor;
  readonly put: (editor: Editor) => State;
}

/** The field of a state; null where there is none. */
export function fieldOf(state: State): Field | null {
  if (state.overlay !== null) return overlayField(state, state.overlay);
  const screen = topScreen(state);
  if (screen.kind === 'history') return filterField(state, screen);
  if (screen.kind === 'wizard') return wizardField(state, screen);
  if (screen.kind === 'merge') return mergeField(state, screen);
  if (screen.kind === 'stamp') return stampField(state, screen);
  if (screen.kind !== 'note' || screen.phase !== 'message') return null;
  return {
    editor: screen.message,
    put: message => putScreen(state, { ...screen, message }),
  };
}

function overlayField(state: State, overlay: Overlay): Field | null {
  if (overlay.kind === 'stop' || overlay.kind === 'error') return null;
  return {
    editor: overlay.editor,
    put: editor => ({ ...state, overlay: typedInto(overlay, editor) }),
  };
}

/** What was chosen belongs to what was typed before. */
function typedInto(overlay: Exclude<Overlay, { kind: 'stop' | 'error' }>, editor: Editor): Overlay {
  if (overlay.kind === 'help') return { ...overlay, editor, selection: { selected: 0, top: 0 } };
  if (overlay.kind === 'confirm') return { ...overlay, editor };
  return { ...overlay, editor, selected: null, back: 0, problem: null };
}

function filterField(state: State, screen: Extract<Screen, { kind: 'history' }>): Field | null {
  const { filter } = screen;
  if (filter?.typing !== true) return null;
  return {
    editor: filter.editor,
    put: editor => putScreen(state, { ...screen, filter: { ...filter, editor } }),
  };
}

function mergeField(state: State, screen: Extract<Screen, { kind: 'merge' }>): Field | null {
  if (screen.phase !== 'message' || screen.message === null) return null;
  return {
    editor: screen.message,
    put: message => putScreen(state, { ...screen, message }),
  };
}

function stampField(state: State, screen: Extract<Screen, { kind: 'stamp' }>): Field | null {
  if (screen.phase !== 'confirm') return null;
  return { editor: screen.name, put: name => putScreen(state, { ...screen, name }) };
}

function wizardField(state: State, screen: Extract<Screen, { kind: 'wizard' }>): Field | null {
  if (screen.phase === 'value') {
    return { editor: screen.value, put: value => putScreen(state, { ...screen, value }) };
  }
  if (screen.phase !== 'message') return null;
  return { editor: screen.message, put: message => putScreen(state, { ...screen, message }) };
}

function putScreen(state: State, screen: Screen): State {
  return { ...state, screens: [...state.screens.slice(0, -1), screen] };
}
