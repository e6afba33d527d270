import { focusOn } from '../history/update.ts';
import { editorOf } from '../line-editor.ts';
import type { MessageOf } from '../message.ts';
import { select, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeScreen, changeTop, next, push, screenOf, valueOf } from '../state.ts';
import type { NoteScreen } from './state.ts';

/** What `revision`'s flags may say in advance. */
export interface NoteRequest {
  readonly message?: string;
  readonly request?: NoteScreen['request'];
}

/** Opens the form for a new empty revision; with several heads it asks first on which one it stands. */
export function openNote(state: State, { message = '', request = {} }: NoteRequest = {}): Next {
  const all = valueOf(state.project.history)?.graph.heads ?? [];
  const heads = request.head === undefined ? all : [];
  return next(
    push(state, serial => ({
      kind: 'note',
      serial,
      request,
      heads,
      selected: 0,
      phase: heads.length > 1 ? 'head' : 'message',
      message: editorOf(message),
      result: null,
    })),
  );
}

/** Selects another head. */
export function moveHead(state: State, key: string): Next {
  return next(
    changeTop(state, 'note', screen => {
      const extent = { count: screen.heads.length, height: screen.heads.length };
      const row = screen.selected + (stepOf(key, extent.count) ?? 0);
      return { ...screen, selected: select({ selected: 0, top: 0 }, row, extent).selected };
    }),
  );
}

/** Takes the head with this digit, or the selected one. */
export function chooseHead(state: State, key: string): Next {
  return next(
    changeTop(state, 'note', screen => {
      const selected = /^[1-9]$/.test(key) ? Number(key) - 1 : screen.selected;
      return screen.heads[selected] === undefined
        ? screen
        : { ...screen, selected, phase: 'message' };
    }),
  );
}

/** Writes the revision. */
export function create(state: State): Next {
  const screen = screenOf(state, 'note');
  if (screen === undefined) return next(state);
  const head = screen.heads.length > 1 ? screen.heads[screen.selected] : undefined;
  const message = screen.message.text.trim();
  return next(
    changeTop(state, 'note', each => ({ ...each, phase: 'writing' })),
    {
      do: 'create',
      for: screen.serial,
      request: { ...screen.request, message, ...(head !== undefined && { head }) },
    },
  );
}

/** The revision is written. */
export function created(state: State, { for: serial, result }: MessageOf<'written'>): Next {
  const changed = changeScreen(state, { kind: 'note', serial }, screen => ({
    ...screen,
    phase: 'written',
    result,
  }));
  const deeds = result.path === null ? [] : [`wrote ${result.path}`];
  const focused = focusOn(changed, result.revision?.id);
  return next({ ...focused, deeds: [...state.deeds, ...deeds] }, { do: 'load' });
}
