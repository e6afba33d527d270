import { MigshError } from '../../error.ts';

/** A constraint that the recorded schema has and the database has not. */
export function noConstraint(table: string, sort: string, name: string): MigshError {
  return new MigshError('bad-operation', `table ${table} has no ${sort} ${name} in the database`, {
    hint: 'migsh drift shows where the database and its revisions differ',
  });
}
