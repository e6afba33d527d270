import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import type { DialectName } from '../../src/dialect/dialect.ts';
import type { ScriptDatabase } from '../app/script-database.ts';
import { emptyDatabase } from '../app/script-database.ts';
import type { TestProject } from '../cli/project.ts';
import { makeProject, revisionFile } from '../cli/project.ts';
import type { Size } from './terminal.ts';
import { Shell } from './terminal.ts';

const narrow: Size = { columns: 60, rows: 15 };
const usual: Size = { columns: 80, rows: 24 };
const wide: Size = { columns: 120, rows: 40 };

const author = `id: p.integer().primary(), name: p.string(), email: p.string().nullable()`;
const coupon = `id: p.integer().primary(), code: p.string()`;

test.each(['sqlite', 'postgresql'] as const)('a rename keeps the rows: %s', async dialect => {
  const { database, enter, open, text } = await openLibrary(dialect);
  enter({ Author: author.replace('name:', 'fullName:'), Coupon: coupon });
  const shell = open(usual);
  await begin(shell);
  await shell.sees('Rename or replace?', /1 {2}renamed: name → full_name .*\(likely\)/);
  await shell.sees("op.renameColumn('author', 'name', 'full_name');");
  shell.press('down');
  await shell.sees("op.addColumn('author', c => c.string('full_name'));");
  shell.press('p');
  await shell.sees('What replace writes', /^ {2}down$/);
  shell.press('esc');
  await shell.sees(/^▌ 2 {2}full_name is new/);
  shell.press('1');
  await finish(shell, 'full names');
  expect(text()).toContain(' * @answer   rename:column:author.full_name=rename:name\n');
  await upgrade(shell);
  expect(await database.query('select full_name from author order by id')).toEqual(
    ['Ada', 'Grace', 'Edsger'].map(name => ({ full_name: name })),
  );
});

test('a fill: the preview follows what is typed, and says what cannot be taken', async () => {
  const { database, enter, open, text } = await openLibrary('sqlite');
  enter({ Author: `${author}, born: p.integer()`, Coupon: coupon });
  const shell = open(wide);
  await begin(shell);
  await shell.sees('What fills the rows?', 'author has 3 rows in');
  shell.press('1');
  await shell.sees('default: ▏');
  shell.type('long ago');
  await shell.sees("'long ago' is not a whole number");
  shell.press('enter');
  await shell.sees('[bad-answer]');
  shell.press('esc');
  await shell.seesNoMore('[bad-answer]');
  shell.press('ctrl-u');
  await shell.sees('default: ▏');
  shell.type('1906');
  await shell.sees(
    'default: 1906▏',
    "op.addColumn('author', c => c.integer('born').default(1906));",
  );
  shell.press('enter');
  await finish(shell, 'when they were born');
  expect(text()).toContain(' * @answer   fill:column:author.born=default:1906\n');
  await upgrade(shell);
  expect(await database.query('select distinct born from author')).toEqual([{ born: 1906 }]);
});

test.each(['sqlite', 'postgresql'] as const)(
  'a table that goes into the archive comes back with its rows: %s',
  async dialect => {
    const { database, enter, open, text } = await openLibrary(dialect);
    const coupons = await database.query('select * from coupon order by id');
    enter({ Author: author });
    const shell = open(usual);
    await begin(shell);
    await shell.sees('Drop, keep or archive?', '2 rows in', 'LOSS the rows of coupon: 2 rows');
    await shell.sees("op.archive('coupon');");
    shell.press('down', 'down');
    await shell.sees('no line of the file, and no statement');
    shell.press('1');
    await finish(shell, 'no coupons');
    expect(text()).toContain(`  op.archive('coupon');\n  op.dropTable('coupon');`);
    await upgrade(shell);
    await expect(database.query('select * from coupon')).rejects.toThrow(/coupon/);
    shell.press('enter');
    await shell.sees(/ db head /);
    shell.press('d');
    await shell.sees('Take 1 revision back');
    await shell.insists('y', '1 revision taken back');
    expect(await database.query('select * from coupon order by id')).toEqual(coupons);
  },
);

