import type { AutogenerateSession, Draft, Evaluation } from '../../app/autogenerate.ts';
import type { AppContext } from '../../app/context.ts';
import { isDoubtful } from '../../app/proof-words.ts';
import type { Proof } from '../../app/proof.ts';
import type { RevisionRequest } from '../../app/revise.ts';
import { MigshError } from '../../error.ts';
import { nearest } from '../../schema/nearest.ts';
import type { Answers } from '../../schema/question.ts';
import { readAnswers } from '../answers.ts';
import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { filePlaceOf, printResult } from '../new-file.ts';
import type { Output } from '../output.ts';
import { isOn, listOf, textOf } from '../parse.ts';
import { printDraft } from '../print-draft.ts';
import { printProof } from '../print-proof.ts';
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
  sayUnused(evaluation, call.output);
  const proof = await session.prove(evaluation);
  const drafted = { evaluation, draft: evaluation.draft, proof };
  if (given.request.plan === true) showDraft(drafted, call.output);
  else if (await mayWrite(call, drafted)) writeDraft(session, drafted, call.output);
  else return stopped(call.output);
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
    if (evaluation.questions.length > 0) {
      sayUnused(evaluation, output);
      refuseOpenQuestions(evaluation, output);
    }
    return evaluation;
  }
}

/** An answer that nobody asked for may be one to an open question, mistyped. */
function sayUnused({ unused, questions, answered }: Evaluation, output: Output): void {
  const ids = [...questions, ...answered.map(({ question }) => question)].map(({ id }) => id);
  for (const id of unused) {
    const meant = nearest(id, ids);
    const hint = meant === undefined ? '' : `; did you mean ${sanitizeLine(meant)}?`;
    output.say(
      `warning: no question is called ${sanitizeLine(id)}: its answer was not used${hint}\n`,
    );
  }
}

/** Nothing is written: the work that was asked for is refused, so that `migsh migrate … && migsh upgrade` ends here. */
function stopped(output: Output): number {
  if (output.json) output.document({ revision: null, path: null, text: null, reason: 'stopped' });
  output.say('stopped: nothing was written\n');
  return 1;
}

interface Drafted {
  readonly evaluation: Evaluation;
  readonly draft: Draft;
  /** null: nothing is to be written. */
  readonly proof: Proof | null;
}

function showDraft(drafted: Drafted, output: Output): void {
  const { draft } = drafted;
  const { text, empty, following } = draft;
  if (output.json) {
    const { changes } = drafted.evaluation;
    const proof = shownProof(drafted);
    const more = following.length > 0 && {
      following: following.map(each => ({ text: each.text })),
    };
    const shown = { revision: null, path: null, text: empty ? null : text, ...more };
    output.document({ ...shown, changes, ...proof });
    return;
  }
  output.mention(printDrafted(drafted, output));
  if (empty) return;
  for (const each of [draft, ...following]) {
    output.mention(`\n${sanitizeLine(each.path)} would hold:\n`);
    output.write(printText(each.text));
  }
}

/** What is shown is what is written; where something is left to do, a person decides whether it is. */
async function mayWrite({ mode, output }: Call, drafted: Drafted): Promise<boolean> {
  if (output.json) return true;
  const text = printDrafted(drafted, output);
  if (!isDoubtful(drafted.proof)) {
    output.mention(text);
    return true;
  }
  output.say(text);
  if (!mode.asks) return true;
  const asker = await openAsker(mode);
  return asker.confirm('Write the file all the same?');
}

function printDrafted({ evaluation, draft, proof }: Drafted, { err }: Output): string {
  return printDraft(evaluation, draft, err) + (proof === null ? '' : printProof(proof, err));
}

function writeDraft(
  session: AutogenerateSession,
  { evaluation, ...rest }: Drafted,
  output: Output,
): void {
  const result = session.write(evaluation);
  if (output.json) {
    output.document({ ...result, changes: evaluation.changes, ...shownProof(rest) });
    return;
  }
  printResult(result, output);
  if (result.revision !== null) output.mention(`next: migsh upgrade ${result.revision.id}\n`);
}

function shownProof({ proof }: Pick<Drafted, 'proof'>): { readonly proof?: Proof } {
  return proof === null ? {} : { proof };
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
    hint: output.json
      ? 'repeat the command with --answer ID=VALUE for each of details.questions, of its options; or with --answers FILE'
      : 'repeat the command with one of the flags above for each, or with --answers FILE',
    details: { questions },
  });
}
