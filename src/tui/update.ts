import { aliveIn } from './binding.ts';
import { fieldOf } from './field.ts';
import { quit, toast } from './go.ts';
import { previewEffects, refreshRows } from './history/update.ts';
import { findBinding } from './keymap.ts';
import { layoutOf } from './layout.ts';
import { edit, paste } from './line-editor.ts';
import { logRead } from './log/update.ts';
import { rebased, rebasePrepared } from './merge/rebase.ts';
import { filesRead, isComparing, merged, mergeFailed, reviewed } from './merge/update.ts';
import type { Message, MessageOf, MessageType } from './message.ts';
import { modeOf } from './mode.ts';
import { created } from './note/update.ts';
import { planned } from './plan/update.ts';
import { shown } from './revision/update.ts';
import { ran, runEnded } from './run/update.ts';
import { stamped, stampFailed, stampPrepared } from './stamp/update.ts';
import type { Loaded, Next, ProjectData, Screen, State } from './state.ts';
import { next, topScreen } from './state.ts';
import { answerPreviewed, answerPreviewEffects } from './wizard/preview.ts';
import { compared, evaluated, wizardFailed, written } from './wizard/update.ts';

/** The next state after a message that came at a time. Pure: what is to be done outside comes back as effects. */
export function update(before: State, message: Message, at: number): Next {
  const state = { ...before, now: at };
  const after = handle(expireToast(state), message);
  const effects = [
    ...previewEffects(before, after.state),
    ...answerPreviewEffects(before, after.state),
  ];
  return { state: after.state, effects: [...after.effects, ...effects] };
}

/** A function for every kind of message: one that is left out does not compile. */
type ForEachMessage = {
  readonly [Type in MessageType]: (state: State, message: MessageOf<Type>) => Next;
};

const handlers: ForEachMessage = {
  keys: (state, { keys }) => press(state, keys),
  paste: (state, { text }) => pasteText(state, text),
  resize: (state, { size }) => next(refreshRows({ ...state, size })),
  tick: state => next(state),
  historyRead: (state, { history }) =>
    filesRead(
      refreshRows(putProject(state, { history: { is: 'ready', value: history }, shown: {} })),
    ),
  historyFailed: (state, { error }) =>
    next(refreshRows(putProject(state, { history: { is: 'failed', error } }))),
  databaseRead: (state, { database }) =>
    next(refreshRows(putProject(state, { database: { is: 'ready', value: database } }))),
  databaseFailed: (state, { error }) => {
    const unread = refreshRows(putProject(state, { database: { is: 'failed', error } }));
    // Said once, and only where it hides nothing that somebody is reading or typing.
    const told = state.project.database.is === 'failed' || state.screens.length > 1;
    return next(
      told || state.overlay !== null ? unread : { ...unread, overlay: { kind: 'error', error } },
    );
  },
  shown,
  showFailed: shown,
  planned,
  ran,
  runEnded,
  compared,
  evaluated,
  answerPreviewed,
  written: (state, message) => {
    const kind = topKind(state, message.for);
    if (kind === 'merge') return merged(state, message);
    return kind === 'note' ? created(state, message) : written(state, message);
  },
  reviewed,
  rebasePrepared,
  rebased,
  stampPrepared,
  stamped,
  logRead,
  failed,
  edited: (state, { problem }) =>
    next(problem === null ? state : toast(state, problem), { do: 'load' }),
  copied: (state, { what }) => next(toast(state, `copied ${what}`)),
};

function handle(state: State, message: Message): Next {
  return dispatch(message.type, state, message);
}

function dispatch<Type extends MessageType>(
  kind: Type,
  state: State,
  message: MessageOf<Type>,
): Next {
  return handlers[kind](state, message);
}

/** The keys one after the other; what one leads to is done before the next. */
function press(state: State, keys: readonly string[]): Next {
  const effects: Next['effects'][number][] = [];
  const queue = [...keys];
  let current = state;
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    // What was said is read by whoever types on.
    const step = pressKey({ ...current, toast: null }, key);
    current = step.state;
    effects.push(...step.effects);
    queue.unshift(...(step.press ?? []));
  }
  return { state: current, effects };
}

