import { MigshError } from '../error.ts';
import { stages } from '../operation/stages.ts';
import { rememberIgnored } from '../project/remember-ignored.ts';
import { newRevisionId } from '../project/revision-id.ts';
import { revisionPath } from '../project/write-revision.ts';
import type { Database } from '../runner/ports.ts';
import type { Comparison } from '../schema/compare.ts';
import { compareSchemas } from '../schema/compare.ts';
import type { Answers, Hints, Question } from '../schema/question.ts';
import type { Schema } from '../schema/schema.ts';
import { askSplit } from './ask-split.ts';
import { askUnsafe } from './ask-unsafe.ts';
import { checkExpressions } from './check-expressions.ts';
import type { Stepper } from './compile-steps.ts';
import { compileStep } from './compile-steps.ts';
import type { AppContext } from './context.ts';
import { describeChange } from './describe-change.ts';
import { draftFiles, maySplit, partsOf } from './draft-parts.ts';
import type { UnwrittenRevision } from './draft-statements.ts';
import { draftStatements } from './draft-statements.ts';
import type { Evidenced } from './evidence.ts';
import { formerNames, rememberNames } from './former-names.ts';
import { headQuestion } from './head-question.ts';
import { lostEntities } from './lost-entities.ts';
import { refuseOutOfReach } from './out-of-reach.ts';
import { type AnswerPreview, previewAnswer, type TriedAnswer } from './preview-answer.ts';
import type { Proof } from './proof.ts';
import { prove } from './proof.ts';
import { revisionLoader } from './recorded.ts';
import type { DraftFile, RevisionRequest } from './revise.ts';
import { writeDraft } from './revise.ts';
import type { RevisionResult, StatementShape } from './shapes.ts';
import type { Sides, SidesOptions } from './sides.ts';
import { readSides } from './sides.ts';
import { offlineStepper } from './stepper.ts';
import { sqlTrier } from './try-sql.ts';
import { forgetUnfinished } from './unfinished.ts';
import { weighOnce } from './weigh-once.ts';
import { whereItStands } from './where-it-stands.ts';

/** The difference between the entities and what the heads produce, on its way to a file. */
export interface AutogenerateSession {
  readonly heads: readonly string[];
  /** Label of the database that gives evidence; null where none could be connected, and why. */
  readonly database: string | null;
  /** Sentences for a person: what could not be seen or compared. */
  readonly notes: readonly string[];
  /** What these answers make of it. Writes nothing. */
  evaluate(answers: Answers, request: RevisionRequest): Promise<Evaluation>;
  /** What one answer would write. Writes nothing. */
  preview(tried: TriedAnswer): Promise<AnswerPreview>;
  /** Tries a draft out on a copy of the database's structure; null where there is nothing to try. */
  prove(evaluation: Evaluation): Promise<Proof | null>;
  /** Writes the draft of a complete evaluation, and remembers what is to be kept. */
  write(evaluation: Evaluation): RevisionResult;
}

export interface Evaluation {
  readonly request: RevisionRequest;
  /** One line a change, `+`, `-` or `~` in front. */
  readonly changes: readonly string[];
  /** Open questions, in the order in which they are asked. Empty: the draft is complete. */
  readonly questions: readonly Question[];
  /** Question id → some of the rows that it is about, masked. For the screen alone: in no document, log or file. */
  readonly samples: Readonly<Record<string, readonly string[]>>;
  readonly answered: readonly { readonly question: Question; readonly value: string }[];
  /** Ids of answers that belong to no question. */
  readonly unused: readonly string[];
  /** `table`, `table.column`: what an answer keeps, to be left out of comparisons from now on. */
  readonly kept: readonly string[];
  readonly draft: Draft | null;
}

export interface Draft extends DraftFile {
  /** From the project's root. */
  readonly path: string;
  /** Nothing differs: nothing is to be written. */
  readonly empty: boolean;
  /** Where one difference takes several revisions: those behind this one, each on the one before. */
  readonly following: readonly Draft[];
  /** Whether it can take several revisions, or does. */
  readonly splits: boolean;
  /** The SQL for the connected dialect, with hazards. */
  readonly up: readonly StatementShape[];
  readonly down: readonly StatementShape[];
}

