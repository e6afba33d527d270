import { readDesiredSchema, withIgnoredChanges } from '../orm/desired-schema.ts';
import { leaveOut } from '../orm/left-out.ts';
import type { OwnedName } from '../orm/owned-names.ts';
import { withUnmanaged } from '../orm/unmanaged.ts';
import { planUp } from '../revision/plan-walk.ts';
import type { Schema } from '../schema/schema.ts';
import { adoptLearnt } from './adopt-learnt.ts';
import type { AppContext } from './context.ts';
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
  /** Whose the names of the desired tables and columns are. */
  readonly names: readonly OwnedName[];
}

/**
 * Loads the entities and replays the revisions up to the heads. Connects to nothing but a scratch database, where SQL or code
 * has to be tried for the first time.
 * @throws MigshError `no-entities`, `config-failed` and what the files throw
 */
export async function readSides(context: AppContext, options: ScratchOptions = {}): Promise<Sides> {
  const config = await context.config();
  const order = planUp(context.history().graph, new Set(), 'heads');
  const left = leaveOut(config, context.project);
  const read = await readDesiredSchema(config, context.project);
  const { schema, notSeen, ignored, unmanaged, names } = read;
  const notes = await learn(context, config.dialect, options);
  const whole = await replay(context, order, config.dialect);
  const wanted = left(schema);
  const recorded = adoptLearnt(left(whole), wanted, dialects[config.dialect]);
  return {
    desired: withUnmanaged(withIgnoredChanges(wanted, recorded, ignored), recorded, unmanaged),
    recorded,
    whole,
    order,
    notes: [...notSeen.map(notCompared), ...notes],
    names,
  };
}

function notCompared(what: string): string {
  return `not compared, a revision cannot say it yet: ${what}`;
}
