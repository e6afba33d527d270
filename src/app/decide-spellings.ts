import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import { readCache, writeCache } from '../project/cache.ts';
import { compareSchemas } from '../schema/compare.ts';
import { sqlText } from '../schema/objects.ts';
import { sameExpression } from '../schema/same-expression.ts';
import type { Schema } from '../schema/schema.ts';
import type { Spelling } from '../schema/spelling.ts';
import { respelled, spellingsIn } from '../schema/spelling.ts';
import type { AppContext } from './context.ts';
import { isReadAlike } from './read-back.ts';
import { loadTreeComparer } from './same-tree.ts';
import type { ScratchOptions } from './scratch.ts';
import { openScratch } from './scratch.ts';
import { makeStubs, spellingKey } from './spelling-stubs.ts';

/** What two spellings come to on one dialect; undefined where it can read neither, or nobody can be asked. */
type Verdict = boolean | undefined;

/** The two sides of a comparison, and what revisions make besides. */
export interface SpelledSides {
  readonly recorded: Schema;
  readonly desired: Schema;
  readonly whole: Schema;
}

/**
 * The desired schema, in the recorded spelling where a database reads both spellings of an expression alike: on PostgreSQL what
 * it makes of them is read back, on SQLite they become the same program. Both dialects have to agree, as far as each can
 * read the text at all, so that the file is the same whichever is connected. What was decided is remembered.
 */
export async function decideSpellings(
  context: AppContext,
  sides: SpelledSides,
  options: ScratchOptions = {},
): Promise<Schema> {
  const { recorded, desired } = sides;
  const spellings = spellingsIn(compareSchemas(recorded, desired, {}).changes);
  if (spellings.length === 0) return desired;
  const verdicts = new Map<Spelling, readonly Verdict[]>();
  for (const dialect of ['postgresql', 'sqlite'] as const) {
    const found = await decideOn(context, { dialect, sides, spellings, options });
    for (const each of spellings) {
      verdicts.set(each, [...(verdicts.get(each) ?? []), found.get(each)]);
    }
  }
  return respelled(
    desired,
    spellings.filter(each => isAlike(verdicts.get(each) ?? [])),
  );
}

function isAlike(verdicts: readonly Verdict[]): boolean {
  return verdicts.includes(true) && !verdicts.includes(false);
}

interface Request {
  readonly dialect: DialectName;
  readonly sides: SpelledSides;
  readonly spellings: readonly Spelling[];
  readonly options: ScratchOptions;
}

async function decideOn(
  context: AppContext,
  request: Request,
): Promise<ReadonlyMap<Spelling, Verdict>> {
  const { dialect, sides, spellings } = request;
  const remembered = recall(context);
  const compareTexts = await textComparer(dialect);
  const keyOf = (spelling: Spelling): string => spellingKey(dialect, sides, spelling);
  const verdicts = new Map<Spelling, Verdict>(
    spellings.map(each => [each, remembered.get(keyOf(each)) ?? compareTexts(each)]),
  );
  const open = spellings.filter(
    each => verdicts.get(each) !== true && !remembered.has(keyOf(each)) && hasBoth(dialect, each),
  );
  const found = await askDatabase(context, { ...request, spellings: open });
  for (const [spelling, verdict] of found) {
    verdicts.set(spelling, verdict);
    if (verdict !== undefined) remembered.set(keyOf(spelling), verdict);
  }
  if (found.size > 0) {
    writeCache(context.project, cacheName, Object.fromEntries([...remembered].slice(-most)));
  }
  return verdicts;
}

/** As far as the texts tell; what is not the same a database may know better. */
async function textComparer(dialect: DialectName): Promise<(spelling: Spelling) => Verdict> {
  const compareTrees = dialect === 'postgresql' ? await loadTreeComparer() : () => undefined;
  return ({ recorded, desired }) => {
    const [a, b] = [sqlText(recorded, dialect), sqlText(desired, dialect)];
    if (a === undefined || b === undefined) return a === b ? undefined : false;
    return sameExpression(a, b) || compareTrees(a, b);
  };
}

function hasBoth(dialect: DialectName, { recorded, desired }: Spelling): boolean {
  return sqlText(recorded, dialect) !== undefined && sqlText(desired, dialect) !== undefined;
}

const cacheName = 'spellings';
const most = 1000;

function recall({ project }: AppContext): Map<string, boolean> {
  const kept = readCache(project, cacheName);
  const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
  return new Map(
    entries.flatMap(([key, verdict]) => (typeof verdict === 'boolean' ? [[key, verdict]] : [])),
  );
}

/** Writes both spellings into a scratch database that has the tables, without anything on them. */
async function askDatabase(
  context: AppContext,
  { dialect, sides, spellings, options }: Request,
): Promise<ReadonlyMap<Spelling, Verdict>> {
  const verdicts = new Map<Spelling, Verdict>();
  if (spellings.length === 0) return verdicts;
  const scratch = await openScratch(context, dialect, options);
  if ('undecided' in scratch) return verdicts;
  try {
    await makeStubs(context, scratch, sides, spellings);
    for (const spelling of spellings) {
      verdicts.set(spelling, await isReadAlike(scratch, spelling));
    }
  } catch (error) {
    // Tables that cannot be made there: nothing is decided.
    if (!(error instanceof MigshError)) throw error;
  } finally {
    await scratch.close();
  }
  return verdicts;
}
