import { MigshError } from '../error.ts';
import { apply } from '../operation/apply.ts';
import { fromSchema } from '../operation/from-schema.ts';
import type { Database } from '../runner/ports.ts';
import { compareSchemas } from '../schema/compare.ts';
import type { Schema } from '../schema/schema.ts';
import type { Spelling } from '../schema/spelling.ts';
import { respelled, spellingsIn } from '../schema/spelling.ts';
import { copyActual } from './actual-copy.ts';
import { finishedIn, readApplied } from './applied.ts';
import type { AppContext } from './context.ts';
import { describeChange } from './describe-change.ts';
import type { UnwrittenRevision } from './draft-statements.ts';
import { draftRequest } from './draft-statements.ts';
import { leftForLater } from './left-for-later.ts';
import { onlyOurs } from './only-ours.ts';
import { portableSchema } from './portable-schema.ts';
import { isReadAlike } from './read-back.ts';
import { replay, revisionLoader } from './recorded.ts';
import { playIn, playOperations } from './scratch-play.ts';
import type { Scratch, ScratchOptions } from './scratch.ts';
import { openScratch } from './scratch.ts';
import type { Sides } from './sides.ts';

/** What came of trying a draft out, before it is written. */
export type Proof =
  /** `on`: what it was tried on, `a copy of app.sqlite`. `later`: what answers put off, a line each as `changes` has them. */
  | { readonly outcome: 'proven'; readonly on: string; readonly later?: readonly string[] }
  /** It ran, and this is left to do. */
  | { readonly outcome: 'rest'; readonly on: string; readonly rest: readonly string[] }
  | { readonly outcome: 'failed'; readonly on: string; readonly message: string }
  /** There was no place to try it, or nothing to hold the result against. */
  | { readonly outcome: 'not-decided'; readonly message: string };

/** What is proven. */
export interface ProofSubject {
  readonly sides: Sides;
  /** null: on what the revisions make. */
  readonly database: Database | null;
  readonly drafts: readonly UnwrittenRevision[];
  /** What answers keep, as patterns of `ignore`. */
  readonly kept: readonly string[];
  readonly options: ScratchOptions;
}

/**
 * Copies the structure of the database into a scratch database, applies what is pending and the draft, and holds what comes of
 * it against what a scratch database holds that is made from the entities alone. Writes nothing.
 */
export async function prove(context: AppContext, subject: ProofSubject): Promise<Proof> {
  const { dialect } = await context.config();
  const scratch = await openScratch(context, dialect, subject.options);
  if ('undecided' in scratch) return notDecided(scratch.undecided);
  try {
    const proof = await tried(() => proveIn(context, scratch, subject));
    return proof instanceof MigshError ? notDecided(proof.message) : proof;
  } finally {
    await scratch.close();
  }
}

/**
 * Plays drafts on a copy of what is there, to learn whether the database understands them; nothing is compared.
 * @throws MigshError `statement-failed` and what compiling throws
 */
export async function playInScratch(
  context: AppContext,
  scratch: Scratch,
  subject: Pick<ProofSubject, 'sides' | 'database' | 'drafts'>,
): Promise<void> {
  const start = await makeStart(context, scratch, subject);
  await playDrafts(context, scratch, { ...start, drafts: subject.drafts });
}

async function proveIn(
  context: AppContext,
  scratch: Scratch,
  subject: ProofSubject,
): Promise<Proof> {
  const { sides, kept, drafts } = subject;
  const ours = await onlyOurs(context, sides, kept);
  const drafted = drafts.flatMap(({ up }) => up).reduce(apply, sides.whole);
  const left = leftForLater(ours(drafted), sides.desired);
  const until = { ...sides, desired: left.wanted };
  const wanted = await tried(() => makeWanted(context, scratch, until));
  if (wanted instanceof MigshError) {
    return notDecided(`what the entities want cannot be made by itself: ${wanted.message}`);
  }
  const start = await makeStart(context, scratch, subject);
  const { on } = start;
  const ran = await tried(() => playDrafts(context, scratch, { ...start, drafts }));
  if (ran instanceof MigshError) return { outcome: 'failed', on, message: ran.message };
  const rest = await leftToDo(scratch, ours(await scratch.schema()), ours(wanted));
  if (rest.length > 0) return { outcome: 'rest', on, rest };
  const later = left.later.map(describeChange);
  return { outcome: 'proven', on, ...(later.length > 0 && { later }) };
}

