import { MigshError } from '../error.ts';
import { nearest } from '../schema/nearest.ts';
import type { Operation } from './operation.ts';
import { notYet, refuse } from './record-check.ts';
import type { RunFunction } from './run-tools.ts';

/** Takes what a call described; of `op.run` its function too, which travels beside the data. */
export type Push = (operation: Operation, run?: RunFunction) => void;

/** Where a revision stands, for errors. */
export interface Place {
  /** The file's path, as errors show it. */
  readonly file?: string;
  /** The line of the revision file that is just calling. */
  readonly locate?: () => number | undefined;
}

/** What is guarded: its name in errors, its place, and the calls that a later version brings. */
export interface Guarding {
  /** `op`, `t`, `c`. */
  readonly label: string;
  readonly place: Place;
  readonly later?: readonly string[];
}

/**
 * The same object, whose calls name themselves, file and line when they are refused: a call that does not exist,
 * one with too many arguments, one whose arguments are wrong. Calls that answer the object itself answer the guarded one.
 */
export function guard<Target extends object>(target: Target, guarding: Guarding): Target {
  const guarded: Target = new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key);
      // A promise asks for `then`, console.log for symbols: neither is a call of the revision.
      if (typeof key === 'symbol' || key === 'then' || key === 'toJSON') return value;
      if (value !== undefined && typeof value !== 'function') return value;
      return (...given: readonly unknown[]): unknown =>
        located(`${guarding.label}.${key}`, guarding.place, () => {
          if (value === undefined) throw noSuchCall(object, key, guarding);
          if (given.length > value.length) throw tooMany(value.length, given.length);
          const result: unknown = Reflect.apply(value, object, given);
          return result === object ? guarded : result;
        });
    },
  });
  return guarded;
}

function located(call: string, place: Place, run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof MigshError) || error.details['call'] !== undefined) throw error;
    throw locate(error, call, place);
  }
}

function locate(error: MigshError, call: string, { file, locate: lineOf }: Place): MigshError {
  const line = lineOf?.();
  const where = [...(file === undefined ? [] : [file]), ...(line === undefined ? [] : [line])];
  const prefix =
    where.length === 0 ? '' : `${file === undefined ? 'line ' : ''}${where.join(':')}: `;
  return new MigshError(error.code, `${prefix}${call}: ${error.message}`, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    details: {
      ...error.details,
      call,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
    },
    cause: error.cause,
  });
}

function tooMany(most: number, count: number): MigshError {
  const takes = most === 1 ? '1 argument' : `${most === 0 ? 'no' : most} arguments`;
  return refuse(`takes ${takes} and was given ${count}`);
}

function noSuchCall(object: object, key: string, { label, later = [] }: Guarding): MigshError {
  if (later.includes(key)) return notYet();
  if (key === 'index')
    return refuse(
      'a column has no index()',
      "write t.index(['column']) in createTable, else op.createIndex",
    );
  const calls = Object.keys(object).filter(call => typeof Reflect.get(object, call) === 'function');
  const near = nearest(key, calls);
  return refuse(
    'there is no such call',
    near === undefined ? `calls are ${calls.join(', ')}` : `did you mean ${label}.${near}?`,
  );
}
