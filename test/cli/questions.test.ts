import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { readAnswers, spellAnswer, splitAnswer } from '../../src/cli/answers.ts';
import { askUntilComplete } from '../../src/cli/ask-questions.ts';
import type { Askable } from '../../src/cli/ask-questions.ts';
import { printOpenQuestions } from '../../src/cli/print-question.ts';
import type { Asker, Choice } from '../../src/cli/prompts.ts';
import { MigshError } from '../../src/error.ts';
import { answerWords } from '../../src/schema/answer-words.ts';
import { compareSchemas } from '../../src/schema/compare.ts';
import type { Answers, Question } from '../../src/schema/question.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { temporary } from '../project/temporary.ts';
import { column, schema, table } from '../schema/tables.ts';
import { plainStyle } from './plain-style.ts';
import { fillQuestion, renameQuestion } from './samples.ts';

const headQuestion: Question = {
  id: 'head',
  kind: 'head',
  subject: 'head',
  message: 'There are 2 heads. On which one does the new revision stand?',
  options: [
    { value: '3f2a9c1e7b04', label: 'add order history' },
    { value: '77aa02de91c3', label: 'audit: create table  (audit)' },
  ],
  evidence: [],
};

test('open questions name the flag of every answer', () => {
  expect(printOpenQuestions([headQuestion, renameQuestion, fillQuestion], plainStyle))
    .toMatchInlineSnapshot(`
      "
      head
        There are 2 heads. On which one does the new revision stand?
          --head 3f2a9c1e7b04
              add order history
          --head 77aa02de91c3
              audit: create table (audit)

      customer.email
        customer.mail is gone and customer.email is new. Is it the same column?
        - same type, string(120), and both not null
        - 240 of 240 rows have a value in mail
          --answer rename:column:customer.email=rename:mail
              renamed: mail → email (likely)
          --answer rename:column:customer.email=replace
              drop mail, add email (LOSS: 240 values)

      order.currency
        order.currency is new and not null: what do rows that exist get?
          --answer fill:column:order.currency=default:VALUE
              a fixed value
          --answer fill:column:order.currency=sql:EXPRESSION
              an SQL expression
          --answer fill:column:order.currency=nullable
              nothing: make it nullable
      "
    `);
});

test('questions are asked one after the other, and an answer may raise the next', async () => {
  const { asker, seen } = scripted(['rename:mail', 'default:', 'EUR']);
  const said: string[] = [];
  const result = await askUntilComplete(
    evaluate,
    { given: {} },
    { asker, style: plainStyle, say: text => said.push(text) },
  );
  expect(result?.answers).toEqual({
    'rename:column:customer.email': 'rename:mail',
    'fill:column:order.currency': 'default:EUR',
  });
  expect(said).toHaveLength(2);
  expect(seen).toMatchInlineSnapshot(`
    [
      [
        "renamed: mail → email (likely)",
        "drop mail, add email (LOSS: 240 values)",
        "stop; nothing is written",
      ],
      [
        "a fixed value",
        "an SQL expression",
        "nothing: make it nullable",
        "stop; nothing is written",
      ],
      "Value",
    ]
  `);
});

const fillOf = (subject: string): Question => ({
  ...fillQuestion,
  id: `fill:column:${subject}`,
  subject,
});

describe('the same for all alike', () => {
  const alikes = ['order.note', 'order.tax', 'order.currency'].map(fillOf);
  /** `order.tax` takes no letters. */
  const evaluateAlike = async (answers: Answers): Promise<Evaluated> => {
    const id = 'fill:column:order.tax';
    if (answers[id] === 'default:EUR')
      throw new MigshError('bad-answer', `${id} is a number`, { details: { id } });
    return { answers, questions: alikes.filter(each => !(each.id in answers)) };
  };

  test('is offered with what they are, and taken for all of them', async () => {
    const asked = listening(['nullable'], true);
    const result = await askUntilComplete(evaluateAlike, { given: {} }, asked);
    expect(Object.values(result?.answers ?? {})).toEqual(['nullable', 'nullable', 'nullable']);
    expect(asked.said.at(-1)).toMatchInlineSnapshot(`
      "  alike:
        - order.tax = nullable
        - order.currency = nullable
      "
    `);
    expect(asked.seen.at(-1)).toBe('The same for 2 alike?');
  });

  test('one that refuses it is asked by itself', async () => {
    const asked = listening(['default:', 'EUR', 'default:', '0'], true);
    const result = await askUntilComplete(evaluateAlike, { given: {} }, asked);
    expect(result?.answers).toEqual({
      'fill:column:order.note': 'default:EUR',
      'fill:column:order.tax': 'default:0',
      'fill:column:order.currency': 'default:EUR',
    });
  });

  test('no is one question after the other', async () => {
    const asked = listening(['nullable', 'nullable', 'nullable'], false);
    const result = await askUntilComplete(evaluateAlike, { given: {} }, asked);
    expect(Object.values(result?.answers ?? {})).toHaveLength(3);
    expect(asked.seen.filter(each => String(each).startsWith('The same'))).toEqual([
      'The same for 2 alike?',
      'The same for 1 alike?',
    ]);
  });

  test('a refusal of the answer itself is an error', async () => {
    const bad = { 'fill:column:order.tax': 'default:EUR' };
    await expect(
      askUntilComplete(evaluateAlike, { given: bad }, listening([], true)),
    ).rejects.toThrow('is a number');
  });
});

/** A schema with one table of these texts. */
const authors = (...names: string[]): Schema => {
  const texts = names.map(name => column(name, { type: { name: 'text' }, nullable: true }));
  return schema(table('author', [column('id'), ...texts]));
};

