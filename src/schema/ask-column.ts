import type { ColumnType } from './column-type.ts';
import { conversionLoss } from './conversion.ts';
import { describeType } from './describe-type.ts';
import { sqlTable } from './expression.ts';
import { readLiteral } from './literal.ts';
import { conversionTrial, misfit } from './lost-values.ts';
import type { Taking } from './motion-fill.ts';
import { columnQuestionId } from './question-id.ts';
import type { Question, QuestionOption, Trial } from './question.ts';
import { sameType } from './same-type.ts';
import { type Column, indexColumns, isOnColumns, type Table } from './schema.ts';
import { stop } from './stop.ts';
import { quoteIdentifier } from './tokens.ts';

/** A column of a table that has rows somewhere: how it was, if it was, and how it is to be. */
export interface ColumnStep {
  /** The table as it is to be. */
  readonly table: Table;
  /** The table's name before this revision, and the column's. */
  readonly stored: { readonly table: string; readonly column?: string };
  readonly from?: Column;
  readonly to: Column;
  /** The table's key stays: values can be put back to their rows. */
  readonly keyed?: true;
  /** What the answers let a new column take from others. */
  readonly taking?: Taking;
}

/** Asks what fills rows that are there, where a column comes not null without a default, or becomes not null. */
export function fillQuestion(step: ColumnStep): Question | undefined {
  const { table, from, to, stored, taking } = step;
  if (to.nullable) return undefined;
  const isNew = from === undefined;
  if (isFilledByItself(to) || (isNew && to.default !== undefined)) return undefined;
  if (!isNew && !from.nullable) return undefined;
  if (taking?.mayLack === false) return undefined;
  const place = `${table.name}.${to.name}`;
  return {
    id: columnQuestionId('fill', table.name, to.name),
    kind: 'fill',
    subject: place,
    message: fillMessage(place, step),
    options: fillOptions(step),
    shape: fillShape(step),
    ...likelyFill(step),
    evidence: fillEvidence(step),
    ...(isNew || taking !== undefined
      ? { rows: { table: stored.table }, ...lackingTrial(stored.table, taking) }
      : { rows: stored, trial: nullTrial(stored.table, stored.column ?? from.name) }),
  };
}

function lackingTrial(table: string, taking: Taking | undefined): Pick<Question, 'trial'> {
  if (taking?.lacking === undefined) return {};
  const count = `select count(*) as n from ${sqlTable(table)} where ${taking.lacking}`;
  return { trial: { count, words: ['row that has none', 'rows that have none'] } };
}

function nullTrial(table: string, column: string): Trial {
  return {
    count: `select count(*) as n from ${sqlTable(table)} where ${quoteIdentifier(column)} is null`,
    words: [`row with null in ${column}`, `rows with null in ${column}`],
  };
}

function fillMessage(place: string, { from, taking }: ColumnStep): string {
  if (taking !== undefined) {
    return `Column ${place} is not null and takes ${taking.what}. What do rows get that have none?`;
  }
  return from === undefined
    ? `Column ${place} is new and not null, without a default. What do rows get that are there already?`
    : `Column ${place} becomes not null. What do rows get that have null in it?`;
}

function isFilledByItself({ autoincrement, identity, generated }: Column): boolean {
  return autoincrement === true || identity !== undefined || generated !== undefined;
}

/** Says what is wrong with an answer to a fill question: a literal that is none of the column's type, an empty expression. */
export function checkFill(
  { table, from, to, taking }: ColumnStep,
  answer: string,
): string | undefined {
  if (answer === 'sql:') return 'the expression is missing';
  if (!answer.startsWith('default:')) return undefined;
  const literal = readLiteral(to.type, answer.slice('default:'.length));
  if ('problem' in literal) return literal.problem;
  const isForAll = from === undefined && taking === undefined;
  return isForAll && isUniqueAlone(table, to)
    ? `${to.name} is unique: one value for all rows cannot be`
    : undefined;
}

/** Whether no two rows may have the same value in the column. */
function isUniqueAlone({ uniques, indexes, primaryKey }: Table, { name }: Column): boolean {
  const keys = [
    ...(primaryKey ? [primaryKey.columns] : []),
    ...uniques.map(each => each.columns),
    ...indexes
      .filter(index => index.unique && index.where === undefined && isOnColumns(index))
      .map(indexColumns),
  ];
  return keys.some(columns => columns.length === 1 && columns[0] === name);
}

