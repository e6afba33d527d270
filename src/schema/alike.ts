import type { Question } from './question.ts';

/** Another open question, and the answer that says the same there. */
export interface Alike {
  readonly question: Question;
  readonly value: string;
}

/**
 * The open questions to which an answer may be given as well: of the same kind, about the same sort of object, of the same
 * shape. A rename of the likely old name is each one's likely rename. What is written over one table's columns (a conversion,
 * an update that mends) means nothing elsewhere.
 * @param value A whole answer, or the beginning of one that wants text behind it: `default:`.
 */
export function alike(
  question: Question,
  value: string,
  open: readonly Question[],
): readonly Alike[] {
  if (value === 'stop') return [];
  return open.flatMap(other => {
    if (other.id === question.id || !sameShape(question, other)) return [];
    const same = sameAnswer(question, value, other);
    return same === undefined ? [] : [{ question: other, value: same }];
  });
}

/** What the answer loses there, in words; undefined where it loses nothing. */
export function answerLoss({ question, value }: Alike): string | undefined {
  return question.options.find(option => option.value === value)?.loses;
}

function sameShape(a: Question, b: Question): boolean {
  return a.kind === b.kind && sortOf(a) === sortOf(b) && a.shape === b.shape;
}

/** `column` of `fill:column:order.currency`. */
function sortOf({ id }: Question): string | undefined {
  return id.split(':')[1];
}

function sameAnswer(question: Question, value: string, other: Question): string | undefined {
  if (value.startsWith('sql:') && question.kind !== 'fill') return undefined;
  if (question.kind === 'rename' && value.includes(':')) return sameRename(question, value, other);
  return takes(other, value) ? value : undefined;
}

function sameRename(question: Question, value: string, other: Question): string | undefined {
  const word = value.slice(0, value.indexOf(':') + 1);
  const isLikely = nameIn(question.likely) === nameIn(value);
  const likely = isLikely && other.likely !== undefined ? word + nameIn(other.likely) : undefined;
  if (likely !== undefined && takes(other, likely)) return likely;
  // In one table an old name can be taken once; a move names a table of its own.
  const elsewhere = question.rows !== undefined && question.rows.table !== other.rows?.table;
  const within = sortOf(question) === 'column' && word !== 'move:';
  return elsewhere && within && takes(other, value) ? value : undefined;
}

function nameIn(value: string | undefined): string | undefined {
  return value?.slice(value.indexOf(':') + 1);
}

function takes({ options }: Question, value: string): boolean {
  return options.some(
    option =>
      option.value === value || (option.value.endsWith(':') && value.startsWith(option.value)),
  );
}
