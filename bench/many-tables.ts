// How long it takes to write what differs, and to apply it, with one renamed column in each of many tables, as whole processes.
// node bench/many-tables.ts [tables …]   (after npm run build)
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '..');
const binary = join(repository, 'dist/main.js');
const given = process.argv.slice(2).map(Number);

for (const tables of given.length === 0 ? [50, 100, 200] : given) {
  const root = mkdtempSync(join(tmpdir(), 'migsh-bench-'));
  writeProject(root, tables, 'c');
  const times = [
    ['migrate', time(root, 'migrate', '-m', 'one')],
    ['upgrade', time(root, 'upgrade')],
  ];
  writeProject(root, tables, 'cc');
  times.push(
    ['migrate, renamed', time(root, 'migrate', '-m', 'two', '--answers', 'answers.json')],
    ['upgrade, renamed', time(root, 'upgrade')],
  );
  rmSync(root, { recursive: true, force: true });
  const shown = times.map(([name, seconds]) => `${name} ${Number(seconds).toFixed(1)} s`);
  console.log(`${String(tables).padStart(4)} tables   ${shown.join('   ')}`);
}

function writeProject(root: string, tables: number, column: string): void {
  const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
  const numbers = Array.from({ length: tables }, (_, n) => n);
  mkdirSync(join(root, 'migrations'), { recursive: true });
  rmSync(join(root, 'node_modules'), { force: true });
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  write('package.json', JSON.stringify({ type: 'module', migsh: { dialect: 'sqlite' } }));
  const answers = numbers.map(n => [`rename:column:t${n}.cc`, 'rename:c']);
  write('answers.json', JSON.stringify(Object.fromEntries(answers)));
  const entities = numbers.map(n => {
    const link = n === 0 ? '' : `, q: () => p.manyToOne(T${n - 1}).nullable()`;
    return `const T${n} = defineEntity({ name: 'T${n}', properties: { id: p.integer().primary(), a: p.string(), b: p.string().unique(), ${column}: p.integer().index()${link} } });`;
  });
  write(
    '.mikro-orm.config.ts',
    `import { defineConfig, defineEntity, p } from '@mikro-orm/sqlite';
${entities.join('\n')}
export default defineConfig({ dbName: './bench.sqlite', entities: [${numbers.map(n => `T${n}`).join(', ')}] });
`,
  );
}

function time(root: string, ...args: readonly string[]): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [binary, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  return (performance.now() - from) / 1000;
}
