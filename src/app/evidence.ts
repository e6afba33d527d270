import type { Database } from '../runner/ports.ts';
import { sqlTable } from '../schema/expression.ts';
import { sqlText } from '../schema/objects.ts';
import type { Question, QuestionKind, QuestionOption, RowPlaces } from '../schema/question.ts';
import { quoteIdentifier } from '../schema/tokens.ts';
import { counted, hasColumn, rowsThere, rowWords, valuesThere } from './rows-there.ts';
import { sampleRows, sampleValues } from './samples.ts';

/** A question with what the connected database says to it. */
export interface Evidenced {
  readonly question: Question;
  /** Up to three rows or values it is about, masked. For the screen of whoever answers: they go into no output that is kept. */
  readonly samples: readonly string[];
}

/**
 * Adds what the connected database can say: rows and values that an answer keeps or loses.
 * Counts are evidence; whether a question is asked never depends on them.
 */
export async function withEvidence(
  database: Database | null,
  question: Question,
): Promise<Evidenced> {
  const found =
    database === null
      ? { question, samples: [] }
      : await evidence[question.kind](database, question, placeOf(question));
  // Queries are for the database, not for whoever answers.
  const { trial: _trial, ...shown } = found.question;
  return { ...found, question: shown };
}

type Evidence = (database: Database, question: Question, place: RowPlaces) => Promise<Evidenced>;

const evidence: Readonly<Record<QuestionKind, Evidence>> = {
  drop: dropEvidence,
  rename: renameEvidence,
  fill: trialEvidence,
  convert: trialEvidence,
  duplicates: trialEvidence,
  orphans: trialEvidence,
  violators: trialEvidence,
  'enum-value': trialEvidence,
  unsafe: async (_, question) => ({ question, samples: [] }),
  split: async (_, question) => ({ question, samples: [] }),
  head: async (_, question) => ({ question, samples: [] }),
};

function placeOf({ rows, subject }: Question): RowPlaces {
  return rows ?? { table: subject };
}

async function dropEvidence(
  database: Database,
  question: Question,
  { table, column }: RowPlaces,
): Promise<Evidenced> {
  // A view, a trigger, a type: nothing that has rows of its own.
  if (question.rows === undefined) return { question, samples: [] };
  const held = await heldBy(database, table, column);
  const fact = held === null ? `not in ${database.label}` : `${held} in ${database.label}`;
  return {
    question: {
      ...question,
      evidence: [...question.evidence, fact],
      options: question.options.map(option => losing(option, held)),
    },
    samples:
      column === undefined || held === null ? [] : await sampleValues(database, table, column),
  };
}

async function renameEvidence(
  database: Database,
  question: Question,
  place: RowPlaces,
): Promise<Evidenced> {
  if (question.trial !== undefined) return valueEvidence(database, question, place);
  const options: QuestionOption[] = [];
  const facts: string[] = [];
  for (const option of question.options) {
    const old = oldPlace(option, place, question);
    const held = old === null ? null : await heldBy(database, old.table, old.column);
    options.push(held === null ? option : { ...option, label: `${option.label}  keeps ${held}` });
    if (held !== null && old?.column !== undefined) {
      facts.push(...(await overlap(database, old.table, [old.column, place.arrival ?? ''])));
    }
  }
  const { table, column } = place;
  const isThere = column !== undefined && (await heldBy(database, table, column)) !== null;
  return {
    question: { ...question, options, evidence: [...question.evidence, ...facts] },
    samples: isThere ? await sampleValues(database, table, column) : [],
  };
}

/** A value of an enum has no place of its own, but rows that hold it. */
async function valueEvidence(
  database: Database,
  question: Question,
  { table }: RowPlaces,
): Promise<Evidenced> {
  const there = await rowsThere(database, table);
  const sql = sqlText(question.trial?.count ?? '', database.dialect);
  if (there === null || there.isTooLarge || sql === undefined) return { question, samples: [] };
  const [row] = await database.query(sql).catch(() => []);
  const options = question.options.map((option, at) => {
    const held = row?.[`o${at}`];
    if (held === undefined) return option;
    return { ...option, label: `${option.label}  keeps ${counted(Number(held), rowWords)}` };
  });
  return { question: { ...question, options }, samples: [] };
}

