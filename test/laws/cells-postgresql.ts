import type { ColumnType } from '../../src/schema/column-type.ts';
import {
  bitsOf,
  type Cell,
  exactly,
  kindOf,
  lettersIn,
  type Kind,
  type Physics,
  portableTexts,
  quoted,
  Refused,
  type Sample,
  type Style,
  Unsure,
} from './cells.ts';

/** PostgreSQL's values, as `::text` shows them in UTC. */
export const postgresqlPhysics: Physics = {
  dialect: 'postgresql',
  samples,
  cellOf: (type, js) => (js === null ? null : shown(type, String(js))),
  convert,
  valueOf,
  keyOf: cell => cell ?? null,
};

function samples(type: ColumnType, style: Style): readonly Sample[] {
  if (type.name === 'array') return arraySamples(type.of, style);
  return portableTexts(type, style).map(text =>
    Object.assign({ sql: literal(type, text), cell: shown(type, text) }, jsOf(type, text)),
  );
}

function arraySamples(of: ColumnType, style: Style): readonly Sample[] {
  const items = portableTexts(of, style).filter(
    text => /^[a-z0-9-]+$/.test(text) && text !== 'null',
  );
  const cells = ['{}', `{${items.slice(0, 1).join(',')}}`, `{${items.slice(0, 3).join(',')}}`];
  return cells.map(cell => ({ sql: quoted(cell), cell }));
}

function literal(type: ColumnType, text: string): string {
  if (kindOf(type) === 'blob') return quoted(String.raw`\x${text}`);
  return ['whole', 'decimal', 'real', 'boolean'].includes(kindOf(type)) ? text : quoted(text);
}

function jsOf(type: ColumnType, text: string): Pick<Sample, 'js'> {
  const kind = kindOf(type);
  if (kind === 'blob' || kind === 'array') return {};
  if (kind === 'boolean') return { js: text === 'true' };
  if (!['whole', 'decimal', 'real'].includes(kind)) return { js: text };
  return Number.isSafeInteger(Number(text)) || text.includes('.') ? { js: Number(text) } : {};
}

function shown(type: ColumnType, text: string): string {
  const kind = kindOf(type);
  if (type.name === 'decimal') return scaled(text, type.scale ?? 0);
  if (kind === 'datetime') return `${text}+00`;
  if (kind === 'blob') return String.raw`\x${text}`;
  return type.name === 'char' ? text.replace(/ +$/, '') : text;
}

/** `7.5` with two digits behind the point: `7.50`; half goes away from zero. */
function scaled(text: string, scale: number): string {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const digits = BigInt(`${whole}${fraction.padEnd(scale + 1, '0').slice(0, scale + 1)}`);
  const rounded = String((digits + 5n) / 10n).padStart(scale + 1, '0');
  const sign = negative && /[1-9]/.test(rounded) ? '-' : '';
  if (scale === 0) return sign + rounded;
  return `${sign}${rounded.slice(0, -scale)}.${rounded.slice(-scale)}`;
}

function convert(cell: Cell, from: ColumnType, to: ColumnType): Cell {
  if (cell === undefined) throw new Unsure('a value of the database');
  if (cell === null) return null;
  if (to.name === 'array' || from.name === 'array' || kindOf(to) === 'native') {
    if (JSON.stringify(from) === JSON.stringify(to)) return cell;
    throw new Unsure('arrays');
  }
  const rule = rules[kindOf(to)];
  if (rule === undefined) throw new Unsure(to.name);
  return rule({ text: cell, from: kindOf(from), to });
}

interface Change {
  readonly text: string;
  readonly from: Kind;
  readonly to: ColumnType;
}

