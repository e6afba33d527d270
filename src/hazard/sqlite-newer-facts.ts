import { tokenize, unquote } from '../schema/tokens.ts';
import type { Fact } from './facts.ts';

/**
 * The forms of `alter table` that SQLite has since 3.53 and the parser does not read: `alter column c set not null`,
 * `drop not null`, `add check (…)`, `drop constraint n`. Undefined for any other text.
 */
export function newerAlterFacts(sql: string): readonly Fact[] | undefined {
  const words = tokenize(sql)
    .filter(token => token.kind !== 'space')
    .map(token => (token.kind === 'quoted' ? unquote(token.text) : token.text));
  const is = (at: number, ...expected: readonly string[]): boolean =>
    expected.every((word, offset) => words[at + offset]?.toLowerCase() === word);
  if (!is(0, 'alter', 'table')) return undefined;
  const at = words[3] === '.' ? 5 : 3;
  const table = words[at - 1] ?? '';
  if (is(at, 'add', 'constraint') || is(at, 'add', 'check') || is(at, 'drop', 'constraint')) {
    return [];
  }
  if (!is(at, 'alter')) return undefined;
  const column = at + (is(at + 1, 'column') ? 2 : 1);
  if (is(column + 1, 'drop', 'not', 'null')) return [];
  if (!is(column + 1, 'set', 'not', 'null')) return undefined;
  return [{ kind: 'setNotNull', table, column: words[column] ?? '' }];
}
