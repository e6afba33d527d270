/** A terminal's size in cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Below it nothing can be shown well. */
export const smallest: Size = { columns: 60, rows: 15 };

/** How a list and what it previews share the screen. */
type Arrangement = 'beside' | 'below' | 'alone';

/** Where everything stands: widths and heights in cells, computed, never measured. */
export interface Layout {
  readonly columns: number;
  readonly rows: number;
  /** Rows between the header and the two lines at the bottom. */
  readonly body: number;
  readonly arrangement: Arrangement;
  /** The list of the history, without the rule above it. */
  readonly list: Size;
  /** The preview, without the rule above it; nothing where the list stands alone. */
  readonly preview: Size;
}

/** What is drawn where; null where the terminal is too small for anything. */
export function layoutOf({ columns, rows }: Size): Layout | null {
  if (columns < smallest.columns || rows < smallest.rows) return null;
  // Above stands the header, below the command and the keys.
  const body = rows - 3;
  return { columns, rows, body, ...arrange(columns, body) };
}

/** The two panes of a screen that has `columns` columns: left, a divider, right. */
export function panesOf(columns: number): readonly [left: number, right: number] {
  const left = Math.max(66, Math.floor(columns * 0.58));
  return [left, columns - left - 1];
}

/** From how many columns on two panes stand side by side. */
export const twoPanes = 100;

function arrange(columns: number, body: number): Pick<Layout, 'arrangement' | 'list' | 'preview'> {
  const list = body - 1;
  if (columns >= twoPanes) {
    const [left, right] = panesOf(columns);
    const sizes = [left, right].map(width => ({ columns: width, rows: list }));
    const [first = nothing, second = nothing] = sizes;
    return { arrangement: 'beside', list: first, preview: second };
  }
  const preview = Math.min(6, Math.floor(body / 3) - 1);
  if (columns < 80 || preview < 3) {
    return { arrangement: 'alone', list: { columns, rows: list }, preview: nothing };
  }
  return {
    arrangement: 'below',
    list: { columns, rows: list - preview - 1 },
    preview: { columns, rows: preview },
  };
}

const nothing: Size = { columns: 0, rows: 0 };

/** The layout with fewer rows in its body: what is left of a screen when an overlay lies over its lower end. */
export function shrunk(layout: Layout, rows: number): Layout {
  const body = Math.max(2, layout.body - rows);
  return { ...layout, body, ...arrange(layout.columns, body) };
}
