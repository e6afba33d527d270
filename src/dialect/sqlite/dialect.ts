// dialect/sqlite/: operations → SQLite's SQL and its catalog → schema. Stored texts are changed by place, never written anew.
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { Dialect } from '../dialect.ts';
import { compile } from './compile.ts';
import { wholeRevisionProof } from './foreign-key-proof.ts';
import { introspection } from './introspect.ts';
import { sqlToType } from './sql-to-type.ts';
import { together } from './together/combine.ts';
import { type Token, tokenize } from './tokens.ts';
import { typeToSql } from './types.ts';

/** SQLite 3.35 and later. */
export const sqlite: Dialect = {
  name: 'sqlite',
  abilities: {
    runLock: 'immediate',
    schemas: false,
    foreignKeySwitch: true,
    stepsOnCopy: true,
  },
  compile,
  together,
  typeToSql,
  sqlToType,
  quote: quoteIdentifier,
  rowProof: wholeRevisionProof,
  introspection,
};

/**
 * Splits SQL text into statements at semicolons. Those inside a trigger do not count: it ends with `; end;`, the rule
 * of SQLite's own shell (https://www.sqlite.org/c3ref/complete.html). It reads words, not grammar, so that what a
 * parser would refuse is split as well. A comment stays with the statement that it stands before.
 */
export function splitStatements(sql: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  let own: Token[] = [];
  const cut = (end: number): void => {
    if (own.length > 0) pieces.push(sql.slice(start, end).trim());
    own = [];
  };
  for (const token of tokenize(sql)) {
    if (token.text !== ';' || isInsideTrigger(own)) {
      own.push(token);
      continue;
    }
    cut(token.start);
    start = token.end;
  }
  cut(sql.length);
  return pieces;
}

function isInsideTrigger(own: readonly Token[]): boolean {
  const words = own.slice(0, 5).map(token => token.name);
  const [first, second] = words[0] === 'explain' ? words.slice(1) : words;
  const third = words[words.indexOf('create') + 2];
  const isTrigger =
    first === 'create' &&
    (second === 'trigger' ||
      ((second === 'temp' || second === 'temporary') && third === 'trigger'));
  if (!isTrigger) return false;
  return !(own.at(-1)?.name === 'end' && own.at(-2)?.text === ';');
}