/** What differs between what came of it and what is wanted, by more than the words in which the database keeps it. */
async function leftToDo(scratch: Scratch, is: Schema, wanted: Schema): Promise<readonly string[]> {
  const { changes } = compareSchemas(is, wanted, {});
  const alike: Spelling[] = [];
  for (const spelling of spellingsIn(changes)) {
    if (await isReadAlike(scratch, spelling)) alike.push(spelling);
  }
  const settled = respelled(wanted, alike);
  const { changes: rest } = compareSchemas(is, settled, {});
  if (rest.length === 0) return [];
  // A person reads `string(40)`, as in a revision, where the database says `varchar(40)`.
  const { dialect } = scratch;
  const [one, other] = [portableSchema(is, dialect), portableSchema(settled, dialect)];
  const { changes: words } = compareSchemas(one, other, {});
  return (words.length === 0 ? rest : words).map(describeChange);
}

/** What a database holds that is made from the entities, and from what revisions make besides that no entity declares. */
async function makeWanted(
  context: AppContext,
  scratch: Scratch,
  { desired, whole }: Sides,
): Promise<Schema> {
  const { schemas, extensions, sequences } = whole;
  const besides = {
    ...(schemas && { schemas }),
    ...(extensions && { extensions }),
    ...(sequences && { sequences }),
  };
  await playOperations(context, scratch, fromSchema({ ...desired, ...besides }));
  return scratch.schema();
}

/** Where a draft is tried: the scratch database stands there already. */
interface Start {
  readonly on: string;
  /** What it holds, in portable terms. */
  readonly schema: Schema;
  /** Revisions that run before the draft. */
  readonly pending: readonly string[];
}

/** A copy of the connected database; where there is none, or it cannot be copied, what the revisions make from nothing. */
async function makeStart(
  context: AppContext,
  scratch: Scratch,
  { sides, database }: Pick<ProofSubject, 'sides' | 'database'>,
): Promise<Start> {
  await scratch.reset();
  if (database !== null) {
    const copied = await tried(() => copyOf(context, scratch, { sides, database }));
    if (!(copied instanceof MigshError)) return copied;
    await scratch.reset();
  }
  return { on: 'what the revisions make', schema: { tables: [] }, pending: sides.order };
}

async function copyOf(
  context: AppContext,
  scratch: Scratch,
  { sides, database }: { readonly sides: Sides; readonly database: Database },
): Promise<Start> {
  const applied = await readApplied(context);
  if (applied.partial.length > 0) throw halfWay(applied.partial);
  const done = finishedIn(applied);
  await copyActual(context, database, scratch);
  const finished = sides.order.filter(id => done.has(id));
  return {
    on: `a copy of ${database.label}`,
    schema: await replay(context, finished, database.dialect),
    pending: sides.order.filter(id => !done.has(id)),
  };
}

async function playDrafts(
  context: AppContext,
  scratch: Scratch,
  { schema, pending, drafts }: Start & Pick<ProofSubject, 'drafts'>,
): Promise<void> {
  const player = await playIn(context, scratch, schema);
  const load = revisionLoader(context, scratch.dialect.name);
  try {
    for (const id of pending) await player.play({ ...(await load(id)), direction: 'up' });
    for (const draft of drafts) await player.playRead(draftRequest(draft, 'up'));
  } finally {
    player.close();
  }
}

async function tried<T>(work: () => Promise<T>): Promise<T | MigshError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MigshError) return error;
    throw error;
  }
}

function notDecided(message: string): Proof {
  return { outcome: 'not-decided', message };
}

function halfWay(ids: readonly string[]): MigshError {
  return new MigshError('partial', `${ids.join(', ')} was cut off half-way`);
}
