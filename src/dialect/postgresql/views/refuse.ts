import { MigshError } from '../../../error.ts';
import type { DropColumn } from '../../../operation/operation.ts';
import type { StoredView } from './stored-view.ts';

/** Refuses to drop a column that a view selects: without it the view cannot come back. */
export function refuseSelected(views: readonly StoredView[], { table, column }: DropColumn): void {
  const [view] = views;
  if (view === undefined) return;
  throw new MigshError(
    'bad-operation',
    `column ${table}.${column} cannot be dropped: ${named(views)} ${selects(views)} it`,
    {
      hint: `first op.createView('${view.name}', 'select …', { replace: true }) without the column, or op.dropView('${view.name}'); one that op.sql made goes by op.sql`,
      details: { views: views.map(({ name }) => name) },
    },
  );
}

/** Refuses to drop what views select from. */
export function refuseStanding(views: readonly StoredView[], what: string): void {
  const [view] = views;
  if (view === undefined) return;
  throw new MigshError(
    'bad-operation',
    `${what} cannot be dropped: ${named(views)} ${selects(views)} from it`,
    {
      hint: `first op.dropView('${view.name}'), or op.createView('${view.name}', 'select …', { replace: true }); one that op.sql made goes by op.sql`,
      details: { views: views.map(({ name }) => name) },
    },
  );
}

/** Refuses to take a view away on which something stands that would not come back. */
export function refuseHeld({ name, heldBy }: StoredView): void {
  const [first] = heldBy;
  if (first === undefined) return;
  throw new MigshError(
    'bad-operation',
    `view ${name} would have to be dropped and made again, but ${heldBy.join(', ')} ${heldBy.length === 1 ? 'depends' : 'depend'} on it`,
    {
      hint: `drop ${first} before, and make it again behind: op.sql({ postgresql: 'drop …', sqlite: '' })`,
      details: { view: name, heldBy },
    },
  );
}

function named(views: readonly StoredView[]): string {
  return `${views.length === 1 ? 'view' : 'views'} ${views.map(({ name }) => name).join(', ')}`;
}

function selects({ length }: readonly StoredView[]): string {
  return length === 1 ? 'selects' : 'select';
}
