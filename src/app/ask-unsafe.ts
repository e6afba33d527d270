import { isLarge } from '../hazard/large.ts';
import { fromChanges } from '../operation/from-change.ts';
import type { Operation } from '../operation/operation.ts';
import { checkUnsafe, type UnsafeStep, unsafeSteps } from '../operation/unsafe.ts';
import type { Waiver } from '../revision/revision.ts';
import type { Database } from '../runner/ports.ts';
import type { Comparison } from '../schema/compare.ts';
import { Interview } from '../schema/interview.ts';
import type { Answers } from '../schema/question.ts';
import type { Schema } from '../schema/schema.ts';
import { isNamed, sizesOf } from './table-sizes.ts';

/** What large tables are known by. */
export interface Largeness {
  /** The settings' patterns. */
  readonly large: readonly string[];
  readonly database: Database | null;
}

/** The two schemas that operations are made from. */
export interface Sides {
  /** What the heads produce. */
  readonly whole: Schema;
  readonly desired: Schema;
}

/**
 * Asks, once all else is answered, whether steps on large tables take their safe form. An answer that is given counts however
 * large the table is here, so that the same answers give the same file on every database.
 */
export async function askUnsafe(
  comparison: Comparison,
  answers: Answers,
  { whole, desired, ...known }: Sides & Largeness,
): Promise<Comparison> {
  if (comparison.questions.length > 0) {
    return { ...comparison, unused: comparison.unused.filter(id => !id.startsWith('unsafe:')) };
  }
  const { up } = fromChanges(comparison.changes, answersOf(comparison), whole, desired);
  const interview = new Interview(answers);
  const asked = new Set<string>();
  for (const step of unsafeSteps(up, whole)) {
    const { question } = step;
    // The type of a column and its not null are two steps and one question.
    if (asked.has(question.id)) continue;
    asked.add(question.id);
    const why = await whyLarge(step, known);
    if (why === undefined && interview.given(question.id) === undefined) continue;
    interview.ask({ ...question, evidence: why === undefined ? [] : [why] }, checkUnsafe);
  }
  const taken = new Set(interview.answered.map(({ question }) => question.id));
  return {
    ...comparison,
    questions: interview.open,
    answered: [...comparison.answered, ...interview.answered],
    unused: comparison.unused.filter(id => !taken.has(id)),
  };
}

/** The answers of a comparison, as a file's header has them. */
export function answersOf({ answered }: Pick<Comparison, 'answered'>): Answers {
  return Object.fromEntries(answered.map(({ question, value }) => [question.id, value]));
}

/** What the answers `as-is` waive of what a revision does, each rule for its reason. */
export function waiversOf(
  { answered }: Pick<Comparison, 'answered'>,
  up: readonly Operation[],
  recorded: Schema,
): readonly Waiver[] {
  const answers = answersOf({ answered });
  return unsafeSteps(up, recorded).flatMap(({ question, rule }) => {
    const answer = Object.hasOwn(answers, question.id) ? (answers[question.id] ?? '') : '';
    return answer.startsWith('as-is:')
      ? [{ rule, reason: answer.slice('as-is:'.length).trim() }]
      : [];
  });
}

/** Why a table counts as large, in words; undefined for one that does not. */
export async function whyLarge(
  { table, stored }: Pick<UnsafeStep, 'table' | 'stored'>,
  { large, database }: Largeness,
): Promise<string | undefined> {
  if (isNamed(table, large) || isNamed(stored, large)) {
    return `package.json says that ${table} is large`;
  }
  // SQLite locks the whole file whatever is done: there is nothing that another form would spare it.
  if (database?.dialect !== 'postgresql') return undefined;
  const size = (await sizesOf(database, [stored])).get(stored);
  if (size === undefined || !isLarge(size)) return undefined;
  const rows = size.rows.toLocaleString('en-US');
  return `${stored} has ${size.exact ? '' : 'about '}${rows} rows in ${database.label}`;
}
