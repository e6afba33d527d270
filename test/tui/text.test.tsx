import { renderToString, Text } from 'ink';
import { describe, expect, test } from 'vitest';

import { layoutSql } from '../../src/tui/sql/layout-sql.ts';
import { formatAge, formatDuration } from '../../src/tui/text/duration.ts';
import { cutLine, fitLine, lineWidth, span, spread, textOf } from '../../src/tui/text/line.ts';
import { sanitize } from '../../src/tui/text/sanitize.ts';
import { cut, cutMiddle, padEnd, widthOf } from '../../src/tui/text/width.ts';
import { wrap, wrapSql } from '../../src/tui/text/wrap.ts';

describe('width', () => {
  test.each([
    ['abc', 3],
    ['Zürich', 6],
    ['日本語', 6],
    ['한국', 4],
    ['ｶﾅ', 2],
    ['👩‍👩‍👧', 2],
    ['🇨🇭', 2],
    ['é', 1],
    ['◆●○✗│├╮▌▏…→✓·', 13],
    ['', 0],
  ])('%s takes %i columns, as Ink thinks', (text, width) => {
    expect(widthOf(text)).toBe(width);
    // Ink cuts at its own idea of the width: nothing is lost where both agree.
    const drawn = (columns: number): string =>
      renderToString(<Text wrap="truncate-end">{text}|</Text>, { columns });
    expect(drawn(width + 1)).toBe(`${text}|`);
    expect(drawn(Math.max(1, width)) === `${text}|`).toBe(width === 0);
  });

  test('cutting never splits a grapheme', () => {
    expect(cut('日本語', 5, '…')).toBe('日本…');
    expect(cut('日本語', 4, '…')).toBe('日…');
    expect(cut('👩‍👩‍👧👩‍👩‍👧', 3, '…')).toBe('👩‍👩‍👧…');
    expect(cut('short', 9, '…')).toBe('short');
    expect(cutMiddle('migrations/20261120_orders.ts', 15, '…')).toBe('migrati…ders.ts');
    expect(padEnd('日本', 6)).toBe('日本  ');
  });
});

describe('lines', () => {
  const row = [span('one ', 'strong'), span('two '), span('three')];

  test('are cut across their spans', () => {
    expect(textOf(cutLine(row, 6, '…'))).toBe('one t…');
    expect(cutLine(row, 6, '…')[0]).toEqual({ text: 'one ', role: 'strong' });
    expect(cutLine(row, 20, '…')).toBe(row);
  });

  test('fill a width exactly', () => {
    for (const width of [3, 6, 13, 20]) expect(lineWidth(fitLine(row, width, '…'))).toBe(width);
  });

  test('have two ends', () => {
    expect(textOf(spread(row, [span('end')], { width: 20, ellipsis: '…' }))).toBe(
      'one two three    end',
    );
    expect(textOf(spread(row, [span('end')], { width: 12, ellipsis: '…' }))).toBe('one two… end');
  });

  test('hold no line break and no escape sequence', () => {
    expect(span('a\u001B[31mred\u001B[0m\nb').text).toBe('ared');
    expect(sanitize('x\u001B]52;c;aGk=\u0007y\u202Ez\tw')).toBe('xyz  w');
    expect(sanitize('a\r\nb')).toBe('a\nb');
  });
});

describe('wrapping', () => {
  test('prose goes on under where it began', () => {
    expect(wrap('one two three four', { width: 12, first: '  - ' })).toEqual([
      '  - one two',
      '    three',
      '    four',
    ]);
  });

  test('what fits keeps its blanks; what does not fit is broken', () => {
    expect(wrap('a   b', { width: 10 })).toEqual(['a   b']);
    expect(wrap('abcdefghij', { width: 4 })).toEqual(['abcd', 'efgh', 'ij']);
  });

  test('SQL is broken outside of quotes only', () => {
    expect(
      wrapSql(`select 'a long text' from "my table"`, { width: 20, first: ' 1 ', rest: '    ' }),
    ).toMatchInlineSnapshot(`
      [
        " 1 select",
        "    'a long text'",
        "    from "my table"",
      ]
    `);
  });
});

describe('SQL that is too long for a line', () => {
  test('create table has a column a line', () => {
    const sql =
      'create table "a" ("id" integer not null, "b" text check ("b" in (\'x, y\', \'z\')), primary key ("id")) strict';
    expect(layoutSql(sql, 60)).toMatchInlineSnapshot(`
      "create table "a" (
        "id" integer not null,
        "b" text check ("b" in ('x, y', 'z')),
        primary key ("id")
      ) strict"
    `);
  });

  test('others have a clause a line, subqueries stay together', () => {
    const sql =
      'insert into "new" ("a") select "a" from (select * from "old" where "from" = \' where \') where "a" is not null order by "a"';
    expect(layoutSql(sql, 60)).toMatchInlineSnapshot(`
      "insert into "new" ("a")
        select "a"
        from (select * from "old" where "from" = ' where ')
        where "a" is not null
        order by "a""
    `);
  });

  test('what fits and what has lines of its own stay', () => {
    expect(layoutSql('select 1 from a', 60)).toBe('select 1 from a');
    expect(layoutSql('select 1\nfrom a', 5)).toBe('select 1\nfrom a');
  });

  test('nothing is lost or added but white space', () => {
    const sql = 'create table "a" ("b" text default \'(,\', check (1 in (1,2)))';
    expect(layoutSql(sql, 10).replaceAll(/\s/g, '')).toBe(sql.replaceAll(/\s/g, ''));
  });
});

test('durations and ages are short', () => {
  expect([3, 999, 3400, 125_000].map(formatDuration)).toEqual([
    '3 ms',
    '999 ms',
    '3.4 s',
    '2:05 min',
  ]);
  const hour = 3_600_000;
  expect([0, 5 / 60, 2, 50, 24 * 30, 24 * 800].map(hours => formatAge(hours * hour))).toEqual([
    'now',
    '5m',
    '2h',
    '2d',
    '4w',
    '2y',
  ]);
});
