import { enumNamed } from '../schema/native-enum.ts';
import type { Operation } from './operation.ts';

/** A value of a native enum. */
interface EnumValue {
  readonly name: string;
  readonly value: string;
}

/**
 * Whether the operation may use a value of an enum, in a row or in an expression. Says yes rather once too often: SQL and
 * code as written may do anything, rows that are copied may hold it.
 */
export function mayUseValue(operation: Operation, { name, value }: EnumValue): boolean {
  if (opaque.has(operation.kind)) return true;
  if (unharmed.has(operation.kind)) return false;
  const becomesEnum =
    operation.kind === 'alterColumn' &&
    operation.type !== undefined &&
    enumNamed(operation.type) === name;
  return becomesEnum || textsIn(operation).some(text => holdsWord(text, value));
}

const opaque: ReadonlySet<Operation['kind']> = new Set([
  'sql',
  'run',
  'backfill',
  'restore',
] as const);

// These only name a value in the catalog; a comment is no expression.
const unharmed: ReadonlySet<Operation['kind']> = new Set([
  'createEnum',
  'dropEnum',
  'addEnumValue',
  'renameEnumValue',
  'renameEnum',
  'comment',
] as const);

function textsIn(it: unknown): readonly string[] {
  if (typeof it === 'string') return [it];
  if (typeof it !== 'object' || it === null) return [];
  return Object.entries(it).flatMap(([key, inside]) => (key === 'kind' ? [] : textsIn(inside)));
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const [before, behind] = [text.charAt(at - 1), text.charAt(at + word.length)];
    if (!isPart(before) && !isPart(behind)) return true;
    if (word === '') return true;
  }
  return false;
}

function isPart(character: string): boolean {
  return /[\p{L}\p{N}_]/u.test(character);
}
