// `npm test`: everything that has to hold, one after the other, with one summary at the end.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Part {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'migsh-check-'));
const report = join(folder, 'tests.json');
const parts: readonly Part[] = [
  { name: 'format', command: 'oxfmt', args: ['--check', '.'] },
  { name: 'lint', command: 'oxlint', args: ['src', 'test', 'scripts', 'fixtures', 'bench'] },
  { name: 'unused', command: 'knip', args: [] },
  { name: 'types', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'build', command: 'npm', args: ['run', '--silent', 'build'] },
  {
    name: 'tests',
    command: 'vitest',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile=${report}`],
  },
];

const lines: string[] = [];
let failed = false;
for (const { name, command, args } of parts) {
  console.log(`\n── ${name}: ${command} ${args.slice(0, 2).join(' ')}`);
  const from = performance.now();
  const env = { MIGSH_TEST_BINARY: 'dist/main.js', ...process.env };
  const { status } = spawnSync(command, args, { stdio: 'inherit', env });
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  failed ||= status !== 0;
  lines.push(`${status === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(8)} ${seconds.padStart(6)} s`);
}

console.log(`\n${lines.join('\n')}`);
console.log(counts());
rmSync(folder, { recursive: true, force: true });
process.exitCode = failed ? 1 : 0;

function counts(): string {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    return `${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`;
  } catch {
    // The tests did not get as far as a report; their part above says FAILED.
    return '0 passed, 1 failed';
  }
}
