import { describe, expect, test } from 'vitest';

import { bestMatching } from '../../src/schema/best-matching.ts';
import { compareSchemas } from '../../src/schema/compare.ts';
import type { Hints } from '../../src/schema/question.ts';
import type { Schema } from '../../src/schema/schema.ts';

type Scores = Readonly<Record<string, Readonly<Record<string, number>>>>;

const matched = (scores: Scores): Readonly<Record<string, string>> =>
  Object.fromEntries(
    bestMatching({
      added: Object.keys(scores),
      removed: [...new Set(Object.values(scores).flatMap(row => Object.keys(row)))],
      quote: name => name,
      id: name => name,
      candidate(from, to) {
        const score = scores[to]?.[from];
        return score === undefined ? undefined : { from, score, reasons: [] };
      },
      question: id => ({ id, kind: 'rename', subject: id, message: '', options: [], evidence: [] }),
    }),
  );

describe('all at once', () => {
  test.each<readonly [what: string, scores: Scores, pairs: Readonly<Record<string, string>>]>([
    ['one of one', { b: { a: 0.7 } }, { b: 'a' }],
    ['too little speaks for it', { b: { a: 0.5 } }, {}],
    ['two that are as likely', { x: { a: 0.8, b: 0.8 } }, {}],
    ['one old name, two that want it as much', { x: { a: 0.8 }, y: { a: 0.8 } }, {}],
    [
      'what is best for one is left to the other, who has no better',
      { x: { a: 0.9, b: 0.85 }, y: { a: 0.8, b: 0.1 } },
      { x: 'b', y: 'a' },
    ],
    ['two that could be either way', { x: { a: 0.8, b: 0.8 }, y: { a: 0.8, b: 0.8 } }, {}],
    ['what cannot be is not', { x: { a: 0.9 }, y: { b: 0.9 }, z: {} }, { x: 'a', y: 'b' }],
  ])('%s', (_, scores, pairs) => {
    expect(matched(scores)).toEqual(pairs);
  });

  test('hundreds are paired as well', () => {
    const names = Array.from({ length: 200 }, (_, at) => `n${at}`);
    const scores = Object.fromEntries(names.map(name => [name, { [`old_${name}`]: 0.9 }]));
    expect(Object.keys(matched(scores))).toHaveLength(200);
  });
});

const people = (...columns: readonly string[]): Schema => ({
  tables: [
    {
      name: 'person',
      columns: ['id', ...columns].map(name => ({
        name,
        type: { name: 'string', length: 80 },
        nullable: false,
      })),
      indexes: [],
      uniques: [],
      foreignKeys: [],
      checks: [],
    },
  ],
});

const likelyOf = (
  from: Schema,
  to: Schema,
  hints: Hints = {},
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    compareSchemas(from, to, {}, hints).questions.map(({ id, likely }) => [
      id.replace('rename:column:person.', ''),
      likely,
    ]),
  );

describe('columns', () => {
  test('two of one type that went and two that came are paired in their order', () => {
    const before = people('first_name', 'last_name');
    expect(likelyOf(before, people('given_name', 'family_name'))).toEqual({
      given_name: 'rename:first_name',
      family_name: 'rename:last_name',
    });
  });

  test('names that say something outweigh their order', () => {
    const before = people('street_line', 'city_name');
    expect(likelyOf(before, people('name_of_city', 'line_of_street'))).toEqual({
      name_of_city: 'rename:city_name',
      line_of_street: 'rename:street_line',
    });
  });

  test('names that have nothing in common are marked for nobody', () => {
    expect(likelyOf(people('ssn'), people('public_bio', 'city'))).toEqual({
      public_bio: undefined,
      city: undefined,
    });
    expect(likelyOf(people('ssn', 'tax'), people('bio', 'city'))).toEqual({
      bio: undefined,
      city: undefined,
    });
  });

  test('what the entities say outweighs both, and is said first', () => {
    const hints = {
      'rename:column:person.city': [{ from: 'ssn', reason: 'property Person.place was in ssn' }],
    };
    const [before, after] = [people('ssn', 'tax'), people('bio', 'city')];
    expect(likelyOf(before, after, hints)).toEqual({ bio: undefined, city: 'rename:ssn' });
    const { questions, changes } = compareSchemas(before, after, {}, hints);
    expect(questions[1]?.evidence[0]).toBe('ssn: property Person.place was in ssn');
    expect(changes).toEqual(compareSchemas(before, after, {}).changes);
  });
});
