import type { StatementShape } from '../../app/shapes.ts';
import type { Hazard, HazardLevel } from '../../hazard/hazard.ts';
import { levelWords } from '../../hazard/hazard.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { wrap, wrapSql } from '../text/wrap.ts';
import type { Glyphs } from '../theme.ts';
import { layoutSql } from './layout-sql.ts';

/** Statements as lines, and where the hazards stand among them. */
export interface StatementLines {
  readonly lines: readonly Line[];
  /** The line of each hazard's word, in order. */
  readonly hazards: readonly number[];
}

/** How wide, with which characters, and which hazard is marked (-1: none). */
export interface StatementStyle {
  readonly width: number;
  readonly glyphs: Glyphs;
  readonly marked: number;
}

/** Statements in the order in which they run, each with its hazards below it. */
export function statementLines(
  statements: readonly StatementShape[],
  style: StatementStyle,
): StatementLines {
  const lines: Line[] = [];
  const hazards: number[] = [];
  for (const [at, statement] of statements.entries()) {
    const before = statements[at - 1];
    lines.push(...phaseLines(statement, before, style), ...sqlLines(statement, at + 1, style));
    for (const hazard of statement.hazards) {
      const marked = hazards.length === style.marked;
      hazards.push(lines.length);
      lines.push(...hazardLines(hazard, marked, style));
    }
  }
  return { lines, hazards };
}

/** The worst that statements warn of, in a word or two: for a row that has no room for more. */
export function worstWords(
  hazards: readonly Hazard[],
): readonly (readonly [string, HazardLevel])[] {
  const found = levels.filter(
    level => level !== 'note' && hazards.some(hazard => hazard.level === level),
  );
  return found.slice(0, 2).map(level => [levelWords[level], level] as const);
}

/** `LOSS 2`, `LOCK`: what statements warn of, the worst first, each word once with its number. */
export function hazardWords(
  hazards: readonly Hazard[],
): readonly (readonly [string, HazardLevel])[] {
  return levels.flatMap(level => {
    const found = hazards.filter(hazard => hazard.level === level).length;
    const word = levelWords[level];
    return found === 0 ? [] : [[found === 1 ? word : `${word} ${found}`, level] as const];
  });
}

const levels: readonly HazardLevel[] = ['loss', 'fail', 'break', 'lock', 'slow', 'note'];

function phaseLines(
  statement: StatementShape,
  before: StatementShape | undefined,
  { width }: StatementStyle,
): readonly Line[] {
  const outside = !statement.transactional && before?.transactional !== false;
  const inside = statement.transactional && before?.transactional === false;
  if (!outside && !inside) return [];
  const text = outside ? 'outside of the transaction:' : 'in a transaction again:';
  return wrap(text, { width, first: '  ' }).map(each => line(each, 'faint'));
}

function sqlLines(
  statement: StatementShape,
  number: number,
  { width }: StatementStyle,
): readonly Line[] {
  const first = `  ${String(number).padEnd(7)}`;
  const rest = ' '.repeat(11);
  const text = statement.sql ?? statement.code ?? statement.comment;
  if (statement.kind === 'code') {
    const code = wrapSql(text, { width, first: rest, rest });
    return [line(`${first}code, not SQL:`), ...code.map(each => line(each))];
  }
  const laid = layoutSql(text, width - rest.length);
  // Clauses and columns that were broken apart are indented already.
  const indent = laid === text ? rest : rest.slice(2);
  const lines = wrapSql(laid, { width, first, rest: indent });
  if (!wantsWords(statement, lines.length)) return lines.map(each => line(each));
  const words = wrap(statement.comment, { width, first, rest: rest.slice(2) });
  const below = wrapSql(laid, { width, first: rest, rest });
  return [...words, ...below].map((each, at) =>
    line(each, at < words.length ? undefined : 'faint'),
  );
}

/** What is long, and what only reads (a proof), is said in words first. */
function wantsWords({ sql = '', comment }: StatementShape, lines: number): boolean {
  return comment !== '' && (lines > 3 || /^select\b/i.test(sql));
}

function hazardLines(
  hazard: Hazard,
  marked: boolean,
  { width, glyphs }: StatementStyle,
): readonly Line[] {
  const rest = ' '.repeat(11);
  const [head = '', ...more] = wrap(hazard.message, { width, first: rest });
  const advice = hazard.advice === '' ? [] : wrap(hazard.advice, { width, first: rest });
  const word = levelWords[hazard.level];
  return [
    [
      marked ? { text: glyphs.marker, role: 'accent' } : { text: ' ' },
      { text: '   ' },
      { text: word, role: hazard.level },
      { text: ' '.repeat(7 - word.length) },
      span(head.slice(rest.length)),
    ],
    ...more.map(each => line(each)),
    ...advice.map(each => line(each, 'faint')),
  ];
}
