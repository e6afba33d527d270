import type { Question } from './question.ts';

/**
 * What was asked, as text that is the same for as long as the same is asked: without evidence, and without what labels say of
 * the rows of a database. An answer that was put by is taken again only where this has not changed.
 */
export function askedOf({ id, kind, message, shape, options }: Question): string {
  return JSON.stringify([id, kind, message, shape ?? '', options.map(({ value }) => value)]);
}
