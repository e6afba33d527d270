import { withChild } from './ask-child.ts';
import {
  checkConvert,
  checkFill,
  type ColumnStep,
  convertQuestion,
  fillQuestion,
} from './ask-column.ts';
import { askWhichCounts } from './ask-copied.ts';
import { dropColumnQuestion } from './ask-drop.ts';
import { columnArrivals } from './ask-rename.ts';
import type { ColumnCopied, MotionChange } from './change-motion.ts';
import { compareValues } from './compare-values.ts';
import type { Interview } from './interview.ts';
import { isSameSet } from './key.ts';
import { fillNeed } from './motion-fill.ts';
import { columnOffers, whyNoMerge } from './motion-offers.ts';
import { motionsOf, movesOf, refuseLoneSplits } from './motions.ts';
import { departures, linksOf, type MotionWorld, moveOffers, sidesOf } from './move-offers.ts';
import { valuesStep } from './moved-values.ts';
import { type Arrivals, type Pairs, pairUp } from './pair-up.ts';
import { columnQuestionId } from './question-id.ts';
import { type Column, findColumn, type Table } from './schema.ts';

/** A table as the revisions left it, under its name then, and as the entities want it. */
export interface TablePair {
  readonly stored: Table;
  readonly desired: Table;
}

/** A column with its table, by their new names. */
interface ColumnPlace {
  readonly table: string;
  readonly column: string;
}

export interface ColumnComparison {
  readonly renamed: readonly {
    readonly table: string;
    readonly from: string;
    readonly to: string;
  }[];
  readonly kept: readonly ColumnPlace[];
  readonly motions: readonly MotionChange[];
  /** Which columns were renamed is known. */
  readonly isSettled: boolean;
}

/** Asks about one table's columns: which were renamed, what fills and converts rows, what becomes of those that went. */
export function compareColumns(
  interview: Interview,
  pair: TablePair,
  world: MotionWorld,
): ColumnComparison {
  const { stored, desired } = pair;
  const sides = sidesOf(world, pair);
  const away = departures(world, pair);
  const found = pairUp(interview, arrivalsOf(world, pair, away.moved));
  const motions = [...motionsOf(found, sides), ...movesOf(found, world, pair)];
  const going = goingCopies(world, pair);
  const known = [...motions, ...world.extracted, ...going];
  if (found.open.length === 0) refuseLoneSplits(motions);
  const waits = linksOf({ ...world, extracted: [] }, pair);
  for (const to of desired.columns) {
    if (waits.has(to.name)) interview.mayAsk(columnQuestionId('rename', desired.name, to.name));
    if (found.open.includes(to.name) || waits.has(to.name))
      awaitColumn(interview, desired.name, to.name);
    else askAbout(interview, stepOf(to, { found, motions: known, pair, recorded: sides.recorded }));
  }
  const left = { ...found, removed: found.removed.filter(name => !away.waiting.has(name)) };
  for (const name of away.waiting) {
    interview.mayAsk(columnQuestionId('drop', stored.name, name));
  }
  const { name: table } = desired;
  for (const copy of going) askWhichCounts(interview, copy, stored.name);
  return {
    renamed: found.renamed.map(({ from, to }) => ({ table, from, to })),
    motions: motions.map(motion => withChild(interview, motion, world)),
    kept: keptColumns(interview, pair, left),
    isSettled: found.open.length === 0,
  };
}

function goingCopies(
  { going, interview }: MotionWorld,
  { stored, desired }: TablePair,
): readonly ColumnCopied[] {
  const isKept = ({ from }: ColumnCopied): boolean =>
    interview.given(columnQuestionId('drop', stored.name, from.name)) === 'keep';
  return going.filter(copy => copy.table === desired.name && !isKept(copy));
}

function arrivalsOf(world: MotionWorld, pair: TablePair, moved: ReadonlySet<string>): Arrivals {
  const sides = sidesOf(world, pair);
  const arrivals = columnArrivals(sides.recorded, sides.desired, pair.stored.name);
  return {
    ...arrivals,
    added: arrivals.added.filter(name => !linksOf(world, pair).has(name)),
    removed: arrivals.removed.filter(name => !moved.has(name)),
    whyNot: (name, answer) => whyNoMerge(sides, name, answer),
    offers: name => {
      const to = findColumn(sides.desired, name);
      const own = columnOffers(
        sides,
        name,
        world.interview.given(columnQuestionId('rename', sides.desired.name, name)),
      ).filter(({ takes }) => !takes.some(old => moved.has(old)));
      return [...own, ...(to ? moveOffers(world, pair, to) : [])];
    },
  };
}

interface Progress {
  readonly found: Pairs;
  readonly motions: readonly MotionChange[];
  readonly pair: TablePair;
  readonly recorded: Table;
}

function stepOf(to: Column, { found, motions, pair, recorded }: Progress): ColumnStep {
  const former = found.renamed.find(each => each.to === to.name)?.from ?? to.name;
  const from = findColumn(recorded, former);
  return {
    table: pair.desired,
    stored: { table: pair.stored.name, ...(from && { column: from.name }) },
    ...(from && { from }),
    to,
    ...(isKeyKept(recorded, pair.desired) && { keyed: true }),
    ...taking(motions, pair.desired.name, to),
  };
}

function isKeyKept(recorded: Table, desired: Table): boolean {
  const [was, is] = [recorded.primaryKey?.columns, desired.primaryKey?.columns];
  return was !== undefined && is !== undefined && isSameSet(was, is);
}

function askAbout(interview: Interview, step: ColumnStep): void {
  const fill = fillQuestion(step);
  if (fill !== undefined) interview.ask(fill, answer => checkFill(step, answer));
  const values = valuesStep(step);
  if (values !== undefined) {
    compareValues(interview, values);
    return;
  }
  const convert = convertQuestion(step);
  if (convert !== undefined) interview.ask(convert, checkConvert);
}

/** What a column takes from others and may lack for some rows. */
function taking(
  motions: readonly MotionChange[],
  table: string,
  { name }: Column,
): Pick<ColumnStep, 'taking'> {
  const need = motions.flatMap(motion => fillNeed(motion, table, name) ?? []);
  return need[0] === undefined ? {} : { taking: need[0] };
}

function awaitColumn(interview: Interview, table: string, column: string): void {
  interview.mayAsk(columnQuestionId('fill', table, column));
  interview.mayAsk(columnQuestionId('convert', table, column));
  interview.mayAsk(columnQuestionId('duplicates', table, column));
}

function keptColumns(
  interview: Interview,
  { stored, desired }: TablePair,
  found: Pairs,
): readonly ColumnPlace[] {
  const gone = found.removed.flatMap(name => findColumn(stored, name) ?? []);
  if (found.open.length > 0) {
    for (const { name } of gone) {
      interview.mayAsk(columnQuestionId('drop', stored.name, name));
    }
    return [];
  }
  const isKept = (column: Column): boolean =>
    interview.ask(dropColumnQuestion(column, stored)) === 'keep';
  return gone.filter(isKept).map(column => ({ table: desired.name, column: column.name }));
}
