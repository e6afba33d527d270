import type { AppContext } from '../app/context.ts';
import { MigshError } from '../error.ts';
import type { ErrorShape, OnEvent } from '../runner/events.ts';
import type { Effect } from './effect.ts';
import { readDatabase, readHistory } from './load.ts';
import { logHandlers } from './log/effects.ts';
import { mergeHandlers } from './merge/effects.ts';
import type { Message } from './message.ts';
import { rest } from './rest.ts';
import { stampHandlers } from './stamp/effects.ts';
import { sanitize } from './text/sanitize.ts';
import { wizardHandlers } from './wizard/effects.ts';

/** What effects need of the terminal and the process. */
export interface Outside {
  /** Gives the terminal to an editor until it ends; what went wrong, or null. */
  edit(path: string): Promise<string | null>;
  /** Puts text into the terminal's clipboard. */
  copy(text: string): void;
  suspend(): Promise<void>;
  redraw(): void;
  leave(code: number): void;
}

/** Runs effects and tells the state what came of them: the only place where the shell reaches commands, clock and terminal. */
export interface Effects {
  run(effect: Effect): void;
  /** Aborts everything, and resolves when nothing runs any more. */
  end(): Promise<void>;
}

type Tell = (message: Message) => void;
type EffectOf<Do extends Effect['do']> = Extract<Effect, { do: Do }>;

/** A function for every kind of effect; what it throws reaches the screen that asked. */
type ForEachEffect = {
  readonly [Do in Effect['do']]: (effect: EffectOf<Do>, signal: AbortSignal) => Promise<void>;
};

/** Effects on a project. */
export function makeEffects(context: AppContext, outside: Outside, tell: Tell): Effects {
  const running = new Map<AbortController, { owner: number | string; done: Promise<void> }>();
  const handlers = makeHandlers(context, outside, tell);

  const abort = (owner: number | string): void => {
    for (const [controller, each] of running) if (each.owner === owner) controller.abort();
  };
  const start = (effect: Effect): void => {
    const owner = 'for' in effect ? effect.for : effect.do;
    if (superseding.has(effect.do)) abort(owner);
    const controller = new AbortController();
    const done = perform(handlers, effect, controller.signal)
      .catch((error: unknown) => report(effect, error, { tell, signal: controller.signal }))
      .finally(() => running.delete(controller));
    running.set(controller, { owner, done });
  };
  return {
    run(effect) {
      if (effect.do === 'abort') abort(effect.for);
      else start(effect);
    },
    async end() {
      for (const controller of running.keys()) controller.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

/** What is read again, and what a preview asks for next, makes the one before useless. */
const superseding: ReadonlySet<Effect['do']> = new Set(['load', 'show', 'preview'] as const);

/** An error as the screen shows it; what nobody foresaw is a bug, and says so. */
function errorShape(error: unknown): ErrorShape {
  if (error instanceof MigshError) {
    const { code, message, hint, details } = error;
    return { code, message, ...(hint !== undefined && { hint }), details };
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    code: 'internal',
    message: `this is a bug in migsh: ${sanitize(text)}`,
    hint: 'the same command in a shell, with -v, shows where; please report both',
    details: {},
  };
}

async function perform(
  handlers: ForEachEffect,
  effect: Effect,
  signal: AbortSignal,
): Promise<void> {
  await performAs(effect.do, handlers, { effect, signal });
}

function performAs<Do extends Effect['do']>(
  kind: Do,
  handlers: ForEachEffect,
  { effect, signal }: { readonly effect: EffectOf<Do>; readonly signal: AbortSignal },
): Promise<void> {
  return handlers[kind](effect, signal);
}

/** A failure goes to whoever waits for it; one of something that was given up goes nowhere. */
function report(
  effect: Effect,
  error: unknown,
  { tell, signal }: { readonly tell: Tell; readonly signal: AbortSignal },
): void {
  if (effect.do === 'run') {
    tell({ type: 'runEnded', for: effect.for, current: null, error: errorShape(error) });
  } else if (signal.aborted) {
    return;
  } else if (effect.do === 'show') {
    tell({ type: 'showFailed', id: effect.id, error: errorShape(error) });
  } else if (effect.do === 'load') {
    tell({ type: 'historyFailed', error: errorShape(error) });
  } else {
    tell({ type: 'failed', for: 'for' in effect ? effect.for : 0, error: errorShape(error) });
  }
}

function makeHandlers(context: AppContext, outside: Outside, tell: Tell): ForEachEffect {
  return {
    ...readingHandlers(context, tell),
    ...runHandlers(context, tell),
    ...wizardHandlers(context, tell),
    ...mergeHandlers(context, tell),
    ...stampHandlers(context, tell),
    ...logHandlers(context, tell),
    ...outsideHandlers(outside, tell),
    // Handled before: it is about other effects.
    async abort() {},
  };
}

function runHandlers(context: AppContext, tell: Tell): Pick<ForEachEffect, 'run' | 'stopAfter'> {
  const stops = new Map<number, AbortController>();
  return {
    async run({ for: serial, prepared }, signal) {
      const stop = new AbortController();
      stops.set(serial, stop);
      const { runPlan } = await import('../app/run.ts');
      const onEvent: OnEvent = event => tell({ type: 'ran', for: serial, event });
      const { current } = await runPlan(context, prepared, { onEvent, signal, stop: stop.signal });
      tell({ type: 'runEnded', for: serial, current, error: null });
    },
    async stopAfter({ for: serial }) {
      stops.get(serial)?.abort();
    },
  };
}

function readingHandlers(
  context: AppContext,
  tell: Tell,
): Pick<ForEachEffect, 'load' | 'show' | 'plan'> {
  return {
    load: (_, signal) => load(context, tell, signal),
    async show({ id, delay }, signal) {
      if (delay > 0) await rest(delay, signal);
      const { show } = await import('../app/show.ts');
      const shape = await show(context, id);
      tell({ type: 'shown', id, shape });
    },
    async plan({ for: serial, direction, target }, signal) {
      const { planUpgrade, planDowngrade } = await import('../app/plan.ts');
      const plan = direction === 'up' ? planUpgrade : planDowngrade;
      const prepared = await plan(context, target);
      if (!signal.aborted) tell({ type: 'planned', for: serial, prepared });
    },
  };
}

function outsideHandlers(
  outside: Outside,
  tell: Tell,
): Pick<ForEachEffect, 'edit' | 'copy' | 'suspend' | 'redraw' | 'leave'> {
  return {
    async edit({ path }) {
      tell({ type: 'edited', problem: await outside.edit(path) });
    },
    async copy({ text, what }) {
      outside.copy(text);
      tell({ type: 'copied', what });
    },
    suspend: () => outside.suspend(),
    async redraw() {
      outside.redraw();
    },
    async leave({ code }) {
      outside.leave(code);
    },
  };
}

/** The files first, for they are there at once; then the database. */
async function load(context: AppContext, tell: Tell, signal: AbortSignal): Promise<void> {
  // The first frame is drawn before anything is read.
  await rest(0, signal);
  context.reload();
  tell({ type: 'historyRead', history: await readHistory(context) });
  try {
    const database = await readDatabase(context);
    if (!signal.aborted) tell({ type: 'databaseRead', database });
  } catch (error) {
    if (!signal.aborted) tell({ type: 'databaseFailed', error: errorShape(error) });
  }
}
