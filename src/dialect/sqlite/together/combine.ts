import { describe } from '../../../operation/describe.ts';
import type { Catalog, CatalogEntry } from '../../dialect.ts';
import type { CombinedStatement, CompiledOperation, Together } from '../../together.ts';
import { findIndex, indexesOf, type StoredTable, storedTable } from '../catalog.ts';
import { planCopy } from '../rebuild/copy-rows.ts';
import { type Dependents, dependentsOf } from '../rebuild/dependents.ts';
import { inLowerCase, replaceTable, temporaryName } from '../rebuild/rebuild.ts';
import { sameName } from '../tokens.ts';
import { joins } from './joins.ts';
import { type Origin, originsOf } from './origins.ts';
import { proofsOf } from './proofs.ts';
import { tableOf } from './table-of.ts';

/** Alterations of one table, of which one at least wants the table made anew, make it anew once. */
export const together: Together = { joins, combine };

/**
 * One rebuild for a group: SQLite itself has made the last text of the table, its indexes and what stands on it while the
 * operations were tried one by one; so the rebuild leads from the first text to that, and copies each column from what
 * it was.
 */
function combine(
  group: readonly CompiledOperation[],
  after: Catalog,
): readonly CombinedStatement[] | undefined {
  const [first] = group;
  if (first === undefined || group.length === 1) return undefined;
  if (!group.some(({ statements }) => statements.some(each => each.rebuild))) return undefined;
  const { catalog } = first.context;
  const from = storedTable(catalog, tableOf(first.operation));
  const proofs = proofsOf(group);
  const indexes = sorted(group, indexesOf(after, from.name), catalog);
  const whole = replaceTable(
    {
      why: group.map(({ operation }) => describe(operation)).join('; '),
      copy: copyOf(from, storedTable(after, from.name), originsOf(from, group)),
      proofs: [
        ...group.flatMap(each => each.statements.flatMap(({ rebuild }) => rebuild?.proofs ?? [])),
        ...proofs.after,
      ],
      dependents: broughtBack(dependentsOf(catalog, from.name), after),
      indexes: indexes.old,
      losesColumn: group.some(({ operation: { kind } }) => leavesNothing.has(kind)),
    },
    catalog,
  );
  return [...proofs.before, ...whole.map(each => Object.assign({ of: 0 }, each)), ...indexes.fresh];
}

const leavesNothing: ReadonlySet<string> = new Set(['dropColumn', 'renameColumn']);

function copyOf(
  from: StoredTable,
  { text }: StoredTable,
  origins: ReadonlyMap<string, Origin>,
): ReturnType<typeof planCopy> {
  const origin = (name: string): Origin => origins.get(name.toLowerCase()) ?? {};
  const filled = text.columns.flatMap(({ name }): readonly (readonly [string, string])[] => {
    const { fill } = origin(name);
    return fill === undefined ? [] : [[name, fill]];
  });
  return planCopy({
    from,
    to: { name: temporaryName(from.name), text },
    fill: Object.fromEntries(filled),
    formerly: name => origin(name).former,
  });
}

/** What goes before comes back with the text that it has afterwards: a renamed column is renamed there too. */
function broughtBack({ drop, recreate }: Dependents, after: Catalog): Dependents {
  const now = (old: CatalogEntry): CatalogEntry =>
    after.entries.find(each => each.type === old.type && sameName(each.name, old.name)) ?? old;
  return { drop, recreate: recreate.map(now) };
}

/** Tells the indexes that only come back from those that an operation of the group makes. */
function sorted(
  group: readonly CompiledOperation[],
  indexes: readonly CatalogEntry[],
  before: Catalog,
): { readonly old: readonly CatalogEntry[]; readonly fresh: readonly CombinedStatement[] } {
  const made = group.flatMap(({ statements }, of) =>
    statements
      .filter(each => each.part === undefined && each.rebuild === undefined)
      .map(each => Object.assign({ of }, each)),
  );
  const madeAs = ({ sql }: CatalogEntry): CombinedStatement | undefined =>
    made.findLast(each => each.sql === inLowerCase(sql ?? ''));
  const isOld = (index: CatalogEntry): boolean =>
    madeAs(index) === undefined || findIndex(before, index.name)?.sql === index.sql;
  return {
    old: indexes.filter(isOld),
    fresh: indexes
      .filter(index => !isOld(index))
      .flatMap((index): readonly CombinedStatement[] => {
        const statement = madeAs(index);
        return statement === undefined ? [] : [statement];
      }),
  };
}
