import type { ColumnCopied, ColumnMoved, TableExtracted } from './change-motion.ts';
import type { TablePair } from './compare-columns.ts';
import type { Interview } from './interview.ts';
import { isSameSet } from './key.ts';
import { type TableSides, sources, targets } from './motion-offers.ts';
import { nameLikeness, wordsOf } from './name-likeness.ts';
import { bareName } from './names.ts';
import type { Offer } from './pair-up.ts';
import { columnQuestionId, namesInAnswer, quotedName, quotedTable } from './question-id.ts';
import { sameType } from './same-type.ts';
import {
  type Column,
  findColumn,
  findTable,
  type ForeignKey,
  type Schema,
  type Table,
} from './schema.ts';

/** All tables that stay, and what is answered so far: a column may come from another table. */
export interface MotionWorld {
  readonly interview: Interview;
  readonly pairs: readonly TablePair[];
  /** The recorded schema under the new names of tables. */
  readonly base: Schema;
  /** New tables that were taken out of others, and those that may have been. */
  readonly extracted: readonly TableExtracted[];
  readonly mayBeExtracted: readonly TableExtracted[];
  /** Copies of earlier revisions whose old column goes. */
  readonly going: readonly ColumnCopied[];
}

/** A way for a column to come from another table. */
export interface MoveOffer extends Offer {
  readonly moved: ColumnMoved;
}

/**
 * `move:customer.phone`: columns of the same type and a like name that went from tables to which a foreign key leads, or
 * from which one comes, as long as the key stays.
 */
export function moveOffers(world: MotionWorld, pair: TablePair, to: Column): readonly MoveOffer[] {
  return world.pairs.flatMap(other => offersFrom(world, other, { pair, to }));
}

interface Arrival {
  readonly pair: TablePair;
  readonly to: Column;
}

/** The columns of one other table that the column may have been. */
function offersFrom(
  world: MotionWorld,
  other: TablePair,
  { pair: { desired }, to }: Arrival,
): readonly MoveOffer[] {
  const ways = waysBetween(world, other.desired, desired);
  // Most tables have nothing to do with each other, and there may be hundreds.
  if (ways.length === 0) return [];
  return sources(sidesOf(world, other))
    .filter(from => sameType(from.type, to.type) && isAlike(from, to, other.desired, desired))
    .filter(from => !isTaken(world, other, from.name))
    .flatMap(column =>
      ways.map(({ key, direction }) => {
        const child = direction === 'down' ? desired : other.desired;
        const moved: ColumnMoved = {
          kind: 'columnMoved',
          table: desired.name,
          to,
          from: { table: other.desired.name, column },
          key,
          direction,
          isLoose: isLoose(key, child),
        };
        return moveOffer(moved, other, { isOnlyKey: ways.length === 1 });
      }),
    );
}

type Way = Pick<ColumnMoved, 'key' | 'direction'>;

/** The foreign keys along which a column may go from one table to the other. */
function waysBetween(world: MotionWorld, from: Table, to: Table): readonly Way[] {
  if (from.name === to.name) return [];
  return [
    ...keysBetween(world, to, from).map(key => ({ key, direction: 'down' as const })),
    ...keysBetween(world, from, to).map(key => ({ key, direction: 'up' as const })),
  ];
}

/** What columns of a table are moved away by an answer, and which may be by one that is open. */
export function departures(
  world: MotionWorld,
  leaving: TablePair,
): { readonly moved: ReadonlySet<string>; readonly waiting: ReadonlySet<string> } {
  const { desired: owner } = leaving;
  if (sources(sidesOf(world, leaving)).length === 0)
    return { moved: new Set(), waiting: new Set() };
  const taken = (list: readonly TableExtracted[]): readonly string[] =>
    list
      .filter(({ table }) => table === owner.name)
      .flatMap(({ columns }) => columns.map(({ from }) => from.name));
  const moved = new Set(taken(world.extracted));
  const waiting = new Set(taken(world.mayBeExtracted));
  for (const pair of world.pairs) {
    if (waysBetween(world, owner, pair.desired).length === 0) continue;
    for (const to of targets(sidesOf(world, pair))) {
      const answer = world.interview.given(columnQuestionId('rename', pair.desired.name, to.name));
      for (const { option, moved: motion } of offersFrom(world, leaving, { pair, to })) {
        if (answer === option.value) moved.add(motion.from.column.name);
        if (answer === undefined) waiting.add(motion.from.column.name);
      }
    }
  }
  return { moved, waiting };
}

