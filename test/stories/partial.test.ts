import { writeFileSync } from 'node:fs';
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

    test('goes on where it stopped when the same command runs again', async () => {
      const path = join(shop.root, 'migrations/20260601_phases.ts');
      writeFileSync(
        path,
        file('insert into customer (email, name) select email, name from customer'),
      );
      expect((await shop.migsh('upgrade', 'aaaa0009')).code).toBe(1);
      const cut = JSON.parse((await shop.migsh('status', '--json')).stdout);
      expect(cut.partial).toEqual(['aaaa0009']);
      expect((await shop.migsh('downgrade', '-1', '--allow-data-loss')).stderr).toContain(
        '[partial]',
      );

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