// Enums, views and the like have no rows of their own.
function oldPlace(
  { value }: QuestionOption,
  place: RowPlaces,
  { rows }: Question,
): RowPlaces | null {
  if (!value.startsWith('rename:') || rows === undefined) return null;
  const old = unquoted(value.slice('rename:'.length));
  return place.column === undefined ? { table: old } : { table: place.table, column: old };
}

/** A name as it stands in an answer: `"two words"`, `audit."order"`. */
function unquoted(name: string): string {
  return name.replaceAll(/"((?:[^"]|"")*)"/g, (_, inner: string) => inner.replaceAll('""', '"'));
}

/** Both columns are there: somebody began by hand. How many rows hold the same in both says whether it was this rename. */
async function overlap(
  database: Database,
  table: string,
  [from, to]: readonly [string, string],
): Promise<readonly string[]> {
  if (!(await hasColumn(database, table, to))) return [];
  const [old, fresh] = [from, to].map(name => `cast(${quoteIdentifier(name)} as text)`);
  const [row] = await database.query(
    `select count(${old}) as held, count(case when ${old} = ${fresh} then 1 end) as same from ${sqlTable(table)}`,
  );
  const held = counted(Number(row?.['held'] ?? 0), rowWords);
  const same = Number(row?.['same'] ?? 0);
  const alike = `${same === 0 ? 'none' : same.toLocaleString('en-US')} of ${held} with ${from} ${same === 1 ? 'has' : 'have'} the same in ${to}`;
  return [`${from} and ${to} are both in ${database.label}: ${alike}`];
}

/** Tries what comes against the rows: how many would break it. */
async function trialEvidence(
  database: Database,
  question: Question,
  { table }: RowPlaces,
): Promise<Evidenced> {
  const { trial } = question;
  const there = await rowsThere(database, table);
  if (there === null) {
    return { question: saying(question, `${table} is not in ${database.label}`), samples: [] };
  }
  const isTried = trial !== undefined && there.rows > 0 && !there.isTooLarge;
  const counts = isTried
    ? await countedBy(database, sqlText(trial.count, database.dialect))
    : undefined;
  if (trial === undefined || counts === undefined) {
    const fact = `${table} has ${there.words} in ${database.label}`;
    return { question: saying(question, fact), samples: [] };
  }
  const fact = `${counted(counts.n, trial.words)}, among ${there.words} in ${database.label}`;
  const sample = sqlText(trial.sample ?? '', database.dialect) ?? '';
  return {
    question: tried(saying(question, fact), counts, database.label),
    samples: counts.n === 0 || sample === '' ? [] : await sampleRows(database, sample),
  };
}

interface Counts {
  readonly n: number;
  readonly lost: number;
}

function tried(question: Question, { n, lost }: Counts, label: string): Question {
  const held = lost === 0 ? `none in ${label}` : `${counted(lost, rowWords)} in ${label}`;
  return {
    ...question,
    ...(n === 0 && isOption(question, 'empty') && { likely: 'empty' }),
    options: question.options.map(option => losing(option, held)),
  };
}

async function countedBy(database: Database, sql: string | undefined): Promise<Counts | undefined> {
  if (sql === undefined || sql === '') return undefined;
  // What it names may not be there yet in a database that is behind.
  const [row] = await database.query(sql).catch(() => []);
  if (row === undefined) return undefined;
  const n = Number(row['n'] ?? 0);
  return { n, lost: Number(row['lost'] ?? n) };
}

function saying(question: Question, fact: string): Question {
  return { ...question, evidence: [...question.evidence, fact] };
}

function isOption({ options }: Question, value: string): boolean {
  return options.some(option => option.value === value);
}

function losing(option: QuestionOption, held: string | null): QuestionOption {
  if (option.loses === undefined || held === null) return option;
  return { ...option, loses: `${option.loses}: ${held}` };
}

/** `12 rows`, `3 values`, or null where the table or column does not exist here. */
async function heldBy(
  database: Database,
  table: string,
  column: string | undefined,
): Promise<string | null> {
  if (column !== undefined) return valuesThere(database, table, column);
  return (await rowsThere(database, table))?.words ?? null;
}