/**
 * Loads the entities, replays the revisions up to the heads and connects for evidence.
 * @throws MigshError `no-entities`, `config-failed` and what the files throw
 */
export async function openAutogenerate(
  context: AppContext,
  options: SidesOptions = {},
): Promise<AutogenerateSession> {
  const { graph } = context.history();
  const { dialect } = await context.config();
  const sides = await readSides(context, options);
  const hints = {
    ...formerNames(context.project, sides.names, sides.recorded),
    ...lostEntities(context.project, sides),
  };
  rememberNames(context.project, sides.names, sides.recorded);
  const evidence = await connectForEvidence(context, options);
  const ids = stages.map(newRevisionId);
  const inputs: Inputs = {
    ...sides,
    context,
    hints,
    stepper: await stepperAfter(context, sides.order, dialect),
    database: evidence.database,
    weigh: weighOnce(evidence.database),
    unwritten: new WeakMap(),
    identity: { id: ids[0] ?? '', ids, createdAt: new Date() },
  };
  const trySql = sqlTrier(inputs, options);
  return {
    heads: graph.heads,
    database: evidence.database?.label ?? null,
    notes: [...sides.notes, ...sides.staying, ...evidence.notes],
    evaluate: (answers, request) => evaluate(inputs, answers, request, trySql),
    preview: tried => previewAnswer(inputs, tried),
    prove: evaluation => proveDraft(inputs, evaluation, options),
    write(evaluation) {
      const result = write(context, evaluation);
      if (result.path !== null) rememberNames(context.project, sides.names, sides.desired);
      return result;
    },
  };
}

interface Inputs extends Sides {
  readonly context: AppContext;
  /** What the entities say about names that changed. */
  readonly hints: Hints;
  /** Stands after the heads. */
  readonly stepper: Stepper;
  readonly database: Database | null;
  /** Adds evidence to a question. */
  readonly weigh: (question: Question) => Promise<Evidenced>;
  /** The same for every draft of a session, so that the preview's path is the one that is written. */
  readonly identity: {
    readonly id: string;
    readonly ids: readonly string[];
    readonly createdAt: Date;
  };
  /** The operations of the drafts that were made, each with those behind it. */
  readonly unwritten: WeakMap<Draft, Unwritten>;
}

interface Unwritten {
  readonly drafts: readonly UnwrittenRevision[];
  /** What the entities want, with the columns that stay. */
  readonly wanted: Schema;
}

async function connectForEvidence(
  context: AppContext,
  { offline = false }: SidesOptions,
): Promise<{ database: Database | null; notes: readonly string[] }> {
  if (offline) return { database: null, notes: ['no evidence from rows: --offline'] };
  try {
    const database = await context.database();
    return { database, notes: await whereItStands(context) };
  } catch (error) {
    if (!(error instanceof MigshError)) throw error;
    return { database: null, notes: [`no evidence from rows: ${error.message}`] };
  }
}

async function stepperAfter(
  context: AppContext,
  order: readonly string[],
  dialect: Stepper['dialect']['name'],
): Promise<Stepper> {
  const stepper = await offlineStepper(context, dialect);
  const load = revisionLoader(context, dialect);
  for (const id of order) compileStep(stepper, { ...(await load(id)), direction: 'up' });
  return stepper;
}

