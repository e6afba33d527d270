import { MigshError } from '../error.ts';
import { sqlTable } from '../schema/expression.ts';
import type { PrimaryKey } from '../schema/schema.ts';
import { type Changes, ofKind } from './changes.ts';

/** Refuses changes that no operation makes yet, with what to write by hand. */
export function refuseUnsupported(changes: Changes): void {
  const [key] = ofKind(changes.all, 'primaryKeyChanged');
  if (key !== undefined) throw otherPrimaryKey(key.table, key.from, key.to);
  const numbered = changes.columnChanged.find(
    ({ from, to }) => from.autoincrement !== to.autoincrement,
  );
  if (numbered !== undefined) throw otherNumbering(numbered.table, numbered.to.name);
}

function otherPrimaryKey(table: string, from?: PrimaryKey, to?: PrimaryKey): MigshError {
  return new MigshError(
    'unsupported',
    `the primary key of ${table} changes from (${listed(from)}) to (${listed(to)}), which is not generated`,
    { hint: byHand(table), details: { table } },
  );
}

function otherNumbering(table: string, column: string): MigshError {
  return new MigshError(
    'unsupported',
    `${table}.${column} starts or stops being numbered by the database, which is not generated`,
    { hint: byHand(table), details: { table, column } },
  );
}

// A new table, since op.sql alone would leave the recorded schema as it was and the difference would come up again.
function byHand(table: string): string {
  const old = `${table}_old`;
  return `write a revision by hand (migsh revision -m …): op.renameTable('${table}', '${old}'), op.createTable('${table}', …) as the entity is now, op.sql('insert into ${sqlTable(table)} (…) select … from ${sqlTable(old)}') which serves both dialects, op.dropTable('${old}'); indexes and foreign keys of ${old}, and those that point to it, are dropped or renamed first`;
}

function listed(key: PrimaryKey | undefined): string {
  return key === undefined ? 'none' : key.columns.join(', ');
}
