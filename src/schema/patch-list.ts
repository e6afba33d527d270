/** What came into a list, or stands in it otherwise than before, and the names of what went. */
export interface ListPatch<T> {
  readonly put: readonly T[];
  readonly gone: readonly string[];
}

/** Something that goes by another name. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

type Item = string | { readonly name: string };

/** What leads from one list to the other. Routines of one name count as one. */
export function patchOfList<T extends Item>(
  before: readonly T[] = [],
  after: readonly T[] = [],
): ListPatch<T> {
  const texts = new Set(before.map(item => JSON.stringify(item)));
  const names = new Set(after.map(nameOf));
  return {
    put: after.filter(item => !texts.has(JSON.stringify(item))),
    gone: before.map(nameOf).filter(name => !names.has(name)),
  };
}

/** The list with what came in the place of what had its name, or at the end. */
export function patchedList<T extends Item>(
  list: readonly T[] = [],
  { put, gone }: ListPatch<T>,
): readonly T[] {
  const fresh = new Map(put.map(item => [nameOf(item), item]));
  const known = new Set(list.map(nameOf));
  return [
    ...list.flatMap(item => (gone.includes(nameOf(item)) ? [] : [fresh.get(nameOf(item)) ?? item])),
    ...put.filter(item => !known.has(nameOf(item))),
  ];
}

/** Whether a list stays as it is. */
export function hasNothing({ put, gone }: ListPatch<unknown>): boolean {
  return put.length + gone.length === 0;
}

/** Pairs of what went and what came and is the same but for its name; those that could be several are none. */
export function goneAndNew<T extends { readonly name: string }>(
  before: readonly T[],
  after: readonly T[],
  same: (a: T, b: T) => boolean,
): readonly Renamed[] {
  const gone = missing(before, after);
  const fresh = missing(after, before);
  return gone.flatMap(old => {
    const [only, ...others] = fresh.filter(item => same(old, item));
    const rivals = gone.filter(item => only !== undefined && same(item, only));
    const isSure = only !== undefined && others.length === 0 && rivals.length === 1;
    return isSure ? [{ from: old.name, to: only.name }] : [];
  });
}

/** A property where there is something; null is nothing, undefined stands for `otherwise`. */
export function one<Key extends string, Value>(
  key: Key,
  value: Value | null | undefined,
  otherwise?: Value,
): { readonly [Name in Key]?: Value };
export function one(key: string, value: unknown, otherwise?: unknown): object {
  const chosen = value === undefined ? otherwise : value;
  return chosen === undefined || chosen === null ? {} : { [key]: chosen };
}

function missing<T extends { readonly name: string }>(
  list: readonly T[],
  other: readonly T[],
): readonly T[] {
  return list.filter(({ name }) => !other.some(item => item.name === name));
}

function nameOf(item: Item): string {
  return typeof item === 'string' ? item : item.name;
}
