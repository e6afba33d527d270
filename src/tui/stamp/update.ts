import type { PreparedStamp, StampRequest } from '../../app/stamp.ts';
import type { ErrorShape } from '../../runner/events.ts';
import { toast } from '../go.ts';
import { shortId } from '../history/rows.ts';
import { focusOn } from '../history/update.ts';
import { layoutOf } from '../layout.ts';
import { editorOf } from '../line-editor.ts';
import type { MessageOf } from '../message.ts';
import { scrollTo, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeScreen, changeTop, next, push, screenOf, valueOf } from '../state.ts';
import { stampLines } from './rows.ts';

/** Shows what a stamp would write. */
export function openStamp(state: State, request: StampRequest): Next {
  const opened = push(state, serial => ({
    kind: 'stamp',
    serial,
    request,
    phase: 'plan',
    prepared: { is: 'loading', since: state.now },
    readyAt: Infinity,
    top: 0,
    name: editorOf(),
  }));
  return next(opened, { do: 'prepareStamp', for: opened.lastSerial, request });
}

/** What the stamp would write is there. */
export function stampPrepared(state: State, message: MessageOf<'stampPrepared'>): Next {
  const { for: serial, prepared } = message;
  return next(
    changeScreen(state, { kind: 'stamp', serial }, screen => ({
      ...screen,
      prepared: { is: 'ready', value: prepared },
      readyAt: state.now,
    })),
  );
}

/** Writes what is shown; asks for a protected database's name first. */
export function stamp(state: State): Next {
  const prepared = stampOf(state);
  if (prepared === undefined) return next(state);
  if (!prepared.isProtected) return write(state, prepared);
  return next(
    changeTop(state, 'stamp', screen => ({
      ...screen,
      phase: 'confirm',
      readyAt: state.now,
      name: editorOf(),
    })),
  );
}

/** The name was typed: writes only when it is the database's. */
export function confirmStamp(state: State): Next {
  const prepared = stampOf(state);
  if (prepared === undefined || stampNameLeft(state) !== true) return next(state);
  return write(state, prepared);
}

/** Whether what is typed is the database's name, or what is missing. */
export function stampNameLeft(state: State): true | string {
  const screen = screenOf(state, 'stamp');
  const name = stampOf(state)?.database.name;
  if (screen === undefined || name === undefined) return 'nothing is asked';
  const { text } = screen.name;
  if (text === name) return true;
  if (!name.startsWith(text)) return 'this is another name';
  const missing = name.length - text.length;
  return `${missing} ${missing === 1 ? 'letter' : 'letters'} to go`;
}

/** Whether the stamp changes anything. */
export function canStamp(state: State): true | string {
  const prepared = stampOf(state);
  if (prepared === undefined) return 'it is not known yet what would change';
  const { add, remove, makesTables } = prepared;
  return add.length + remove.length > 0 || makesTables || 'there is nothing to change';
}

/** What would be written, where it is there. */
export function stampOf(state: State): PreparedStamp | undefined {
  return valueOf(screenOf(state, 'stamp')?.prepared);
}

/** The journal says it: back to the history, where it shows. */
export function stamped(state: State, { for: serial, prepared }: MessageOf<'stamped'>): Next {
  const screens = state.screens.filter(screen => screen.serial !== serial);
  const at = prepared.to.map(id => shortId(state, id)).join(', ') || 'nothing';
  const text = `stamped ${prepared.database.label}: ${at} is current`;
  const closed = focusOn({ ...state, screens, deeds: [...state.deeds, text] }, prepared.to.at(-1));
  return next(toast(closed, text), { do: 'load' });
}

/** What failed before anything was asked is said in place, the rest over the preview. */
export function stampFailed(state: State, serial: number, error: ErrorShape): Next {
  let inPlace = false;
  const changed = changeScreen(state, { kind: 'stamp', serial }, screen => {
    inPlace = screen.prepared.is === 'loading';
    return inPlace
      ? { ...screen, prepared: { is: 'failed', error } }
      : { ...screen, phase: 'plan' };
  });
  return next(inPlace ? changed : { ...changed, overlay: { kind: 'error', error } });
}

/** From the name back to what is shown. */
export function leaveName(state: State): Next {
  return next(changeTop(state, 'stamp', screen => ({ ...screen, phase: 'plan' })));
}

/** Scrolls what is longer than the screen. */
export function scrollStamp(state: State, key: string): Next {
  const height = (layoutOf(state.size)?.body ?? 3) - 2;
  return next(
    changeTop(state, 'stamp', screen => {
      const count = stampLines(state, screen, state.size.columns).length;
      const by = stepOf(key, height) ?? 0;
      return { ...screen, top: scrollTo(screen.top + by, { count, height }) };
    }),
  );
}

function write(state: State, prepared: PreparedStamp): Next {
  const screen = screenOf(state, 'stamp');
  if (screen === undefined) return next(state);
  return next(
    changeTop(state, 'stamp', each => ({ ...each, phase: 'stamping' })),
    { do: 'stamp', for: screen.serial, prepared },
  );
}
