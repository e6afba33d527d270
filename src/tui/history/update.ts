import type { Effect } from '../effect.ts';
import { layoutOf } from '../layout.ts';
import { editorOf } from '../line-editor.ts';
import { select, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeTop, next, screenOf, valueOf } from '../state.ts';
import { historyRows } from './rows.ts';
import type { HistoryRow, HistoryScreen } from './state.ts';

/** The history before anything was read. */
export const firstScreen: HistoryScreen = {
  kind: 'history',
  serial: 1,
  rows: [],
  layout: null,
  selection: { selected: 0, top: 0 },
  focus: null,
  folded: null,
  preview: true,
  filter: null,
};

/** The id in the selected row; undefined on a fold and in an empty list. */
export function selectedId(state: State): string | undefined {
  const row = selectedRow(state);
  return row?.kind === 'revision' ? row.id : undefined;
}

/** The id that is selected in the list, whatever lies over it. */
export function selectedInList({ screens: [screen] }: State): string | undefined {
  if (screen?.kind !== 'history') return undefined;
  const row = screen.rows[screen.selection.selected];
  return row?.kind === 'revision' ? row.id : undefined;
}

/** The selected row. */
export function selectedRow(state: State): HistoryRow | undefined {
  const screen = screenOf(state, 'history');
  return screen?.rows[screen.selection.selected];
}

/** Draws the rows anew, after something that they are made of has changed; the same revision stays selected. */
export function refreshRows(state: State): State {
  const [screen, ...above] = state.screens;
  if (screen?.kind !== 'history') return state;
  const { rows, layout } = historyRows(state, screen, isFolded(state, screen));
  const focused = rows.findIndex(row => row.kind === 'revision' && row.id === screen.focus);
  const selected = focused === -1 ? rowOf(rows, screen) : focused;
  const focus = focused === -1 ? screen.focus : null;
  const height = listHeight(state);
  const selection = select(screen.selection, selected, { count: rows.length, height });
  return { ...state, screens: [{ ...screen, rows, layout, selection, focus }, ...above] };
}

/** Selects a revision, now or as soon as its file has been read. */
export function focusOn(state: State, id: string | undefined): State {
  const [screen, ...above] = state.screens;
  if (screen?.kind !== 'history' || id === undefined) return state;
  return refreshRows({ ...state, screens: [{ ...screen, focus: id }, ...above] });
}

/** Moves the selection as the key says. */
export function move(state: State, key: string): Next {
  const height = listHeight(state);
  const step = stepOf(key, height) ?? 0;
  return next(
    changeTop(state, 'history', screen => {
      const extent = { count: screen.rows.length, height };
      const selection = select(screen.selection, screen.selection.selected + step, extent);
      return { ...screen, selection };
    }),
  );
}

/** Folds linear runs of applied revisions into one row, or shows them all. */
export function toggleFold(state: State): Next {
  return next(
    refreshRows(
      changeTop(state, 'history', screen => ({ ...screen, folded: !isFolded(state, screen) })),
    ),
  );
}

/** Whether runs are folded now. */
export function isFolded(state: State, { folded }: HistoryScreen): boolean {
  const all = valueOf(state.project.history)?.revisions.length ?? 0;
  return folded ?? all > listHeight(state);
}

/** Shows or hides the preview. */
export function togglePreview(state: State): Next {
  return next(
    refreshRows(changeTop(state, 'history', screen => ({ ...screen, preview: !screen.preview }))),
  );
}

/** Opens the filter line, with what it held before. */
export function openFilter(state: State): Next {
  return next(
    changeTop(state, 'history', screen => ({
      ...screen,
      filter: { editor: editorOf(screen.filter?.editor.text), typing: true },
    })),
  );
}

/** Keeps what the filter found, and gives the keys back to the list. */
export function acceptFilter(state: State): Next {
  return next(
    refreshRows(
      changeTop(state, 'history', screen => {
        const { filter } = screen;
        const empty = filter === null || filter.editor.text.trim() === '';
        return { ...screen, filter: empty ? null : { ...filter, typing: false } };
      }),
    ),
  );
}

/** Takes the filter away; the selected revision stays selected. */
export function clearFilter(state: State): Next {
  return next(refreshRows(changeTop(state, 'history', screen => ({ ...screen, filter: null }))));
}

/** Reads files and database again. */
export function reload(state: State): Next {
  const { project, now } = state;
  const cleared = {
    ...project,
    history: project.history.is === 'failed' ? loading(now) : project.history,
    database: project.database.is === 'failed' ? loading(now) : project.database,
    shown: {},
  };
  return next({ ...state, project: cleared }, { do: 'load' });
}

/** What the preview needs for another selected revision: its SQL, once the selection has rested. */
export function previewEffects(before: State, after: State): readonly Effect[] {
  const id = selectedId(after);
  const screen = screenOf(after, 'history');
  if (id === undefined || screen?.preview !== true) return [];
  if (id === selectedId(before) && after.project.shown === before.project.shown) return [];
  const history = valueOf(after.project.history);
  // A revision is compiled after all below it: in a long history that is nothing to do by the way.
  if (history === undefined || history.revisions.length > compiledByTheWay) return [];
  if (!history.byId.has(id) || after.project.shown[id] !== undefined) return [];
  return [{ do: 'show', id, delay: 120 }];
}

const compiledByTheWay = 300;

/** Rows of the list on the screen. */
function listHeight(state: State): number {
  const layout = layoutOf(state.size);
  if (layout === null) return 1;
  const screen = state.screens[0];
  const shown = screen?.kind === 'history' && screen.preview;
  return shown ? layout.list.rows : layout.body - 1;
}

function loading(since: number): { readonly is: 'loading'; readonly since: number } {
  return { is: 'loading', since };
}

function rowOf(rows: readonly HistoryRow[], { rows: old, selection }: HistoryScreen): number {
  const before = old[selection.selected];
  if (before === undefined) return 0;
  const ids = before.kind === 'revision' ? [before.id] : before.ids;
  const found = rows.findIndex(row =>
    row.kind === 'revision' ? ids.includes(row.id) : row.ids.some(id => ids.includes(id)),
  );
  return Math.max(0, found);
}
