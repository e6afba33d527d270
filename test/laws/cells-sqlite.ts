import type { ColumnType } from '../../src/schema/column-type.ts';
import {
  type Cell,
  exactly,
  type Kind,
  kindOf,
  type Physics,
  portableTexts,
  quoted,
  Refused,
  type Sample,
  type Style,
  Unsure,
} from './cells.ts';

/** SQLite's values, with their storage class: `integer:7`, `text:abc`, `blob:00ff`. */
export const sqlitePhysics: Physics = {
  dialect: 'sqlite',
  samples,
  cellOf: (type, js) => (js === null ? null : stored(rawOfJs(js), affinityOf(type))),
  convert,
  valueOf,
  keyOf: (cell, collation) => {
    if (cell === null) return null;
    const text = String(cell).replace(/^integer:(.*)$/, 'real:$1.0');
    return collation === 'nocase'
      ? text.replaceAll(/[A-Z]/g, letter => letter.toLowerCase())
      : text;
  },
};

interface Raw {
  readonly storage: 'integer' | 'real' | 'text' | 'blob';
  readonly text: string;
}

type Affinity = 'integer' | 'text' | 'blob' | 'real' | 'numeric';

/** What MikroORM's types are declared as, and what https://www.sqlite.org/datatype3.html makes of it. */
const affinities: Readonly<Record<Kind, Affinity>> = {
  text: 'text',
  uuid: 'text',
  array: 'text',
  whole: 'integer',
  boolean: 'integer',
  // `interval` has `int` in it.
  interval: 'integer',
  decimal: 'numeric',
  date: 'numeric',
  datetime: 'numeric',
  time: 'numeric',
  json: 'numeric',
  real: 'real',
  blob: 'blob',
  native: 'text',
};

function affinityOf(type: ColumnType): Affinity {
  return affinities[kindOf(type)];
}

function samples(type: ColumnType, style: Style): readonly Sample[] {
  const texts = type.name === 'array' ? ['[]', '["a","it\'s"]', 'a,b'] : portableTexts(type, style);
  return texts.map(text => {
    const raw = rawOf(type, text);
    const cell = stored(raw, affinityOf(type));
    const js = jsOf(type, text);
    return Object.assign({ sql: literal(raw), cell }, js === undefined ? {} : { js });
  });
}

function rawOf(type: ColumnType, text: string): Raw {
  const kind = kindOf(type);
  if (kind === 'whole') return { storage: 'integer', text };
  if (kind === 'boolean') return { storage: 'integer', text: text === 'true' ? '1' : '0' };
  if (kind === 'decimal' || kind === 'real') {
    return { storage: text.includes('.') ? 'real' : 'integer', text };
  }
  if (kind === 'datetime') {
    // MikroORM keeps moments as milliseconds.
    return { storage: 'integer', text: String(Date.parse(`${text.replace(' ', 'T')}Z`)) };
  }
  return { storage: kind === 'blob' ? 'blob' : 'text', text };
}

function literal({ storage, text }: Raw): string {
  if (storage === 'blob') return `x'${text}'`;
  return storage === 'text' ? quoted(text) : text;
}

function jsOf(type: ColumnType, text: string): string | number | boolean | undefined {
  const { storage } = rawOf(type, text);
  if (storage === 'blob') return undefined;
  if (kindOf(type) === 'boolean') return text === 'true';
  if (kindOf(type) === 'datetime' || storage === 'text') return text;
  return Number.isSafeInteger(Number(text)) || text.includes('.') ? Number(text) : undefined;
}

function rawOfJs(js: string | number | boolean): Raw {
  if (typeof js === 'boolean') return { storage: 'integer', text: js ? '1' : '0' };
  if (typeof js === 'string') return { storage: 'text', text: js };
  return { storage: Number.isInteger(js) ? 'integer' : 'real', text: String(js) };
}

/** What a column of that affinity makes of a value. */
function stored({ storage, text }: Raw, affinity: Affinity): string {
  if (storage === 'blob' || affinity === 'blob') return `${storage}:${text}`;
  if (affinity === 'text') return `text:${storage === 'real' ? realText(text) : text}`;
  if (storage === 'text') {
    return isNumber(text) ? numberCell(text.trim(), affinity) : `text:${text}`;
  }
  return numberCell(text, affinity);
}

function numberCell(text: string, affinity: Affinity): string {
  if (affinity === 'real') return `real:${realText(text)}`;
  if (/^[+-]?\d+$/.test(text)) return `integer:${BigInt(text)}`;
  const number = Number(text);
  return Number.isSafeInteger(number) ? `integer:${number}` : `real:${realText(text)}`;
}

function isNumber(text: string): boolean {
  return /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text);
}

function realText(text: string): string {
  const number = Number(text);
  if (Math.abs(number) >= 1e15) throw new Unsure('a long number');
  return Number.isInteger(number) ? `${number}.0` : String(number);
}

function convert(cell: Cell, from: ColumnType, to: ColumnType): Cell {
  if (cell === undefined) throw new Unsure('a value of the database');
  if (cell === null) return null;
  if (kindOf(from) === 'native' || kindOf(to) === 'native') throw new Unsure('native');
  const old = rawIn(cell);
  const next = affinityOf(from) === affinityOf(to) ? cell : stored(old, affinityOf(to));
  refuseLoss(old, rawIn(next), { from, to });
  return next;
}

/** A value that would be another one afterwards must stop the run. */
function refuseLoss(
  old: Raw,
  next: Raw,
  { from, to }: { readonly from: ColumnType; readonly to: ColumnType },
): void {
  if (to.name === 'enum' && !to.values.includes(next.text)) throw new Refused('no such value');
  if (affinityOf(from) === affinityOf(to)) return;
  refuseNoNumber(next, kindOf(to));
  if (old.storage !== 'text' || next.storage === 'text') return;
  if (/^0\d/.test(old.text)) throw new Refused(`${old.text} would lose its zeros`);
  // Which spellings of a number are taken (`1e5`, ` 7`) is for the proof to say; none of them may be lost unseen.
  if (old.text !== next.text && next.text !== `${old.text}.0`)
    throw new Unsure('spelled otherwise');
}

function refuseNoNumber({ storage, text }: Raw, kind: Kind): void {
  const isText = storage === 'text' || storage === 'blob';
  if (numbers.has(kind) && isText) throw new Refused(`${text} is no number`);
  const isWhole = kind === 'whole' || kind === 'boolean';
  if (isWhole && storage === 'real') throw new Refused(`${text} is not whole`);
}

const numbers: ReadonlySet<Kind> = new Set(['whole', 'boolean', 'decimal', 'real']);

function rawIn(cell: string): Raw {
  const [, storage, text] = /^(integer|real|text|blob):([^]*)$/.exec(cell) ?? [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as the pattern says
  return { storage: storage as Raw['storage'], text: text ?? '' };
}

function valueOf(cell: Cell, type: ColumnType): string | number | boolean | null {
  if (cell === undefined) throw new Unsure('a value of the database');
  if (cell === null) return null;
  const { storage, text } = rawIn(cell);
  if (storage === 'blob') throw new Unsure('bytes');
  if (storage === 'text' && affinityOf(type) !== 'text') throw new Unsure('a text among numbers');
  return storage === 'integer' || storage === 'real' ? exactly(text) : text;
}
