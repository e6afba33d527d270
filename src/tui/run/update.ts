import type { PreparedPlan } from '../../app/plan.ts';
import { shortId } from '../history/rows.ts';
import { focusOn, selectedInList } from '../history/update.ts';
import type { MessageOf } from '../message.ts';
import type { Next, State } from '../state.ts';
import { changeScreen, changeTop, next, push, screenOf } from '../state.ts';
import { failRunning, foldEvent, startFold } from './fold.ts';
import type { RunEnd, RunScreen } from './state.ts';

/** Runs a plan in place of its preview. */
export function openRun(state: State, prepared: PreparedPlan): Next {
  const below = { ...state, screens: state.screens.slice(0, -1) };
  const opened = push(below, serial => ({
    kind: 'run',
    serial,
    prepared,
    fold: startFold(prepared.plan),
    startedAt: state.now,
    stopping: null,
    end: null,
  }));
  return next(opened, { do: 'run', for: opened.lastSerial, prepared });
}

/** The run has told something. */
export function ran(state: State, { for: serial, event }: MessageOf<'ran'>): Next {
  return next(
    changeScreen(state, { kind: 'run', serial }, screen => ({
      ...screen,
      fold: foldEvent(screen.fold, event, state.now),
    })),
  );
}

/** The run is over; what it did is read again. */
export function runEnded(state: State, message: MessageOf<'runEnded'>): Next {
  const { for: serial, current, error } = message;
  const end: RunEnd = { at: state.now, current, error };
  let deeds: readonly string[] = [];
  const ended = changeScreen(state, { kind: 'run', serial }, screen => {
    const fold = error === null ? screen.fold : failRunning(screen.fold, state.now, error.message);
    deeds = deedsOf(state, { ...screen, fold }, end);
    return { ...screen, fold, end: { ...end, current: current ?? fold.current }, stopping: null };
  });
  const overlay = state.overlay?.kind === 'stop' ? null : state.overlay;
  const place = ended.screens.find(screen => screen.serial === serial);
  const focused = place?.kind === 'run' ? focusOn(ended, placeAfter(ended, place)) : ended;
  return next({ ...focused, overlay, deeds: [...state.deeds, ...deeds] }, { do: 'load' });
}

/** Asks whether to stop; asked again, stops. */
export function interrupt(state: State): Next {
  const screen = screenOf(state, 'run');
  if (screen === undefined || screen.end !== null) return next(state);
  if (state.overlay?.kind === 'stop') return stop(state);
  return next({ ...state, overlay: { kind: 'stop', openedAt: state.now } });
}

/** Cancels the statement that runs; its revision is rolled back. */
export function stop(state: State): Next {
  return told(state, 'now');
}

/** Lets the revision that runs end; the ones after it do not begin. */
export function stopAfter(state: State): Next {
  return told(state, 'after');
}

function told(state: State, stopping: 'after' | 'now'): Next {
  const screen = screenOf(state, 'run');
  if (screen === undefined) return next(state);
  const changed = changeTop({ ...state, overlay: null }, 'run', run => ({ ...run, stopping }));
  return next(changed, { do: stopping === 'now' ? 'abort' : 'stopAfter', for: screen.serial });
}

/** Lets it run on. */
export function goOn(state: State): Next {
  return next({ ...state, overlay: null });
}

/** The result was read. */
export function closeResult(state: State): Next {
  return next({ ...state, screens: state.screens.slice(0, 1) });
}

/** Where the run brought the database; undefined where that is selected already. */
function placeAfter(state: State, { prepared }: RunScreen): string | undefined {
  const { from, to } = prepared.plan;
  const reached = to.filter(id => !from.includes(id));
  const selected = selectedInList(state);
  return selected !== undefined && reached.includes(selected) ? undefined : reached.at(-1);
}

function deedsOf(
  state: State,
  { prepared, fold }: RunScreen,
  { current, error }: Pick<RunEnd, 'current' | 'error'>,
): readonly string[] {
  const { label } = prepared.database;
  const done = fold.steps
    .filter(step => step.state === 'done')
    .map(({ revision }) => shortId(state, revision));
  const verb = prepared.direction === 'up' ? 'applied' : 'took back';
  const deeds = done.length === 0 ? [] : [`${verb} ${done.join(', ')} on ${label}`];
  const applied = current ?? fold.current;
  if (error === null || applied === null) return deeds;
  // A run that did not come to its end says where the database stands.
  const place = applied.length === 0 ? 'nothing' : applied.map(id => shortId(state, id)).join(', ');
  return [...deeds, `applied now on ${label}: ${place}`];
}