function pressKey(state: State, key: string): Next {
  if (layoutOf(state.size) === null) return pressTooSmall(state, key);
  if (isTooEarly(state, key)) return next(state);
  const binding = findBinding(modeOf(state), key);
  if (binding === undefined) return type(state, key);
  const alive = aliveIn(binding, state);
  return alive === true ? binding.run(state, key) : next(toast(state, alive));
}

/** Only a way out where nothing can be shown; what runs is asked about once there is room for the question. */
function pressTooSmall(state: State, key: string): Next {
  const screen = topScreen(state);
  const runs = screen.kind === 'run' && screen.end === null;
  return (key === 'q' || key === 'ctrl-c') && !runs ? quit(state) : next(state);
}

/** Keys that were typed before a question could have been read answer nothing. */
function isTooEarly(state: State, key: string): boolean {
  const { overlay, now } = state;
  if (key === 'escape' || key === 'ctrl-c') return false;
  if (overlay?.kind === 'confirm' || overlay?.kind === 'stop') {
    return now - overlay.openedAt < readingTime;
  }
  return overlay === null && now - readyAt(topScreen(state)) < readingTime;
}

const readingTime = 300;

/** When a screen that asks came up; one that asks nothing was always there. */
function readyAt(screen: Screen): number {
  if (screen.kind === 'plan' || screen.kind === 'stamp') return screen.readyAt;
  return screen.kind === 'merge' ? (screen.rebase?.readyAt ?? -Infinity) : -Infinity;
}

function type(state: State, key: string): Next {
  const field = fieldOf(state);
  if (field === null) return next(state);
  const editor = edit(field.editor, key);
  return next(editor === null ? state : refreshRows(field.put(editor)));
}

function pasteText(state: State, text: string): Next {
  const field = fieldOf(state);
  return next(field === null ? state : refreshRows(field.put(paste(field.editor, text))));
}

/** Something that a screen asked for did not work. */
function failed(state: State, { for: serial, error }: MessageOf<'failed'>): Next {
  const screen = state.screens.find(each => each.serial === serial);
  if (screen === undefined) return next(state);
  if (screen.kind === 'wizard') return wizardFailed(state, serial, error);
  if (screen.kind === 'merge') return mergeFailed(state, serial, error);
  if (screen.kind === 'stamp') return stampFailed(state, serial, error);
  const change = (changed: State['screens'][number]): State => ({
    ...state,
    screens: state.screens.map(each => (each.serial === serial ? changed : each)),
  });
  if (screen.kind === 'log') return next(change({ ...screen, log: { is: 'failed', error } }));
  if (screen.kind === 'plan') {
    return next(change({ ...screen, prepared: { is: 'failed', error } }));
  }
  const reset = screen.kind === 'note' ? change({ ...screen, phase: 'message' }) : state;
  return next({ ...reset, overlay: { kind: 'error', error } });
}

function putProject(state: State, change: Partial<ProjectData>): State {
  return { ...state, project: { ...state.project, ...change } };
}

function expireToast(state: State): State {
  const { toast: shownToast, now } = state;
  return shownToast !== null && now >= shownToast.until ? { ...state, toast: null } : state;
}

function topKind(state: State, serial: number): string | undefined {
  return state.screens.find(each => each.serial === serial)?.kind;
}

function waits(loaded: Loaded<unknown> | undefined): boolean {
  return loaded?.is === 'loading';
}

/** Whether time alone changes what is on the screen. */
export function needsClock(state: State): boolean {
  const { history, database } = state.project;
  return state.toast !== null || isMoving(state) || waits(history) || waits(database);
}

/** Whether the screen counts the time, or waits for something. */
function isMoving(state: State): boolean {
  const screen = topScreen(state);
  return (
    (screen.kind === 'run' && screen.end === null) ||
    (screen.kind === 'wizard' && ['comparing', 'evaluating', 'writing'].includes(screen.phase)) ||
    (screen.kind === 'merge' && isComparing(screen)) ||
    waits(awaited(state, screen))
  );
}

function awaited({ project }: State, screen: Screen): Loaded<unknown> | undefined {
  if (screen.kind === 'plan' || screen.kind === 'stamp') return screen.prepared;
  if (screen.kind === 'log') return screen.log;
  return screen.kind === 'revision' ? project.shown[screen.id] : undefined;
}
