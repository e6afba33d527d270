import { describe, expect, test } from 'vitest';

import { openAutogenerate } from '../../src/app/autogenerate.ts';
import { planUpgrade } from '../../src/app/plan.ts';
import type { AnswerPreview } from '../../src/app/preview-answer.ts';
import type { DialectName } from '../../src/dialect/dialect.ts';
import type { Answers } from '../../src/schema/question.ts';
import { entity, id } from './entities.ts';
import { openWorkshop } from './workshop.ts';

const before = [
  entity(
    'Author',
    `${id}, name: p.string(), age: p.string().nullable(), email: p.string().nullable()`,
  ),
  entity('Log', `${id}, line: p.text()`),
].join('\n');
const after = entity(
  'Author',
  `${id}, fullName: p.string(), age: p.integer().nullable(), email: p.string().nullable(), country: p.string().length(2)`,
  `uniques: [{ properties: ['email'] }]`,
);
const name = 'rename:column:author.full_name';
const renamed = { [name]: 'rename:name' };
const country = 'fill:column:author.country';
const age = 'convert:column:author.age';
const email = 'duplicates:constraint:author.author_email_unique';

type Preview = (asked: string, value: string, answers?: Answers) => Promise<AnswerPreview>;

async function openPreview(dialect: DialectName): Promise<Preview> {
  const workshop = await openWorkshop(dialect, '');
  await workshop.enter(before);
  await workshop.generate({});
  await workshop.run(context => planUpgrade(context, 'heads'));
  await workshop.enter(after);
  return (asked, value, answers = {}) =>
    workshop.within(async context => {
      const session = await openAutogenerate(context);
      const { questions } = await session.evaluate(answers, { message: 'x' });
      const question = questions.find(each => each.id === asked);
      expect(question, `${asked} is not asked`).toBeDefined();
      return session.preview({ question: question!, value, answers });
    });
}

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test('the calls that an answer writes, and no others', async () => {
    const preview = await openPreview(dialect);
    const calls = async (...args: Parameters<Preview>): Promise<string> => {
      const { up, down } = await preview(...args);
      return up.calls === '' && down.calls === '' ? '' : `${up.calls}\n-- down\n${down.calls}`;
    };
    expect(await calls(name, 'rename:name')).toMatchInlineSnapshot(`
      "op.renameColumn('author', 'name', 'full_name');
      -- down
      op.renameColumn('author', 'full_name', 'name');"
    `);
    expect(await calls(name, 'replace')).toMatchInlineSnapshot(`
      "op.addColumn('author', c => c.string('full_name'));
      -- down
      // what was written to author.full_name meanwhile goes with it
      op.dropColumn('author', 'full_name');"
    `);
    expect(await calls(country, 'default:CH', renamed)).toMatchInlineSnapshot(`
      "// rows that are there get 'CH'; new ones have to bring a value
      op.addColumn('author', c => c.string('country', 2).default('CH'));
      op.alterColumn('author', 'country', { default: null });
      -- down
      // what was written to author.country meanwhile goes with it
      op.dropColumn('author', 'country');"
    `);
    expect(await calls(country, 'nullable', renamed)).toMatchInlineSnapshot(`
      "op.addColumn('author', c => c.string('country', 2).nullable());
      -- down
      // what was written to author.country meanwhile goes with it
      op.dropColumn('author', 'country');"
    `);
    expect(await calls(country, 'empty', renamed)).toMatchInlineSnapshot(`
      "// no database has rows in author: this stops at one that has
      op.addColumn('author', c => c.string('country', 2));
      -- down
      // what was written to author.country meanwhile goes with it
      op.dropColumn('author', 'country');"
    `);
    expect(await calls('drop:table:log', 'archive')).toMatchInlineSnapshot(`
      "// keeps the rows of log: op.restore brings them back
      op.archive('log');
      op.dropTable('log');
      -- down
      op.createTable('log', t => {
        t.integer('id').primary().autoincrement();
        t.text('line');
      });
      // brings the rows of log back from the archive
      op.restore('log');"
    `);
    expect(await calls('drop:table:log', 'drop')).toMatchInlineSnapshot(`
      "// the rows of log go for good
      op.dropTable('log');
      -- down
      // comes back empty: the rows of log are gone
      op.createTable('log', t => {
        t.integer('id').primary().autoincrement();
        t.text('line');
      });"
    `);
    expect(await calls('drop:table:log', 'keep')).toBe('');
    expect(await calls(email, 'keep-first', renamed)).toMatchInlineSnapshot(`
      "// of rows of author with the same email the one with the lowest id stays, the others go for good
      op.sql(
        'delete from "author" where exists (select 1 from "author" as other_row where other_row.email = "author".email and other_row.id < "author".id)',
      );
      op.addUnique('author', ['email']);
      -- down
      op.dropUnique('author', 'author_email_unique');"
    `);
    await expect(calls(age, 'maybe', renamed)).rejects.toMatchObject({ code: 'bad-answer' });
  });

  test('their SQL, of a rebuild that others have a part in all of it', async () => {
    const preview = await openPreview(dialect);
    const sql = async (...args: Parameters<Preview>): Promise<readonly string[]> => {
      const { up, down } = await preview(...args);
      return [...up.statements, ...down.statements].map(each => each.sql ?? each.kind);
    };
    const rebuilt = dialect === 'sqlite';
    const rename = (await sql(name, 'rename:name')).join('\n');
    expect(rename).toMatch(rebuilt ? /insert into .* select .*"name"/ : /^alter .* rename column/);
    const dropped = await sql('drop:table:log', 'drop');
    expect(dropped[0]).toBe('drop table "log"');
    expect(dropped[1]).toMatch(/^create table "log"/);
    const cast = (await sql(age, 'cast', renamed)).join('\n');
    expect(cast).toMatch(/"age" (?:type )?int/);
    expect(cast).not.toMatch(/"log"/);
    expect(cast).toMatch(rebuilt ? /insert into .* select .*drop table/s : /^alter table/);
    expect((await preview('drop:table:log', 'drop')).up.statements[0]?.hazards).toMatchObject([
      { rule: 'drop-table' },
    ]);
  });
});
