import { afterAll, beforeAll, expect, test } from 'vitest';

import type { TestProject } from './project.ts';
import { config, makeProject, packageJson, revisionFile } from './project.ts';

let project: TestProject;
beforeAll(() => {
  project = makeProject({
    'package.json': packageJson,
    '.mikro-orm.config.ts': config('name: p.string()'),
    'migrations/1.ts': revisionFile('aaaa0001', 'none', {
      up: "op.sql('create table one (id int)');",
    }),
  });
});
afterAll(() => project.remove());

const second = async (up: string, ...args: string[]) => {
  project.write('migrations/2.ts', revisionFile('aaaa0002', 'aaaa0001', { up }));
  const { code, stderr } = await project.migsh('upgrade', ...args);
  return { code, stderr: stderr.slice(stderr.indexOf('error:')).replaceAll(/\s+/g, ' ') };
};

test('process.exit does not end the command in silence', async () => {
  const recorded = await second('process.exit(0);');
  expect(recorded.stderr).toContain(
    'migrations/2.ts:11: up() threw: process.exit(0) was called [load-failed]',
  );
  expect(recorded.code).toBe(1);
  const ran = await second('op.run(async () => { process.exit(0); });');
  expect(ran.stderr).toContain('failed at migrations/2.ts:11, in code: process.exit(0) was called');
  expect(ran.stderr).toContain('applied now: aaaa0001');
  expect(ran.code).toBe(1);
  const late = await second(
    'setTimeout(() => process.exit(0)); op.run(() => new Promise(() => {}));',
  );
  expect(late.stderr).toContain('migrations/2.ts:11: process.exit(0) was called [code-failed]');
  expect(late.stderr).toContain('applied now: aaaa0001');
  expect(late.code).toBe(1);
});

test('a call of op that comes late is said with its place, and what is applied', async () => {
  const late = "setTimeout(() => op.sql('select 1'));";
  const planned = await second(late, '--plan');
  expect(planned.stderr).toContain(
    'migrations/2.ts:11: op.sql: comes after its function has ended',
  );
  expect(planned.stderr).not.toContain(' at ');
  expect(planned.code).toBe(1);
  const ran = await second(`${late} op.run(() => new Promise(() => {}));`);
  expect(ran.stderr).toContain('op.sql: comes after its function has ended [bad-operation]');
  expect(ran.stderr.split('comes after its function has ended')).toHaveLength(2);
  expect(ran.stderr).toContain('applied now: aaaa0001');
  expect(ran.code).toBe(1);
});

test('an error that nobody waits for is no stack trace', async () => {
  const { stderr, code } = await second("void Promise.reject(new TypeError('nobody waits'));");
  expect(stderr).toContain('migrations/2.ts:11: TypeError: nobody waits [code-failed]');
  expect(stderr).not.toContain(' at ');
  expect(code).toBe(1);
});

test('a file that never comes back ends in words', async () => {
  project.write(
    'migrations/2.ts',
    `${revisionFile('aaaa0002', 'aaaa0001', { up: '' })}await new Promise(() => {});\n`,
  );
  const { stderr, code } = await project.migsh('upgrade');
  expect(stderr).toContain('waits for what never comes');
  expect(stderr).not.toContain('Warning');
  expect(code).toBe(1);
});
