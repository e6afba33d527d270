// The characters of a terminal that have to join, or that fonts draw in different sizes, as SVG paths.

/** A cell, in the picture's units: as wide as fonts for terminals make a letter of size 14. */
export const unit = { width: 8.43, height: 18 };

/** A path in the cell at a column and a row, or over several cells from there on. */
type Draw = (x: number, y: number, length: number) => string;

/** What a character looks like: strokes, or a filled form. */
interface Shape {
  readonly draw: Draw;
  readonly solid?: true;
}

/** The characters with a shape of their own; all others are letters. */
export const shapes: Readonly<Record<string, Shape>> = {
  '─': { draw: (x, y, length) => `M${at(x, y + 0.5)}L${at(x + length, y + 0.5)}` },
  '│': { draw: (x, y) => `M${at(x + 0.5, y)}L${at(x + 0.5, y + 1)}` },
  '┬': { draw: arms('left', 'right', 'down') },
  '┴': { draw: arms('left', 'right', 'up') },
  '├': { draw: arms('up', 'down', 'right') },
  '┤': { draw: arms('up', 'down', 'left') },
  '┼': { draw: arms('left', 'right', 'up', 'down') },
  '╮': { draw: bend('left', 'down') },
  '╯': { draw: bend('left', 'up') },
  '╭': { draw: bend('right', 'down') },
  '╰': { draw: bend('right', 'up') },
  '┊': { draw: dashes },
  '█': { draw: (x, y, length) => block(x, y, length), solid: true },
  '▌': { draw: (x, y) => block(x, y, 0.5), solid: true },
  '▏': { draw: (x, y) => block(x, y, 0.15), solid: true },
  '●': { draw: dot, solid: true },
  '○': { draw: dot },
  '◆': { draw: diamond, solid: true },
};

/** A filled part of a row. */
export function block(x: number, y: number, width: number): string {
  return `M${at(x, y)}h${round(width * unit.width)}v${unit.height}h${-round(width * unit.width)}z`;
}

/** To two decimals: less cannot be seen. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

type Side = 'left' | 'right' | 'up' | 'down';

function arms(...sides: readonly Side[]): Draw {
  return (x, y) => sides.map(side => `M${at(x + 0.5, y + 0.5)}L${end(side, x, y)}`).join('');
}

function bend(from: Side, to: Side): Draw {
  return (x, y) => `M${end(from, x, y)}Q${at(x + 0.5, y + 0.5)} ${end(to, x, y)}`;
}

function end(side: Side, x: number, y: number): string {
  const [dx, dy] = { left: [0, 0.5], right: [1, 0.5], up: [0.5, 0], down: [0.5, 1] }[side];
  return at(x + (dx ?? 0), y + (dy ?? 0));
}

function dashes(x: number, y: number): string {
  return [0.06, 0.31, 0.56, 0.81]
    .map(from => `M${at(x + 0.5, y + from)}L${at(x + 0.5, y + from + 0.13)}`)
    .join('');
}

function dot(x: number, y: number): string {
  const radius = 4.2;
  const turn = `a${radius} ${radius} 0 1 1`;
  const start = `${round((x + 0.5) * unit.width - radius)} ${round((y + 0.5) * unit.height)}`;
  return `M${start}${turn} ${2 * radius} 0${turn} ${-2 * radius} 0z`;
}

function diamond(x: number, y: number): string {
  const [left, right, top, bottom] = [x - 0.08, x + 1.08, y + 0.22, y + 0.78];
  return `M${at(left, y + 0.5)}L${at(x + 0.5, top)} ${at(right, y + 0.5)} ${at(x + 0.5, bottom)}z`;
}

function at(x: number, y: number): string {
  return `${round(x * unit.width)} ${round(y * unit.height)}`;
}