test('an answer that does not go with an earlier one: both are asked for again', async () => {
  const [before, after] = [authors('name'), authors('first', 'last')];
  const compared = async (answers: Answers): Promise<Evaluated> => {
    const { questions } = compareSchemas(before, after, answers);
    return { answers, questions };
  };
  const asked = listening(['split:name', 'replace', 'replace', 'rename:name'], false);
  const result = await askUntilComplete(compared, { given: {} }, asked);
  expect(result?.answers).toEqual({
    'rename:column:author.first': 'replace',
    'rename:column:author.last': 'rename:name',
  });
  expect(asked.said.filter(each => each.includes('alone'))).toMatchInlineSnapshot(`
    [
      "  rename:column:author.first alone takes a piece of name: a split is into two
      columns or more
      answer it rename:name, or another column split:name too
    ",
    ]
  `);
});

test('whoever is asked sees some rows, masked; where nobody is, they are not said', async () => {
  const said: string[] = [];
  await askUntilComplete(
    async answers => ({
      questions: 'fill:column:order.currency' in answers ? [] : [fillQuestion],
      samples: { 'fill:column:order.currency': ['note: xxx', 'note: X-99 (2 rows)'] },
    }),
    { given: {} },
    { asker: scripted(['nullable']).asker, style: plainStyle, say: text => said.push(text) },
  );
  expect(said.join('')).toContain('  - masked: note: xxx · note: X-99 (2 rows)\n');
  expect(printOpenQuestions([fillQuestion], plainStyle)).not.toContain('masked');
});

test('what a flag answers is not asked', async () => {
  const { asker, seen } = scripted(['nullable']);
  const given = { 'rename:column:customer.email': 'replace' };
  const result = await askUntilComplete(
    evaluate,
    { given },
    {
      asker,
      style: plainStyle,
      say: () => {},
    },
  );
  expect(result?.answers['fill:column:order.currency']).toBe('nullable');
  expect(seen).toHaveLength(1);
});

test('stop ends it, typed or given', async () => {
  const options = { asker: scripted(['stop']).asker, style: plainStyle, say: () => {} };
  expect(await askUntilComplete(evaluate, { given: {} }, options)).toBeNull();
  expect(await askUntilComplete(evaluate, { given: { head: 'stop' } }, options)).toBeNull();
});

test.each([
  ['fill:column:order.currency=default:EUR', 'fill:column:order.currency', 'default:EUR'],
  ['fill:column:order.note=default:', 'fill:column:order.note', 'default:'],
  ['convert:column:a.b=sql:x = y', 'convert:column:a.b', 'sql:x = y'],
  ['rename:column:"my.table"."a=b"=rename:a', 'rename:column:"my.table"."a=b"', 'rename:a'],
])('%s is split at the first = outside of quotes', (text, id, value) => {
  expect(splitAnswer(text)).toEqual([id, value]);
});

test.each([['nonsense'], ['=value'], ['']])('%j is no answer', text => {
  expect(() => splitAnswer(text)).toThrow('is no answer');
});

test('an answer is quoted for the shell where it must be', () => {
  expect(spellAnswer('drop:table:audit', 'archive')).toBe('--answer drop:table:audit=archive');
  expect(spellAnswer('fill:column:a.b', "sql:now() || 'x'")).toBe(
    String.raw`--answer 'fill:column:a.b=sql:now() || '\''x'\'''`,
  );
});

test('two answers to one question', () => {
  expect(readAnswers(['a=1', 'a=1'], undefined)).toEqual({ a: '1' });
  expect(() => readAnswers(['a=1', 'a=2'], undefined)).toThrow('a is answered twice: 1 and 2');
});

test('a file in which one question stands twice', () => {
  const root = temporary({
    'twice.json': '{ "a.b": "drop", "a\\u002eb": "keep" }',
    'once.json': '{ "a": "sql:\\"a\\": 1", "b": "\\"a\\":" }',
  });
  expect(() => readAnswers([], join(root, 'twice.json'))).toThrow('a.b is answered twice');
  expect(readAnswers([], join(root, 'once.json'))).toEqual({ a: 'sql:"a": 1', b: '"a":' });
});

interface Evaluated extends Askable {
  readonly answers: Answers;
}

/** The second question is raised by the answer to the first. */
async function evaluate(answers: Answers): Promise<Evaluated> {
  const open = [renameQuestion, fillQuestion].filter(({ id }) => !(id in answers));
  return { answers, questions: open.slice(0, 1) };
}

/** Somebody who gives these answers in order. */
function scripted(answers: string[], yes = false): { asker: Asker; seen: unknown[] } {
  const seen: unknown[] = [];
  const next = async (message: string, choices?: readonly Choice[]): Promise<string> => {
    seen.push(choices === undefined ? message : choices.map(({ name }) => name));
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`nothing was to be asked any more: ${message}`);
    return answer;
  };
  return {
    seen,
    asker: {
      choose: next,
      text: message => next(message),
      async confirm(message) {
        seen.push(message);
        return yes;
      },
    },
  };
}

/** As `scripted`, with everything that is said. */
function listening(answers: string[], yes: boolean) {
  const said: string[] = [];
  const { asker, seen } = scripted(answers, yes);
  return { asker, seen, said, style: plainStyle, say: (text: string) => said.push(text) };
}

test.each([
  ['default:EUR', 'order.currency: a fixed value: EUR'],
  ['default:', 'order.currency: a fixed value: an empty text'],
  ['nullable', 'order.currency: nothing: make it nullable'],
])('an answer in words: %s', (value, words) => {
  const { id } = fillQuestion;
  expect(answerWords({ id, value }, [{ question: fillQuestion }])).toBe(words);
  expect(answerWords({ id, value }, [])).toBe(`${id} = ${value}`);
});
