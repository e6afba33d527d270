import { MigshError } from '../error.ts';
import { sqlTable } from '../schema/expression.ts';
import { type Changes, ofKind } from './changes.ts';

/** Refuses changes that no operation makes, with what to write by hand. */
export function refuseUnsupported({ all }: Changes): void {
  const [change] = ofKind(all, 'partitioningChanged');
  if (change !== undefined) throw otherPartitioning(change.table);
}

// PostgreSQL cannot split a table that is there (manual, 5.12.2): a new one takes its rows.
function otherPartitioning(table: string): MigshError {
  const old = `${table}_old`;
  return new MigshError(
    'unsupported',
    `${table} is split in another way, which PostgreSQL cannot do to a table that is there`,
    {
      hint: `write a revision by hand (migsh revision -m …): op.renameTable('${table}', '${old}'), op.createTable('${table}', …) as the entity is now, op.sql('insert into ${sqlTable(table)} (…) select … from ${sqlTable(old)}'), op.dropTable('${old}'); indexes and foreign keys of ${old}, and those that point to it, are dropped or renamed first`,
      details: { table },
    },
  );
}
