import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { findProject } from '../../src/project/project.ts';
import { newRevisionId } from '../../src/project/revision-id.ts';
import { revisionPath, writeRevision } from '../../src/project/write-revision.ts';
import { temporary } from './temporary.ts';

const createdAt = new Date('2026-11-20T23:32:05Z');
const file = (message: string, text = 'text\n') => ({
  id: '3f2a9c1e7b04',
  message,
  createdAt,
  text,
});

function nameOf(message: string, migsh: object = {}): string {
  const root = temporary({ 'package.json': { type: 'module', migsh } });
  return revisionPath(findProject({ cwd: root }), file(message));
}

test('names', () => {
  expect(
    [
      nameOf('add order history'),
      nameOf('Customers: silver tier, phone & newsletter'),
      nameOf('first line\n\nand a body'),
      nameOf('Bestellungen für größere Kunden'),
      nameOf('注文 履歴'),
      nameOf('!!!'),
      nameOf('a message that is so long that the name of the file would be too long'),
      nameOf('x'.repeat(60)),
      nameOf('zone', { timezone: 'Europe/Zurich' }),
      nameOf('own', { fileName: '{slug}-{id}', migrations: './db' }),
    ].join('\n'),
  ).toMatchInlineSnapshot(`
    "migrations/20261120_2332_3f2a9c1e7b04_add_order_history.ts
    migrations/20261120_2332_3f2a9c1e7b04_customers_silver_tier_phone_newsletter.ts
    migrations/20261120_2332_3f2a9c1e7b04_first_line.ts
    migrations/20261120_2332_3f2a9c1e7b04_bestellungen_für_größere_kunden.ts
    migrations/20261120_2332_3f2a9c1e7b04_注文_履歴.ts
    migrations/20261120_2332_3f2a9c1e7b04_revision.ts
    migrations/20261120_2332_3f2a9c1e7b04_a_message_that_is_so_long_that_the_name.ts
    migrations/20261120_2332_3f2a9c1e7b04_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.ts
    migrations/20261121_0032_3f2a9c1e7b04_zone.ts
    db/own-3f2a9c1e7b04.ts"
  `);
});

test('writes the file and nothing else, the folder with it', () => {
  const root = temporary({ 'package.json': { migsh: {} } });
  const path = writeRevision(findProject({ cwd: root }), file('first'));
  expect(path).toBe('migrations/20261120_2332_3f2a9c1e7b04_first.mts');
  expect(readFileSync(join(root, path), 'utf8')).toBe('text\n');
  expect(readdirSync(join(root, 'migrations'))).toHaveLength(1);
});

test('never writes over a file', () => {
  const root = temporary({ 'package.json': { migsh: {} } });
  const found = findProject({ cwd: root });
  const path = writeRevision(found, file('first'));
  expect(() => writeRevision(found, file('first', 'other\n'))).toThrow(`${path} is there already`);
  expect(readFileSync(join(root, path), 'utf8')).toBe('text\n');
  expect(readdirSync(join(root, 'migrations'))).toHaveLength(1);
});

test('a folder that cannot be written says what to do', () => {
  const root = temporary({ 'package.json': { migsh: {} } });
  writeFileSync(join(root, 'migrations'), 'a file');
  expect(() => writeRevision(findProject({ cwd: root }), file('first'))).toThrow(
    expect.objectContaining({
      code: 'not-writable',
      hint: expect.stringContaining('chmod u+w migrations'),
    }),
  );
});

test('ids are twelve hexadecimal digits, never the same', () => {
  const ids = Array.from({ length: 1000 }, newRevisionId);
  expect(ids.filter(id => !/^[0-9a-f]{12}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(1000);
});
