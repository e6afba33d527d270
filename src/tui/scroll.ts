/** A list of which a part is on the screen, and the row that is selected. */
export interface Selection {
  readonly selected: number;
  /** The first row on the screen. */
  readonly top: number;
}

/** How many rows there are, and how many of them fit. */
export interface Extent {
  readonly count: number;
  readonly height: number;
}

/** Where a list begins. */
export const atTop: Selection = { selected: 0, top: 0 };

/** Selects `row`, as near as there is one, and brings it on the screen with as little motion as possible. */
export function select(selection: Selection, row: number, extent: Extent): Selection {
  const selected = Math.max(0, Math.min(extent.count - 1, row));
  return { selected, top: topFor(selection.top, selected, extent) };
}

/** The first row on the screen after `by` rows of scrolling; stops at both ends. */
export function scrollTo(top: number, { count, height }: Extent): number {
  return Math.max(0, Math.min(top, count - height));
}

/** How far a key that moves does move; undefined for every other key. */
export function stepOf(key: string, height: number): number | undefined {
  const page = Math.max(1, height - 1);
  const half = Math.max(1, Math.floor(height / 2));
  const steps: Readonly<Record<string, number>> = {
    j: 1,
    down: 1,
    k: -1,
    up: -1,
    'ctrl-d': half,
    'ctrl-u': -half,
    'page-down': page,
    'page-up': -page,
    g: -Infinity,
    home: -Infinity,
    G: Infinity,
    end: Infinity,
  };
  return steps[key];
}

/** The keys that `stepOf` knows. */
export const moveKeys: readonly string[] = [
  'j',
  'k',
  'down',
  'up',
  'ctrl-d',
  'ctrl-u',
  'page-down',
  'page-up',
  'g',
  'G',
  'home',
  'end',
];

function topFor(top: number, selected: number, { count, height }: Extent): number {
  const lowest = Math.max(0, count - height);
  const shown = selected < top ? selected : Math.max(top, selected - height + 1);
  return Math.max(0, Math.min(shown, lowest));
}
