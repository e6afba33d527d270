import type { History } from '../app/context.ts';
import { titleOf } from './print-revisions.ts';

/** First line of each revision's message, by id; a revision without a file has none. */
export type Titles = Readonly<Record<string, string>>;

/** The titles of all revisions that have a file. */
export function titlesOf({ files }: History): Titles {
  return Object.fromEntries(
    [...files].map(([id, { revision }]) => [id, titleOf(revision.message)]),
  );
}
