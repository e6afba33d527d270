import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createDatabase } from '../servers/postgresql.ts';
import type { Shop } from './shop.ts';
import { makeShop } from './shop.ts';

const file = (last: string): string => `/**
 * in three phases
 *
 * @revision aaaa0009
 * @parents  c6e38b1f4a92
 */
export function up(op) {
  op.addColumn('customer', c => c.string('vat', 20).nullable());
  op.sql('select 1', { transactional: false });
  op.addColumn('customer', c => c.string('region', 20).nullable());
  op.sql(${JSON.stringify(last)});
}
export function down(op) {
  op.dropColumn('customer', 'region');
  op.dropColumn('customer', 'vat');
}
`;

describe.each(['sqlite', 'postgresql'])(
  'a revision that was cut off between phases on %s',
  dialect => {
    let shop: Shop;
    beforeAll(async () => {
      const database = dialect === 'sqlite' ? undefined : await createDatabase();
      shop = await makeShop(database?.url);
    });
    afterAll(() => shop.remove());

    test('is taken back where that is certain, and goes on where it stopped when the same command runs again', async () => {
      const path = join(shop.root, 'migrations/20260601_phases.ts');
      writeFileSync(
        path,
        file('insert into customer (email, name) select email, name from customer'),
      );
      expect((await shop.migsh('upgrade', 'aaaa0009')).code).toBe(1);
      const cut = JSON.parse((await shop.migsh('status', '--json')).stdout);
      expect(cut.partial).toEqual(['aaaa0009']);
      expect(cut.current).toEqual(['c6e38b1f4a92']);
      expect(JSON.parse((await shop.migsh('current', '--json')).stdout).current).toEqual(
        cut.current,
      );

      // What is done is the first column and the text behind it; down() says what takes them back.
      const plan = await shop.migsh('downgrade', '--plan', '--json');
      const { steps, from, to } = JSON.parse(plan.stdout);
      expect({ from, to }).toEqual({ from: cut.current, to: cut.current });
      expect(steps).toMatchObject([{ revision: 'aaaa0009', direction: 'down' }]);
      expect(steps[0].statements).toMatchObject([{ sql: expect.stringContaining('"vat"') }]);
      const back = await shop.migsh('downgrade', '--allow-data-loss');
      expect(back.stderr).toContain('what is done of it is taken back');
      expect(back.code).toBe(0);
      const gone = JSON.parse((await shop.migsh('status', '--json')).stdout);
      expect(gone).toMatchObject({ partial: [], current: cut.current });
      expect((await shop.migsh('upgrade', 'aaaa0009')).code).toBe(1);

      writeFileSync(path, file('select region from customer'));
      const again = await shop.migsh('upgrade', 'aaaa0009');
      expect(again.stderr).not.toContain('error');
      expect(again.code).toBe(0);
      const whole = JSON.parse((await shop.migsh('status', '--json')).stdout);
      expect(whole).toMatchObject({ partial: [], current: ['aaaa0009'] });
      expect((await shop.migsh('downgrade', '-1', '--allow-data-loss')).code).toBe(0);
    });
  },
);

const gated = (id: string, parent: string, [up, down]: readonly [string, string]): string => `/**
 * ${id}
 *
 * @revision ${id}
 * @parents  ${parent}
 */
export function up(op) { ${up} }
export function down(op) { ${down} }
`;

describe.each(['sqlite', 'postgresql'])('half of a down on %s', dialect => {
  let shop: Shop;
  beforeAll(async () => {
    const database = dialect === 'sqlite' ? undefined : await createDatabase();
    shop = await makeShop(database?.url);
    const write = (id: string, text: string): void =>
      writeFileSync(join(shop.root, `migrations/20260602_${id}.ts`), text);
    write(
      'gate0001',
      gated('gate0001', 'c6e38b1f4a92', [
        `op.createTable('gate', t => { t.integer('id').primary(); }); op.insert('gate', [{ id: 1 }]);`,
        `op.dropTable('gate');`,
      ]),
    );
    write(
      'gate0002',
      gated('gate0002', 'gate0001', [
        `op.addColumn('gate', c => c.string('one', 9).nullable()); op.addColumn('gate', c => c.string('two', 9).nullable());`,
        `op.dropColumn('gate', 'two');
  op.sql('select 1', { transactional: false });
  op.sql('insert into gate (id) values (1)', { transactional: false });
  op.dropColumn('gate', 'one');`,
      ]),
    );
    await shop.migsh('upgrade', 'gate0002');
  });
  afterAll(() => shop.remove());

  const state = async (): Promise<{ partial: string[]; current: string[]; next: string }> =>
    JSON.parse((await shop.migsh('status', '--json')).stdout);

  test('runs to its end where nothing stops it, and goes on with downgrade alone where something did', async () => {
    const stopped = await shop.migsh('downgrade', '-1', '--allow-data-loss');
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toContain('what was done of this revision before stays');
    expect(await state()).toMatchObject({
      partial: ['gate0002'],
      current: ['gate0002'],
      next: 'migsh downgrade',
    });

    const up = await shop.migsh('upgrade', 'gate0002');
    expect(up.stderr).toContain('migsh downgrade finishes that');
    expect(up.code).toBe(1);

    const rest = JSON.parse((await shop.migsh('downgrade', '-1', '--plan', '--json')).stdout);
    const sql = rest.steps.flatMap((step: { statements: { sql: string }[] }) =>
      step.statements.map(statement => statement.sql),
    );
    expect(sql).toEqual([
      'insert into gate (id) values (1)',
      expect.stringContaining('drop column "one"'),
    ]);
  });

  test('the half that is done may not be edited', async () => {
    const path = join(shop.root, 'migrations/20260602_gate0002.ts');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace("op.dropColumn('gate', 'two');\n", ''));
    const edited = await shop.migsh('downgrade', '-1', '--down', 'file', '--allow-data-loss');
    expect(edited.stderr).toMatch(
      /part of down\(\) that is done \(statements 1 to 2\) has changed/,
    );
    expect(edited.code).toBe(1);

    writeFileSync(path, text.replace('values (1)', 'values (2)'));
    const mended = await shop.migsh('downgrade', '-1', '--down', 'file', '--allow-data-loss');
    expect(mended.code).toBe(0);
    expect(await state()).toMatchObject({ partial: [], current: ['gate0001'] });
  });
});