test('duplicates are counted, and the ones that go are named before', async () => {
  const { database, enter, open, text, migsh } = await openLibrary('postgresql');
  await database.query(`update author set email = 'ada@lovelace' where id < 3`);
  enter({
    Author: author.replace('email: p.string()', 'email: p.string().unique()'),
    Coupon: coupon,
  });
  const shell = open(narrow);
  await begin(shell);
  await shell.sees('Which of the duplicates stays?', 'LOSS');
  shell.press('PgDn');
  await shell.sees(/1 group of rows/);
  shell.press('p');
  await shell.sees('What keep-first writes', 'op.sql(');
  shell.press('esc');
  await shell.sees('Which of the duplicates stays?');
  shell.press('2');
  await finish(shell, 'one author an email');
  expect(text()).toContain('=keep-last\n');
  expect(await migsh('upgrade', '--yes', '--allow-data-loss')).toMatchObject({ code: 0 });
  expect(await database.query('select id from author order by id')).toEqual([{ id: 2 }, { id: 3 }]);
});

test('left in the middle, it goes on where it was; what changed since is asked anew', async () => {
  const { enter, open, text } = await openLibrary('sqlite');
  const more = `born: p.integer(), city: p.string(), land: p.string()`;
  enter({ Author: `${author}, ${more}`, Coupon: coupon });
  const left = open(wide);
  await begin(left);
  await left.sees('question 1 of 3', 'author.born is new');
  left.press('3');
  await left.sees('question 2 of 3', 'alike: author.land');
  left.press('down', 'down');
  await left.sees(/▌ 3 {2}leave the column nullable/);
  left.press('A');
  await left.sees('What does the revision do?');
  left.type('where they');
  await left.sees('> where they▏');
  left.press('esc');
  await left.sees('question 2 of 3');
  left.press('3');
  await left.sees('question 3 of 3');
  left.press('esc');
  await left.sees('q quit');
  left.press('q');
  expect(await left.ended()).toBe(0);

  // The column is a text by now: what was said of a number is not taken.
  enter({ Author: `${author}, ${more.replace('p.integer()', 'p.text()')}`, Coupon: coupon });
  const shell = open(usual);
  await begin(shell);
  await shell.sees('Go on or start over?', 'had 1 answer');
  await shell.sees(
    '1 more answer not taken',
    'fill:column:author.born = nullable',
    /author.city: .*nullable/,
  );
  await shell.sees('1  go on with them: 2 questions left');
  shell.press('enter');
  await shell.sees('question 2 of 3', 'author.born is new');
  shell.press('4');
  await shell.sees('question 3 of 3', 'author.land is new');
  shell.press('3');
  await shell.sees('> where they▏');
  shell.type(' live');
  await finish(shell, '');
  expect(text()).toContain(' * where they live\n');
  expect(text().match(/@answer .*/g)).toEqual([
    '@answer   fill:column:author.born=empty',
    '@answer   fill:column:author.city=nullable',
    '@answer   fill:column:author.land=nullable',
  ]);
  shell.press('enter');
  await shell.sees(/ db .*base /, '1 pending');
  shell.press('a');
  await shell.sees('2 questions are asked');
  shell.press('enter');
  await shell.sees('question 1 of 2', 'What fills the rows?');
});

test('entities that change while the shell is open are read anew', async () => {
  const { enter, open } = await openLibrary('sqlite');
  const shell = open(usual);
  await shell.sees(/ db head /);
  shell.press('a');
  await shell.sees('The entities are what the revisions produce');
  shell.press('enter');
  await shell.sees(/ db head /);
  enter({ Author: `${author}, born: p.integer().nullable()`, Coupon: coupon });
  shell.press('a');
  await shell.sees('+ author.born  integer null');
  shell.press('esc');
  await shell.sees(/ db head /);
  enter({ Author: `${author}, born: p.nothing()`, Coupon: coupon });
  shell.press('a');
  await shell.sees('.mikro-orm.config.ts could not be loaded', 'nothing is not a function');
  shell.press('esc');
  await shell.sees(/ db head /);
  enter({ Author: author, Coupon: coupon });
  shell.press('a');
  await shell.sees('The entities are what the revisions produce');
});

