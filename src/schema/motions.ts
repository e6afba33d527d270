import { MigshError } from '../error.ts';
import type { ColumnCopied, MotionChange } from './change-motion.ts';
import type { TablePair } from './compare-columns.ts';
import { copyValue } from './copies.ts';
import { type TableSides, targets } from './motion-offers.ts';
import { type MotionWorld, moveOffers } from './move-offers.ts';
import type { Pairs } from './pair-up.ts';
import { columnQuestionId, namesInAnswer, quotedName } from './question-id.ts';
import { type Column, findColumn } from './schema.ts';

/** What the answers say about where the values of one table's columns go; what it says while questions are open is not whole. */
export function motionsOf(found: Pairs, sides: TableSides): readonly MotionChange[] {
  return [...mergesOf(found, sides), ...splitsOf(found, sides), ...copiesOf(found, sides)];
}

/** The columns that came from other tables, as the answers say. */
export function movesOf(
  { offered }: Pairs,
  world: MotionWorld,
  pair: TablePair,
): readonly MotionChange[] {
  return offered.flatMap(({ to: name, value }) => {
    const to = findColumn(pair.desired, name);
    const offers = to === undefined ? [] : moveOffers(world, pair, to);
    return offers.filter(({ option }) => option.value === value).map(({ moved }) => moved);
  });
}

/**
 * Refuses a split into one column.
 * @throws MigshError `bad-answer`
 */
export function refuseLoneSplits(motions: readonly MotionChange[]): void {
  for (const motion of motions) {
    if (motion.kind === 'columnSplit' && motion.to.length === 1) throw isLone(motion);
  }
}

function mergesOf({ offered }: Pairs, { recorded, desired }: TableSides): readonly MotionChange[] {
  return offered.flatMap(({ to: name, value }): readonly MotionChange[] => {
    const to = findColumn(desired, name);
    if (to === undefined || !value.startsWith('merge:')) return [];
    const from = namesInAnswer(value.slice('merge:'.length)).flatMap(
      each => findColumn(recorded, each) ?? [],
    );
    return [{ kind: 'columnsMerged', table: desired.name, from, to }];
  });
}

function copiesOf({ offered }: Pairs, { recorded, desired }: TableSides): readonly ColumnCopied[] {
  return offered.flatMap(({ to: name, value }): readonly ColumnCopied[] => {
    const to = findColumn(desired, name);
    const from = recorded.columns.find(each => copyValue(each) === value);
    if (to === undefined || from === undefined) return [];
    return [{ kind: 'columnCopied', table: desired.name, from, to, when: 'first' }];
  });
}

function splitsOf({ offered }: Pairs, sides: TableSides): readonly MotionChange[] {
  const { recorded, desired } = sides;
  return recorded.columns.flatMap((from): readonly MotionChange[] => {
    const value = `split:${quotedName(from.name)}`;
    const to = targets(sides).filter(({ name }) =>
      offered.some(each => each.to === name && each.value === value),
    );
    return to.length === 0 ? [] : [{ kind: 'columnSplit', table: desired.name, from, to }];
  });
}

function isLone({
  table,
  from,
  to,
}: {
  table: string;
  from: Column;
  to: readonly Column[];
}): Error {
  const id = columnQuestionId('rename', table, to[0]?.name ?? '');
  return new MigshError(
    'bad-answer',
    `${id} alone takes a piece of ${from.name}: a split is into two columns or more`,
    {
      hint: `answer it rename:${quotedName(from.name)}, or another column split:${quotedName(from.name)} too`,
      details: { ids: [id] },
    },
  );
}