/** Asks how values are converted, where a column's type changes to one that not every value converts to. */
export function convertQuestion(step: ColumnStep): Question | undefined {
  const { table, from, to, stored } = step;
  if (from === undefined) return undefined;
  if (from.generated === undefined && to.generated !== undefined) return computedQuestion(step);
  if (sameType(from.type, to.type)) return undefined;
  const loss = conversionLoss(from.type, to.type);
  if (loss === undefined) return undefined;
  const place = `${table.name}.${to.name}`;
  const trial = conversionTrial(stored, from.type, to.type);
  const stops = misfit(to.name, from.type, to.type) !== undefined;
  const cast: QuestionOption = stops
    ? { value: 'cast', label: 'as they are; an upgrade stops at a value that does not fit' }
    : { value: 'cast', label: ownWay(from.type), loses: loss };
  return {
    id: columnQuestionId('convert', table.name, to.name),
    kind: 'convert',
    subject: place,
    message: `Column ${place} changes from ${describeType(from.type)} to ${describeType(to.type)}. How are its values converted?`,
    options: [cast, { value: 'sql:', label: 'by an SQL expression over the row' }, stop],
    evidence: [`not every value survives: ${loss}`],
    shape: `${describeType(from.type)} to ${describeType(to.type)}`,
    rows: stored,
    ...(trial && { trial }),
  };
}

/** What the databases do by themselves, where they differ. */
function ownWay({ name }: ColumnType): string {
  const isMoment = name === 'datetime' || name === 'timestamp' || name === 'interval';
  return isMoment
    ? 'as the database does: PostgreSQL cuts or rounds, SQLite keeps what it has'
    : 'as the database does: PostgreSQL stops at a value that it cannot convert, SQLite stops or keeps it';
}

/** What an ordinary column holds gives way to what is computed: that is no conversion, but rows lose something. */
function computedQuestion({ table, to, stored, keyed }: ColumnStep): Question {
  const place = `${table.name}.${to.name}`;
  const loses = `the values of ${place}`;
  return {
    id: columnQuestionId('convert', table.name, to.name),
    kind: 'convert',
    subject: place,
    message: `Column ${place} is computed from other columns from now on. What becomes of the values that are there?`,
    options: [
      ...(keyed === true
        ? [{ value: 'archive', label: 'they stay in an archive, down puts them back' }]
        : []),
      { value: 'cast', label: 'computed ones take their place', loses },
      {
        value: 'empty',
        label: 'no database has values in it; an upgrade stops at one that has rows',
      },
      stop,
    ],
    evidence: [],
    rows: stored,
  };
}

/** Says what is wrong with an answer to a convert question. */
export function checkConvert(answer: string): string | undefined {
  return answer === 'sql:' ? 'the expression is missing' : undefined;
}

function fillOptions(step: ColumnStep): readonly QuestionOption[] {
  const own = step.from === undefined ? undefined : ownDefault(step.to);
  const { rows, empty } = fillWords(step);
  return [
    ...(own !== undefined ? [{ value: own, label: `its default, for ${rows}` }] : []),
    { value: 'default:', label: `one value for ${rows}` },
    { value: 'sql:', label: `an SQL expression for ${rows}` },
    { value: 'nullable', label: 'leave the column nullable for now' },
    { value: 'empty', label: `${empty}; an upgrade stops at one that has` },
    stop,
  ];
}

function fillShape({ table, from, to }: ColumnStep): string {
  const key = table.foreignKeys.find(each => each.columns.includes(to.name));
  const pointed = key === undefined ? '' : ` of ${key.refTable}`;
  return `${from === undefined ? 'new' : 'kept'} ${describeType(to.type)}${pointed}`;
}

function fillWords({ from, taking }: ColumnStep): {
  readonly rows: string;
  readonly empty: string;
} {
  if (taking !== undefined) {
    return { rows: 'rows that have none', empty: 'no database has a row without' };
  }
  return from === undefined
    ? { rows: 'rows that are there', empty: 'no database has rows in it' }
    : { rows: 'rows that have null', empty: 'no database has nulls in it' };
}

function likelyFill({ from, to }: ColumnStep): Pick<Question, 'likely'> {
  const own = ownDefault(to);
  return from === undefined || own === undefined ? {} : { likely: own };
}

function ownDefault({ default: given }: Column): string | undefined {
  return given?.kind === 'value' ? `default:${String(given.value)}` : undefined;
}

function fillEvidence({ table, to }: ColumnStep): readonly string[] {
  const alone = (columns: readonly string[]): boolean =>
    columns.length === 1 && columns[0] === to.name;
  const key = table.foreignKeys.find(each => each.columns.includes(to.name));
  const isUnique = [...table.uniques, ...table.indexes.filter(index => index.unique)].some(each =>
    alone(indexColumns(each)),
  );
  return [
    ...(isUnique ? [`${to.name} is unique: one value for several rows would be refused`] : []),
    ...(key ? [`${to.name} points to ${key.refTable}: the value must exist there`] : []),
  ];
}
