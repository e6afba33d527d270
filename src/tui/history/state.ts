import type { HistoryLayout } from '../graph/draw-history.ts';
import type { Editor } from '../line-editor.ts';
import type { Selection } from '../scroll.ts';

/** The root of the shell: every revision as a graph. */
export interface HistoryScreen {
  readonly kind: 'history';
  readonly serial: number;
  readonly rows: readonly HistoryRow[];
  /** The graph beside the last rows; the first ones are revisions without a file, which stand nowhere in it. */
  readonly layout: HistoryLayout | null;
  readonly selection: Selection;
  /** The revision to select as soon as it is in the list. */
  readonly focus: string | null;
  /** Linear runs of applied revisions are one row; null: where not all rows fit on the screen. */
  readonly folded: boolean | null;
  readonly preview: boolean;
  readonly filter: Filter | null;
}

/** A row of the list. */
export type HistoryRow =
  | { readonly kind: 'revision'; readonly id: string }
  | { readonly kind: 'fold'; readonly ids: readonly string[] };

/** Words that a row must hold; while `typing`, letters go into it. */
interface Filter {
  readonly editor: Editor;
  readonly typing: boolean;
}
