import { expect } from 'vitest';

import type { Operation } from '../../../src/operation/operation.ts';
import { compileAll, drawn, empty, type TestDatabase } from './support.ts';

export interface Story {
  /** What is there before. */
  readonly given: readonly Operation[];
  /** Rows that have to survive. */
  readonly rows?: readonly string[];
  readonly up: readonly Operation[];
  readonly down: readonly Operation[];
  /** Queries whose answers are the same before the up and after the down. */
  readonly survivors?: readonly string[];
  /** Queries to answer after the up, for the test to look at. */
  readonly look?: readonly string[];
}

/**
 * Runs up → down → up on a real server with rows in it. The structure after the down equals the one before, the one after
 * the second up equals the first, and the survivors are there. Answers with the SQL of both ways.
 */
export async function roundTrip(
  database: TestDatabase,
  story: Story,
): Promise<{ up: string; down: string; looked: unknown[] }> {
  await database.clear();
  const given = compileAll(story.given, empty);
  for (const { sql } of given.statements) await database.execute(sql);
  for (const sql of story.rows ?? []) await database.execute(sql);
  const up = compileAll(story.up, given.after);
  const down = compileAll(story.down, up.after);
  const survivors = async (): Promise<unknown[]> => answers(database, story.survivors ?? []);

  const before = await database.introspect();
  const rowsBefore = await survivors();
  for (const { sql } of up.statements) await database.execute(sql);
  const after = await database.introspect();
  expect(after, 'the up changes something').not.toEqual(before);
  const looked = await answers(database, story.look ?? []);
  for (const { sql } of down.statements) await database.execute(sql);
  expect(await database.introspect(), 'the structure after the down').toEqual(before);
  expect(await survivors(), 'the rows after the down').toEqual(rowsBefore);
  for (const { sql } of up.statements) await database.execute(sql);
  expect(await database.introspect(), 'the structure after the second up').toEqual(after);
  return { up: drawn(up.statements), down: drawn(down.statements), looked };
}

async function answers(database: TestDatabase, queries: readonly string[]): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const sql of queries) found.push(await database.execute(sql));
  return found;
}