interface Library {
  readonly database: ScriptDatabase;
  /** Puts entities in place of those before: their properties, by name. */
  readonly enter: (entities: Readonly<Record<string, string>>) => void;
  /** The shell on it, for one test. */
  readonly open: (size: Size) => Shell;
  /** The revision that was written. */
  readonly text: () => string;
  /** Runs it there, without a terminal. */
  readonly migsh: TestProject['migsh'];
}

/** Three authors and two coupons, in a database that is where its revisions are. */
async function openLibrary(dialect: DialectName): Promise<Library> {
  const database = await emptyDatabase(dialect);
  const config = (entities: Readonly<Record<string, string>>): string =>
    configText(database, entities);
  const project = makeProject({
    'package.json': JSON.stringify({
      type: 'module',
      'mikro-orm': { configPaths: ['./.mikro-orm.config.ts'] },
      migsh: { migrations: './migrations', dialect },
    }),
    '.mikro-orm.config.ts': config({ Author: author, Coupon: coupon }),
    'migrations/1_base.ts': revisionFile('aaaa1111', 'none', { up: baseUp, down: baseDown }),
  });
  onTestFinished(() => project.remove());
  expect(await project.migsh('upgrade', '--yes')).toMatchObject({ code: 0 });
  await database.query(
    "insert into author (name, email) values ('Ada', 'a@l'), ('Grace', 'g@h'), ('Edsger', 'e@d')",
  );
  await database.query("insert into coupon (code) values ('SPRING'), ('SUMMER')");
  return {
    database,
    migsh: project.migsh,
    enter: entities => project.write('.mikro-orm.config.ts', config(entities)),
    open(size) {
      const shell = new Shell({ cwd: project.root, size });
      onTestFinished(() => shell.close());
      return shell;
    },
    text() {
      const folder = join(project.root, 'migrations');
      const written = readdirSync(folder).find(name => name !== '1_base.ts');
      return readFileSync(join(folder, written ?? ''), 'utf8');
    },
  };
}

const baseUp = `op.createTable('author', t => { t.integer('id').primary().autoincrement(); t.string('name'); t.string('email').nullable(); });
  op.createTable('coupon', t => { t.integer('id').primary().autoincrement(); t.string('code'); });`;
const baseDown = `op.dropTable('coupon');
  op.dropTable('author');`;

function configText(
  { dialect, place }: ScriptDatabase,
  entities: Readonly<Record<string, string>>,
): string {
  const defined = Object.entries(entities).map(
    ([name, properties]) => `defineEntity({ name: '${name}', properties: { ${properties} } })`,
  );
  const connection = dialect === 'sqlite' ? 'dbName' : 'clientUrl';
  return `import { defineConfig, defineEntity, p } from '@mikro-orm/${dialect}';
export default defineConfig({ ${connection}: ${JSON.stringify(place)}, entities: [${defined.join(', ')}] });
`;
}

/** From the history to the first question, or to what was left. */
async function begin(shell: Shell): Promise<void> {
  await shell.sees(/ db head /);
  shell.press('a');
  await shell.sees(/[1-9] questions? (?:is|are) asked/);
  shell.press('enter');
}

/** From the message to the written file. */
async function finish(shell: Shell, message: string): Promise<void> {
  await shell.sees('What does the revision do?');
  shell.type(message);
  await shell.sees(`${message}▏`);
  shell.press('enter');
  // An answer may leave something for later: then it is said, and written all the same.
  await shell.sees(/enter write (?:the file|it all the same)/);
  shell.press('enter');
  await shell.sees('u upgrade to it');
}

/** From the written file to the upgraded database. */
async function upgrade(shell: Shell): Promise<void> {
  shell.press('u');
  await shell.sees('Apply 1 revision');
  await shell.insists('y', '1 revision applied');
}
