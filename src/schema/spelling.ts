import type { SchemaChange } from './change.ts';
import type { SqlText } from './objects.ts';
import type { Column, Index, IndexColumn, Schema, Table } from './schema.ts';
import { quoteText } from './tokens.ts';

/** One expression that two schemas spell differently: whether it means the same is for a database to say. */
export interface Spelling {
  readonly place: SpelledPlace;
  readonly recorded: SqlText;
  readonly desired: SqlText;
}

/** Where it stands, by the names of the desired schema. `at`: which part of an index it is over. */
export type SpelledPlace =
  | { readonly kind: 'check'; readonly table: string; readonly name: string }
  | { readonly kind: 'default'; readonly table: string; readonly column: string }
  | { readonly kind: 'generated'; readonly table: string; readonly column: string }
  | { readonly kind: 'predicate'; readonly table: string; readonly name: string }
  | {
      readonly kind: 'index-part';
      readonly table: string;
      readonly name: string;
      readonly at: number;
    }
  | { readonly kind: 'view'; readonly name: string }
  | {
      readonly kind: 'policy';
      readonly table: string;
      readonly name: string;
      readonly part: 'using' | 'check';
    };

/** The expressions that differ between what went and what came under the same name. */
export function spellingsIn(changes: readonly SchemaChange[]): readonly Spelling[] {
  return changes.flatMap(change => {
    if (change.kind === 'columnChanged') return inColumn(change.table, change.from, change.to);
    if (change.kind === 'viewChanged') {
      const { from, to } = change;
      return pair({ kind: 'view', name: to.name }, from.select, to.select);
    }
    if (change.kind === 'checkAdded') return inCheck(change, changes);
    if (change.kind === 'indexAdded') return inIndex(change, changes);
    return change.kind === 'policyAdded' ? inPolicy(change, changes) : [];
  });
}

/** The schema with the other spelling in the places that were found to mean the same. */
export function respelled(schema: Schema, spellings: readonly Spelling[]): Schema {
  return spellings.reduce(respellOne, schema);
}

function inColumn(table: string, from: Column, to: Column): readonly Spelling[] {
  const place = { table, column: to.name };
  return [
    ...pair({ kind: 'default', ...place }, defaultSql(from), defaultSql(to)),
    ...pair({ kind: 'generated', ...place }, from.generated?.expression, to.generated?.expression),
  ];
}

function defaultSql({ default: value }: Column): string | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'sql') return value.sql;
  return typeof value.value === 'string' ? quoteText(value.value) : String(value.value);
}

function inCheck(
  { table, check }: Extract<SchemaChange, { readonly check: unknown }>,
  all: readonly SchemaChange[],
): readonly Spelling[] {
  const { name } = check;
  const old = all.find(
    other => other.kind === 'checkRemoved' && other.table === table && other.check.name === name,
  );
  return old?.kind === 'checkRemoved'
    ? pair({ kind: 'check', table, name }, old.check.expression, check.expression)
    : [];
}

function inIndex(
  { table, index }: Extract<SchemaChange, { readonly index: unknown }>,
  all: readonly SchemaChange[],
): readonly Spelling[] {
  const { name } = index;
  const found = all.find(
    other => other.kind === 'indexRemoved' && other.table === table && other.index.name === name,
  );
  if (found?.kind !== 'indexRemoved') return [];
  const { index: old } = found;
  return [
    ...pair({ kind: 'predicate', table, name }, old.where, index.where),
    ...index.columns.flatMap((part, at) =>
      pair({ kind: 'index-part', table, name, at }, partSql(old.columns[at]), partSql(part)),
    ),
  ];
}

function partSql(part: IndexColumn | undefined): SqlText | undefined {
  return typeof part === 'object' ? part.expression : undefined;
}

function inPolicy(
  { table, policy }: Extract<SchemaChange, { readonly policy: unknown }>,
  all: readonly SchemaChange[],
): readonly Spelling[] {
  const { name } = policy;
  const old = all.find(
    other => other.kind === 'policyRemoved' && other.table === table && other.policy.name === name,
  );
  if (old?.kind !== 'policyRemoved') return [];
  return (['using', 'check'] as const).flatMap(part =>
    pair({ kind: 'policy', table, name, part }, old.policy[part], policy[part]),
  );
}

/** Nothing where one side has none. */
function pair(
  place: SpelledPlace,
  recorded: SqlText | undefined,
  desired: SqlText | undefined,
): readonly Spelling[] {
  if (recorded === undefined || desired === undefined || recorded === desired) return [];
  return [{ place, recorded, desired }];
}

function respellOne(schema: Schema, { place, recorded }: Spelling): Schema {
  if (place.kind === 'view') {
    const views = schema.views?.map(view =>
      view.name === place.name ? { ...view, select: recorded } : view,
    );
    return { ...schema, ...(views && { views }) };
  }
  return {
    ...schema,
    tables: schema.tables.map(table =>
      table.name === place.table ? respellIn(table, place, recorded) : table,
    ),
  };
}

function respellIn(
  table: Table,
  place: Exclude<SpelledPlace, { readonly kind: 'view' }>,
  recorded: SqlText,
): Table {
  const text = typeof recorded === 'string' ? recorded : '';
  if (place.kind === 'check') {
    return {
      ...table,
      checks: named(table.checks, place, each => ({ ...each, expression: text })),
    };
  }
  if (place.kind === 'policy') {
    const policies = named(table.policies ?? [], place, each => ({ ...each, [place.part]: text }));
    return { ...table, policies };
  }
  if (place.kind === 'predicate') {
    return { ...table, indexes: named(table.indexes, place, each => ({ ...each, where: text })) };
  }
  if (place.kind === 'index-part') {
    return {
      ...table,
      indexes: named(table.indexes, place, each => withPart(each, place.at, recorded)),
    };
  }
  return {
    ...table,
    columns: named(table.columns, { name: place.column }, each =>
      place.kind === 'default'
        ? { ...each, default: { kind: 'sql', sql: text } }
        : withExpression(each, recorded),
    ),
  };
}

function named<T extends { readonly name: string }>(
  list: readonly T[],
  { name }: { readonly name: string },
  change: (one: T) => T,
): readonly T[] {
  return list.map(one => (one.name === name ? change(one) : one));
}

function withPart(index: Index, at: number, expression: SqlText): Index {
  const columns = index.columns.map((part, place) =>
    place === at && typeof part === 'object' ? { ...part, expression } : part,
  );
  return { ...index, columns };
}

function withExpression(column: Column, expression: SqlText): Column {
  const { generated } = column;
  return generated === undefined ? column : { ...column, generated: { ...generated, expression } };
}
