import { expect } from 'vitest';

import type { CompiledStatement } from '../../src/dialect/statement.ts';
import { invertAll } from '../../src/operation/invert.ts';
import type { Operation } from '../../src/operation/operation.ts';
import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import { sqlText } from '../../src/schema/objects.ts';
import type { SqlText } from '../../src/schema/objects.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { openPostgresqlLab, openSqliteLab } from './labs.ts';

/** A way there and back, told as revisions tell it. */
export interface Trip {
  /** What is there before. */
  readonly given: (op: Op) => void;
  /** Rows that have to survive. */
  readonly rows?: readonly SqlText[];
  readonly up: (op: Op) => void;
  /** Left out: the inverse of `up`. */
  readonly down?: (op: Op) => void;
  /** Queries whose answers are the same before the up and after the down. */
  readonly survivors?: readonly SqlText[];
  /** Queries to answer after the up, for the test to look at. */
  readonly look?: readonly SqlText[];
}

/** The SQL of both ways, and what was looked at in between. */
export interface Told {
  readonly up: string;
  readonly down: string;
  readonly looked?: readonly unknown[];
}

/** One database of one dialect for a trip: compiles as the app does, runs as the runner does. */
export interface Lab {
  readonly dialect: 'postgresql' | 'sqlite';
  compile(
    operations: readonly Operation[],
    before: Schema,
  ): Promise<{ readonly statements: readonly CompiledStatement[]; readonly after: Schema }>;
  run(statements: readonly CompiledStatement[]): Promise<void>;
  query(sql: string): Promise<readonly unknown[]>;
  /** Whatever the catalog says, also where the portable schema has no word for it. */
  read(): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Up → read → down → read → up on real databases of both dialects with rows in them. The structure after the down equals
 * the one before, the one after the second up the first, and the survivors are there. Answers with the SQL side by side.
 */
export async function takeTrip(trip: Trip): Promise<{ postgresql: Told; sqlite: Told }> {
  return {
    postgresql: await takeTripOn('postgresql', trip),
    sqlite: await takeTripOn('sqlite', trip),
  };
}

/** The same on one dialect, for what the other does not have. */
export async function takeTripOn(dialect: Lab['dialect'], trip: Trip): Promise<Told> {
  const lab = await (dialect === 'sqlite' ? openSqliteLab() : openPostgresqlLab());
  try {
    return await travel(lab, trip);
  } finally {
    await lab.close();
  }
}

async function travel(lab: Lab, trip: Trip): Promise<Told> {
  const go = async (operations: readonly Operation[], before: Schema) => {
    const { statements, after } = await lab.compile(operations, before);
    await lab.run(statements);
    return { statements, after };
  };
  const given = await go(recorded(lab, trip.given), { tables: [] });
  for (const sql of trip.rows ?? []) await lab.query(sqlText(sql, lab.dialect) ?? 'select 1');
  const operations = recorded(lab, trip.up);
  const back =
    trip.down === undefined ? inverse(operations, given.after) : recorded(lab, trip.down);

  const before = await lab.read();
  const rowsBefore = await answers(lab, trip.survivors);
  const up = await go(operations, given.after);
  const after = await lab.read();
  expect(after, 'the up changes something').not.toEqual(before);
  const looked = await answers(lab, trip.look);
  const down = await go(back, up.after);
  expect(await lab.read(), 'the structure after the down').toEqual(before);
  expect(await answers(lab, trip.survivors), 'the rows after the down').toEqual(rowsBefore);
  await go(operations, down.after);
  expect(await lab.read(), 'the structure after the second up').toEqual(after);
  return {
    up: drawn(up.statements),
    down: drawn(down.statements),
    ...(trip.look === undefined ? {} : { looked }),
  };
}

function recorded({ dialect }: Lab, run: (op: Op) => void): readonly Operation[] {
  return recordOperations(run, { dialect }).map(({ operation }) => operation);
}

function inverse(operations: readonly Operation[], before: Schema): readonly Operation[] {
  const back = invertAll(operations, before);
  if ('irreversible' in back) throw new Error(back.irreversible);
  return back;
}

async function answers(lab: Lab, queries: readonly SqlText[] = []): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const sql of queries) {
    const text = sqlText(sql, lab.dialect);
    if (text !== undefined) found.push(await lab.query(text));
  }
  return found;
}

/** SQL as a drawing, without proofs, and in words where views are asked for when it runs; what runs outside the transaction says so. */
function drawn(statements: readonly CompiledStatement[]): string {
  return statements
    .filter(statement => statement.part !== 'proof')
    .map(({ sql, transactional, part, comment }) => {
      if (part === 'views') return `-- ${comment}`;
      return `${transactional === false ? '-- alone\n' : ''}${sql};`;
    })
    .join('\n');
}
