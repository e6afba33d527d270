import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { openAutogenerate } from '../../src/app/autogenerate.ts';
import { openContext } from '../../src/app/context.ts';
import { makeProject } from '../orm/project.ts';

const config = (entities: string): string => `
import { defineConfig, defineEntity, p } from '@mikro-orm/sqlite';
const of = (name, tableName) => defineEntity({ name, ...(tableName && { tableName }), properties: { id: p.integer().primary() } });
export default defineConfig({ dbName: 'app.sqlite', entities: [${entities}] });`;

test('whether a table that goes may have an entity that is missing is looked for in the sources', async () => {
  const { root } = makeProject({
    'package.json': JSON.stringify({ type: 'module', migsh: { dialect: 'sqlite' } }),
    'before.js': config(
      "of('Author'), of('Coupon'), of('OrderLine'), of('Legacy', 'old_codes'), of('Gone'), of('Written')",
    ),
    'after.js': config("of('Author')"),
    'src/entities/coupon.ts': '@Entity()\nexport class Coupon extends Base {}',
    'src/entities/order.ts': "const OrderLineSchema = defineEntity({\n  name: 'OrderLine',\n",
    'src/entities/legacy.ts': "@Entity({ tableName: 'old_codes' })\nexport class Legacy {}",
    // Neither what was built nor a revision is a source.
    'dist/gone.js': 'export class Gone {}',
    'migrations/written.ts':
      '/**\n * x\n * @revision aaaa1111\n * @parents none\n */\nclass Written {}\nexport function up() { Written; }\nexport function down() {}',
  });
  mkdirSync(dirname(join(root, 'migrations/x')), { recursive: true });
  writeFileSync(join(root, 'README.md'), 'class Gone');
  const evaluate = async (file: string, write: boolean) => {
    const context = openContext({ cwd: root, config: file });
    try {
      const session = await openAutogenerate(context);
      const evaluation = await session.evaluate({}, { message: 'x' });
      if (write) session.write(evaluation);
      return evaluation.questions.map(({ subject, evidence }) => [subject, evidence[0]]);
    } finally {
      await context.close();
    }
  };
  await evaluate('before.js', true);
  expect(Object.fromEntries(await evaluate('after.js', false))).toEqual({
    coupon:
      'src/entities/coupon.ts still has an entity of that name: it may be missing from `entities`',
    order_line:
      'src/entities/order.ts still has an entity of that name: it may be missing from `entities`',
    old_codes:
      'src/entities/legacy.ts still has an entity of that name: it may be missing from `entities`',
    gone: 'no source file of the project has an entity of that name',
    written: 'no source file of the project has an entity of that name',
  });
});
