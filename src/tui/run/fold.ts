import type { Plan } from '../../plan/plan.ts';
import type { RunEvent } from '../../runner/events.ts';

/** What a run has told so far. */
export interface RunFold {
  readonly steps: readonly StepProgress[];
  readonly log: readonly LogLine[];
  readonly waiting: Extract<RunEvent, { event: 'waiting' }> | null;
  /** What is applied, as the end of the run told. */
  readonly current: readonly string[] | null;
}

/** One revision of the plan on its way. */
export interface StepProgress {
  readonly revision: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly statements: number;
  readonly done: number;
  /** What runs at the moment. */
  readonly sql: string | null;
  readonly startedAt: number | null;
  readonly milliseconds: number | null;
}

interface LogLine {
  readonly at: number;
  readonly revision?: string;
  readonly text: string;
  readonly milliseconds?: number;
}

/** Before the first event: every revision of the plan waits. */
export function startFold(plan: Plan): RunFold {
  return {
    steps: plan.steps.map(({ revision, statements }) => ({
      revision,
      state: 'waiting',
      statements: statements.length,
      done: 0,
      sql: null,
      startedAt: null,
      milliseconds: null,
    })),
    log: [],
    waiting: null,
    current: null,
  };
}

/** One event later. */
export function foldEvent(fold: RunFold, event: RunEvent, at: number): RunFold {
  return foldAs(event.event, { fold, event, at });
}

type EventOf<Name extends RunEvent['event']> = Extract<RunEvent, { event: Name }>;

/** A function for every kind of event. */
type ForEachEvent = {
  readonly [Name in RunEvent['event']]: (
    fold: RunFold,
    event: EventOf<Name>,
    at: number,
  ) => RunFold;
};

const folds: ForEachEvent = {
  plan: fold => fold,
  waiting: (fold, event) => ({ ...fold, waiting: event }),
  'revision-start': (fold, { revision }, at) =>
    logged(changeStep({ ...fold, waiting: null }, revision, { state: 'running', startedAt: at }), {
      at,
      revision,
      text: 'begins',
    }),
  'statement-start': (fold, { revision, sql, code }) =>
    changeStep({ ...fold, waiting: null }, revision, { sql: sql ?? `code: ${code ?? ''}` }),
  'statement-end': (fold, { revision, index }) =>
    changeStep(fold, revision, { done: index, sql: null }),
  'revision-end': endRevision,
  error: (fold, { error, current }, at) => ({ ...failRunning(fold, at, error.message), current }),
  done: (fold, { current, milliseconds }, at) =>
    logged({ ...fold, current }, { at, text: 'done', milliseconds }),
};

function foldAs<Name extends RunEvent['event']>(
  name: Name,
  {
    fold,
    event,
    at,
  }: { readonly fold: RunFold; readonly event: EventOf<Name>; readonly at: number },
): RunFold {
  return folds[name](fold, event, at);
}

/** The run ended with an error, whether an event said so or not: what was running has failed. */
export function failRunning(fold: RunFold, at: number, message: string): RunFold {
  const steps = fold.steps.map(step =>
    step.state === 'running' ? { ...step, state: 'failed' as const } : step,
  );
  const told = fold.log.some(({ text }) => text === firstLine(message));
  const failed = { ...fold, steps, waiting: null };
  return told ? failed : logged(failed, { at, text: firstLine(message) });
}

/** How many revisions, and how many statements of all, are done. */
export function countDone(fold: RunFold): {
  readonly revisions: number;
  readonly statements: number;
  readonly allStatements: number;
} {
  return {
    revisions: fold.steps.filter(({ state }) => state === 'done').length,
    statements: fold.steps.reduce((sum, { done }) => sum + done, 0),
    allStatements: fold.steps.reduce((sum, { statements }) => sum + statements, 0),
  };
}

function endRevision(
  fold: RunFold,
  { revision, milliseconds }: EventOf<'revision-end'>,
  at: number,
): RunFold {
  const step = fold.steps.find(each => each.revision === revision);
  return logged(
    changeStep(fold, revision, {
      state: 'done',
      done: step?.statements ?? 0,
      sql: null,
      milliseconds,
    }),
    { at, revision, text: 'committed', milliseconds },
  );
}

function changeStep(fold: RunFold, revision: string, change: Partial<StepProgress>): RunFold {
  return {
    ...fold,
    steps: fold.steps.map(step => (step.revision === revision ? { ...step, ...change } : step)),
  };
}

function logged(fold: RunFold, entry: LogLine): RunFold {
  return { ...fold, log: [...fold.log, entry] };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
