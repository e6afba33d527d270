import { createHash } from 'node:crypto';

import type { DialectName } from '../dialect/dialect.ts';
import { fromSchema } from '../operation/from-schema.ts';
import { mentions } from '../schema/expression.ts';
import { bareName } from '../schema/names.ts';
import { someSqlText, type SqlText, sqlText } from '../schema/objects.ts';
import type { Schema, Table } from '../schema/schema.ts';
import type { Spelling } from '../schema/spelling.ts';
import type { AppContext } from './context.ts';
import { playOperations } from './scratch-play.ts';
import type { Scratch } from './scratch.ts';

/** What the expressions of two sides stand on. */
export interface SpellingGround {
  /** What the entities want: the names are theirs. */
  readonly desired: Schema;
  /** What revisions make, also what no entity declares. */
  readonly whole: Schema;
}

/**
 * Makes what the expressions name, and nothing on it: tables with bare columns, enums, functions that are called.
 * @throws MigshError what compiling and running throw
 */
export function makeStubs(
  context: AppContext,
  scratch: Scratch,
  ground: SpellingGround,
  spellings: readonly Spelling[],
): Promise<void> {
  return playOperations(context, scratch, fromSchema(stubs(ground, spellings)));
}

/** Stands for one question to one dialect: the two texts and what they stand on. */
export function spellingKey(
  dialect: DialectName,
  ground: SpellingGround,
  spelling: Spelling,
): string {
  const { place, recorded, desired } = spelling;
  const texts = [recorded, desired].map(text => sqlText(text, dialect));
  const asked = [version, dialect, place.kind, texts, stubs(ground, [spelling])];
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 32);
}

/** Counts up when verdicts are found otherwise. */
const version = 1;

function stubs({ desired, whole }: SpellingGround, spellings: readonly Spelling[]): Schema {
  const { schemas, extensions } = whole;
  const { tables, enums, routines = [] } = desired;
  const texts = spellings.flatMap((each): SqlText[] => [each.recorded, each.desired]);
  const isNamed = (name: string): boolean =>
    texts.some(text => someSqlText(text, sql => mentionsOrCalls(sql, bareName(name))));
  const owners = new Set(
    spellings.flatMap(({ place }) => (place.kind === 'view' ? [] : [place.table])),
  );
  return {
    ...(schemas && { schemas }),
    ...(extensions && { extensions }),
    ...(enums && { enums }),
    routines: routines.filter(({ name }) => isNamed(name)),
    tables: tables.filter(({ name }) => owners.has(name) || isNamed(name)).map(bare),
  };
}

function mentionsOrCalls(sql: string, name: string): boolean {
  return mentions(sql, name) || sql.toLowerCase().includes(`${name.toLowerCase()}(`);
}

function bare({ name, columns }: Table): Table {
  return {
    name,
    columns: columns.map(column => ({ name: column.name, type: column.type, nullable: true })),
    indexes: [],
    uniques: [],
    foreignKeys: [],
    checks: [],
  };
}
