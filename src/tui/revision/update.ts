import { selectRevision } from '../../revision/select.ts';
import { layoutOf } from '../layout.ts';
import type { MessageOf } from '../message.ts';
import { openPlan } from '../plan/update.ts';
import { scrollTo, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeTop, next, push, screenOf, valueOf } from '../state.ts';
import { tabLines } from './rows.ts';
import type { RevisionScreen, Tab } from './state.ts';
import { tabs } from './state.ts';

/** Opens a revision. */
export function openRevision(state: State, id: string): Next {
  const opened = push(state, serial => ({
    kind: 'revision',
    serial,
    id,
    tab: 'up',
    top: 0,
    hazard: -1,
  }));
  if (state.project.shown[id]?.is === 'ready') return next(opened);
  return next(putShown(opened, id, { is: 'loading', since: state.now }), {
    do: 'show',
    id,
    delay: 0,
  });
}

/**
 * Opens the revision that a name means: an id or its prefix, a label, `head`.
 * @throws MigshError what naming a revision throws
 */
export function openRevisionNamed(state: State, name: string): Next {
  const history = valueOf(state.project.history);
  return history === undefined
    ? next(state)
    : openRevision(state, selectRevision(history.graph, name).id);
}

/** A revision was compiled, or could not be. */
export function shown(state: State, message: MessageOf<'shown'> | MessageOf<'showFailed'>): Next {
  const { id } = message;
  return next(
    message.type === 'shown'
      ? putShown(state, id, { is: 'ready', value: message.shape })
      : putShown(state, id, { is: 'failed', error: message.error }),
  );
}

/** Scrolls the open tab. */
export function move(state: State, key: string): Next {
  const height = tabHeight(state);
  return next(
    changeTop(state, 'revision', screen => {
      const count = tabLines(state, screen).lines.length;
      const top = scrollTo(screen.top + (stepOf(key, height) ?? 0), { count, height });
      return { ...screen, top };
    }),
  );
}

/** Opens a tab by its digit, or the next or previous one. */
export function chooseTab(state: State, key: string): Next {
  return next(
    changeTop(state, 'revision', screen => {
      const tab = tabFor(screen.tab, key);
      return tab === screen.tab ? screen : { ...screen, tab, top: 0, hazard: -1 };
    }),
  );
}

/** Marks the next or the previous hazard of the tab and brings it on the screen. */
export function stepHazard(state: State, by: 1 | -1): Next {
  const height = tabHeight(state);
  return next(
    changeTop(state, 'revision', screen => {
      const { lines, hazards } = tabLines(state, screen);
      const hazard = Math.max(0, Math.min(hazards.length - 1, screen.hazard + by));
      const at = hazards[hazard];
      if (at === undefined) return screen;
      const shownNow = at >= screen.top && at < screen.top + height - 1;
      const top = shownNow ? screen.top : scrollTo(at - 2, { count: lines.length, height });
      return { ...screen, hazard, top };
    }),
  );
}

/** Whether the open tab warns of something, or why there is nothing to step to. */
export function hasHazards(state: State): true | string {
  const screen = screenOf(state, 'revision');
  if (screen === undefined) return 'no revision is open';
  return tabLines(state, screen).hazards.length > 0 || 'there are no hazards here';
}

/** Opens the preview of an upgrade to the revision that is open. */
export function upgradeHere(state: State): Next {
  const screen = screenOf(state, 'revision');
  return screen === undefined ? next(state) : openPlan(state, 'up', screen.id);
}

/** Rows of the tab below the rule and the tab bar. */
function tabHeight(state: State): number {
  return (layoutOf(state.size)?.body ?? 3) - 3;
}

function tabFor(tab: Tab, key: string): Tab {
  const at = tabs.indexOf(tab);
  const digit = /^[1-4]$/.test(key) ? Number(key) - 1 : undefined;
  const step = key === 'right' || key === 'tab' || key === 'l' ? 1 : -1;
  return tabs[digit ?? (at + step + tabs.length) % tabs.length] ?? tab;
}

function putShown(state: State, id: string, value: State['project']['shown'][string]): State {
  const { project } = state;
  return { ...state, project: { ...project, shown: { ...project.shown, [id]: value } } };
}

/** The revision on the screen. */
export function openId(state: State): RevisionScreen['id'] | undefined {
  return screenOf(state, 'revision')?.id;
}
