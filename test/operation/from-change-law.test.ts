import { expect, test } from 'vitest';

import { refusedBy } from '../../src/app/answer-together.ts';
import { MigshError } from '../../src/error.ts';
import { apply } from '../../src/operation/apply.ts';
import { fromChanges, fromChangesInStages } from '../../src/operation/from-change.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { unsafeSteps } from '../../src/operation/unsafe.ts';
import { compareSchemas, type Comparison } from '../../src/schema/compare.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { Dice, randomAnswer, randomEdit, randomSchema } from './random-schema.ts';

/** The seed of a round is printed when it fails; MIGSH_TEST_SEED starts there. */
const rounds = 1500;
const firstSeed = Number(process.env['MIGSH_TEST_SEED'] ?? 20_261_120);

const difference = (a: Schema, b: Schema): readonly unknown[] => {
  const { changes, questions } = compareSchemas(a, b, {});
  return [...changes, ...questions];
};

const run = (operations: readonly Operation[], from: Schema): Schema =>
  operations.reduce(apply, from);

const refusals = /alone takes a piece|one value for all rows cannot be/;

/** The comparison, once the answers that it refuses are taken back: one piece alone is no split, one value not unique. */
const compared = (
  recorded: Schema,
  desired: Schema,
  answers: Record<string, string>,
): Comparison => {
  try {
    return compareSchemas(recorded, desired, answers);
  } catch (error) {
    if (!(error instanceof MigshError) || !refusals.test(error.message)) {
      throw error;
    }
    for (const id of refusedBy(error)) delete answers[id];
    return compared(recorded, desired, answers);
  }
};

/** Answers whatever is asked until nothing is. */
const interview = (
  recorded: Schema,
  desired: Schema,
  dice: Dice,
): { comparison: Comparison; answers: Record<string, string> } => {
  const answers: Record<string, string> = {};
  for (;;) {
    const comparison = compared(recorded, desired, answers);
    const [question] = comparison.questions;
    if (question === undefined) return { comparison, answers };
    answers[question.id] = randomAnswer(question, dice, desired);
  }
};

test('up leads from the recorded schema to the desired one, down back, whatever is answered', () => {
  let operations = 0;
  for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
    const dice = new Dice(seed);
    const recorded = randomSchema(dice);
    const desired = randomEdit(recorded, dice);
    const { comparison, answers } = interview(recorded, desired, dice);
    const { up, down } = fromChanges(comparison.changes, answers, recorded, desired);
    const after = run(up, recorded);
    expect({
      seed,
      left: difference(after, desired),
      leftByDown: difference(run(down, after), recorded),
      unused: comparison.unused,
    }).toEqual({ seed, left: [], leftByDown: [], unused: [] });
    operations += up.length;
  }
  expect(operations).toBeGreaterThan(rounds);
});

test('the same in stages, each with its own way back, and with every step in its safe form', () => {
  let several = 0;
  let safe = 0;
  for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
    const dice = new Dice(seed);
    const recorded = randomSchema(dice);
    const desired = randomEdit(recorded, dice);
    const { comparison, answers } = interview(recorded, desired, dice);
    const { changes } = comparison;
    const plain = fromChanges(changes, answers, recorded, desired);
    const steps = unsafeSteps(plain.up, recorded).map(({ question }) => [question.id, 'safe']);
    const all = { ...answers, ...Object.fromEntries(steps) };
    const stages = fromChangesInStages({ changes, answers: all, recorded, desired });
    const after = stages.reduce((schema, { up }) => run(up, schema), recorded);
    const back = stages.toReversed().reduce((schema, { down }) => run(down, schema), after);
    expect({
      seed,
      left: difference(after, desired),
      leftByDown: difference(back, recorded),
    }).toEqual({ seed, left: [], leftByDown: [] });
    several += stages.length > 1 ? 1 : 0;
    safe += steps.length;
  }
  expect(several).toBeGreaterThan(rounds / 4);
  expect(safe).toBeGreaterThan(rounds / 4);
});
