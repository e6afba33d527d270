import { quoteIdentifier } from '../../../schema/tokens.ts';
import type { CombinedStatement, CompiledOperation } from '../../together.ts';
import { storedTable } from '../catalog.ts';
import { temporaryName } from '../rebuild/rebuild.ts';
import { mentions } from '../tokens.ts';
import { effectOf, isOwnProof, rowids } from './effect.ts';
import { tableOf } from './table-of.ts';

/** The queries by which the operations of a group make sure of the rows. */
export interface Proofs {
  /** On the table as it is. */
  readonly before: readonly CombinedStatement[];
  /** On the new table: what they ask for is only there. */
  readonly after: readonly CombinedStatement[];
}

/** Sorts the queries of a group by when they can be asked. */
export function proofsOf(group: readonly CompiledOperation[]): Proofs {
  const [before, after]: [CombinedStatement[], CombinedStatement[]] = [[], []];
  const changed: string[] = [];
  for (const [of, each] of group.entries()) {
    const names = [...changed, ...(changed.length > 0 ? computedColumns(each) : [])];
    for (const proof of each.statements.filter(isOwnProof)) {
      const isLate = names.some(name => mentions(proof.sql, name));
      if (isLate) after.push({ ...proof, sql: ofNewTable(proof.sql, each), of });
      else before.push({ ...proof, of });
    }
    changed.push(...effectOf(each).changes);
  }
  return { before, after };
}

/** Whether a query can be asked of the new table as well. */
export function canWait(sql: string): boolean {
  return sql.startsWith('select ') && !rowids.some(name => mentions(sql, name));
}

/** The columns of an operation's table that are computed from others. */
export function computedColumns({ operation, context }: CompiledOperation): readonly string[] {
  return storedTable(context.catalog, tableOf(operation))
    .text.columns.filter(({ clauses }) => clauses.some(clause => clause.kind === 'generated'))
    .map(column => column.name);
}

function ofNewTable(sql: string, { operation, context }: CompiledOperation): string {
  const { name } = storedTable(context.catalog, tableOf(operation));
  const rows = `select * from ${quoteIdentifier(temporaryName(name))}`;
  return `with ${quoteIdentifier(name)} as (${rows}) ${sql}`;
}
