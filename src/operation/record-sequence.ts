import type { Sequence } from '../schema/objects.ts';
import {
  asOptions,
  asTable,
  given,
  optionalBoolean,
  optionalWord,
  refuse,
} from './record-check.ts';
import type { Push } from './record-guard.ts';

/** A whole number; as text where JavaScript would round it. */
type WholeNumber = number | bigint | string;

export interface SequenceOptions {
  /** Which numbers it can give: up to 32,767, 2,147,483,647 or (left out) 9,223,372,036,854,775,807. */
  readonly type?: 'smallint' | 'integer' | 'bigint';
  /** The first number; left out it is `min`, counting down `max`. */
  readonly start?: WholeNumber;
  readonly increment?: WholeNumber;
  readonly min?: WholeNumber;
  readonly max?: WholeNumber;
  /** How many numbers a session takes at once. */
  readonly cache?: WholeNumber;
  /** Begins again at its end. */
  readonly cycle?: boolean;
  /** SQLite has no sequences: it refuses the file unless this says that nothing is needed there. */
  readonly only?: 'postgresql';
}

/** The calls of `op` about sequences that stand for themselves. */
export interface SequenceOp {
  /**
   * Creates a sequence, for numbers that no column owns: `t.integer('number').defaultRaw("nextval('invoice_number')")`.
   * @example op.createSequence('invoice_number', { start: 1000, only: 'postgresql' });
   * PostgreSQL: `create sequence "invoice_number" start with 1000`. SQLite: refused without `only`.
   */
  createSequence(name: string, options?: SequenceOptions): void;
  /**
   * Drops a sequence; where it stood is lost. Refused while a default uses it, unless `cascade` takes the default away.
   * @example op.dropSequence('invoice_number', { only: 'postgresql' });
   * PostgreSQL: `drop sequence "invoice_number"`. SQLite: refused without `only`.
   */
  dropSequence(
    name: string,
    options?: { readonly cascade?: boolean; readonly only?: 'postgresql' },
  ): void;
}

/** The calls about sequences. */
export function sequenceCalls(push: Push) {
  return {
    createSequence(name, options) {
      const { only, ...rest } = asOptions(options, [...keys, 'type', 'cycle', 'only']);
      const sequence = asSequence(asTable(name, 'the name'), rest);
      push({ kind: 'createSequence', sequence, ...given('only', onlyOf(only)) });
    },
    dropSequence(name, options) {
      const { cascade, only } = asOptions(options, ['cascade', 'only']);
      push({
        kind: 'dropSequence',
        name: asTable(name, 'the name'),
        ...(optionalBoolean(cascade, 'cascade') === true && { cascade: true }),
        ...given('only', onlyOf(only)),
      });
    },
  } satisfies SequenceOp;
}

const keys = ['start', 'increment', 'min', 'max', 'cache'] as const;

function asSequence(name: string, options: Readonly<Record<string, unknown>>): Sequence {
  const numbers = keys.map(key => given(key, digits(options[key], key)));
  const sequence: Sequence = {
    name,
    ...given('type', optionalWord(options['type'], 'type', ['smallint', 'integer', 'bigint'])),
    ...Object.assign({}, ...numbers),
    ...(optionalBoolean(options['cycle'], 'cycle') === true && { cycle: true }),
  };
  if (sequence.increment === '0') throw refuse('increment must not be 0');
  return sequence;
}

function digits(value: unknown, what: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw refuse(
      `${what} must be a whole number`,
      "beyond 2^53 write it as text: '9007199254740993'",
    );
  }
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  if (typeof text === 'string' && /^-?\d+$/.test(text)) return String(BigInt(text));
  throw refuse(`${what} must be a whole number`);
}

function onlyOf(value: unknown): 'postgresql' | undefined {
  return optionalWord(value, 'only', ['postgresql']);
}
