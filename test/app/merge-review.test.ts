import { expect, onTestFinished, test } from 'vitest';

import { openContext } from '../../src/app/context.ts';
import type { MergeReview } from '../../src/app/merge-review.ts';
import { prepareMerge } from '../../src/app/merge.ts';
import { makeProject, packageJson, revisionFile } from '../cli/project.ts';

const shop = `op.createTable('customer', t => { t.integer('id').primary().autoincrement(); t.string('mail', 120); t.string('name', 80); });
  op.createTable('order', t => { t.integer('id').primary().autoincrement(); t.integer('customer_id').references('customer', 'id'); });`;

/** What each revision does and stands on; the header's parents are its first word. */
type Graph = Readonly<Record<string, readonly [parents: string, up: string, header?: string]>>;

async function review(graph: Graph, names: readonly string[] = []): Promise<string> {
  const { root, remove } = makeProject({
    'package.json': packageJson,
    ...Object.fromEntries(
      Object.entries(graph).map(([id, [parents, up, header = '']]) => [
        `migrations/${id}.ts`,
        revisionFile(id, parents, { up, header }),
      ]),
    ),
  });
  onTestFinished(remove);
  const context = openContext({ cwd: root });
  return draw(await prepareMerge(context, { names }));
}

function draw({
  forks,
  sides,
  overlaps,
  unknown,
  verdict,
  trouble,
  remedies,
}: MergeReview): string {
  return `\n${[
    `fork ${forks.join(', ') || 'none'}`,
    ...sides.map(({ head, revisions }) => `${head} since: ${revisions.join(', ')}`),
    ...overlaps.map(
      ({ object, kind, touches }) =>
        `${object} (${kind}): ${touches.map(({ revision, what }) => `${revision} ${what}`).join(' / ')}`,
    ),
    ...unknown.map(({ revision, what }) => `not known: ${revision} ${what}`),
    verdict,
    ...trouble.map(text => `  ${text}`),
    ...remedies.map(({ kind, command, text }) => `  ${kind}: ${command} – ${text}`),
  ].join('\n')}\n`;
}

