import type { Operation } from '../../../operation/operation.ts';
import { findTable, type Schema } from '../../../schema/schema.ts';
import type { CompileContext } from '../../dialect.ts';
import type { CompiledStatement } from '../../statement.ts';
import type { CompiledOperation } from '../../together.ts';
import { refuseHeld, refuseSelected, refuseStanding } from './refuse.ts';
import {
  allOver,
  directlyOver,
  type Recreation,
  type StoredView,
  type Touched,
  type ViewCatalog,
} from './stored-view.ts';
import { touchedBy } from './touched-by.ts';
import { bringBackThen, takeAwayThen } from './views-then.ts';

/**
 * The statements of an operation with the views that stand in their way taken away before and brought back behind them:
 * PostgreSQL changes no type of a column that a view reads and drops none (manual, ALTER TABLE; errors 0A000, 2BP01).
 * Never `cascade`: what this does not know stops the run. Where the texts at that moment are not known beforehand – SQL
 * of the plan itself may have changed them, or there is no connection – the same is done with what is there then.
 * @throws MigshError `bad-operation` where a view could not come back, or something else stands on one
 */
export function aroundViews(
  operation: Operation,
  statements: readonly CompiledStatement[],
  context: CompileContext,
): readonly CompiledStatement[] {
  const { views: catalog } = context.catalog;
  if (catalog === undefined || isByHand(operation)) return statements;
  refuseGone(operation, catalog, context.before);
  const { away, back } = awayFor([{ operation, statements, context }]);
  return [...away, ...statements, ...back];
}

/** What goes away for some operations together, and comes back behind them. */
export function awayFor(group: readonly CompiledOperation[]): {
  readonly away: readonly CompiledStatement[];
  readonly back: readonly CompiledStatement[];
} {
  const [first] = group;
  const catalog = first?.context.catalog.views;
  const touched = group.flatMap(({ operation, statements, context }) =>
    withPartitions(touchedBy(operation, statements), context.before),
  );
  if (catalog === undefined || touched.length === 0) return { away: [], back: [] };
  const { views, unread } = catalog;
  const away = allOver(views, directlyOver(views, touched));
  if (unread === true || away.some(view => view.stale)) {
    const words = away.map(({ name }) => name).join(', ') || 'whichever there are';
    return { away: [takeAwayThen(touched, words)], back: [bringBackThen(words)] };
  }
  for (const view of away) refuseHeld(view);
  return { away: away.toReversed().map(takeAway), back: away.flatMap(bringBack) };
}

/** `drop view "v"`, in order to come back. */
export function takeAway({ name, drop, materialized }: StoredView): CompiledStatement {
  const sort = materialized ? 'materialized view' : 'view';
  return { sql: drop, comment: `take ${sort} ${name} away for a moment`, view: 'away' };
}

/** All that makes a view again. */
export function bringBack(view: StoredView): readonly CompiledStatement[] {
  return view.create.map(each => ({ sql: each.sql, comment: backWords(view, each), view: 'back' }));
}

/** What a statement brings back, in words. */
export function backWords({ name, materialized }: StoredView, { sort }: Recreation): string {
  if (sort !== 'view') return `bring view ${name} back: its ${sort}`;
  return materialized
    ? `bring materialized view ${name} back, its rows computed anew`
    : `bring view ${name} back`;
}

// A column that goes, and a table, do not come back for the view.
function refuseGone(operation: Operation, catalog: ViewCatalog, before: Schema): void {
  if (catalog.unread === true) return;
  const known = (touched: readonly Touched[]): readonly StoredView[] =>
    directlyOver(catalog.views, touched).filter(view => view.stale === undefined);
  if (operation.kind === 'dropColumn') {
    const { table, column } = operation;
    refuseSelected(known(withPartitions([{ relation: table, column }], before)), operation);
  }
  if (operation.kind === 'dropTable' && operation.cascade !== true) {
    refuseStanding(known([{ relation: operation.table }]), `table ${operation.table}`);
  }
  if (operation.kind === 'dropView' && operation.cascade !== true) {
    refuseStanding(known([{ relation: operation.name }]), `view ${operation.name}`);
  }
}

// A type changes in the partitions too, which a view may read by themselves.
function withPartitions(touched: readonly Touched[], { tables }: Schema): readonly Touched[] {
  return touched.flatMap(each => {
    const partitions = findTable({ tables }, each.relation)?.partitioning?.partitions ?? [];
    return [each, ...partitions.map(({ name }) => beside(each, name))];
  });
}

function beside(touched: Touched, relation: string): Touched {
  return { ...touched, relation };
}

function isByHand({ kind }: Operation): boolean {
  return kind === 'sql' || kind === 'run';
}
