import { styleText } from 'node:util';

/** How text is laid out for one stream. Colours only repeat what words say. */
export interface Style {
  /** Columns that prose and SQL are wrapped to. */
  readonly width: number;
  /** Columns that a row of a list is cut to; not cut where nobody looks at it. */
  readonly rowWidth: number;
  readonly ascii: boolean;
  paint(role: Role, text: string): string;
}

/** What a piece of text is; each has its look in the table below. */
export type Role =
  | 'heading'
  | 'id'
  | 'label'
  | 'faint'
  | 'current'
  | 'error'
  | 'hint'
  | 'add'
  | 'remove'
  | 'loss'
  | 'fail'
  | 'lock'
  | 'slow'
  | 'break'
  | 'note';

/** The 16 colours of the terminal's own theme. Red and green never tell two things apart. */
const looks = {
  heading: ['bold'],
  id: ['cyan'],
  label: ['magenta'],
  faint: ['dim'],
  current: ['bold'],
  error: ['bold', 'red'],
  hint: ['bold'],
  add: ['blue'],
  remove: ['yellow'],
  loss: ['bold', 'inverse'],
  fail: ['bold', 'inverse'],
  lock: ['bold', 'yellow'],
  slow: ['bold', 'magenta'],
  break: ['bold', 'yellow'],
  note: ['bold'],
} as const satisfies Record<Role, readonly string[]>;

/** What a style is made from. */
export interface StyleOptions {
  readonly stream: NodeJS.WriteStream;
  /** `--no-color`; NO_COLOR, FORCE_COLOR and whether the stream is a terminal are looked at besides. */
  readonly noColor: boolean;
  readonly ascii: boolean;
}

/** The style of a stream: its width and, where it takes them, colours. */
export function styleOf({ stream, noColor, ascii }: StyleOptions): Style {
  const colours = !noColor && styleText('bold', 'x', { stream }) !== 'x';
  const width = stream.isTTY ? stream.columns || 80 : 80;
  return {
    width,
    rowWidth: stream.isTTY ? width : Number.POSITIVE_INFINITY,
    ascii,
    paint: (role, text) =>
      colours ? styleText([...looks[role]], text, { validateStream: false }) : text,
  };
}

/** The arrow of this style. */
export function arrow(style: Style): string {
  return style.ascii ? '->' : '→';
}

/** `…`, or three dots. */
export function ellipsis(style: Style): string {
  return style.ascii ? '...' : '…';
}
