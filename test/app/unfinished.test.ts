import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { openContext } from '../../src/app/context.ts';
import {
  forgetUnfinished,
  type KeptAnswer,
  keepUnfinished,
  readUnfinished,
  recall,
} from '../../src/app/unfinished.ts';
import { MigshError } from '../../src/error.ts';
import { askedOf } from '../../src/schema/asked.ts';
import type { Answers, Question } from '../../src/schema/question.ts';
import { temporary } from '../project/temporary.ts';

const question = (id: string, values: readonly string[], message = ''): Question => ({
  id,
  kind: 'rename',
  subject: id,
  message,
  options: values.map(value => ({ value, label: value })),
  evidence: [],
});
const answer = (asked: Question, value: string): KeptAnswer => ({
  id: asked.id,
  value,
  asked: askedOf(asked),
});

describe('the place where answers are put by', () => {
  test('has them until they are forgotten, apart for each context', () => {
    const cwd = temporary({
      'package.json': { migsh: { migrations: { main: './a', audit: './b' } } },
    });
    const main = openContext({ cwd, context: 'main' });
    const answers = [answer(question('a', ['x']), 'x')];
    keepUnfinished(main, { answers, message: 'names' });
    expect(readUnfinished(main)).toMatchObject({ answers, message: 'names' });
    expect(readUnfinished(openContext({ cwd, context: 'audit' }))).toBeNull();
    forgetUnfinished(main);
    expect(readUnfinished(main)).toBeNull();
  });

  test('no answer forgets those before', () => {
    const context = openContext({ cwd: temporary({ 'package.json': { migsh: {} } }) });
    keepUnfinished(context, { answers: [answer(question('a', ['x']), 'x')] });
    keepUnfinished(context, { answers: [] });
    expect(readUnfinished(context)).toBeNull();
  });

  test('what another version wrote there, or nobody can read, is nothing', () => {
    const cwd = temporary({ 'package.json': { migsh: {} } });
    const context = openContext({ cwd });
    keepUnfinished(context, { answers: [answer(question('a', ['x']), 'x')] });
    const folder = join(cwd, 'node_modules/.cache/migsh');
    const [name] = readdirSync(folder);
    writeFileSync(join(folder, name!), JSON.stringify({ answers: [{ id: 'a' }], message: '' }));
    expect(readUnfinished(context)).toBeNull();
  });
});

describe('recall', () => {
  const first = question('first', ['rename:x', 'replace']);
  const second = question('second', ['drop', 'keep']);
  /** The answer to the first raises the second. */
  const evaluate = async (answers: Answers) => ({
    questions: [
      ...('first' in answers ? [] : [first]),
      ...('first' in answers && !('second' in answers) ? [second] : []),
    ],
  });

  const strict = async (answers: Answers) => {
    if (answers['second'] === 'keep')
      throw new MigshError('bad-answer', 'no', { details: { id: 'second' } });
    return evaluate(answers);
  };

  test('takes what is asked again, also what another answer raises', async () => {
    const kept = [answer(first, 'replace'), answer(second, 'keep')];
    const recalled = await recall(evaluate, kept, {});
    expect(recalled).toEqual({ evaluation: { questions: [] }, taken: kept, stale: [] });
  });

  test('not where the question is gone, asks something else, or a flag answers it', async () => {
    const changed = question('first', ['rename:x', 'rename:y', 'replace']);
    const gone = question('third', ['drop']);
    const kept = [answer(changed, 'replace'), answer(gone, 'drop'), answer(second, 'keep')];
    expect(await recall(evaluate, kept, {})).toMatchObject({ taken: [], stale: kept });
    const flagged = await recall(evaluate, kept, { first: 'replace' });
    expect(flagged).toMatchObject({ taken: [answer(second, 'keep')], stale: [kept[1]] });
  });

  test('rows that came or went since change nothing', async () => {
    const counted = { ...first, evidence: ['40 rows'], likely: 'rename:x' };
    const options = first.options.map(({ value }) => ({ value, label: `${value}  keeps 40 rows` }));
    const kept = [answer({ ...counted, options }, 'replace')];
    expect((await recall(evaluate, kept, {})).taken).toEqual(kept);
  });

  test('an answer that is refused now is asked for', async () => {
    const kept = [answer(first, 'replace'), answer(second, 'keep')];
    const recalled = await recall(strict, kept, {});
    expect(recalled).toMatchObject({ taken: [kept[0]], stale: [kept[1]] });
    expect(recalled.evaluation.questions).toEqual([second]);
  });
});
