import { badOperation } from './bad-operation.ts';
import type { Operation } from './operation.ts';

/** Stands where a table has nothing for a kind that `op` does not offer yet. */
export function notYet({ kind }: Operation): never {
  throw badOperation(`op.${kind} is not known here`, 'write the change as op.sql');
}
