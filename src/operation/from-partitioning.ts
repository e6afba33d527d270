import { mentions } from '../schema/expression.ts';
import { bareName } from '../schema/names.ts';
import { someSqlText } from '../schema/objects.ts';
import { findTable, type Schema, type View } from '../schema/schema.ts';
import { type Changes, ofKind } from './changes.ts';
import type { Draft } from './draft.ts';
import type { Explained } from './explain.ts';
import { keysTo } from './from-removed.ts';
import { tableObjects, withoutObjects } from './table-objects.ts';

/**
 * Splits tables in another way, which PostgreSQL cannot do to a table that is there (manual, 5.12.2): its rows wait in an archive
 * while it is made anew. What points to it or reads it lets go meanwhile.
 */
export function repartition(draft: Draft, { all }: Changes): void {
  for (const { table: name, to } of ofKind(all, 'partitioningChanged')) {
    const table = findTable(draft.schema, name);
    if (table === undefined) continue;
    const keys = keysTo(draft.schema, name);
    const views = readersOf(draft.schema, name);
    draft.add(...keys, ...views.toReversed().map(dropped));
    const { exclusions = [], ...whole } = withoutObjects(table);
    const steps: readonly Explained[] = [
      { kind: 'archive', table: name, why: `the rows of ${name} wait while it is split anew` },
      { kind: 'dropTable', table: name, definition: table },
      { kind: 'createTable', table: { ...whole, partitioning: to } },
      { kind: 'restore', table: name },
    ];
    const barring = exclusions.map((exclusion): Explained => ({
      kind: 'addExclusion',
      table: name,
      exclusion,
      only: 'postgresql',
    }));
    draft.add(...steps, ...barring, ...tableObjects(table), ...views.flatMap(created));
    for (const { table: owner, definition } of keys) {
      if (definition === undefined) continue;
      draft.add({ kind: 'addForeignKey', table: owner, foreignKey: definition });
    }
  }
}

function dropped(view: View): Explained {
  return { kind: 'dropView', name: view.name, definition: view };
}

function created({ indexes = [], ...view }: View): readonly Explained[] {
  return [
    { kind: 'createView', view },
    ...indexes.map((index): Explained => ({ kind: 'createIndex', table: view.name, index })),
  ];
}

/** Views that read the table, each behind those that it reads itself. */
function readersOf(schema: Schema, name: string): readonly View[] {
  const found: View[] = [];
  const reads = ({ select }: View): boolean =>
    [name, ...found.map(view => view.name)].some(each =>
      someSqlText(select, sql => mentions(sql, bareName(each))),
    );
  for (;;) {
    const next = (schema.views ?? []).find(view => !found.includes(view) && reads(view));
    if (next === undefined) return found;
    found.push(next);
  }
}
