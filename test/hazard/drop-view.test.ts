import { expect, test } from 'vitest';

import { draw, found, shop } from './support.ts';

const before = { ...shop, views: [{ name: 'v', select: 'select 1' }] };

test('a view that goes, and one that goes for a moment', () => {
  expect(
    draw(
      [
        { kind: 'dropView', name: 'v' },
        'drop materialized view mails',
        'refresh materialized view numbers',
      ],
      { before },
    ),
  ).toMatchInlineSnapshot(`
    "NOTE drop-view: view v is dropped
      code that still reads it fails from now on
    NOTE drop-view: view mails is dropped; its rows are computed from tables, none is lost
      code that still reads it fails from now on
    LOCK drop-view: reads of view numbers wait while its rows are computed anew [ACCESS EXCLUSIVE on numbers]
      refresh materialized view concurrently lets them go on; it wants a unique index"
  `);
});

test('a view of the same plan, and a refresh that lets others read', () => {
  expect(
    found([
      'create view v as select 1',
      'drop view v',
      'create materialized view m as select 1',
      'refresh materialized view m',
      'drop materialized view m',
      'refresh materialized view concurrently numbers',
    ]),
  ).toEqual([]);
});

test('on SQLite nobody waits', () => {
  expect(draw(['drop view v'], { dialect: 'sqlite' })).toMatchInlineSnapshot(`
    "NOTE drop-view: view v is dropped
      code that still reads it fails from now on"
  `);
});
