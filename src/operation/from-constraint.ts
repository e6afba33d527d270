import { withoutColumn } from '../schema/edit.ts';
import { quotedName, quotedTable } from '../schema/question-id.ts';
import type { Answers } from '../schema/question.ts';
import {
  type Check,
  findTable,
  type ForeignKey,
  type Schema,
  type Table,
} from '../schema/schema.ts';
import { type Changes, ofKind } from './changes.ts';
import { goesAhead } from './from-removed.ts';
import { standsOnGoing } from './held-keys.ts';
import type { DropCheck, DropForeignKey, DropIndex, DropUnique, Operation } from './operation.ts';

/** A foreign key with the table it stands in. */
export interface OwnedKey {
  readonly table: string;
  readonly foreignKey: ForeignKey;
}

/** Renames of tables, then of columns: whatever comes later goes by the new names. */
export function outerRenames({ all }: Changes): readonly Operation[] {
  return [
    ...ofKind(all, 'tableRenamed').map(({ from, to }): Operation => ({
      kind: 'renameTable',
      from,
      to,
    })),
    ...ofKind(all, 'columnRenamed').map(({ table, from, to }): Operation => ({
      kind: 'renameColumn',
      table,
      from,
      to,
    })),
  ];
}

/** Renames of constraints and indexes, but for enum checks and primary keys: those may have to wait until their name is free. */
export function innerRenames({ all }: Changes, base: Schema): readonly Operation[] {
  const isFixed = (owner: string, name: string): boolean => {
    const table = findTable(base, owner);
    const check = table?.checks.find(each => each.name === name);
    return check?.enumOf !== undefined || table?.primaryKey?.name === name;
  };
  return [
    ...ofKind(all, 'constraintRenamed')
      .filter(({ table, from }) => !isFixed(table, from))
      .map(({ table, from, to }): Operation => ({ kind: 'renameConstraint', table, from, to })),
    ...ofKind(all, 'indexRenamed').map(({ table, from, to }): Operation => ({
      kind: 'renameIndex',
      table,
      from,
      to,
    })),
  ];
}

/** Takes a foreign key away. */
export function dropForeignKey({ table, foreignKey }: OwnedKey): DropForeignKey {
  return { kind: 'dropForeignKey', table, name: foreignKey.name, definition: foreignKey };
}

/** Takes away what goes by itself: foreign keys first. What a dropped column takes along is left to that. */
export function removals(changes: Changes, base: Schema, desired: Schema): readonly Operation[] {
  const { all } = changes;
  const removed: readonly Removal[] = [
    ...ofKind(all, 'foreignKeyRemoved').map(dropForeignKey),
    ...ofKind(all, 'indexRemoved').map(({ table, index }) => ({
      kind: 'dropIndex' as const,
      table,
      name: index.name,
      definition: index,
    })),
    ...ofKind(all, 'uniqueRemoved').map(({ table, unique }) => ({
      kind: 'dropUnique' as const,
      table,
      name: unique.name,
      definition: unique,
    })),
    ...ofKind(all, 'checkRemoved').map(({ table, check }) => ({
      kind: 'dropCheck' as const,
      table,
      name: check.name,
      definition: check,
    })),
  ];
  const isLeft = leftByDrops(changes, base);
  const isAhead = goesAhead(changes, desired);
  const isHeld = standsOnGoing(changes);
  return removed.filter(
    operation =>
      isLeft(operation) ||
      isAhead(operation) ||
      (operation.kind === 'dropForeignKey' && operation.definition && isHeld(operation.definition)),
  );
}

/** Adds indexes, uniques and checks, and sets comments of tables. */
export function additions({ all }: Changes, answers: Answers): readonly Operation[] {
  return [
    ...ofKind(all, 'indexAdded').map(({ table, index }): Operation => ({
      kind: 'createIndex',
      table,
      index,
    })),
    ...ofKind(all, 'uniqueAdded').map(({ table, unique }): Operation => ({
      kind: 'addUnique',
      table,
      unique,
    })),
    ...ofKind(all, 'checkAdded').map(({ table, check }): Operation => ({
      kind: 'addCheck',
      table,
      check: asAnswered(table, check, answers),
    })),
    ...ofKind(all, 'commentChanged').map(({ table, from = null, to = null }): Operation => ({
      kind: 'comment',
      table,
      comment: to,
      before: from,
    })),
  ];
}

// Rows that are there stay unchecked where a person said so.
function asAnswered(table: string, check: Check, answers: Answers): Check {
  const id = `violators:constraint:${quotedTable(table)}.${quotedName(check.name)}`;
  const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
  return answer === 'not-valid' ? { ...check, notValid: true } : check;
}

/** Adds foreign keys: those of tables that were there, and those that new tables had to wait with. */
export function addForeignKeys({ all }: Changes, late: readonly OwnedKey[]): readonly Operation[] {
  return [...ofKind(all, 'foreignKeyAdded'), ...late].map(({ table, foreignKey }) => ({
    kind: 'addForeignKey',
    table,
    foreignKey,
  }));
}

type Removal = DropForeignKey | DropIndex | DropUnique | DropCheck;

/** Whether something would still be there once the columns that go are dropped. */
function leftByDrops({ columnRemoved }: Changes, base: Schema): (removed: Removal) => boolean {
  const left = new Map<string, Table>();
  for (const { table, column } of columnRemoved) {
    const owner = left.get(table) ?? findTable(base, table);
    if (owner !== undefined) left.set(table, withoutColumn(owner, column.name));
  }
  return ({ table, name }) => {
    const owner = left.get(table);
    return owner === undefined || namesIn(owner).has(name);
  };
}

function namesIn({ indexes, uniques, foreignKeys, checks }: Table): ReadonlySet<string> {
  return new Set([...indexes, ...uniques, ...foreignKeys, ...checks].map(each => each.name));
}
