import { conversionLoss } from '../schema/conversion.ts';
import { findColumn, findTable } from '../schema/schema.ts';
import type { Dated } from './dated.ts';
import type { AlterColumn, ForEachOperation, Operation } from './operation.ts';
import { onOperation } from './operation.ts';
import type { Stage } from './stages.ts';

/** Where an operation belongs by itself: what new code needs comes first, what old code cannot live with comes last. */
export function stageOf(dated: Dated, later: readonly Operation[]): Stage {
  return onOperation(stageOfKind, dated.operation, { ...dated, later });
}

type Context = Dated & { readonly later: readonly Operation[] };

const expand = (): Stage => 'expand';
const fill = (): Stage => 'backfill';
const contract = (): Stage => 'contract';

// Neither old nor new code survives a rename of what it uses: it comes with the new code.
const stageOfKind: ForEachOperation<Stage, Context> = {
  createTable: expand,
  dropTable: contract,
  renameTable: expand,
  addColumn: expand,
  dropColumn: contract,
  renameColumn: expand,
  alterColumn: alterationStage,
  createIndex: ({ index }) => (index.unique ? 'contract' : 'expand'),
  dropIndex: contract,
  renameIndex: expand,
  addUnique: contract,
  dropUnique: freeingStage,
  addForeignKey: contract,
  dropForeignKey: freeingStage,
  addCheck: contract,
  dropCheck: freeingStage,
  renameConstraint: expand,
  comment: expand,
  insert: fill,
  backfill: fill,
  archive: contract,
  restore: fill,
  sql: fill,
  validate: contract,
  addPrimaryKey: contract,
  dropPrimaryKey: contract,
  addExclusion: contract,
  dropExclusion: freeingStage,
  createEnum: expand,
  dropEnum: contract,
  addEnumValue: expand,
  renameEnumValue: expand,
  removeEnumValue: contract,
  renameEnum: expand,
  createView: expand,
  dropView: contract,
  renameView: expand,
  createTrigger: expand,
  dropTrigger: contract,
  createFunction: expand,
  dropFunction: contract,
  createPolicy: expand,
  dropPolicy: contract,
  rowSecurity: expand,
  setIdentity: expand,
  setGenerated: contract,
  createSequence: expand,
  dropSequence: contract,
  createSchema: expand,
  dropSchema: contract,
  createExtension: expand,
  dropExtension: contract,
  run: fill,
};

/** A column that takes less than before, or no longer fills itself, is one for new code alone. */
function alterationStage(operation: AlterColumn, { before }: Context): Stage {
  const { table, column, type, nullable, default: given } = operation;
  const owner = findTable(before, table);
  const from = owner && findColumn(owner, column);
  const narrows = type !== undefined && from && conversionLoss(from.type, type) !== undefined;
  return narrows === true || nullable === false || given === null ? 'contract' : 'expand';
}

/** A constraint that goes lets new code write what it forbade; one that another takes the place of goes with that. */
function freeingStage({ table }: { readonly table: string }, { later }: Context): Stage {
  const isReplaced = later.some(
    each =>
      /^add(?:Unique|ForeignKey|Check|Exclusion)$/.test(each.kind) &&
      'table' in each &&
      each.table === table,
  );
  return isReplaced ? 'contract' : 'expand';
}
