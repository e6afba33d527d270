import {
  checkConvert,
  checkFill,
  type ColumnStep,
  convertQuestion,
  fillQuestion,
} from './ask-column.ts';
import { dropColumnQuestion } from './ask-drop.ts';
import { columnArrivals } from './ask-rename.ts';
import type { MotionChange } from './change-motion.ts';
import { compareValues } from './compare-values.ts';
import type { Interview } from './interview.ts';
import { fillNeed } from './motion-fill.ts';
import { columnOffers } from './motion-offers.ts';
import { motionsOf, refuseLoneSplits } from './motions.ts';
import { valuesStep } from './moved-values.ts';
import { type Pairs, pairUp } from './pair-up.ts';
import { columnQuestionId } from './question-id.ts';
import { type Column, findColumn, findTable, type Schema, type Table } from './schema.ts';

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
  { stored, desired }: TablePair,
  base: Schema,
): ColumnComparison {
  const recorded = findTable(base, desired.name) ?? stored;
  const sides = { recorded, desired };
  const found = pairUp(interview, {
    ...columnArrivals(recorded, desired, stored.name),
    offers: name => columnOffers(sides, name),
  });
  const motions = motionsOf(found, sides);
  if (found.open.length === 0) refuseLoneSplits(motions);
  const former = (name: string): string =>
    found.renamed.find(({ to }) => to === name)?.from ?? name;
  for (const to of desired.columns) {
    const from = findColumn(recorded, former(to.name));
    const place = { table: stored.name, ...(from && { column: from.name }) };
    const step = {
      table: desired,
      stored: place,
      ...(from && { from }),
      to,
      ...taking(motions, to),
    };
    if (found.open.includes(to.name)) awaitColumn(interview, desired.name, to.name);
    else askAbout(interview, step);
  }
  const kept = keptColumns(interview, { stored, desired }, found);
  const { name: table } = desired;
  return {
    renamed: found.renamed.map(({ from, to }) => ({ table, from, to })),
    motions,
    kept,
    isSettled: found.open.length === 0,
  };
}

function askAbout(interview: Interview, step: ColumnStep): void {
  const fill = fillQuestion(step);
  if (fill !== undefined) interview.ask(fill, answer => checkFill(step.to, answer));
  const values = valuesStep(step);
  if (values !== undefined) {
    compareValues(interview, values);
    return;
  }
  const convert = convertQuestion(step);
  if (convert !== undefined) interview.ask(convert, checkConvert);
}

/** What a column takes from others and may lack for some rows. */
function taking(motions: readonly MotionChange[], { name }: Column): Pick<ColumnStep, 'taking'> {
  const need = motions.flatMap(motion => fillNeed(motion, name) ?? []);
  return need[0] === undefined ? {} : { taking: need[0] };
}

function awaitColumn(interview: Interview, table: string, column: string): void {
  interview.mayAsk(columnQuestionId('fill', table, column));
  interview.mayAsk(columnQuestionId('convert', table, column));
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
