import { MigshError } from '../../error.ts';
import type {
  AddExclusion,
  DropExclusion,
  Validate,
} from '../../operation/constraint-operation.ts';
import { findTable } from '../../schema/schema.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { storedTable } from './catalog.ts';
import { proveCheck } from './check.ts';
import { proveParents } from './foreign-key.ts';
import { noConstraint } from './missing.ts';

/** The proof that was left out when the check or foreign key was added `notValid`; SQLite itself notes nothing of it. */
export function validate(
  { table: name, name: constraint }: Validate,
  { before, catalog }: CompileContext,
): readonly CompiledStatement[] {
  const table = storedTable(catalog, name);
  const known = findTable(before, name);
  const foreignKey = known?.foreignKeys.find(key => key.name === constraint);
  if (foreignKey !== undefined) return [proveParents(table.name, foreignKey)];
  const check = known?.checks.find(each => each.name === constraint);
  if (check === undefined) throw noConstraint(name, 'foreign key or check', constraint);
  return check.only === undefined ? [proveCheck(table.name, check)] : [];
}

/** @throws MigshError `unsupported`: SQLite has no exclusions */
export function refuseExclusion({ table }: AddExclusion | DropExclusion): never {
  throw new MigshError('unsupported', `table ${table}: SQLite has no exclusion constraints`, {
    hint: "say that it is for PostgreSQL alone: { only: 'postgresql' }",
  });
}