/** Columns that a table gets to point to what was taken out of it, or may have been: they are no others under a new name. */
export function linksOf(
  { extracted, mayBeExtracted }: MotionWorld,
  { desired }: TablePair,
): ReadonlySet<string> {
  return new Set(
    [...extracted, ...mayBeExtracted]
      .filter(({ table }) => table === desired.name)
      .flatMap(each => each.links.map(({ name }) => name)),
  );
}

/** A table as it was and as it is to be, both under its new name. */
export function sidesOf({ base }: MotionWorld, { stored, desired }: TablePair): TableSides {
  return { recorded: findTable(base, desired.name) ?? stored, desired };
}

/** The foreign keys of one table to another that were there and stay. */
function keysBetween({ base }: MotionWorld, child: Table, parent: Table): readonly ForeignKey[] {
  const keys = child.foreignKeys.filter(key => key.refTable === parent.name);
  if (keys.length === 0) return keys;
  const before = findTable(base, child.name)?.foreignKeys ?? [];
  return keys.filter(key =>
    before.some(
      old =>
        old.refTable === key.refTable &&
        isSameSet(old.columns, key.columns) &&
        isSameSet(old.refColumns, key.refColumns),
    ),
  );
}

function isLoose({ columns }: ForeignKey, child: Table): boolean {
  return columns.some(name => findColumn(child, name)?.nullable === true);
}

/** `phone` and `phone`, `customer.phone` and `customer_phone`. */
function isAlike(from: Column, to: Column, owner: Table, target: Table): boolean {
  return (
    nameLikeness(from.name, to.name).score >= 0.7 ||
    words(bareName(owner.name), from.name) === words(to.name) ||
    words(from.name) === words(bareName(target.name), to.name)
  );
}

function words(...names: readonly string[]): string {
  return names.flatMap(wordsOf).join(' ');
}

/** Whether another answer in its own table takes the column. */
function isTaken(world: MotionWorld, owner: TablePair, column: string): boolean {
  return targets(sidesOf(world, owner)).some(({ name }) => {
    const answer =
      world.interview.given(columnQuestionId('rename', owner.desired.name, name)) ?? '';
    const [sort = ''] = answer.split(':', 1);
    return takers.has(sort) && namesInAnswer(answer.slice(sort.length + 1)).includes(column);
  });
}

const takers: ReadonlySet<string> = new Set(['rename', 'merge', 'split', 'copy']);

function moveOffer(
  moved: ColumnMoved,
  { stored }: TablePair,
  { isOnlyKey }: { readonly isOnlyKey: boolean },
): MoveOffer {
  const { table, to, from, key, direction } = moved;
  const by = isOnlyKey ? '' : `@${key.columns.map(quotedName).join(',')}`;
  const place = `${quotedTable(stored.name)}.${quotedName(from.column.name)}`;
  const way =
    direction === 'down'
      ? `each ${table} gets that of its ${from.table}`
      : `each ${table} gets that of the ${from.table} that points to it`;
  return {
    option: {
      value: `move:${place}${by}`,
      label: `moved: ${from.table}.${from.column.name} → ${table}.${to.name} along ${key.columns.join(', ')}: ${way}; the old values stay in an archive`,
    },
    takes: [],
    reasons: [`${from.table}.${from.column.name} went, and ${key.name} joins the tables`],
    moved,
  };
}
