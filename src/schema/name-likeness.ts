import { editDistance } from './nearest.ts';

/** How alike two names are, from 0 to 1, and why, as a sentence; no reason where they are not alike. */
export interface Likeness {
  readonly score: number;
  readonly reason?: string;
}

/** Compares two names by their words – whatever the case style, with common abbreviations spelled out – and by their letters. */
export function nameLikeness(from: string, to: string): Likeness {
  const [old, fresh] = [wordsOf(from), wordsOf(to)];
  if (old.join(' ') === fresh.join(' ')) {
    return { score: 1, reason: `${from} and ${to} are the same words` };
  }
  const shared = old.filter(word => fresh.includes(word));
  const byWords = wordScore(shared.length, old.length, fresh.length);
  const distance = editDistance(from.toLowerCase(), to.toLowerCase());
  const byLetters = 1 - distance / Math.max(from.length, to.length);
  // Below that, letters agree by chance.
  if (byLetters >= 0.7 && byLetters > byWords) {
    return { score: byLetters, reason: `the names differ in ${count(distance, 'letter')}` };
  }
  if (byWords === 0) return { score: 0 };
  return { score: byWords, reason: `both names have the word ${shared.join(', ')}` };
}

/** The words of a name in lower case: `fullName`, `full_name` and `FullName` give `full`, `name`; `qty` gives `quantity`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
    .map(word => abbreviations[word.toLowerCase()] ?? singular(word.toLowerCase()));
}

// The share of common words among all, and in the shorter name: `name` in `full_name` counts 0.75.
function wordScore(shared: number, old: number, fresh: number): number {
  if (shared === 0) return 0;
  return (shared / (old + fresh - shared) + shared / Math.min(old, fresh)) / 2;
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

const abbreviations: Readonly<Record<string, string>> = {
  acct: 'account',
  addr: 'address',
  amt: 'amount',
  avg: 'average',
  cat: 'category',
  cnt: 'count',
  cust: 'customer',
  desc: 'description',
  descr: 'description',
  dt: 'date',
  img: 'image',
  lang: 'language',
  max: 'maximum',
  min: 'minimum',
  msg: 'message',
  nr: 'number',
  no: 'number',
  num: 'number',
  org: 'organization',
  pct: 'percent',
  pic: 'picture',
  prod: 'product',
  pwd: 'password',
  qty: 'quantity',
  ref: 'reference',
  tel: 'phone',
  telephone: 'phone',
  txt: 'text',
  usr: 'user',
  val: 'value',
};
