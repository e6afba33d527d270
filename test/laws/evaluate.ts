import { lettersIn, Unsure } from './cells.ts';

export type Value = string | number | boolean | null;

/** Evaluates the few expressions that the generator writes, by SQL's three-valued logic. */
export function evaluate(sql: string, column: (name: string) => Value): Value {
  const words = [...sql.matchAll(pattern)]
    .map(match => match[0])
    .filter(text => text.trim() !== '');
  const parser = new Parser(words, column);
  const value = parser.either();
  if (!parser.done) throw new Unsure(`cannot evaluate ${sql}`);
  return value;
}

const pattern =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[\p{L}_][\p{L}\p{N}_]*|\d+(?:\.\d+)?|<>|<=|>=|\|\||\s+|[^]/gu;

class Parser {
  #at = 0;
  readonly #words: readonly string[];
  readonly #column: (name: string) => Value;

  constructor(words: readonly string[], column: (name: string) => Value) {
    this.#words = words;
    this.#column = column;
  }

  get done(): boolean {
    return this.#at === this.#words.length;
  }

  either(): Value {
    let left = this.#both();
    while (this.#takes('or')) {
      const right = this.#both();
      left =
        left === true || right === true ? true : left === null || right === null ? null : false;
    }
    return left;
  }

  #both(): Value {
    let left = this.#test();
    while (this.#takes('and')) {
      const right = this.#test();
      left =
        left === false || right === false ? false : left === null || right === null ? null : true;
    }
    return left;
  }

  #test(): Value {
    const left = this.#sum();
    if (this.#takes('is')) {
      const not = this.#takes('not');
      if (!this.#takes('null')) throw new Unsure('is');
      return (left === null) !== not;
    }
    if (this.#takes('in')) return this.#within(left);
    for (const sign of ['<>', '<=', '>=', '<', '>', '=']) {
      if (this.#takes(sign)) return compared(left, sign, this.#sum());
    }
    return left;
  }

  #within(left: Value): Value {
    if (!this.#takes('(')) throw new Unsure('in');
    const list: Value[] = [];
    do list.push(this.#sum());
    while (this.#takes(','));
    if (!this.#takes(')')) throw new Unsure('in');
    return left === null ? null : list.includes(left);
  }

  #sum(): Value {
    let left = this.#single();
    for (;;) {
      if (this.#takes('||')) {
        const right = this.#single();
        left = left === null || right === null ? null : `${left}${right}`;
      } else if (this.#takes('+')) {
        const right = this.#single();
        left = left === null || right === null ? null : Number(left) + Number(right);
      } else return left;
    }
  }

  #single(): Value {
    const word = this.#words[this.#at] ?? '';
    this.#at += 1;
    if (word === '(') return this.#closed(this.either());
    if (word === '-') return -Number(this.#single());
    if (word.startsWith("'")) return word.slice(1, -1).replaceAll("''", "'");
    if (/^\d/.test(word)) return Number(word);
    if (/^["`]/.test(word)) {
      return this.#column(word.slice(1, -1).replaceAll(word[0]! + word[0]!, word[0]!));
    }
    return this.#named(word);
  }

  #named(word: string): Value {
    const lower = word.toLowerCase();
    if (lower === 'null') return null;
    if (lower === 'true' || lower === 'false') return lower === 'true';
    if (this.#words[this.#at] !== '(') return this.#column(word);
    this.#at += 1;
    const given = [this.either()];
    while (this.#takes(',')) given.push(this.either());
    return this.#closed(called(lower, given));
  }

  #closed(value: Value): Value {
    if (!this.#takes(')')) throw new Unsure('parenthesis');
    return value;
  }

  #takes(word: string): boolean {
    if (this.#words[this.#at]?.toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }
}

function compared(left: Value, sign: string, right: Value): Value {
  if (left === null || right === null) return null;
  if (typeof left !== typeof right) throw new Unsure('compares unlike things');
  if (sign === '=') return left === right;
  if (sign === '<>') return left !== right;
  if (typeof left !== 'number' || typeof right !== 'number') throw new Unsure('order of texts');
  if (sign === '<') return left < right;
  if (sign === '>') return left > right;
  return sign === '<=' ? left <= right : left >= right;
}

function called(name: string, [first = null, ...rest]: readonly Value[]): Value {
  if (name === 'coalesce') return first ?? rest.find(value => value !== null) ?? null;
  if (name === 'length') return first === null ? null : lettersIn(String(first));
  throw new Unsure(`function ${name}`);
}
