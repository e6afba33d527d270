import type { StatementShape } from '../app/shapes.ts';
import type { Hazard } from '../hazard/hazard.ts';
import { levelWords } from '../hazard/hazard.ts';
import { sanitize } from './sanitize.ts';
import type { Style } from './style.ts';
import { wrap, wrapSql } from './wrap.ts';

/** Statements in the order in which they run, each with its hazards below it. */
export function printStatements(statements: readonly StatementShape[], style: Style): string[] {
  return statements.flatMap((statement, at) => [
    ...statementLines(statement, at + 1, style),
    ...statement.hazards.flatMap(hazard => printHazard(hazard, style)),
  ]);
}

function statementLines(statement: StatementShape, number: number, style: Style): string[] {
  const first = `${String(number).padStart(4)}  `;
  const rest = ' '.repeat(first.length + 2);
  const outside = statement.transactional ? [] : [`${rest}(${outsideWords(statement)})`];
  // What only proves, or asks for views when it runs, is said in words here; --sql and --json have its text.
  if (statement.part === 'proof' || statement.part === 'views') {
    return wrap(`${statement.part}: ${sanitize(statement.comment)}`, {
      width: style.width,
      first,
      rest,
    });
  }
  const text = sanitize(statement.sql ?? statement.code ?? statement.comment);
  if (statement.kind === 'code') {
    return [
      `${first}code, not SQL:`,
      ...wrap(text, { width: style.width, first: rest, rest }),
      ...outside,
    ];
  }
  return [...wrapSql(text, { width: style.width, first, rest }), ...outside];
}

function outsideWords({ cleanup }: StatementShape): string {
  const outside = 'outside of the transaction';
  return cleanup === undefined ? outside : `${outside}; before it, ${sanitize(cleanup.comment)}`;
}

/** `LOSS   drops the table order: 240 rows`, then the advice. */
function printHazard(hazard: Hazard, style: Style): string[] {
  const word = levelWords[hazard.level];
  const rest = ' '.repeat(15);
  const message = wrap(sanitize(hazard.message), { width: style.width, first: rest });
  const advice =
    hazard.advice === '' ? [] : wrap(sanitize(hazard.advice), { width: style.width, first: rest });
  const [head = rest, ...more] = message;
  const painted = `${' '.repeat(8)}${style.paint(hazard.level, word)}${' '.repeat(7 - word.length)}`;
  return [painted + head.slice(rest.length), ...more, ...advice];
}
