import type { Catalog, CatalogEntry } from '../../dialect.ts';
import { mentions, sameName } from '../tokens.ts';

/** What has to go before a table is put in another's place, and to come back afterwards, each in its order. */
export interface Dependents {
  readonly drop: readonly CatalogEntry[];
  readonly recreate: readonly CatalogEntry[];
}

/**
 * The views that mention a table, directly or through other views, the triggers of the table and of those views, and
 * the triggers of other tables that mention any of them. `alter table … rename` would fail on each. A word that only looks like a mention costs
 * nothing: what is dropped comes back from its own stored text.
 */
export function dependentsOf(catalog: Catalog, table: string): Dependents {
  return dependents(catalog, [table], [table]);
}

/** The same for views that go themselves: they are among what is dropped and comes back. */
export function dependentsOfViews(catalog: Catalog, names: readonly string[]): Dependents {
  return dependents(catalog, names, []);
}

function dependents(
  { entries: all }: Catalog,
  names: readonly string[],
  tables: readonly string[],
): Dependents {
  const views = viewsOver(
    all.filter(entry => entry.type === 'view'),
    names,
  );
  const gone = [...tables, ...views.map(view => view.name)];
  const isGone = (name: string): boolean => gone.some(each => sameName(each, name));
  const triggers = all.filter(
    entry =>
      entry.type === 'trigger' &&
      (isGone(entry.table) || gone.some(name => mentions(entry.sql ?? '', name))),
  );
  return {
    drop: [...triggers.filter(trigger => !isGone(trigger.table)), ...views.toReversed()],
    recreate: [...views, ...triggers],
  };
}

// A view that was found mentions itself, so that each round finds what the last one did, and what stands on that.
function viewsOver(
  views: readonly CatalogEntry[],
  start: readonly string[],
): readonly CatalogEntry[] {
  let found: readonly CatalogEntry[] = [];
  for (;;) {
    const names = [...start, ...found.map(view => view.name)];
    const next = views.filter(view => names.some(name => mentions(view.sql ?? '', name)));
    if (next.length === found.length) return next;
    found = next;
  }
}
