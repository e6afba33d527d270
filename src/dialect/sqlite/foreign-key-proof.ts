import { quoteIdentifier, quoteText } from '../../schema/tokens.ts';
import type { CompiledStatement } from '../statement.ts';

/** Statements around a change that make sure that no foreign key is broken afterwards that was not before. */
export interface ForeignKeyProof {
  readonly start: readonly CompiledStatement[];
  readonly end: readonly CompiledStatement[];
}

/**
 * Keeps what `pragma foreign_key_check` says of some tables in a temporary table, and compares afterwards. Only tables
 * that the change can touch are checked: a large database is not read for a small table. A row that was broken before
 * stops nothing.
 */
export function foreignKeyProof(tables: readonly string[]): ForeignKeyProof {
  if (tables.length === 0) return { start: [], end: [] };
  const named = tables.join(', ');
  return {
    start: [
      {
        sql: `create temp table ${before} as ${violations(tables)}`,
        comment: `note the foreign keys of ${named} that are broken already`,
        part: 'proof',
        foreignKeysOff: true,
      },
    ],
    end: [
      {
        sql: `select now.* from (${violations(tables)}) as now left join temp.${before} as old on old.child = now.child and old.row_id is now.row_id and old.parent = now.parent where now.times > coalesce(old.times, 0)`,
        comment: `prove that no foreign key of ${named} is broken`,
        part: 'proof',
        foreignKeysOff: true,
        expectNoRows: `rows of ${named} would point to rows that are not there`,
      },
      {
        sql: `drop table temp.${before}`,
        comment: 'forget the note',
        part: 'proof',
        foreignKeysOff: true,
      },
    ],
  };
}

/**
 * The same for a whole revision whose foreign keys are off although its file changes rows itself: what SQLite would have
 * refused or cascaded then has to be right at the end.
 */
export const wholeRevisionProof: ForeignKeyProof = {
  start: [
    {
      sql: `create temp table "migsh_rows_without_parent" as ${allViolations()}`,
      comment: 'note all foreign keys that are broken already',
      part: 'proof',
      foreignKeysOff: true,
    },
  ],
  end: [
    {
      sql: `select now.* from (${allViolations()}) as now left join temp."migsh_rows_without_parent" as old using (child, parent, fkid) where now.times > coalesce(old.times, 0)`,
      comment: 'prove that no foreign key is broken by the rows that the revision changes',
      part: 'proof',
      foreignKeysOff: true,
      expectNoRows:
        'rows would point to rows that are not there: foreign keys are off while a table is rebuilt, so a delete does not cascade; delete the children in the same op.sql, or in a revision of its own',
    },
    {
      sql: 'drop table temp."migsh_rows_without_parent"',
      comment: 'forget the note',
      part: 'proof',
      foreignKeysOff: true,
    },
  ],
};

/**
 * A query that must be run before a table is dropped in a rebuild: SQLite ignores `pragma foreign_keys = off` inside
 * a transaction, and the drop would then empty the tables that reference it (https://www.sqlite.org/foreignkeys.html, section 5).
 */
export const foreignKeysAreOff: CompiledStatement = {
  sql: 'select 1 from pragma_foreign_keys where foreign_keys',
  comment: 'prove that foreign keys are switched off',
  part: 'proof',
  foreignKeysOff: true,
  expectNoRows: 'foreign keys are still on: dropping the old table would delete rows of others',
};

const before = quoteIdentifier('migsh_foreign_keys_before');

function violations(tables: readonly string[]): string {
  const checks = tables.map(table => `select * from pragma_foreign_key_check(${quoteText(table)})`);
  return `select "table" as child, "rowid" as row_id, parent, count(*) as times from (${checks.join(' union all ')}) group by 1, 2, 3`;
}

function allViolations(): string {
  return 'select "table" as child, parent, fkid, count(*) as times from pragma_foreign_key_check group by 1, 2, 3';
}
