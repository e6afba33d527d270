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
  const { word, names } = partsOf(value);
  const sameTable = question.rows?.table === other.rows?.table;
  // Columns that an old one is split into all take it; else an old name can be taken once in a table.
  if (word === 'split') return sameTable && takes(other, value) ? value : undefined;
  const isFree = (answer: string): boolean => !sameTable || partsOf(answer).names !== names;
  const likely = likelyLike(question, value, other);
  if (likely !== undefined && isFree(likely)) return likely;
  // A move names a table of its own.
  const isCommon = sortOf(question) === 'column' && word !== 'move';
  return isCommon && isFree(value) && takes(other, value) ? value : undefined;
}

/** What is likely there, where the answer is what is likely here: the same word with the names of the other. */
function likelyLike(question: Question, value: string, other: Question): string | undefined {
  if (question.likely === undefined || other.likely === undefined) return undefined;
  const [own, others] = [partsOf(question.likely), partsOf(other.likely)];
  const { word, names } = partsOf(value);
  const answer = `${word}:${others.names}`;
  return own.word === others.word && own.names === names && takes(other, answer)
    ? answer
    : undefined;
}

function partsOf(value: string): { readonly word: string; readonly names: string } {
  const at = value.indexOf(':');
  return { word: value.slice(0, at), names: value.slice(at + 1) };
}

function takes({ options }: Question, value: string): boolean {
  return options.some(
    option =>
      option.value === value || (option.value.endsWith(':') && value.startsWith(option.value)),
  );
}
