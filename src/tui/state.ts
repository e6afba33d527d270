import type { RevisionShape, RevisionState, ShowShape, StatusShape } from '../app/shapes.ts';
import type { RevisionGraph } from '../revision/graph.ts';
import type { ErrorShape } from '../runner/events.ts';
import type { Effect } from './effect.ts';
import type { HelpOverlay } from './help/state.ts';
import type { HistoryScreen } from './history/state.ts';
import type { Size } from './layout.ts';
import type { LogScreen } from './log/state.ts';
import type { MergeScreen } from './merge/state.ts';
import type { NoteScreen } from './note/state.ts';
import type { Grammar } from './palette/grammar.ts';
import type { ListingScreen } from './palette/listing.ts';
import type { PaletteOverlay } from './palette/state.ts';
import type { ConfirmOverlay, PlanScreen } from './plan/state.ts';
import type { RevisionScreen } from './revision/state.ts';
import type { RunScreen, StopOverlay } from './run/state.ts';
import type { StampScreen } from './stamp/state.ts';
import type { WizardScreen } from './wizard/state.ts';

/** Everything that the screen shows is made from this value; it changes only in update.ts. */
export interface State {
  readonly size: Size;
  /** No character outside ASCII is drawn. */
  readonly ascii: boolean;
  readonly grammar: Grammar;
  /** When the shell was opened, in milliseconds since 1970 … */
  readonly startedAt: number;
  /** … and how many milliseconds later the last message came. */
  readonly now: number;
  readonly project: ProjectData;
  /** From the history up to what is on top; never empty. */
  readonly screens: readonly Screen[];
  readonly overlay: Overlay | null;
  readonly toast: Toast | null;
  /** Counts screens: what an effect answers reaches the screen that asked, or nobody. */
  readonly lastSerial: number;
  /** What was typed behind `:`, the newest last. */
  readonly typed: readonly string[];
  /** What was changed, in words, for the line that is printed after leaving. */
  readonly deeds: readonly string[];
  /** When ctrl-c was last typed while nothing ran. */
  readonly interruptedAt: number | null;
}

export type Screen =
  | HistoryScreen
  | RevisionScreen
  | PlanScreen
  | RunScreen
  | WizardScreen
  | NoteScreen
  | MergeScreen
  | StampScreen
  | LogScreen
  | ListingScreen;

/** Lies over the screen and takes all keys. */
export type Overlay = HelpOverlay | PaletteOverlay | ConfirmOverlay | StopOverlay | ErrorOverlay;

export type ScreenKind = Screen['kind'];
export type ScreenOf<Kind extends ScreenKind> = Extract<Screen, { kind: Kind }>;

/** A failure that ended nothing: read it, close it, go on. */
export interface ErrorOverlay {
  readonly kind: 'error';
  readonly error: ErrorShape;
}

/** A sentence in the last line but one, for a few seconds. */
interface Toast {
  readonly text: string;
  readonly until: number;
}

/** What comes from outside, and may still be on its way. */
export type Loaded<T> =
  | { readonly is: 'loading'; readonly since: number }
  | { readonly is: 'ready'; readonly value: T }
  | { readonly is: 'failed'; readonly error: ErrorShape };

/** What was read of the project; screens share it. */
export interface ProjectData {
  readonly history: Loaded<HistoryData>;
  readonly database: Loaded<DatabaseData>;
  /** Revisions compiled for reading, by id. */
  readonly shown: Readonly<Record<string, Loaded<ShowShape>>>;
}

/** The revision files. */
export interface HistoryData {
  readonly graph: RevisionGraph;
  /** Newest first. */
  readonly revisions: readonly RevisionShape[];
  readonly byId: ReadonlyMap<string, RevisionShape>;
  /** Each id as short as it may be typed and stays unique. */
  readonly shortIds: ReadonlyMap<string, string>;
  /** The files' texts, by id. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What the database says about them. */
export interface DatabaseData {
  readonly status: StatusShape;
  readonly states: ReadonlyMap<string, RevisionState>;
}

/** A state and what is to be done outside because of it. */
export interface Next {
  readonly state: State;
  readonly effects: readonly Effect[];
  /** Keys that are to be taken next, as if they had been typed. */
  readonly press?: readonly string[];
}

/** A state alone: nothing is to be done. */
export function next(state: State, ...effects: readonly Effect[]): Next {
  return { state, effects };
}

/** The screen on top. */
export function topScreen(state: State): Screen {
  const top = state.screens.at(-1);
  if (top === undefined) throw new TypeError('the history was popped');
  return top;
}

/** The screen on top where it is of this kind. */
export function screenOf<Kind extends ScreenKind>(
  state: State,
  kind: Kind,
): ScreenOf<Kind> | undefined {
  const top = topScreen(state);
  return isKind(top, kind) ? top : undefined;
}

/** The state with a change of the top screen; unchanged where it is of another kind. */
export function changeTop<Kind extends ScreenKind>(
  state: State,
  kind: Kind,
  change: (screen: ScreenOf<Kind>) => Screen,
): State {
  const top = topScreen(state);
  return isKind(top, kind) ? replaceScreen(state, change(top)) : state;
}

/** The state with a change of the screen that asked for something; unchanged where it is gone. */
export function changeScreen<Kind extends ScreenKind>(
  state: State,
  target: { readonly kind: Kind; readonly serial: number },
  change: (screen: ScreenOf<Kind>) => Screen,
): State {
  const screen = state.screens.find(({ serial }) => serial === target.serial);
  return screen !== undefined && isKind(screen, target.kind)
    ? replaceScreen(state, change(screen))
    : state;
}

/** Puts a screen on top, with a serial of its own. */
export function push(state: State, make: (serial: number) => Screen): State {
  const serial = state.lastSerial + 1;
  return {
    ...state,
    lastSerial: serial,
    overlay: null,
    screens: [...state.screens, make(serial)],
  };
}

/** The value, where it is there. */
export function valueOf<T>(loaded: Loaded<T> | undefined): T | undefined {
  return loaded?.is === 'ready' ? loaded.value : undefined;
}

function replaceScreen(state: State, screen: Screen): State {
  return {
    ...state,
    screens: state.screens.map(each => (each.serial === screen.serial ? screen : each)),
  };
}

function isKind<Kind extends ScreenKind>(screen: Screen, kind: Kind): screen is ScreenOf<Kind> {
  return screen.kind === kind;
}
