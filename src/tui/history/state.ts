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
  /** Linear runs of applied revisions are one row. */
  readonly folded: boolean;
  readonly preview: boolean;
  readonly filter: Filter | null;
}

/** A row of the list. */
export type HistoryRow =
  | { readonly kind: 'revision'; readonly id: string }
  | { readonly kind: 'fold'; readonly ids: readonly string[] };

/** Words that a row must hold; while `typing`, letters go into it. */
export interface Filter {
  readonly editor: Editor;
  readonly typing: boolean;
}
