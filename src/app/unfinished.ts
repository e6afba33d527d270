import { createHash } from 'node:crypto';

import { readCache, removeCache, writeCache } from '../project/cache.ts';
import { askedOf } from '../schema/asked.ts';
import type { Answers, Question } from '../schema/question.ts';
import { evaluateTogether } from './answer-together.ts';
import type { AppContext } from './context.ts';

/** Answers of a comparison that was left before its file was written. */
export interface Unfinished {
  readonly answers: readonly KeptAnswer[];
  /** The message as far as it was typed. */
  readonly message: string;
  /** When the last of them was given. */
  readonly at: string;
}

/** An answer with what was asked, as `askedOf` has it. */
export interface KeptAnswer {
  readonly id: string;
  readonly value: string;
  readonly asked: string;
}

/** The answers that were put by, or null. Never fails. */
export function readUnfinished(context: AppContext): Unfinished | null {
  const found = readCache(context.project, nameFor(context));
  return isUnfinished(found) && found.answers.length > 0 ? found : null;
}

/** Puts answers by, in place of those before; none: forgets them. Never fails. */
export function keepUnfinished(
  context: AppContext,
  { answers, message = '' }: { readonly answers: readonly KeptAnswer[]; readonly message?: string },
): void {
  if (answers.length === 0) return forgetUnfinished(context);
  const unfinished: Unfinished = { answers, message, at: new Date().toISOString() };
  writeCache(context.project, nameFor(context), unfinished);
}

/** Forgets what was put by: its file is written, or somebody starts over. */
export function forgetUnfinished(context: AppContext): void {
  removeCache(context.project, nameFor(context));
}

/** What is left of answers that were put by, with an evaluation that takes them. */
export interface Recalled<T> {
  readonly evaluation: T;
  readonly taken: readonly KeptAnswer[];
  /** Those that were not taken: their questions are gone or changed. What a flag answers is none of them. */
  readonly stale: readonly KeptAnswer[];
}

/**
 * Takes the answers that were put by, each only where exactly what it answered is asked again. Round after round, since
 * an answer may raise the question of another.
 */
export async function recall<T extends { readonly questions: readonly Question[] }>(
  evaluate: (answers: Answers) => Promise<T>,
  kept: readonly KeptAnswer[],
  given: Answers,
): Promise<Recalled<T>> {
  let taken: readonly KeptAnswer[] = [];
  let left = kept.filter(({ id }) => !Object.hasOwn(given, id));
  for (;;) {
    const together = await evaluateTogether(
      evaluate,
      { ...given, ...answersIn(taken) },
      taken.map(({ id }) => id),
    );
    const { evaluation, refused } = together;
    taken = taken.filter(({ id }) => !refused.includes(id));
    const asked = new Map(evaluation.questions.map(each => [each.id, askedOf(each)]));
    const fits = left.filter(each => asked.get(each.id) === each.asked);
    if (fits.length === 0) {
      const known = new Set([...Object.keys(given), ...taken.map(({ id }) => id)]);
      return { evaluation, taken, stale: kept.filter(({ id }) => !known.has(id)) };
    }
    taken = [...taken, ...fits];
    left = left.filter(each => !fits.includes(each));
  }
}

/** Answers that were put by, as they are given. */
export function answersIn(kept: readonly KeptAnswer[]): Answers {
  return Object.fromEntries(kept.map(({ id, value }) => [id, value]));
}

/** Projects may share a `node_modules`; a context has revisions of its own. */
function nameFor({ project, options }: AppContext): string {
  const place = [project.root, ...project.directories, options.context ?? ''].join('\n');
  return `answers-${createHash('sha256').update(place).digest('hex').slice(0, 12)}`;
}

function isUnfinished(value: unknown): value is Unfinished {
  if (!isRecord(value) || !Array.isArray(value['answers'])) return false;
  const texts = [value['message'], value['at']];
  return texts.every(each => typeof each === 'string') && value['answers'].every(isKept);
}

function isKept(value: unknown): value is KeptAnswer {
  return isRecord(value) && ['id', 'value', 'asked'].every(name => typeof value[name] === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