const rules: Partial<Readonly<Record<Kind, (change: Change) => string>>> = {
  text: toText,
  whole: toWhole,
  decimal: toDecimal,
  real: ({ text, from, to }) => {
    numeric(text, from);
    if (to.name === 'float' && Math.fround(Number(text)) !== Number(text))
      throw new Unsure('float');
    return String(Number(asDigits(text, from)));
  },
  boolean: ({ text, from }) => {
    if (from === 'boolean') return text;
    if (from === 'whole' || from === 'decimal' || from === 'real') {
      return String(Number(text) !== 0);
    }
    if (from !== 'text') throw new Unsure('boolean');
    if (text === '1' || text === '0') return String(text === '1');
    if (/^[a-z ]*$/i.test(text)) throw new Unsure('boolean');
    throw new Refused(`${text} is no boolean`);
  },
  date: ({ text, from }) => {
    if (from === 'date') return text;
    if (from === 'datetime') return text.slice(0, 10);
    throw new Unsure('date');
  },
  datetime: ({ text, from }) => {
    if (from === 'datetime' && text.includes('.')) throw new Unsure('rounds');
    if (from === 'datetime') return text;
    if (from === 'date') return `${text} 00:00:00+00`;
    throw new Unsure('datetime');
  },
  json: ({ text, from }) => {
    if (from === 'json') return text;
    if (from !== 'text') throw new Unsure('json');
    if (/^\s|^-?\d+e/i.test(text)) throw new Unsure('json');
    if (!isJson(text)) throw new Refused(`${text} is no JSON`);
    return text;
  },
  uuid: same('uuid'),
  blob: same('blob'),
  time: same('time'),
  interval: same('interval'),
};

function same(kind: Kind): (change: Change) => string {
  return ({ text, from }) => {
    if (from === kind) return text;
    throw new Unsure(kind);
  };
}

function toText({ text, to }: Change): string {
  if (to.name === 'enum') {
    if (!to.values.includes(text)) throw new Refused(`${text} is no value of the enum`);
    return text;
  }
  const length =
    to.name === 'string' ? (to.length ?? 255) : to.name === 'char' ? (to.length ?? 1) : Infinity;
  const kept = to.name === 'char' ? text.replace(/ +$/, '') : text;
  if (lettersIn(kept) > length) throw new Refused(`${text} is too long`);
  return kept;
}

function toWhole({ text, from, to }: Change): string {
  numeric(text, from);
  if (from === 'text' && !/^\s*[+-]?\d+\s*$/.test(text)) throw new Refused(`${text} is not whole`);
  if (from === 'real' && text.includes('.')) throw new Unsure('rounds half to even');
  const whole = scaled(asDigits(text, from), 0);
  const limit = 2n ** (bitsOf(to) - 1n);
  if (BigInt(whole) < -limit || BigInt(whole) >= limit) throw new Refused(`${text} is too large`);
  return whole;
}

function toDecimal({ text, from, to }: Change): string {
  numeric(text, from);
  const { precision = 10, scale = 0 } = to.name === 'decimal' ? to : {};
  const result = scaled(asDigits(text, from), scale);
  const whole = result.replace('-', '').split('.')[0] ?? '';
  if (whole.replace(/^0+/, '').length > precision - scale)
    throw new Refused(`${text} is too large`);
  return result;
}

// Numbers, and what can be read as one.
function numeric(text: string, from: Kind): void {
  if (from === 'whole' || from === 'decimal' || from === 'real') return;
  if (from === 'boolean') return;
  if (from !== 'text') throw new Unsure('number');
  if (!/^\s*[+-]?\d+(?:\.\d+)?(?:e\d+)?\s*$/.test(text)) throw new Refused(`${text} is no number`);
}

function asDigits(text: string, from: Kind): string {
  if (from === 'boolean') return text === 'true' ? '1' : '0';
  const digits = text.trim().replace(/^\+/, '');
  if (/e/.test(digits)) return String(Number(digits));
  return digits.replace(/^(-?)0+(?=\d)/, '$1');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function valueOf(cell: Cell, type: ColumnType): string | number | boolean | null {
  if (cell === undefined) throw new Unsure('a value of the database');
  if (cell === null) return null;
  const kind = kindOf(type);
  if (kind === 'boolean') return cell === 'true';
  return kind === 'whole' || kind === 'decimal' || kind === 'real' ? exactly(cell) : cell;
}
