import { dropObjectQuestion, renameObjectQuestion, signatureOf } from './ask-object.ts';
import type { SchemaChange } from './change.ts';
import { diffViewIndexes, sameRoutine, sameView } from './diff-objects.ts';
import type { Interview } from './interview.ts';
import type { Routine } from './objects.ts';
import { pairUp } from './pair-up.ts';
import { quotedName, quotedTable } from './question-id.ts';
import type { Schema, View } from './schema.ts';

/** What came, went and changed beside the tables, and the names of what a person wants kept. */
export interface ObjectComparison {
  readonly changes: readonly SchemaChange[];
  readonly kept: readonly string[];
}

/** Compares views and routines; what went is asked for, since a revision may have made it by hand. */
export function compareObjects(
  interview: Interview,
  recorded: Schema,
  desired: Schema,
): ObjectComparison {
  const views = compareViews(interview, recorded.views ?? [], desired.views ?? []);
  const routines = compareRoutines(interview, recorded.routines ?? [], desired.routines ?? []);
  return {
    changes: [...views.changes, ...routines.changes],
    kept: [...views.kept, ...routines.kept],
  };
}

function compareViews(
  interview: Interview,
  old: readonly View[],
  fresh: readonly View[],
): ObjectComparison {
  const found = pairUp(interview, {
    added: missing(fresh, old),
    removed: missing(old, fresh),
    quote: quotedTable,
    id: viewId,
    // Only a view that says the same can be the one that went: another select is another view.
    candidate: (from, to) =>
      isSameView(old, fresh, { from, to })
        ? { from, score: 0.9, reasons: ['both select the same'] }
        : undefined,
    question: (name, candidates) =>
      renameObjectQuestion({ id: viewId(name), subject: name, sort: 'view' }, name, candidates),
  });
  const gone = found.open.length > 0 ? [] : old.filter(({ name }) => found.removed.includes(name));
  const kept = gone.filter(view => isKept(interview, 'view', view.name, quotedTable(view.name)));
  return {
    kept: kept.map(({ name }) => name),
    changes: [
      ...found.renamed.map(each => ({ kind: 'viewRenamed' as const, ...each })),
      ...gone
        .filter(view => !kept.includes(view))
        .map(view => ({ kind: 'viewRemoved' as const, view })),
      ...fresh.flatMap((to): readonly SchemaChange[] => {
        const was = found.renamed.find(each => each.to === to.name)?.from ?? to.name;
        const from = old.find(({ name }) => name === was);
        if (from === undefined) return [];
        return sameView(from, to) ? indexChanges(from, to) : [{ kind: 'viewChanged', from, to }];
      }),
      ...fresh
        .filter(({ name }) => found.added.includes(name))
        .map(view => ({ kind: 'viewAdded' as const, view })),
    ],
  };
}

/** Indexes of a materialized view that went and came. */
function indexChanges(from: View, to: View): readonly SchemaChange[] {
  const { came, went } = diffViewIndexes(from, to);
  const { name: table } = to;
  return [
    ...went.map(index => ({ kind: 'indexRemoved' as const, table, index })),
    ...came.map(index => ({ kind: 'indexAdded' as const, table, index })),
  ];
}

function viewId(name: string): string {
  return `rename:view:${quotedTable(name)}`;
}

function isSameView(
  old: readonly View[],
  fresh: readonly View[],
  { from, to }: { readonly from: string; readonly to: string },
): boolean {
  const was = old.find(({ name }) => name === from);
  const is = fresh.find(({ name }) => name === to);
  return was !== undefined && is !== undefined && sameView(was, is);
}

function compareRoutines(
  interview: Interview,
  old: readonly Routine[],
  fresh: readonly Routine[],
): ObjectComparison {
  const gone = old.filter(routine => overload(fresh, routine) === undefined);
  const kept = gone.filter(routine =>
    isKept(interview, routine.type, signatureOf(routine), quotedName(signatureOf(routine))),
  );
  return {
    kept: kept.map(({ name }) => name),
    changes: [
      ...gone
        .filter(routine => !kept.includes(routine))
        .map(routine => ({ kind: 'routineRemoved' as const, routine })),
      ...fresh.flatMap((to): SchemaChange[] => {
        const from = overload(old, to);
        if (from === undefined) return [{ kind: 'routineAdded', routine: to }];
        return sameRoutine(from, to) ? [] : [{ kind: 'routineChanged', from, to }];
      }),
    ],
  };
}

function overload(list: readonly Routine[], one: Routine): Routine | undefined {
  return list.find(other => signatureOf(other) === signatureOf(one));
}

/** Asks whether something that went is dropped; open counts as dropped, as everywhere. */
function isKept(interview: Interview, sort: string, subject: string, quoted: string): boolean {
  const id = `drop:${sort}:${quoted}`;
  return interview.ask(dropObjectQuestion({ id, subject, sort })) === 'keep';
}

function missing(
  list: readonly { readonly name: string }[],
  other: readonly { readonly name: string }[],
): readonly string[] {
  return list.map(({ name }) => name).filter(name => !other.some(each => each.name === name));
}
