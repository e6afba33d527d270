import type { MotionChange } from '../schema/change-motion.ts';
import type { SchemaChange, SchemaChangeKind } from '../schema/change.ts';
import { columnQuestionId, tableQuestionId } from '../schema/question-id.ts';
import type { Answers } from '../schema/question.ts';
import { isGiver } from './motion-ends.ts';

// Some kinds share one shape, so that `Extract` by a single kind would find none.
type ChangeOf<K extends SchemaChangeKind> = WithKind<SchemaChange, K>;
type WithKind<C extends SchemaChange, K> = C extends SchemaChange
  ? K extends C['kind']
    ? C
    : never
  : never;

/** What becomes of something that goes. */
type Farewell = 'archive' | 'drop';

/** The changes by kind, each kind in its order, with the answers that say how things go. */
export interface Changes {
  readonly all: readonly SchemaChange[];
  readonly tableAdded: readonly ChangeOf<'tableAdded'>[];
  readonly tableRemoved: readonly ChangeOf<'tableRemoved'>[];
  readonly columnAdded: readonly ChangeOf<'columnAdded'>[];
  readonly columnChanged: readonly ChangeOf<'columnChanged'>[];
  readonly columnRemoved: readonly ChangeOf<'columnRemoved'>[];
  readonly motions: readonly MotionChange[];
  readonly farewellToTable: (table: string) => Farewell;
  /** `table` by its new name. */
  readonly farewellToColumn: (table: string, column: string) => Farewell;
}

/** Sorts changes by kind. */
export function sortChanges(changes: readonly SchemaChange[], answers: Answers): Changes {
  const farewell = (id: string): Farewell =>
    Object.hasOwn(answers, id) && answers[id] === 'archive' ? 'archive' : 'drop';
  const formerName = (table: string): string =>
    ofKind(changes, 'tableRenamed').find(({ to }) => to === table)?.from ?? table;
  const motions = [
    ...ofKind(changes, 'columnsMerged'),
    ...ofKind(changes, 'columnSplit'),
    ...ofKind(changes, 'columnMoved'),
    ...ofKind(changes, 'tableExtracted'),
    ...ofKind(changes, 'columnCopied'),
  ];
  return {
    all: changes,
    tableAdded: ofKind(changes, 'tableAdded'),
    tableRemoved: ofKind(changes, 'tableRemoved'),
    columnAdded: ofKind(changes, 'columnAdded'),
    columnChanged: ofKind(changes, 'columnChanged'),
    columnRemoved: ofKind(changes, 'columnRemoved'),
    motions,
    farewellToTable: table => farewell(tableQuestionId('drop', table)),
    farewellToColumn: (table, column) =>
      isGiver(motions, table, column)
        ? 'archive'
        : farewell(columnQuestionId('drop', formerName(table), column)),
  };
}

/** The changes of one kind. */
export function ofKind<K extends SchemaChangeKind>(
  changes: readonly SchemaChange[],
  kind: K,
): readonly ChangeOf<K>[] {
  const isKind = (change: SchemaChange): change is ChangeOf<K> => change.kind === kind;
  return changes.filter(isKind);
}
