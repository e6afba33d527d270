import type { Database } from '../runner/ports.ts';
import type { Question, QuestionKind, QuestionOption } from '../schema/question.ts';
import { countRows, countValues, sizesOf } from './table-sizes.ts';

/** Where the rows are that the question is about, by the names of before the revision. */
interface Subject {
  readonly table: string;
  readonly column: string | null;
}

/**
 * Adds what the connected database can say: rows and values that an answer keeps or loses.
 * Counts are evidence; whether a question is asked never depends on them.
 */
export async function withEvidence(
  database: Database | null,
  question: Question,
): Promise<Question> {
  if (database === null) return withoutTrial(question);
  return evidence[question.kind](database, question, subjectOf(question));
}

// Queries are for the database, not for whoever answers.
function withoutTrial({ trial: _trial, ...question }: Question): Question {
  return question;
}

type Evidence = (database: Database, question: Question, subject: Subject) => Promise<Question>;

const evidence: Readonly<Record<QuestionKind, Evidence>> = {
  drop: dropEvidence,
  rename: renameEvidence,
  fill: rowEvidence,
  convert: rowEvidence,
  duplicates: trialEvidence,
  orphans: trialEvidence,
  violators: trialEvidence,
  'enum-value': rowEvidence,
  head: async (_, question) => question,
};

function subjectOf({ rows, subject }: Question): Subject {
  return { table: rows?.table ?? subject, column: rows?.column ?? null };
}

async function dropEvidence(
  database: Database,
  question: Question,
  subject: Subject,
): Promise<Question> {
  const count = await counted(database, subject.table, subject.column);
  const fact = count === null ? `not in ${database.label}` : `${count} in ${database.label}`;
  return {
    ...question,
    evidence: [...question.evidence, fact],
    options: question.options.map(option => losing(option, count)),
  };
}

async function renameEvidence(
  database: Database,
  question: Question,
  subject: Subject,
): Promise<Question> {
  const options: QuestionOption[] = [];
  for (const option of question.options) {
    const old = oldName(option);
    const count =
      old === null
        ? null
        : await (subject.column === null
            ? counted(database, old, null)
            : counted(database, subject.table, old));
    options.push(count === null ? option : { ...option, label: `${option.label}  keeps ${count}` });
  }
  const first = question.options.map(oldName).find(name => name !== null);
  const lost =
    first === undefined
      ? null
      : await (subject.column === null
          ? counted(database, first, null)
          : counted(database, subject.table, first));
  return { ...question, options: options.map(option => losing(option, lost)) };
}

function oldName({ value }: QuestionOption): string | null {
  return value.startsWith('rename:') ? value.slice('rename:'.length) : null;
}

/** Tries what comes against the rows: how many would break it. */
async function trialEvidence(
  database: Database,
  { trial, ...question }: Question,
  subject: Subject,
): Promise<Question> {
  if (trial === undefined) return rowEvidence(database, question, subject);
  const rows = await counted(database, subject.table, null);
  if (rows === null) return rowEvidence(database, question, subject);
  const found = await database.query(trial.count).catch(() => undefined);
  if (found === undefined) return rowEvidence(database, question, subject);
  const count = Number(found[0]?.['n'] ?? 0);
  const fact = `${count.toLocaleString('en-US')} ${trial.words} in ${database.label}`;
  return {
    ...question,
    ...(count === 0 ? { likely: 'empty' } : {}),
    evidence: [...question.evidence, fact],
    options: question.options.map(option =>
      option.loses === undefined ? option : { ...option, loses: `${option.loses}: ${fact}` },
    ),
  };
}

async function rowEvidence(
  database: Database,
  question: Question,
  subject: Subject,
): Promise<Question> {
  const rows = await counted(database, subject.table, null);
  const fact =
    rows === null
      ? `${subject.table} is not in ${database.label}`
      : `${subject.table} has ${rows} in ${database.label}`;
  return { ...question, evidence: [...question.evidence, fact] };
}

function losing(option: QuestionOption, count: string | null): QuestionOption {
  if (option.loses === undefined || count === null) return option;
  return { ...option, loses: `${option.loses}: ${count}` };
}

/** `12 rows`, `3 values`, or null where the table or column does not exist here. */
async function counted(
  database: Database,
  table: string,
  column: string | null,
): Promise<string | null> {
  const sizes = await sizesOf(database, [table]);
  const size = sizes.get(table);
  if (size === undefined) return null;
  if (column === null) {
    const rows = size.exact ? size.rows : await countRows(database, table);
    return words(rows, 'row');
  }
  if (!(await hasColumn(database, table, column))) return null;
  return words(await countValues(database, table, column), 'value');
}

async function hasColumn(database: Database, table: string, column: string): Promise<boolean> {
  const [sql, parameters] =
    database.dialect === 'sqlite'
      ? ['select 1 from pragma_table_xinfo($1) where name = $2', [table, column]]
      : [
          'select 1 from pg_attribute where attrelid = to_regclass($1) and attname = $2 and not attisdropped',
          [quoteName(table), column],
        ];
  const rows = await database.query(sql, parameters);
  return rows.length > 0;
}

function quoteName(name: string): string {
  return name
    .split('.')
    .map(part => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}

function words(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
