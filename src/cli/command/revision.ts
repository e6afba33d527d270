import type { AutogenerateSession, Draft, Evaluation } from '../../app/autogenerate.ts';
import type { AppContext } from '../../app/context.ts';
import type { RevisionRequest } from '../../app/revise.ts';
import { MigshError } from '../../error.ts';
import type { Answers } from '../../schema/question.ts';
import { readAnswers } from '../answers.ts';
import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { filePlaceOf, printResult } from '../new-file.ts';
import type { Output } from '../output.ts';
import { isOn, listOf, textOf } from '../parse.ts';
import { printDraft } from '../print-draft.ts';
import { openQuestionsMessage, printOpenQuestions } from '../print-question.ts';
import { printText } from '../print-show.ts';
import { openAsker } from '../prompts.ts';
import { askOrResume } from '../resume.ts';
import { sanitize, sanitizeLine } from '../sanitize.ts';
import { usage } from '../usage.ts';
import { wrap } from '../wrap.ts';

/** `revision` and `migrate`: the new file's path on stdout, with `--plan` its text. */
export async function run(call: Call): Promise<number> {
  const { invocation, output } = call;
  const request = requestOf(call);
  const answers = readAnswers(listOf(invocation, 'answer'), textOf(invocation, 'answers'));
  const compares = call.command === 'migrate' || isOn(invocation, 'autogenerate');
  if (!compares && Object.keys(answers).length > 0) refuseAnswers();
  return withContext(invocation, async context => {
    if (compares) return autogenerate(call, context, { request, answers });
    const { newRevision } = await import('../../app/revise.ts');
    printResult(newRevision(context, request), output);
    return 0;
  });
}

function requestOf({ command, invocation }: Call): RevisionRequest {
  const message = textOf(invocation, 'message');
  if (message === undefined) {
    throw usage('a revision wants a message', `migsh ${command} -m "add order history"`);
  }
  const head = textOf(invocation, 'head');
  return {
    message,
    ...(head !== undefined && { head }),
    ...filePlaceOf(invocation),
    plan: isOn(invocation, 'plan'),
  };
}

interface Autogenerate {
  readonly request: RevisionRequest;
  readonly answers: Answers;
}

async function autogenerate(call: Call, context: AppContext, given: Autogenerate): Promise<number> {
  const { openAutogenerate } = await import('../../app/autogenerate.ts');
  const session = await openAutogenerate(context, { offline: isOn(call.invocation, 'offline') });
  for (const note of session.notes) {
    const lines = wrap(sanitize(note), { width: call.output.err.width, first: 'note: ' });
    call.output.mention(`${lines.join('\n')}\n`);
  }
  const evaluation = await complete(call, { session, context }, given);
  if (evaluation?.draft == null) return stopped(call.output);
  for (const id of evaluation.unused) {
    call.output.say(
      `warning: no question is called ${sanitizeLine(id)}: its answer was not used\n`,
    );
  }
  if (given.request.plan === true) showDraft(evaluation, evaluation.draft, call.output);
  else writeDraft(session, evaluation, call.output);
  if (evaluation.draft.empty) await sayPending(call, session, context);
  return 0;
}

function complete(
  { mode, output }: Call,
  { session, context }: { readonly session: AutogenerateSession; readonly context: AppContext },
  { request, answers }: Autogenerate,
): Promise<Evaluation | null> {
  const evaluate = (known: Answers): Promise<Evaluation> => session.evaluate(known, request);
  return mode.asks ? ask() : completeAlone();

  async function ask(): Promise<Evaluation | null> {
    const asker = await openAsker(mode);
    const asking = { evaluate, given: answers, message: request.message };
    return askOrResume(context, asking, { asker, style: output.err, say: output.say });
  }

  async function completeAlone(): Promise<Evaluation | null> {
    if (Object.values(answers).includes('stop')) return null;
    const evaluation = await evaluate(answers);
    if (evaluation.questions.length > 0) refuseOpenQuestions(evaluation, output);
    return evaluation;
  }
}

/** Nothing is written: the work that was asked for is refused, so that `migsh migrate … && migsh upgrade` ends here. */
function stopped(output: Output): number {
  if (output.json) output.document({ revision: null, path: null, text: null, reason: 'stopped' });
  output.say('stopped: nothing was written\n');
  return 1;
}

function showDraft(evaluation: Evaluation, draft: Draft, output: Output): void {
  const { path, text, empty } = draft;
  if (output.json) {
    output.document({
      revision: null,
      path: null,
      text: empty ? null : text,
      changes: evaluation.changes,
    });
    return;
  }
  output.mention(printDraft(evaluation, draft, output.err));
  if (empty) return;
  output.mention(`\n${sanitizeLine(path)} would hold:\n`);
  output.write(printText(text));
}

function writeDraft(session: AutogenerateSession, evaluation: Evaluation, output: Output): void {
  const result = session.write(evaluation);
  if (output.json) {
    output.document({ ...result, changes: evaluation.changes });
    return;
  }
  if (evaluation.draft !== null)
    output.mention(printDraft(evaluation, evaluation.draft, output.err));
  printResult(result, output);
  if (result.revision !== null) output.mention(`next: migsh upgrade ${result.revision.id}\n`);
}

/** Nothing differs, but the database may be behind: then that is what was meant. */
async function sayPending(
  { output }: Call,
  session: AutogenerateSession,
  context: AppContext,
): Promise<void> {
  if (session.database === null || output.quiet) return;
  const { status } = await import('../../app/status.ts');
  const { pending, next } = await status(context);
  if (pending.length > 0) output.mention(`${pending.length} pending: ${next ?? 'migsh upgrade'}\n`);
}

function refuseAnswers(): never {
  throw usage(
    '--answer and --answers go with a comparison',
    'migsh revision --autogenerate -m "…" --answer …',
  );
}

function refuseOpenQuestions({ questions }: Evaluation, output: Output): never {
  if (!output.json) output.say(printOpenQuestions(questions, output.err));
  throw new MigshError('unanswered-questions', openQuestionsMessage(questions), {
    hint: 'repeat the command with one of the flags above for each, or with --answers FILE',
    details: { questions },
  });
}
