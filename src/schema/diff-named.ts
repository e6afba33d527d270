interface Named {
  readonly name: string;
}

/** What came, what went and what has another name in a list of indexes or constraints. */
export interface NamedDifference<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

/**
 * Compares two lists by name first, then by what they say: one that says the same under another name was renamed.
 * Never to a name that is `taken` before the change, so that renames can run first, in any order; then it went and came.
 */
export function diffNamed<T extends Named>(
  recorded: readonly T[],
  desired: readonly T[],
  how: { same(a: T, b: T): boolean; readonly taken: ReadonlySet<string> },
): NamedDifference<T> {
  const stays = (a: T, list: readonly T[]): boolean =>
    list.some(b => a.name === b.name && how.same(a, b));
  let removed = recorded.filter(old => !stays(old, desired));
  const added: T[] = [];
  const renamed: { from: string; to: string }[] = [];
  for (const fresh of desired.filter(each => !stays(each, recorded))) {
    const old = how.taken.has(fresh.name) ? undefined : removed.find(each => how.same(each, fresh));
    if (old === undefined) {
      added.push(fresh);
    } else {
      renamed.push({ from: old.name, to: fresh.name });
      removed = removed.filter(each => each !== old);
    }
  }
  return { added, removed, renamed };
}
