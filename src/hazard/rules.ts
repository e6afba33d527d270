import { addCheckScan } from './add-check-scan.ts';
import { addColumnRewrite } from './add-column-rewrite.ts';
import { addExclusionScan } from './add-exclusion-scan.ts';
import { addForeignKeyScan } from './add-foreign-key-scan.ts';
import { addNotNullWithoutDefault } from './add-not-null-without-default.ts';
import { addUniqueScan } from './add-unique-scan.ts';
import { concurrentlyInTransaction } from './concurrently-in-transaction.ts';
import { createIndexBlocking } from './create-index-blocking.ts';
import { deleteRows } from './delete-rows.ts';
import { dropColumn } from './drop-column.ts';
import { dropForeignKeyLock } from './drop-foreign-key-lock.ts';
import { dropIndexLock } from './drop-index-lock.ts';
import { dropTable } from './drop-table.ts';
import { dropView } from './drop-view.ts';
import { narrowType } from './narrow-type.ts';
import { removeEnumValue } from './remove-enum-value.ts';
import { renameBreaksCode } from './rename-breaks-code.ts';
import { renameBreaksReaders } from './rename-breaks-readers.ts';
import { rowSecurityLifted } from './row-security-lifted.ts';
import { rowSecurityWithoutPolicy } from './row-security-without-policy.ts';
import type { Rule } from './rule.ts';
import { setNotNullScan } from './set-not-null-scan.ts';
import { sqliteRebuild } from './sqlite-rebuild.ts';
import { storedDelete } from './stored-delete.ts';
import { triggerPolicyLock } from './trigger-policy-lock.ts';
import { typeChangeRewrite } from './type-change-rewrite.ts';
import { unreadableCode } from './unreadable-code.ts';
import { unreadableSql } from './unreadable-sql.ts';
import { validateInTransaction } from './validate-in-transaction.ts';

/** Every hazard rule, in the order in which their findings stand under a statement: losses first. */
export const rules: readonly Rule[] = [
  dropTable,
  dropColumn,
  deleteRows,
  narrowType,
  removeEnumValue,
  addNotNullWithoutDefault,
  concurrentlyInTransaction,
  renameBreaksReaders,
  renameBreaksCode,
  rowSecurityWithoutPolicy,
  addForeignKeyScan,
  addUniqueScan,
  addExclusionScan,
  addCheckScan,
  validateInTransaction,
  setNotNullScan,
  typeChangeRewrite,
  addColumnRewrite,
  createIndexBlocking,
  dropIndexLock,
  dropForeignKeyLock,
  dropView,
  rowSecurityLifted,
  storedDelete,
  triggerPolicyLock,
  sqliteRebuild,
  unreadableCode,
  unreadableSql,
];
