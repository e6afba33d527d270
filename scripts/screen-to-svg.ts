// A terminal's screen as a picture: letters stay text, so that they can be found and copied; what has to join becomes shapes.
import type { Cell } from '../test/stories/terminal.ts';
import { block, round, shapes, unit } from './cell-shapes.ts';

type Row = readonly Cell[];

/** From the top of a cell to the line that letters stand on. */
const baseline = 13.2;
const padding = 14;
const ground = '#16181d';
const ink = '#d5d8de';
const font = "14px ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/** The sixteen colours of a terminal, in its order. */
const palette = [
  ['black', '#3b4048'],
  ['red', '#f07178'],
  ['green', '#a5d681'],
  ['yellow', '#f0c674'],
  ['blue', '#82aaff'],
  ['magenta', '#d59ded'],
  ['cyan', '#6fd3e0'],
  ['white', '#d5d8de'],
  ['bright-black', '#7b828f'],
  ['bright-red', '#ff9aa0'],
  ['bright-green', '#c3e8a0'],
  ['bright-yellow', '#ffdd9c'],
  ['bright-blue', '#a9c4ff'],
  ['bright-magenta', '#e8bdfa'],
  ['bright-cyan', '#9be8f2'],
  ['bright-white', '#ffffff'],
] as const;

/** The screen as an SVG with this title. */
export function screenToSvg(screen: readonly Row[], title: string): string {
  const columns = Math.max(...screen.map(row => row.length));
  const width = round(columns * unit.width + 2 * padding);
  const height = round(screen.length * unit.height + 2 * padding);
  const body = [...backgrounds(screen), ...drawings(screen), ...screen.flatMap(writings)];
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`,
    `<title>${escape(title)}</title>`,
    '<style>',
    ...rules(body.join('')),
    '</style>',
    `<rect width="${width}" height="${height}" rx="8" fill="${ground}"/>`,
    `<g transform="translate(${padding} ${padding})">`,
    ...body,
    '</g>',
    '</svg>',
  ].join('\n')}\n`;
}

/** Of the classes, those that are used. */
function rules(body: string): readonly string[] {
  const classes = [
    ...palette.map(([name, color]) => [name, `color: ${color}`] as const),
    ['ground', `color: ${ground}`],
    ['solid', 'fill: currentColor; stroke: none'],
    ['bold', 'font-weight: bold'],
    ['dim', 'opacity: 0.6'],
  ] as const;
  const used = new Set(
    [...body.matchAll(/class="([^"]+)"/g)].flatMap(([, names = '']) => names.split(' ')),
  );
  return [
    `g { color: ${ink}; font: ${font} }`,
    'text { fill: currentColor }',
    'path { fill: none; stroke: currentColor; stroke-width: 1.3 }',
    ...classes.filter(([name]) => used.has(name)).map(([name, rule]) => `.${name} { ${rule} }`),
  ];
}

/** What stands behind inverse text. */
function backgrounds(screen: readonly Row[]): readonly string[] {
  const parts = screen.flatMap((row, y) =>
    stretches(row, cell => (cell.inverse ? colorOf(cell) : null)).map(({ x, cells, kind }) => ({
      look: `${kind} solid`,
      path: block(x, y, cells.length),
    })),
  );
  return onePathALook(parts);
}

/** Every character that has a shape. */
function drawings(screen: readonly Row[]): readonly string[] {
  const parts = screen.flatMap((row, y) =>
    stretches(row, strokeOf, isRule).flatMap(({ x, cells, kind }) => {
      const shape = shapes[cells[0].text];
      if (shape === undefined) return [];
      const look = shape.solid === true ? `${kind} solid` : kind;
      return { look, path: shape.draw(x, y, cells.length) };
    }),
  );
  return onePathALook(parts);
}

function strokeOf(cell: Cell): string | null {
  return cell.text in shapes ? lookOf({ ...cell, bold: false }) : null;
}

/** Of all shapes only these are drawn in one go. */
function isRule(one: Cell, other: Cell): boolean {
  return one.text === '─' && other.text === '─';
}

function onePathALook(
  parts: readonly { readonly look: string; readonly path: string }[],
): readonly string[] {
  const groups = Map.groupBy(parts, ({ look }) => look);
  return [...groups].map(
    ([look, each]) => `<path${classOf(look)} d="${each.map(({ path }) => path).join('')}"/>`,
  );
}

/** The words of a row: one element for what follows each other in one look. */
function writings(row: Row, y: number): readonly string[] {
  return stretches(bridged(row), letterOf).map(({ x, cells, kind }) => {
    const text = cells.map(cell => cell.text).join('');
    // The font may be a little wider or narrower than the cells: the words keep their columns.
    const width = `textLength="${round(cells.length * unit.width)}"`;
    const fitted = cells.length > 1 ? ` ${width} lengthAdjust="spacingAndGlyphs"` : '';
    const place = `x="${round(x * unit.width)}" y="${round(y * unit.height + baseline)}"`;
    return `<text ${place}${fitted}${classOf(kind)}>${escape(text)}</text>`;
  });
}

function letterOf(cell: Cell): string | null {
  return cell.text === '' || cell.text in shapes ? null : lookOf(cell);
}

/** A blank stays only between two words of one look: every other word stands on its own. */
function bridged(row: Row): Row {
  return row.map((cell, x) => {
    if (cell.text.trim() !== '') return cell;
    const [left, right] = [row[x - 1], row[x + 1]];
    if (!isWord(left) || !isWord(right) || lookOf(left) !== lookOf(right)) {
      return { ...cell, text: '' };
    }
    return { ...left, text: ' ' };
  });
}

function isWord(cell: Cell | undefined): cell is Cell {
  return cell !== undefined && cell.text.trim() !== '' && !(cell.text in shapes);
}

interface Stretch {
  readonly x: number;
  readonly kind: string;
  readonly cells: [Cell, ...Cell[]];
}

/** Cells of one kind that follow each other and may be joined; those without a kind are left out. */
function stretches(
  row: Row,
  kindOf: (cell: Cell) => string | null,
  joins: (one: Cell, other: Cell) => boolean = () => true,
): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const [x, cell] of row.entries()) {
    const kind = kindOf(cell);
    if (kind === null) continue;
    const last = found.at(-1);
    const follows = last !== undefined && last.x + last.cells.length === x && last.kind === kind;
    if (follows && joins(last.cells[0], cell)) last.cells.push(cell);
    else found.push({ x, kind, cells: [cell] });
  }
  return found;
}

/** The classes of a cell's letters. */
function lookOf(cell: Cell): string {
  const { bold, dim, inverse } = cell;
  const color = inverse ? 'ground' : colorOf(cell);
  return [color, bold ? 'bold' : '', dim && !inverse ? 'dim' : ''].join(' ').trim();
}

function colorOf({ color }: Cell): string {
  return color === null ? '' : (palette[color]?.[0] ?? '');
}

function classOf(look: string): string {
  const classes = look.trim().replaceAll(/ +/g, ' ');
  return classes === '' ? '' : ` class="${classes}"`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
