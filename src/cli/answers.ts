import { readFileSync } from 'node:fs';

import { MigshError } from '../error.ts';
import { answerSplit } from '../revision/header-answer.ts';
import type { Answers } from '../schema/question.ts';

/**
 * The answers that the command line gives: `--answers FILE` first, then `--answer ID=VALUE`, which may not say otherwise.
 * @throws MigshError `bad-answer`
 */
export function readAnswers(given: readonly string[], file: string | undefined): Answers {
  const answers = new Map(file === undefined ? [] : readAnswersFile(file));
  for (const text of given) {
    const [id, value] = splitAnswer(text);
    const before = answers.get(id);
    if (before !== undefined && before !== value) refuseTwoAnswers(id, before, value);
    answers.set(id, value);
  }
  return Object.fromEntries(answers);
}

/**
 * `ID=VALUE`, split where `@answer` in a header is: at the first `=` outside of double quotes.
 * @throws MigshError `bad-answer`
 */
export function splitAnswer(text: string): readonly [id: string, value: string] {
  const at = answerSplit(text);
  if (at <= 0) refuseAnswer(text);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** `--answer ID=VALUE` as it is typed in a shell. */
export function spellAnswer(id: string, value: string): string {
  return `--answer ${shellQuote(`${id}=${value}`)}`;
}

function shellQuote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function readAnswersFile(path: string): readonly [string, string][] {
  const text = readText(path);
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      refuseFile(path, 'no object');
    refuseTwice(path, text);
    return Object.entries(value).map(([id, answer]) => {
      if (typeof answer !== 'string') refuseFile(path, `the answer to ${id} is no text`);
      return [id, answer];
    });
  } catch (error) {
    if (error instanceof SyntaxError) refuseFile(path, error.message);
    throw error;
  }
}

/** JSON lets a key stand twice, and the last one counts: here one of the two answers would be lost unseen. */
function refuseTwice(path: string, text: string): void {
  const known = new Set<unknown>();
  for (const { 0: quoted, index } of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    if (!/^\s*:/.test(text.slice(index + quoted.length))) continue;
    const key: unknown = JSON.parse(quoted);
    if (known.has(key)) refuseFile(path, `${String(key)} is answered twice`, 'give one of them');
    known.add(key);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new MigshError('bad-answer', `the answers file ${path} cannot be read`, {
      hint: 'a file such as { "fill:column:order.currency": "default:EUR" }',
      cause,
    });
  }
}

function refuseFile(
  path: string,
  why: string,
  hint = 'a file such as { "fill:column:order.currency": "default:EUR" }',
): never {
  throw new MigshError('bad-answer', `the answers file ${path} does not hold answers: ${why}`, {
    hint,
  });
}

function refuseAnswer(text: string): never {
  throw new MigshError('bad-answer', `${text} is no answer`, {
    hint: '--answer ID=VALUE, such as --answer fill:column:order.currency=default:EUR',
  });
}

function refuseTwoAnswers(id: string, first: string, second: string): never {
  throw new MigshError('bad-answer', `${id} is answered twice: ${first} and ${second}`, {
    hint: 'give one of them',
    details: { question: id },
  });
}
