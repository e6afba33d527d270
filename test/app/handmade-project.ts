import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openAutogenerate } from '../../src/app/autogenerate.ts';
import type { AppContext } from '../../src/app/context.ts';
import { openContext } from '../../src/app/context.ts';
import type { PreparedPlan } from '../../src/app/plan.ts';
import { runPlan } from '../../src/app/run.ts';
import type { SidesOptions } from '../../src/app/sides.ts';
import type { DialectName } from '../../src/dialect/dialect.ts';
import { makeProject, ownModules } from '../orm/project.ts';
import type { ScriptDatabase } from './script-database.ts';
import { emptyDatabase } from './script-database.ts';

/** What a comparison says. */
export interface Seen {
  readonly changes: readonly string[];
  readonly questions: readonly string[];
  readonly notes: readonly string[];
}

/** A project with an empty database and these revisions: each a body of `up`, and of `down`. */
export async function projectOn(
  dialect: DialectName,
  ups: readonly string[],
  downs: readonly string[] = [],
) {
  const place: { -readonly [Key in keyof ScriptDatabase]: ScriptDatabase[Key] } = {
    ...(await emptyDatabase(dialect)),
  };
  const { root } = makeProject({
    'package.json': JSON.stringify({ type: 'module', migsh: { dialect } }),
  });
  mkdirSync(join(root, 'migrations'));
  for (const [at, up] of ups.entries()) {
    const id = `${at + 1}`.repeat(12);
    const parents = at === 0 ? 'none' : `${at}`.repeat(12);
    writeFileSync(
      join(root, 'migrations', `${id}.ts`),
      `/**\n * change ${at + 1}\n *\n * @revision ${id}\n * @parents ${parents}\n */\nexport function up(op) {${up}\n}\n\nexport function down(op) {${downs[at] ?? ''}\n}\n`,
    );
  }
  const connection = dialect === 'sqlite' ? 'dbName' : 'clientUrl';
  let count = 0;
  const writeConfig = (number: number, wanted: Readonly<Record<string, string>>): void => {
    const names = Object.keys(wanted).map(name => name.charAt(0).toUpperCase() + name.slice(1));
    const texts = Object.values(wanted).map((text, at) => `const ${names[at]} = ${text};`);
    writeFileSync(
      join(root, `config-${number}.js`),
      `import { defineConfig, defineEntity, p } from '@mikro-orm/${dialect}';\n${texts.join('\n')}
export default defineConfig({ ${connection}: ${JSON.stringify(place.place)}, entities: [${names.join(', ')}], schemaGenerator: { skipTables: [/^migsh_/] } });\n`,
    );
  };
  ownModules(root, ['@electric-sql']);
  return {
    root,
    place,
    set(settings: Readonly<Record<string, unknown>>): void {
      const manifest = { type: 'module', migsh: { dialect, ...settings } };
      writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
    },
    edit(revision: number, from: string, to: string): void {
      const file = join(root, 'migrations', `${`${revision}`.repeat(12)}.ts`);
      writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
    },
    async run(prepare: (context: AppContext) => Promise<PreparedPlan>): Promise<void> {
      count += 1;
      writeConfig(count, {});
      const context = openContext({ cwd: root, config: `config-${count}.js` });
      try {
        const { signal } = new AbortController();
        await runPlan(context, await prepare(context), { onEvent: () => {}, signal });
      } finally {
        await context.close();
      }
    },
    /** Writes the revision that the comparison makes, with these answers. */
    async generate(
      wanted: Readonly<Record<string, string>>,
      answers: Readonly<Record<string, string>>,
    ): Promise<string> {
      count += 1;
      writeConfig(count, wanted);
      const context = openContext({ cwd: root, config: `config-${count}.js` });
      try {
        const session = await openAutogenerate(context);
        const evaluation = await session.evaluate(answers, { message: 'change' });
        const open = evaluation.questions.map(({ id }) => id);
        if (open.length > 0) throw new Error(`open: ${open.join(', ')}`);
        return session.write(evaluation).text ?? '';
      } finally {
        await context.close();
      }
    },
    async compare(
      wanted: Readonly<Record<string, string>>,
      options: SidesOptions = {},
    ): Promise<Seen> {
      count += 1;
      writeConfig(count, wanted);
      const context = openContext({ cwd: root, config: `config-${count}.js` });
      try {
        const session = await openAutogenerate(context, options);
        const { changes, questions } = await session.evaluate({}, { message: 'change' });
        const notes = session.notes.filter(note => !/ is behind: /.test(note));
        return { changes, questions: questions.map(({ id }) => id), notes };
      } finally {
        await context.close();
      }
    },
  };
}

/** Nothing differs. */
export const nothing: Seen = { changes: [], questions: [], notes: [] };
