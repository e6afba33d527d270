import type { State } from '../state.ts';
import { valueOf } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { waitingText } from '../text/spinner.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import { editorLine } from '../view/editor-line.ts';
import { errorLines } from '../view/error-lines.ts';
import { revisionOf, shortId } from './rows.ts';
import type { HistoryRow, HistoryScreen } from './state.ts';

/** The list's title: its name, or the filter. */
export function listTitle(state: State, { filter }: HistoryScreen): Line {
  if (filter === null) return line('History', 'strong');
  const glyphs = glyphsOf(state.ascii);
  if (!filter.typing) return [span('History', 'strong'), span(`   / ${filter.editor.text}`)];
  return editorLine(filter.editor, {
    width: Math.floor(state.size.columns / 2),
    glyphs,
    prompt: '/ ',
    placeholder: ' words, is:pending',
  });
}

interface Position {
  readonly top: number;
  readonly count: number;
  readonly height: number;
  /** Lanes of the graph that are not drawn. */
  readonly hidden: number;
}

/** `1-13 of 42   325 revisions   +9 lanes` */
export function position(state: State, screen: HistoryScreen, extent: Position): string {
  const { top, count, height, hidden } = extent;
  if (count === 0) return '';
  const all = valueOf(state.project.history)?.revisions.length ?? 0;
  const range =
    count <= height ? `${count}` : `${top + 1}-${Math.min(count, top + height)} of ${count}`;
  const folds = screen.rows.some(({ kind }) => kind === 'fold');
  return [
    ...(hidden > 0 ? [`+${hidden} lanes`] : []),
    ...(folds ? [`${range} rows`, `${all} revisions`] : [counted(range)]),
  ].join('   ');
}

function counted(range: string): string {
  return range === '1' ? '1 revision' : `${range} revisions`;
}

/** The preview's title. */
export function previewTitle(state: State, row: HistoryRow): string {
  if (row.kind === 'fold') return `${row.ids.length} revisions`;
  const title = revisionOf(state, row.id)?.message.split('\n')[0] ?? '';
  return `${shortId(state, row.id)}  ${title}`;
}

/** What stands in a list without rows, and why. */
export function emptyLines(state: State, screen: HistoryScreen, width: number): readonly Line[] {
  const { history } = state.project;
  const { ellipsis } = glyphsOf(state.ascii);
  if (history.is === 'failed') return [[], ...errorLines(history.error, width)];
  if (history.is === 'loading') {
    return [
      line(`  ${waitingText('reading the revisions', { ...history, now: state.now, ellipsis })}`),
    ];
  }
  const text =
    screen.filter === null
      ? 'There are no revisions yet. a writes the first from the entities, n an empty one.'
      : 'No revision has all of these words. esc takes the filter away.';
  return [[], ...wrap(text, { width: width - 2, first: '  ' }).map(each => line(each))];
}
