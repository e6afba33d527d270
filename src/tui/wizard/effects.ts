import type { AutogenerateSession, Evaluation } from '../../app/autogenerate.ts';
import type { AppContext } from '../../app/context.ts';
import { MigshError } from '../../error.ts';
import { answerWords } from '../../schema/answer-words.ts';
import type { Answers } from '../../schema/question.ts';
import type { Effect } from '../effect.ts';
import type { Message } from '../message.ts';
import { rest } from '../rest.ts';
import type { Offer } from './state.ts';

type Handler<Do extends Effect['do']> = (
  effect: Extract<Effect, { do: Do }>,
  signal: AbortSignal,
) => Promise<void>;

type WizardEffects = {
  readonly [Do in 'compare' | 'keep' | 'evaluate' | 'preview' | 'write' | 'create']: Handler<Do>;
};

/** What the wizard and a new revision ask of the commands. */
export function wizardHandlers(
  context: AppContext,
  tell: (message: Message) => void,
): WizardEffects {
  const sessions = new Map<number, AutogenerateSession>();
  return {
    async compare({ for: serial, answers, request }, signal) {
      const { openAutogenerate } = await import('../../app/autogenerate.ts');
      const session = await openAutogenerate(context, { anew: true });
      const offer = await findOffer(context, each => session.evaluate(each, request), answers);
      if (signal.aborted) return;
      sessions.set(serial, session);
      const { heads, database, notes } = session;
      tell({ type: 'compared', for: serial, heads, database, notes, offer });
    },
    async keep({ answers, message }) {
      const { keepUnfinished } = await import('../../app/unfinished.ts');
      keepUnfinished(context, { answers, message });
    },
    async evaluate({ for: serial, answers, along, request, proves }, signal) {
      const session = sessions.get(serial);
      if (session === undefined) return;
      const { evaluateTogether } = await import('../../app/answer-together.ts');
      const evaluate = (each: Answers): Promise<Evaluation> => session.evaluate(each, request);
      const { evaluation, refused } = await evaluateTogether(evaluate, answers, along);
      const proof = proves ? await session.prove(evaluation) : null;
      if (!signal.aborted) tell({ type: 'evaluated', for: serial, evaluation, refused, proof });
    },
    async preview({ screen, of, tried, delay }, signal) {
      await rest(delay, signal);
      const preview = await sessions
        .get(screen)
        ?.preview(tried)
        .then(content => ({ of, content, problem: null }))
        .catch((error: unknown) => ({ of, content: null, problem: problemOf(error) }));
      if (preview === undefined || signal.aborted) return;
      tell({ type: 'answerPreviewed', for: screen, preview });
    },
    async write({ for: serial, evaluation }) {
      const result = sessions.get(serial)?.write(evaluation);
      if (result !== undefined) tell({ type: 'written', for: serial, result });
    },
    async create({ for: serial, request }) {
      const { newRevision } = await import('../../app/revise.ts');
      tell({ type: 'written', for: serial, result: newRevision(context, request) });
    },
  };
}

/** Why an answer cannot be taken. What nobody foresaw shows where it is taken. */
function problemOf(error: unknown): string {
  const problem = error instanceof MigshError ? error.details['problem'] : undefined;
  if (typeof problem === 'string' && problem !== '') return problem;
  return error instanceof Error ? error.message : String(error);
}

/** What was put by and still answers what is asked; null where nothing was. */
async function findOffer(
  context: AppContext,
  evaluate: (answers: Answers) => Promise<Evaluation>,
  given: Answers,
): Promise<Offer | null> {
  const { readUnfinished, recall } = await import('../../app/unfinished.ts');
  const unfinished = readUnfinished(context);
  if (unfinished === null) return null;
  const { evaluation, taken, stale } = await recall(evaluate, unfinished.answers, given);
  const { message, at } = unfinished;
  return {
    taken,
    words: taken.map(each => answerWords(each, evaluation.answered)),
    stale: stale.map(each => answerWords(each, [])),
    left: evaluation.questions.length,
    message,
    at,
  };
}
