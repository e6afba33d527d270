import { MigshError } from '../../src/error.ts';
import { apply } from '../../src/operation/apply.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { Refused, Unsure } from './cells.ts';
import { moveRows, type Stand } from './move-rows.ts';
import { codeMoves } from './random-code.ts';
import { columnMoves } from './random-columns.ts';
import { constraintMoves } from './random-constraints.ts';
import { keyMoves } from './random-keys.ts';
import { objectMoves } from './random-objects.ts';
import type { Making } from './random-parts.ts';
import { tableMoves } from './random-tables.ts';

/** Operations that make up one alteration, or undefined where the schema has nothing to alter so. */
export type Alter = (making: Making) => readonly Operation[] | undefined;

const families: readonly (readonly Alter[])[] = [
  tableMoves,
  columnMoves,
  columnMoves,
  constraintMoves,
  objectMoves,
  codeMoves,
  keyMoves,
];

/**
 * The operations of a random revision: one to five alterations that the schema allows. Now and then the last one is
 * refused by the rows that are there.
 */
export function randomOperations(making: Making): readonly Operation[] {
  const { dice, physics } = making;
  const wanted = dice.maybe(40) ? 1 : 1 + dice.below(5);
  const operations: Operation[] = [];
  let stand: Stand = { world: { ...making.world, archives: {} }, schema: making.schema };
  for (let tries = 0, count = 0; tries < 60 && count < wanted; tries += 1) {
    const next = altered({ ...stand, dice, physics });
    if (next === undefined) continue;
    operations.push(...next.operations);
    count += 1;
    if (next.stand === 'refused') break;
    stand = next.stand;
  }
  return operations;
}

interface Altered {
  readonly operations: readonly Operation[];
  readonly stand: Stand | 'refused';
}

/** A random alteration and where it leads: undefined where it is not worth trying. */
function altered(making: Making): Altered | undefined {
  const { dice, physics } = making;
  let operations: readonly Operation[] | undefined;
  try {
    operations = dice.pick(dice.pick(families))(making);
    return operations && { operations, stand: moved(making, operations, physics) };
  } catch (error) {
    if (error instanceof Refused && operations !== undefined) {
      return dice.maybe(50) ? { operations, stand: 'refused' } : undefined;
    }
    if (error instanceof MigshError || error instanceof Unsure) return undefined;
    throw error;
  }
}

/** Schema and rows after operations. Throws what `apply` and `moveRows` throw. */
export function moved(
  start: Stand,
  operations: readonly Operation[],
  physics: Making['physics'],
): Stand {
  let stand = start;
  for (const operation of operations) {
    const schema = apply(stand.schema, operation);
    stand = { schema, world: moveRows(stand, operation, schema, physics) };
  }
  return stand;
}