async function evaluate(
  inputs: Inputs,
  given: Answers,
  asked: RevisionRequest,
  trySql: (answers: Answers) => Promise<void>,
): Promise<Evaluation> {
  const { head, ...answers } = given;
  const request = head === undefined || asked.head !== undefined ? asked : { ...asked, head };
  const compared = compareSchemas(
    inputs.recorded,
    inputs.desired,
    { ...inputs.copies, ...answers },
    inputs.hints,
  );
  await checkExpressions(compared, inputs.stepper.dialect.name);
  await trySql(given);
  const known = { ...inputs, large: inputs.context.project.settings.large };
  const safe = await askUnsafe(compared, answers, known);
  const comparison = await askSplit(safe, answers, known);
  const differs = comparison.changes.length > 0 || comparison.questions.length > 0;
  const open = [...(differs ? openHeadQuestion(inputs, request) : []), ...comparison.questions];
  const found = await Promise.all(open.map(inputs.weigh));
  const questions = found.map(({ question }) => question);
  return {
    request,
    changes: comparison.changes.map(describeChange),
    questions,
    samples: Object.fromEntries(found.map(({ question, samples }) => [question.id, samples])),
    answered: comparison.answered,
    unused: comparison.unused.filter(id => Object.hasOwn(answers, id)),
    kept: comparison.kept,
    draft: questions.length > 0 ? null : await makeDraft(inputs, { request, comparison }),
  };
}

function openHeadQuestion(inputs: Inputs, request: RevisionRequest): readonly Question[] {
  const { graph } = inputs.context.history();
  return graph.heads.length > 1 && request.head === undefined ? [headQuestion(graph)] : [];
}

interface Complete {
  readonly request: RevisionRequest;
  readonly comparison: Comparison;
}

async function makeDraft(inputs: Inputs, { request, comparison }: Complete): Promise<Draft> {
  const { context, stepper, identity } = inputs;
  const parts = partsOf(comparison, inputs);
  const files = draftFiles(context, parts, { request, comparison, sides: inputs, ...identity });
  const [first] = files;
  if (first === undefined) return emptyDraft(identity, request);
  const up = parts.flatMap(part => part.up);
  await refuseOutOfReach(context, { file: first.file, up, dialect: stepper.dialect.name });
  const unwritten = files.map(each =>
    Object.assign(each, { path: revisionPath(context.project, each.file) }),
  );
  const splits = maySplit(comparison, inputs);
  const statements = await draftStatements(context, inputs, unwritten);
  const drafts = unwritten.map(({ file, path }, at): Draft => {
    const sql = statements[at] ?? { up: [], down: [] };
    return Object.assign({ path, empty: false, splits, following: [] }, file, sql);
  });
  const [draft = emptyDraft(identity, request), ...following] = drafts;
  const whole = { ...draft, following };
  inputs.unwritten.set(whole, { drafts: unwritten, wanted: comparison.wanted });
  return whole;
}

async function proveDraft(
  inputs: Inputs,
  { draft, kept }: Evaluation,
  options: SidesOptions,
): Promise<Proof | null> {
  const unwritten = draft === null ? undefined : inputs.unwritten.get(draft);
  if (unwritten === undefined) return null;
  const { context, database } = inputs;
  const { drafts, wanted } = unwritten;
  return prove(context, { sides: { ...inputs, desired: wanted }, database, drafts, kept, options });
}

/** Nothing differs: there is no file, and on which head it would stand is not asked. */
function emptyDraft({ ids, createdAt }: Inputs['identity'], { message }: RevisionRequest): Draft {
  return {
    id: ids[0] ?? '',
    createdAt,
    message,
    parents: [],
    dependsOn: [],
    text: '',
    path: '',
    empty: true,
    following: [],
    splits: false,
    up: [],
    down: [],
  };
}

function write(context: AppContext, evaluation: Evaluation): RevisionResult {
  const { draft, kept } = evaluation;
  if (draft === null) {
    throw new MigshError(
      'unanswered-questions',
      'the revision cannot be written: questions are open',
      {
        details: { questions: evaluation.questions },
      },
    );
  }
  rememberIgnored(context.project, kept);
  forgetUnfinished(context);
  const ignored = kept.length === 0 ? {} : { ignored: kept };
  if (draft.empty) {
    return { revision: null, path: null, text: null, reason: 'nothing differs', ...ignored };
  }
  const [first, ...following] = [draft, ...draft.following].map(each => writeDraft(context, each));
  const more = following.length === 0 ? {} : { following };
  return { revision: null, path: null, text: null, ...first, ...ignored, ...more };
}
