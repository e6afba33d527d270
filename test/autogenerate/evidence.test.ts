import { describe, expect, test } from 'vitest';

import { entity, id } from './entities.ts';
import type { Change } from './workshop.ts';
import { evaluationOf } from './workshop.ts';

const author = (properties: string, more = ''): string =>
  entity('Author', `${id}, ${properties}`, more);

interface Conversion {
  readonly from: string;
  readonly to: string;
  readonly values: readonly string[];
  /** How many of them would not survive. */
  readonly lost: number;
}

const text = (to: string, values: readonly string[], lost: number): Conversion => ({
  from: 'p.text()',
  to,
  values: values.map(value => `'${value}'`),
  lost,
});

/** Column → how it is converted. */
const conversions: Readonly<Record<string, Conversion>> = {
  whole: text('p.integer()', ['12', '-7', 'n/a', '', '12.5'], 3),
  price: text('p.decimal().precision(8).scale(2)', ['12.50', '-7', 'twelve', '1.2.3'], 2),
  day: text('p.date()', ['2026-01-31', 'soon'], 1),
  key: text('p.uuid()', ['0b5e8d2a-95c6-4a8f-8f1c-7a3d0d3a1f10', 'abc'], 1),
  more: text('p.json()', ['{"a": 1}', '{a: 1}'], 1),
  short: text('p.string().length(3)', ['abc', 'abcd', 'abcde'], 2),
  state: text("p.enum(['new', 'paid'])", ['new', 'open', 'lost'], 2),
  small: { from: 'p.integer()', to: 'p.smallint()', values: ['1', '40000', '-40000'], lost: 2 },
  middle: { from: 'p.bigint()', to: 'p.integer()', values: ['1', '3000000000'], lost: 1 },
  rate: {
    from: 'p.decimal().precision(8).scale(2)',
    to: 'p.decimal().precision(4).scale(1)',
    values: ['1.50', '1.25', '1000'],
    lost: 2,
  },
  round: { from: 'p.double()', to: 'p.integer()', values: ['1', '1.5'], lost: 1 },
  flag: { from: 'p.integer()', to: 'p.boolean()', values: ['0', '1', '2'], lost: 1 },
  none: { from: 'p.bigint()', to: 'p.integer()', values: ['1'], lost: 0 },
};

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test('values that would not survive a conversion are counted', async () => {
    const columns = Object.entries(conversions);
    const properties = (side: 'from' | 'to'): string =>
      columns.map(([name, each]) => `${name}: ${each[side]}.nullable()`).join(', ');
    const { questions } = await evaluationOf(dialect, {
      before: author(properties('from')),
      after: author(properties('to')),
      rows: columns.flatMap(([name, { values }], column) =>
        values.map(
          (value, at) =>
            `insert into author (id, ${name}) values (${column * 100 + at + 1}, ${value})`,
        ),
      ),
    });
    const found = questions.map(({ subject, evidence }) => [
      subject.replace('author.', ''),
      lostIn(evidence),
    ]);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(columns.map(([name, { lost }]) => [name, lost])),
    );
  });

  test('what a question is about is counted and shown masked', async () => {
    const change: Change = {
      before: `${author('email: p.string().nullable(), code: p.text(), age: p.bigint(), editor: p.integer().nullable()')}
${entity('Press', `${id}, name: p.string()`)}`,
      after: `${author('email: p.string(), code: p.integer(), editor: () => p.manyToOne(Press).nullable()', `uniques: [{ properties: ['email'] }]`)}
${entity('Press', `${id}, name: p.string(), city: p.string()`, `checks: [{ name: 'press_name_check', expression: "name <> ''" }]`)}`,
      rows: [
        "insert into press (id, name) values (1, 'O Reilly')",
        "insert into author (id, email, code, age, editor) values (1, 'ada@x.org', 'N/A-12', 20, 1), (2, 'ada@x.org', '12', 7, 9), (3, null, '7', 30, null)",
      ],
    };
    const answers = { 'rename:column:author.editor_id': 'rename:editor' };
    const { questions, samples } = await evaluationOf(dialect, { ...change, answers });
    const shown = questions.map(question => ({
      id: question.id,
      evidence: question.evidence.map(withoutPlace),
      loses: question.options.flatMap(option => option.loses ?? []).map(withoutPlace),
      likely: question.likely,
      samples: samples[question.id],
    }));
    expect(shown).toMatchSnapshot('questions');
    // Neither a value nor a query is in what programs are told.
    expect(JSON.stringify(questions)).not.toMatch(/select |ada@|N\/A-12|Reilly/);
  });

  test('where both columns are there, rows that hold the same speak for a rename', async () => {
    const { questions, samples } = await evaluationOf(dialect, {
      before: author('mail: p.string().nullable(), "short name": p.text().nullable()'),
      after: author('email: p.string().nullable(), nick: p.text().nullable()'),
      rows: [
        'alter table author add column email varchar(255) null',
        `insert into author (id, mail, email, "short name") values (1, 'ada@x.org', 'ada@x.org', 'A'), (2, 'bo@x.org', null, null), (3, null, 'cy@x.org', null)`,
      ],
    });
    const [email, nick] = questions;
    expect(email?.evidence.map(withoutPlace)).toContain(
      'mail and email are both in DATABASE: 1 of 2 rows with mail has the same in email',
    );
    expect(email?.options[0]?.label).toBe('renamed: mail → email  keeps 2 values');
    expect(nick?.options.map(({ label }) => label)).toContain(
      'renamed: short name → nick  keeps 1 value',
    );
    expect(samples[email?.id ?? '']).toEqual(['mail: xxx@x.xxx', 'xx@x.xxx']);
  });

  test('where the revisions were not applied yet, questions are the same and say so', async () => {
    const { questions } = await evaluationOf(dialect, {
      before: author('mail: p.string(), code: p.text()'),
      after: author('code: p.integer(), city: p.string()', `uniques: [{ properties: ['code'] }]`),
      answers: { 'rename:column:author.city': 'replace' },
      rows: ['drop table author'],
    });
    expect(
      questions.map(({ id: question, evidence }) => [question, evidence.map(withoutPlace).at(-1)]),
    ).toEqual([
      ['convert:column:author.code', 'author is not in DATABASE'],
      ['fill:column:author.city', 'author is not in DATABASE'],
      ['drop:column:author.mail', 'not in DATABASE'],
      ['duplicates:constraint:author.author_code_unique', 'author is not in DATABASE'],
    ]);
  });
});

function lostIn(evidence: readonly string[]): number {
  const fact = evidence.find(each => each.includes('would not survive')) ?? '';
  return fact.startsWith('no ') ? 0 : Number(/^\d+/.exec(fact)?.[0]);
}

function withoutPlace(fact: string): string {
  return fact.replace(/ in (\/|script_|migsh_|test_)[^\s,:]+(:\d+)?/, ' in DATABASE');
}
