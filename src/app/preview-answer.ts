import { apply } from '../operation/apply.ts';
import { concerned } from '../operation/concerned.ts';
import { type Both, fromChanges } from '../operation/from-change.ts';
import { printCalls } from '../operation/print.ts';
import type { Database } from '../runner/ports.ts';
import { compareSchemas } from '../schema/compare.ts';
import type { Answers, Question } from '../schema/question.ts';
import type { Schema } from '../schema/schema.ts';
import type { Stepper } from './compile-steps.ts';
import type { AppContext } from './context.ts';
import { draftStatements, type UnwrittenRevision } from './draft-statements.ts';
import type { StatementShape } from './shapes.ts';

/** What one answer writes, while others may still be open. */
export interface AnswerPreview {
  readonly up: PreviewedPart;
  readonly down: PreviewedPart;
}

interface PreviewedPart {
  /** The calls in the file, a line break between them. */
  readonly calls: string;
  /** Their SQL, compiled with all that stands around them. */
  readonly statements: readonly StatementShape[];
}

/** An answer that nobody has given yet. */
export interface TriedAnswer {
  readonly question: Question;
  readonly value: string;
  /** Those that were given. */
  readonly answers: Answers;
}

interface Compared {
  readonly whole: Schema;
  readonly recorded: Schema;
  readonly desired: Schema;
  readonly copies: Answers;
}

interface Inputs extends Compared {
  readonly context: AppContext;
  readonly stepper: Stepper;
  readonly database: Database | null;
  /** The draft's. */
  readonly identity: { readonly id: string; readonly createdAt: Date };
}

/**
 * The part of the file that an answer is about, and its SQL. What other open questions are about counts as they stand in the
 * comparison: as new and gone.
 * @throws MigshError `bad-answer` for a value that the question refuses, and what compiling throws
 */
export async function previewAnswer(inputs: Inputs, tried: TriedAnswer): Promise<AnswerPreview> {
  const { question, value, answers } = tried;
  const both = operationsFor(inputs, { ...answers, [question.id]: value });
  const otherwise = operationsFor(inputs, answers);
  const names = namesIn(question);
  const after = both.up.reduce(apply, inputs.whole);
  const up = concerned(both.up, inputs.whole, { names, otherwise: otherwise.up });
  const down = concerned(both.down, after, { names, otherwise: otherwise.down });
  const only = new Set([...up, ...down]);
  const drafts = only.size === 0 ? [] : [unwritten(inputs, both)];
  const [sql = { up: [], down: [] }] = await draftStatements(
    inputs.context,
    { ...inputs, only },
    drafts,
  );
  return {
    up: { calls: printCalls(up), statements: sql.up },
    down: { calls: printCalls(down), statements: sql.down },
  };
}

/** What answers write; what other open questions are about counts as they stand in the comparison. */
export function operationsFor(
  { whole, recorded, desired, copies }: Compared,
  answers: Answers,
): Both {
  const { changes } = compareSchemas(recorded, desired, { ...copies, ...answers });
  return fromChanges(changes, answers, whole, desired);
}

/** Of a rename the old name is no subject of its own: what becomes of it otherwise is asked next. */
function namesIn({ kind, subject, rows }: Question): ReadonlySet<string> {
  const held = kind !== 'rename' && rows?.column !== undefined;
  return new Set([subject, ...(held ? [`${rows.table}.${rows.column}`] : [])]);
}

/** A file that is never written: of it, only the id shows in the SQL. */
export function unwritten(
  { identity }: Pick<Inputs, 'identity'>,
  { up, down }: Both,
): UnwrittenRevision {
  const file = { ...identity, message: '', parents: [], dependsOn: [], text: '' };
  return { file, path: '', up, down, answers: {} };
}
