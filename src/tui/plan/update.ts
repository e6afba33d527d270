import type { PreparedPlan } from '../../app/plan.ts';
import { layoutOf } from '../layout.ts';
import { editorOf } from '../line-editor.ts';
import type { MessageOf } from '../message.ts';
import { openRun } from '../run/update.ts';
import { atTop, scrollTo, select, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeScreen, changeTop, next, push, screenOf, valueOf } from '../state.ts';
import { planHeights } from './heights.ts';
import { sqlLines } from './rows.ts';
import type { PlanScreen } from './state.ts';

/** Opens the preview of an upgrade or a downgrade, and computes the plan. */
export function openPlan(state: State, direction: 'up' | 'down', target: string): Next {
  const opened = push(state, serial => ({
    kind: 'plan',
    serial,
    direction,
    target,
    prepared: { is: 'loading', since: state.now },
    readyAt: Infinity,
    selection: atTop,
    top: 0,
  }));
  return next(opened, { do: 'plan', for: opened.lastSerial, direction, target });
}

/** The plan is there. */
export function planned(state: State, { for: serial, prepared }: MessageOf<'planned'>): Next {
  return next(
    changeScreen(state, { kind: 'plan', serial }, screen => ({
      ...screen,
      prepared: { is: 'ready', value: prepared },
      readyAt: state.now,
    })),
  );
}

/** The plan on the screen, where there is one. */
export function planOf(state: State): PreparedPlan | undefined {
  return valueOf(screenOf(state, 'plan')?.prepared);
}

/** With one revision the keys scroll its SQL, with several they choose one. */
export function move(state: State, key: string): Next {
  const steps = planOf(state)?.plan.steps.length ?? 0;
  const scrolls = steps < 2 || /^(?:ctrl|page)-/.test(key);
  return next(
    changeTop(state, 'plan', screen =>
      scrolls ? scroll(state, screen, key) : choose(state, screen, key),
    ),
  );
}

/** The next or the previous revision of the plan. */
export function chooseStep(state: State, key: string): Next {
  const step = key === 'J' || key === 'tab' ? 'j' : 'k';
  return next(changeTop(state, 'plan', screen => choose(state, screen, step)));
}

/** Runs the plan; asks for the database's name first where rows would be lost or the database is protected. */
export function apply(state: State): Next {
  const prepared = planOf(state);
  if (prepared === undefined) return next(state);
  if (prepared.losses.length === 0 && !prepared.isProtected) return openRun(state, prepared);
  return next({
    ...state,
    overlay: { kind: 'confirm', openedAt: state.now, prepared, editor: editorOf(), top: 0 },
  });
}

/** Whether the plan can run, or why not. */
export function canApply(state: State): true | string {
  const prepared = planOf(state);
  if (prepared === undefined) return 'the plan is not there yet';
  return prepared.plan.steps.length > 0 || 'there is nothing to run';
}

/** The name was typed: runs only when it is the database's. */
export function confirm(state: State): Next {
  const { overlay } = state;
  if (overlay?.kind !== 'confirm' || nameLeft(state) !== true) return next(state);
  return openRun({ ...state, overlay: null }, overlay.prepared);
}

/** Scrolls what would be lost: by a line, or by five. */
export function scrollLosses(state: State, key: string): Next {
  const { overlay } = state;
  if (overlay?.kind !== 'confirm') return next(state);
  const step = stepOf(key, 6) ?? 0;
  // A loss takes three lines at the most.
  const last = overlay.prepared.losses.length * 3;
  const top = Math.min(Math.max(overlay.top + step, 0), last);
  return next({ ...state, overlay: { ...overlay, top } });
}

/** Whether what is typed is the database's name, or what is missing. */
export function nameLeft(state: State): true | string {
  const { overlay } = state;
  if (overlay?.kind !== 'confirm') return 'nothing is asked';
  const { name } = overlay.prepared.database;
  const { text } = overlay.editor;
  if (text === name) return true;
  if (!name.startsWith(text)) return 'this is another name';
  const missing = name.length - text.length;
  return `${missing} ${missing === 1 ? 'letter' : 'letters'} to go`;
}

function scroll(state: State, screen: PlanScreen, key: string): PlanScreen {
  const layout = layoutOf(state.size);
  const prepared = valueOf(screen.prepared);
  if (layout === null || prepared === undefined) return screen;
  const { sql } = planHeights(layout, prepared);
  const count = sqlLines(state, screen, layout.columns).length;
  const by = stepOf(key, sql) ?? 0;
  return { ...screen, top: scrollTo(screen.top + by, { count, height: sql }) };
}

function choose(state: State, screen: PlanScreen, key: string): PlanScreen {
  const layout = layoutOf(state.size);
  const prepared = valueOf(screen.prepared);
  if (layout === null || prepared === undefined) return screen;
  const height = planHeights(layout, prepared).steps;
  const extent = { count: prepared.plan.steps.length, height };
  const by = stepOf(key, height) ?? 0;
  const selection = select(screen.selection, screen.selection.selected + by, extent);
  return selection.selected === screen.selection.selected
    ? screen
    : { ...screen, selection, top: 0 };
}
