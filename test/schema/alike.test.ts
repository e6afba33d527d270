import { expect, test } from 'vitest';

import { alike, answerLoss } from '../../src/schema/alike.ts';
import type { Question } from '../../src/schema/question.ts';
import { stop } from '../../src/schema/stop.ts';

const question = (
  id: string,
  values: readonly string[],
  more: Partial<Question> = {},
): Question => ({
  id,
  kind: 'fill',
  subject: id.split(':')[2] ?? '',
  message: '',
  options: [...values.map(value => ({ value, label: value })), stop],
  evidence: [],
  ...more,
});
const fill = (column: string, shape: string): Question =>
  question(`fill:column:${column}`, ['default:', 'sql:', 'empty'], { shape });
const rename = (table: string, column: string, old: string, likely?: string): Question =>
  question(`rename:column:${table}.${column}`, [`rename:${old}`, `copy:${old}`, 'replace'], {
    kind: 'rename',
    rows: { table, column: old },
    ...(likely !== undefined && { likely }),
  });
const answersOf = (...args: Parameters<typeof alike>): readonly string[] =>
  alike(...args).map(each => `${each.question.id}=${each.value}`);

test('columns of one type that are filled', () => {
  const [a, b, c] = [fill('a.x', 'new text'), fill('b.y', 'new text'), fill('b.z', 'new integer')];
  expect(answersOf(a, 'default:EUR', [a, b, c])).toEqual(['fill:column:b.y=default:EUR']);
  expect(answersOf(a, 'default:', [a, b, c])).toEqual(['fill:column:b.y=default:']);
  expect(answersOf(a, 'empty', [b, c])).toEqual(['fill:column:b.y=empty']);
  expect(answersOf(a, 'stop', [b])).toEqual([]);
});

test('tables are not columns, and what one cannot choose is not chosen for it', () => {
  const kind = 'drop' as const;
  const column = question('drop:column:a.x', ['archive', 'drop', 'keep'], { kind });
  const bare = question('drop:column:log.y', ['drop', 'keep'], { kind });
  const table = question('drop:table:b', ['archive', 'drop', 'keep'], { kind });
  expect(answersOf(column, 'archive', [bare, table])).toEqual([]);
  expect(answersOf(column, 'keep', [bare, table])).toEqual(['drop:column:log.y=keep']);
});

test('a rename of the likely old name is the likely rename of each', () => {
  const first = rename('person', 'firstName', 'first_name', 'rename:first_name');
  const last = rename('person', 'lastName', 'last_name', 'rename:last_name');
  const none = rename('person', 'nick', 'last_name');
  const open = [first, last, none];
  expect(answersOf(first, 'rename:first_name', open)).toEqual([
    'rename:column:person.lastName=rename:last_name',
  ]);
  expect(answersOf(first, 'copy:first_name', open)).toEqual([
    'rename:column:person.lastName=copy:last_name',
  ]);
  expect(answersOf(first, 'replace', open)).toHaveLength(2);
});

test('one old name in several tables; in one table it can be taken once', () => {
  const open = ['author', 'book'].map(table => rename(table, 'created_at', 'created'));
  expect(answersOf(open[0]!, 'rename:created', open)).toEqual([
    'rename:column:book.created_at=rename:created',
  ]);
  const moves = ['order', 'invoice'].map(table =>
    question(`rename:column:${table}.phone`, ['move:customer.phone', 'replace'], {
      kind: 'rename',
      rows: { table },
    }),
  );
  expect(answersOf(moves[0]!, 'move:customer.phone', moves)).toEqual([]);
  const same = ['made', 'created_at'].map(column => rename('book', column, 'created'));
  expect(answersOf(same[0]!, 'rename:created', same)).toEqual([]);
});

test('a column that is split goes to all that take a piece, one that is joined to one', () => {
  const options = ['rename:name', 'split:name', 'merge:a,b', 'replace'];
  const asked = (column: string, table: string): Question =>
    question(`rename:column:${table}.${column}`, options, {
      kind: 'rename',
      rows: { table, column: 'name' },
      likely: 'merge:a,b',
    });
  const open = [asked('first', 'person'), asked('last', 'person'), asked('last', 'pet')];
  expect(answersOf(open[0]!, 'split:name', open)).toEqual(['rename:column:person.last=split:name']);
  expect(answersOf(open[0]!, 'merge:a,b', open)).toEqual(['rename:column:pet.last=merge:a,b']);
});

test('SQL over the columns of one table means nothing for another', () => {
  const kind = 'convert' as const;
  const open = ['a.x', 'b.y'].map(name =>
    question(`convert:column:${name}`, ['cast', 'sql:'], { kind, shape: 'text to integer' }),
  );
  expect(answersOf(open[0]!, 'sql:length(x)', open)).toEqual([]);
  expect(answersOf(open[0]!, 'cast', open)).toEqual(['convert:column:b.y=cast']);
});

test('what the answer loses there', () => {
  const other = question('drop:table:b', [], {
    kind: 'drop',
    options: [{ value: 'drop', label: 'drop b', loses: 'the rows of b: 3 rows' }],
  });
  expect(answerLoss({ question: other, value: 'drop' })).toBe('the rows of b: 3 rows');
  expect(answerLoss({ question: other, value: 'keep' })).toBeUndefined();
});
