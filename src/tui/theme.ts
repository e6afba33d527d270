/** What a piece of text is. Nothing is told by a look alone: there is always a word or a shape beside it. */
export type Role =
  | 'strong'
  | 'faint'
  | 'accent'
  | 'selected'
  | 'rule'
  | 'key'
  | 'error'
  | 'add'
  | 'remove'
  | 'change'
  | 'loss'
  | 'fail'
  | 'lock'
  | 'slow'
  | 'break'
  | 'note'
  | LaneRole;

/** The colour of a line in the graph, for its whole life; the main line has none. */
type LaneRole = (typeof laneRoles)[number];

/** In the order in which lanes get them. */
export const laneRoles = ['lane1', 'lane2', 'lane3', 'lane4', 'lane5', 'lane6'] as const;

/** A role's look, in Ink's words. */
interface Look {
  readonly color?: string;
  readonly bold?: true;
  readonly dimColor?: true;
  readonly inverse?: true;
}

/** The characters that are drawn. */
export interface Glyphs {
  /** No character outside ASCII is among them. */
  readonly ascii: boolean;
  readonly ellipsis: string;
  readonly arrow: string;
  readonly crumb: string;
  readonly marker: string;
  readonly cursor: string;
  readonly horizontal: string;
  readonly vertical: string;
  readonly teeDown: string;
  readonly teeUp: string;
  readonly here: string;
  readonly applied: string;
  readonly pending: string;
  readonly failed: string;
  readonly missing: string;
  readonly done: string;
  readonly running: string;
  readonly waiting: string;
  readonly full: string;
  readonly empty: string;
}

/** A look for every role. */
export type Looks = Readonly<Record<Role, Look>>;

/** The characters for a terminal that draws Unicode, or only ASCII. */
export function glyphsOf(ascii: boolean): Glyphs {
  return ascii ? asciiGlyphs : unicodeGlyphs;
}

/** The looks for a terminal with colours, or without: bold and inverse stay. */
export function looksOf(color: boolean): Looks {
  return color ? colored : mono;
}

/** Colours unless `--no-color` or a NO_COLOR that is not empty says otherwise; Ink's own colouring knows only FORCE_COLOR. */
export function wantsColor(
  noColor: boolean,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return !noColor && (env['NO_COLOR'] ?? '') === '';
}

const unicodeGlyphs: Glyphs = {
  ascii: false,
  ellipsis: '…',
  arrow: '→',
  crumb: '›',
  marker: '▌',
  cursor: '▏',
  horizontal: '─',
  vertical: '│',
  teeDown: '┬',
  teeUp: '┴',
  here: '◆',
  applied: '●',
  pending: '○',
  failed: '✗',
  missing: '?',
  done: '✓',
  running: '▸',
  waiting: '·',
  full: '█',
  empty: '░',
};

const asciiGlyphs: Glyphs = {
  ascii: true,
  ellipsis: '...',
  arrow: '->',
  crumb: '>',
  marker: '>',
  cursor: '_',
  horizontal: '-',
  vertical: '|',
  teeDown: '+',
  teeUp: '+',
  here: '@',
  applied: '*',
  pending: 'o',
  failed: 'x',
  missing: '?',
  done: '+',
  running: '>',
  waiting: '.',
  full: '#',
  empty: '-',
};

const mono: Looks = {
  strong: { bold: true },
  faint: { dimColor: true },
  accent: { bold: true },
  selected: { inverse: true },
  rule: { dimColor: true },
  key: { bold: true },
  error: { bold: true },
  add: {},
  remove: {},
  change: {},
  loss: { bold: true, inverse: true },
  fail: { bold: true, inverse: true },
  lock: { bold: true },
  slow: { bold: true },
  break: { bold: true },
  note: {},
  lane1: {},
  lane2: {},
  lane3: {},
  lane4: {},
  lane5: {},
  lane6: {},
};

/** The terminal's own 16 colours, so that its theme applies; red and green never tell two things apart. */
const colored: Looks = {
  ...mono,
  accent: { color: 'cyan', bold: true },
  key: { color: 'cyan' },
  error: { color: 'red', bold: true },
  add: { color: 'blue' },
  remove: { color: 'yellow' },
  change: { color: 'cyan' },
  lock: { color: 'yellow', bold: true },
  slow: { color: 'magenta', bold: true },
  break: { color: 'yellow', bold: true },
  lane1: { color: 'cyan' },
  lane2: { color: 'magenta' },
  lane3: { color: 'yellow' },
  lane4: { color: 'blue' },
  lane5: { color: 'cyanBright' },
  lane6: { color: 'magentaBright' },
};
