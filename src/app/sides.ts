import { readDesiredSchema, withIgnoredChanges } from '../orm/desired-schema.ts';
import { readEntitiesAnew } from '../orm/entities-anew.ts';
import { leaveOut } from '../orm/left-out.ts';
import type { OwnedName } from '../orm/owned-names.ts';
import { withUnmanaged } from '../orm/unmanaged.ts';
import { planUp } from '../revision/plan-walk.ts';
import { compareSchemas } from '../schema/compare.ts';
import type { Answers } from '../schema/question.ts';
import type { Schema } from '../schema/schema.ts';
import { adoptHeard } from './adopt-heard.ts';
import { adoptLearnt } from './adopt-learnt.ts';
import type { AppContext } from './context.ts';
import { copiesIn, stayingNotes } from './copies.ts';
import { decideSpellings } from './decide-spellings.ts';
import { hear } from './hear.ts';
import { learn } from './learn.ts';
import { replay } from './recorded.ts';
import type { ScratchOptions } from './scratch.ts';
import { dialects } from './stepper.ts';

/** The two sides of every comparison, without what the project leaves out of it. */
export interface Sides {
  /** What the entities want. */
  readonly desired: Schema;
  /** What the revisions up to the heads produce. */
  readonly recorded: Schema;
  /** The same with what is left out. */
  readonly whole: Schema;
  /** The revisions that were replayed. */
  readonly order: readonly string[];
  /** Sentences for a person: what of the entities no revision can say, what of the revisions is not seen. */
  readonly notes: readonly string[];
  /** Answers of earlier revisions that let an old column stay beside its copy. */
  readonly copies: Answers;
  /** Sentences for a person: which columns those are. */
  readonly staying: readonly string[];
  /** Whose the names of the desired tables and columns are. */
  readonly names: readonly OwnedName[];
}

/** How both sides are read. */
export interface SidesOptions extends ScratchOptions {
  /** By a process of its own: this one may have loaded the entities before, as their files were then. */
  readonly anew?: boolean;
}

/**
 * Loads the entities and replays the revisions up to the heads. Connects to nothing but a scratch database, where SQL or code
 * has to be tried for the first time.
 * @throws MigshError `no-entities`, `config-failed` and what the files throw
 */
export async function readSides(context: AppContext, options: SidesOptions = {}): Promise<Sides> {
  const config = await context.config();
  const order = planUp(context.history().graph, new Set(), 'heads');
  const left = leaveOut(config, context.project);
  const read = await (options.anew === true ? readEntitiesAnew : readDesiredSchema)(
    config,
    context.project,
  );
  const { schema, notSeen, ignored, unmanaged, names } = read;
  const notes = await learn(context, config.dialect, options);
  const whole = await replay(context, order, config.dialect);
  const wanted = left(schema);
  const seen = adoptLearnt(left(whole), wanted, dialects[config.dialect]);
  const recorded = await inTheirWords(context, { whole, seen, wanted }, options);
  const managed = withIgnoredChanges(wanted, recorded, ignored);
  const desired = withUnmanaged(managed, recorded, unmanaged);
  const copies = await copiesIn(context, order, config.dialect);
  return {
    desired: await decideSpellings(context, { recorded, desired, whole }, options),
    recorded,
    whole,
    order,
    copies,
    notes: [...notSeen.map(notCompared), ...notes],
    staying: stayingNotes(copies, recorded, wanted),
    names,
  };
}

interface Seen {
  readonly whole: Schema;
  readonly seen: Schema;
  readonly wanted: Schema;
}

/** What SQL made and what the entities want may differ in their words alone: the database says whether they do. */
async function inTheirWords(
  context: AppContext,
  { whole, seen, wanted }: Seen,
  options: ScratchOptions,
): Promise<Schema> {
  const made = [...(context.made?.values() ?? [])].some(({ patches }) => patches.length > 0);
  if (!made || !differs(seen, wanted)) return seen;
  const { dialect } = await context.config();
  const heard = await hear(context, wanted, { dialect, whole, ...options });
  return heard === undefined ? seen : adoptHeard(seen, wanted, heard);
}

function differs(recorded: Schema, desired: Schema): boolean {
  const { changes, questions } = compareSchemas(recorded, desired, {});
  return changes.length + questions.length > 0;
}

function notCompared(what: string): string {
  return `not compared, a revision cannot say it yet: ${what}`;
}