test('branches that touch nothing in common are independent', async () => {
  const drawn = await review({
    base0001: ['none', shop],
    left0001: ['base0001', `op.addColumn('customer', c => c.string('phone').nullable());`],
    righ0001: ['base0001', `op.addColumn('customer', c => c.string('note').nullable());`],
    righ0002: ['righ0001', `op.createIndex('order', ['customer_id']);`],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork base0001
    left0001 since: left0001
    righ0002 since: righ0001, righ0002
    independent
    "
  `);
});

test('two changes of one column that give the same in both orders agree', async () => {
  const drawn = await review({
    base0001: ['none', shop],
    left0001: ['base0001', `op.alterColumn('customer', 'mail', { type: 'string(200)' });`],
    righ0001: ['base0001', `op.alterColumn('customer', 'mail', { nullable: true });`],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork base0001
    left0001 since: left0001
    righ0001 since: righ0001
    customer.mail (both change): left0001 change column customer.mail: string(200) / righ0001 change column customer.mail: nullable
    agrees
    "
  `);
});

test('a rename and an index on the old column: seen through the rename', async () => {
  const drawn = await review({
    base0001: ['none', shop],
    left0001: ['base0001', `op.renameColumn('customer', 'mail', 'email');`],
    left0002: ['left0001', `op.alterColumn('customer', 'email', { type: 'string(200)' });`],
    righ0001: ['base0001', `op.createIndex('customer', ['mail']);`],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork base0001
    left0002 since: left0001, left0002
    righ0001 since: righ0001
    customer.mail (one reads): left0001 rename column customer.mail to email / left0002 change column customer.email: string(200) / righ0001 create index customer_mail_index on customer (mail)
    disagrees
      after left0002, righ0001 cannot run (migrations/righ0001.ts:11): table customer has no column mail
      order: migsh rebase left0001 --onto righ0001 – runs left0002 after righ0001 everywhere; only while no database has applied left0001
      edit: migsh edit righ0001 – so that both orders give the same; only while no database has applied it
    "
  `);
});

test('a renamed table whose name is given away again', async () => {
  const drawn = await review({
    base0001: ['none', `op.createTable('note', t => { t.integer('id'); });`],
    left0001: [
      'base0001',
      `op.renameTable('note', 'memo'); op.createTable('note', t => { t.integer('id'); });`,
    ],
    left0002: ['left0001', `op.addColumn('note', c => c.string('text').nullable());`],
    righ0001: ['base0001', `op.createTable('paper', t => { t.integer('id').primary(); });`],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork base0001
    left0002 since: left0001, left0002
    righ0001 since: righ0001
    independent
    "
  `);
});

test('both add the same column', async () => {
  const drawn = await review({
    base0001: ['none', shop],
    left0001: ['base0001', `op.addColumn('customer', c => c.string('phone').nullable());`],
    righ0001: ['base0001', `op.addColumn('customer', c => c.string('phone').nullable());`],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork base0001
    left0001 since: left0001
    righ0001 since: righ0001
    customer.phone (both change): left0001 add column customer.phone string nullable / righ0001 add column customer.phone string nullable
    disagrees
      after left0001, righ0001 cannot run (migrations/righ0001.ts:11): table customer already has a column phone
      after righ0001, left0001 cannot run (migrations/left0001.ts:11): table customer already has a column phone
      edit: migsh edit righ0001 – so that both orders give the same; only while no database has applied it
      edit: migsh edit left0001 – so that both orders give the same; only while no database has applied it
    "
  `);
});

test('both set another type: no order fails, and each gives another schema', async () => {
  const drawn = await review({
    base0001: ['none', shop],
    left0001: [
      'base0001',
      `op.alterColumn('customer', 'mail', { type: 'string(200)' });`,
      '@labels left',
    ],
    righ0001: ['base0001', `op.alterColumn('customer', 'mail', { type: 'string(300)' });`],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork base0001
    left0001 since: left0001
    righ0001 since: righ0001
    customer.mail (both change): left0001 change column customer.mail: string(200) / righ0001 change column customer.mail: string(300)
    disagrees
      left0001 before righ0001 gives another schema than righ0001 before left0001
      order: migsh rebase righ0001 --onto left0001 – runs righ0001 after left0001 everywhere; only while no database has applied righ0001
      order: migsh rebase left0001 --onto righ0001 – runs left0001 after righ0001 everywhere; only while no database has applied left0001
      keep: migsh upgrade heads – keeps the heads apart and applies them all; give righ0001 a @labels line
    "
  `);
});

test('one drops what the other changes', async () => {
  const drawn = await review({
    base0001: ['none', shop],
    left0001: ['base0001', `op.dropColumn('customer', 'name');`],
    righ0001: ['base0001', `op.alterColumn('customer', 'name', { nullable: true });`],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork base0001
    left0001 since: left0001
    righ0001 since: righ0001
    customer.name (both change): left0001 drop column customer.name / righ0001 change column customer.name: nullable
    disagrees
      after left0001, righ0001 cannot run (migrations/righ0001.ts:11): table customer has no column name
      order: migsh rebase left0001 --onto righ0001 – runs left0001 after righ0001 everywhere; only while no database has applied left0001
      edit: migsh edit righ0001 – so that both orders give the same; only while no database has applied it
    "
  `);
});

test('one drops the table that the other points to', async () => {
  const drawn = await review({
    base0001: ['none', `op.createTable('tag', t => { t.integer('id').primary(); });`],
    left0001: ['base0001', `op.dropTable('tag');`],
    righ0001: [
      'base0001',
      `op.createTable('tagging', t => { t.integer('id').primary(); t.integer('tag_id').references('tag', 'id'); });`,
    ],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork base0001
    left0001 since: left0001
    righ0001 since: righ0001
    tag (one reads): left0001 drop table tag / righ0001 create table tagging (id, tag_id)
    disagrees
      after left0001, righ0001 cannot run (migrations/righ0001.ts:11): foreign key tagging_tag_id_foreign of tagging points to table tag, which is not there at this point
      after righ0001, left0001 cannot run (migrations/left0001.ts:11): table tag cannot be dropped: foreign key tagging_tag_id_foreign of tagging points to it
      edit: migsh edit righ0001 – so that both orders give the same; only while no database has applied it
      edit: migsh edit left0001 – so that both orders give the same; only while no database has applied it
    "
  `);
});

test('a name that both take in different tables', async () => {
  const drawn = await review({
    base0001: ['none', shop],
    left0001: ['base0001', `op.createIndex('customer', ['mail'], { name: 'search' });`],
    righ0001: ['base0001', `op.createIndex('order', ['customer_id'], { name: 'search' });`],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork base0001
    left0001 since: left0001
    righ0001 since: righ0001
    disagrees
      after left0001, righ0001 cannot run (migrations/righ0001.ts:11): there is already an index search (in table customer)
      after righ0001, left0001 cannot run (migrations/left0001.ts:11): there is already an index search (in table order)
      edit: migsh edit righ0001 – so that both orders give the same; only while no database has applied it
      edit: migsh edit left0001 – so that both orders give the same; only while no database has applied it
    "
  `);
});

test('both fill one column: the schema is the same, the rows are not', async () => {
  const drawn = await review({
    base0001: ['none', shop],
    left0001: ['base0001', `op.backfill('customer', { set: { name: "'left'" } });`],
    righ0001: ['base0001', `op.backfill('customer', { set: { mail: "name || '@example.com'" } });`],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork base0001
    left0001 since: left0001
    righ0001 since: righ0001
    customer.name (one reads): left0001 fill name of customer / righ0001 fill mail of customer
    disagrees
      what rows have in customer.name depends on which runs last: left0001 or righ0001
      order: migsh rebase righ0001 --onto left0001 – runs righ0001 after left0001 everywhere; only while no database has applied righ0001
      order: migsh rebase left0001 --onto righ0001 – runs left0001 after righ0001 everywhere; only while no database has applied left0001
      keep: migsh upgrade heads – keeps the heads apart and applies them all; give left0001, righ0001 a @labels line
    "
  `);
});

test('SQL as written: what it touches is not known, and that is said', async () => {
  const drawn = await review({
    base0001: ['none', shop],
    left0001: ['base0001', `op.sql("update customer set name = upper(name)");`],
    righ0001: ['base0001', `op.createIndex('customer', ['name']);`],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork base0001
    left0001 since: left0001
    righ0001 since: righ0001
    not known: left0001 sql update customer set name = upper(name)
    independent
    "
  `);
});

test('three heads with forks at two places: what two of them share is no conflict between them', async () => {
  const drawn = await review({
    base0001: ['none', shop],
    comm0001: ['base0001', `op.addColumn('customer', c => c.string('phone').nullable());`],
    left0001: ['comm0001', `op.createIndex('customer', ['phone']);`],
    midd0001: ['comm0001', `op.alterColumn('customer', 'phone', { type: 'string(30)' });`],
    righ0001: ['base0001', `op.addColumn('customer', c => c.string('phone').nullable());`],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork base0001
    left0001 since: comm0001, left0001
    midd0001 since: comm0001, midd0001
    righ0001 since: righ0001
    customer.phone (both change): comm0001 add column customer.phone string nullable / left0001 create index customer_phone_index on customer (phone) / midd0001 change column customer.phone: string(30) / righ0001 add column customer.phone string nullable
    disagrees
      after left0001, righ0001 cannot run (migrations/righ0001.ts:11): table customer already has a column phone
      after righ0001, comm0001 cannot run (migrations/comm0001.ts:11): table customer already has a column phone
      after midd0001, righ0001 cannot run (migrations/righ0001.ts:11): table customer already has a column phone
      edit: migsh edit righ0001 – so that both orders give the same; only while no database has applied it
      edit: migsh edit comm0001 – so that both orders give the same; only while no database has applied it
    "
  `);
});

test('two of three heads', async () => {
  const graph: Graph = {
    base0001: ['none', shop],
    left0001: ['base0001', `op.dropColumn('customer', 'name');`],
    midd0001: ['base0001', `op.createIndex('order', ['customer_id']);`],
    righ0001: ['base0001', `op.alterColumn('customer', 'name', { nullable: true });`],
  };
  expect(await review(graph, ['midd', 'righ'])).toMatchInlineSnapshot(`
    "
    fork base0001
    midd0001 since: midd0001
    righ0001 since: righ0001
    independent
    "
  `);
});

test('branches with bases of their own', async () => {
  const drawn = await review({
    left0001: ['none', `op.createTable('audit', t => { t.integer('id').primary(); });`],
    righ0001: ['none', shop],
    righ0002: ['righ0001', `op.addColumn('order', c => c.string('note').nullable());`],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork none
    left0001 since: left0001
    righ0002 since: righ0001, righ0002
    independent
    "
  `);
});

test('a dependency is an order: what stands on the other side is no overlap', async () => {
  const drawn = await review({
    base0001: ['none', shop],
    left0001: ['base0001', `op.addColumn('customer', c => c.string('phone').nullable());`],
    left0002: ['left0001', `op.createIndex('order', ['customer_id']);`],
    righ0001: ['base0001', `op.createIndex('customer', ['phone']);`, '@depends left0001'],
  });
  expect(drawn).toMatchInlineSnapshot(`
    "
    fork left0001
    left0002 since: left0002
    righ0001 since: righ0001
    independent
    "
  `);
});

test('a file that cannot be replayed is named with its line', async () => {
  const graph: Graph = {
    base0001: ['none', shop],
    left0001: ['base0001', `op.dropColumn('customer', 'nothing');`],
    righ0001: ['base0001', `op.createIndex('customer', ['mail']);`],
  };
  await expect(review(graph)).rejects.toThrow(/^migrations\/left0001\.ts:11: /);
});
